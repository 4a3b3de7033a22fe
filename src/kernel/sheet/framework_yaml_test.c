#include "kernel/sheet/framework_yaml.h"

#include "base/buf.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;
static struct problem *problem;
static const struct yaml_value *value;

static enum err parse_n(const char *data, size_t len)
{
    problem = problem_new(ctx);
    value = NULL;
    return framework_yaml_parse(ctx, data, len, problem, &value);
}

static enum err parse(const char *text)
{
    return parse_n(text, strlen(text));
}

static void refused(const char *text, const char *detail, const char *line)
{
    assert_int_equal(parse(text), ERR_MALFORMED);
    assert_string_equal(problem->detail, detail);
    assert_string_equal(problem->arg, line);
    assert_null(value);
}

static void a_tree_knows_its_lines(void **state)
{
    (void)state;
    assert_int_equal(parse("# note\na: 1\nb:\n  - x\n  - {c: d}\n"), ERR_OK);
    assert_int_equal(value->kind, YAML_MAP);
    assert_int_equal(value->n, 2);
    assert_int_equal(yaml_get(value, "a")->line, 2);
    const struct yaml_value *list = yaml_get_list(value, "b");
    assert_int_equal(list->n, 2);
    assert_int_equal(list->of[1].line, 5);
    assert_string_equal(yaml_get_text(&list->of[1], "c"), "d");
}

static void scalars_stay_text_until_asked(void **state)
{
    (void)state;
    assert_int_equal(
        parse("ref: 1.10\nno: No\nn: 12\nq: '12'\ntrue_one: yes\nnothing: ~\nblank: ' '\n"
              "quoted_null: 'null'\nbig: 99999999999999999999\n"),
        ERR_OK);
    int64_t n = 7;
    assert_string_equal(yaml_get_text(value, "ref"), "1.10");
    assert_string_equal(yaml_get_text(value, "no"), "No");
    assert_false(yaml_true(yaml_get(value, "no")));
    assert_true(yaml_true(yaml_get(value, "true_one")));
    assert_true(yaml_int(yaml_get(value, "n"), &n));
    assert_int_equal(n, 12);
    assert_false(yaml_int(yaml_get(value, "ref"), &n));
    assert_false(yaml_int(yaml_get(value, "big"), &n));
    assert_int_equal(n, 12);
    assert_null(yaml_get(value, "nothing"));
    assert_null(yaml_get_text(value, "blank"));
    assert_string_equal(yaml_get_text(value, "quoted_null"), "null");
    assert_null(yaml_get(value, "absent"));
    assert_null(yaml_get(NULL, "a"));
    assert_null(yaml_get_list(value, "n"));
}

static void json_is_yaml_too(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"a\": [1, {\"b\": \"\\u00e9\"}]}"), ERR_OK);
    assert_string_equal(yaml_get_text(&yaml_get_list(value, "a")->of[1], "b"), "é");
}

static void a_byte_order_mark_is_skipped(void **state)
{
    (void)state;
    assert_int_equal(parse("\xef\xbb\xbf"
                           "a: b\n"),
        ERR_OK);
    assert_string_equal(yaml_get_text(value, "a"), "b");
}

static void anchors_aliases_and_tags_are_refused(void **state)
{
    (void)state;
    refused("a: &x [1]\nb: *x\n", "yaml_alias", "1");
    refused("a: 1\nb: *x\n", "yaml_alias", "2");
    refused("a: !!python/object:os.system x\n", "yaml_alias", "1");
    refused("a: !!map {}\n", "yaml_alias", "1");
    refused("&a [1]\n", "yaml_alias", "1");
}

/* Nine levels of nine aliases would be 387 million values. */
static void a_billion_laughs_stops_at_the_first_anchor(void **state)
{
    (void)state;
    struct buf *b = buf_new(ctx);
    buf_str(b, "l0: &l0 [ha, ha]\n");
    for (int i = 1; i < 10; i++) {
        buf_printf(b, "l%d: &l%d [", i, i);
        for (int k = 0; k < 9; k++)
            buf_printf(b, "*l%d%s", i - 1, k < 8 ? ", " : "]\n");
    }
    refused(b->data, "yaml_alias", "1");
}

static void repeated_keys_are_refused(void **state)
{
    (void)state;
    refused("a: 1\nb: 2\na: 3\n", "yaml_duplicate", "3");
    assert_string_equal(problem->fields[0].value, "a");
    refused("x:\n  - b: 1\n    'b': 2\n", "yaml_duplicate", "3");
    assert_int_equal(parse("a: {k: 1}\nb: {k: 1}\n"), ERR_OK);
}

static void many_keys_are_no_quadratic_work(void **state)
{
    (void)state;
    struct buf *b = buf_new(ctx);
    for (int i = 0; i < 100000; i++)
        buf_printf(b, "k%d: v\n", i);
    assert_int_equal(parse(b->data), ERR_OK);
    assert_int_equal(value->n, 100000);
}

static void only_one_document_is_taken(void **state)
{
    (void)state;
    assert_int_equal(parse("---\na: 1\n...\n"), ERR_OK);
    refused("a: 1\n---\nb: 2\n", "yaml_documents", "2");
    refused("", "yaml_empty", "1");
    refused("# nothing\n", "yaml_empty", "1");
}

static void a_key_that_is_no_text_is_refused(void **state)
{
    (void)state;
    refused("a: 1\n? [x]\n: 2\n", "yaml_key", "2");
    refused("{ {a: b}: c }", "yaml_key", "1");
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    struct buf *b = buf_new(ctx);
    for (int i = 0; i < FRAMEWORK_YAML_DEPTH; i++)
        buf_char(b, '[');
    for (int i = 0; i < FRAMEWORK_YAML_DEPTH; i++)
        buf_char(b, ']');
    assert_int_equal(parse(b->data), ERR_OK);
    buf_clear(b);
    for (int i = 0; i < 1000; i++)
        buf_char(b, '[');
    assert_int_equal(parse(b->data), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "yaml_depth");
    buf_clear(b);
    for (int i = 0; i < 1000; i++)
        buf_printf(b, "%*sa:\n", i, "");
    assert_int_equal(parse(b->data), ERR_TOO_LARGE);
    assert_int_equal(problem->limit, FRAMEWORK_YAML_DEPTH);
}

static void a_huge_text_is_refused(void **state)
{
    (void)state;
    struct buf *b = buf_new(ctx);
    char *big = mem_array(ctx, char, 10 * 1024 * 1024);
    memset(big, 'x', 10 * 1024 * 1024 - 1);
    buf_printf(b, "a: \"%s\"\n", big);
    assert_int_equal(parse(b->data), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "yaml_scalar");
    assert_string_equal(problem->fields[0].pointer, "line 1");
}

static void too_many_values_are_refused(void **state)
{
    (void)state;
    struct buf *b = buf_new(ctx);
    for (int i = 0; i <= FRAMEWORK_YAML_VALUES; i++)
        buf_str(b, "- \n");
    assert_int_equal(parse(b->data), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "yaml_values");
}

static void bytes_that_are_no_text_are_refused_with_their_line(void **state)
{
    (void)state;
    refused("a: 1\nb: \xff\n", "yaml_bytes", "2");
    refused("a: \x82\xa0\n", "yaml_bytes", "1"); /* CP932 */
    assert_int_equal(parse_n("a: 1\nb: \0\n", 9), ERR_MALFORMED);
    assert_string_equal(problem->detail, "yaml_bytes");
    assert_int_equal(parse_n("\xff\xfe"
                             "a\0:\0",
                         6),
        ERR_MALFORMED);
    assert_string_equal(problem->detail, "yaml_bytes");
    refused("a: \"x\\0y\"\n", "yaml_control", "1");
    refused("a: 1\nb: \"\\x07\"\n", "yaml_control", "2");
}

static void broken_yaml_names_its_line(void **state)
{
    (void)state;
    refused("a: 1\nb: [1, 2\n", "yaml_syntax", "3");
    refused("a: 1\n\tb: 2\n", "yaml_syntax", "2"); /* a tab is no indentation */
    refused("a: \"never ends\n", "yaml_syntax", "2");
    assert_int_equal(parse("a: b: c\n"), ERR_MALFORMED);
    assert_int_equal(parse("- a\nb: c\n"), ERR_MALFORMED);
    assert_int_equal(parse("\x89PNG\r\n"), ERR_MALFORMED);
}

static int setup(void **state)
{
    *state = ctx = mem_context(NULL, 0);
    return 0;
}

static int teardown(void **state)
{
    mem_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tree_knows_its_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(scalars_stay_text_until_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(json_is_yaml_too, setup, teardown),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_is_skipped, setup, teardown),
        cmocka_unit_test_setup_teardown(anchors_aliases_and_tags_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_billion_laughs_stops_at_the_first_anchor, setup, teardown),
        cmocka_unit_test_setup_teardown(repeated_keys_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(many_keys_are_no_quadratic_work, setup, teardown),
        cmocka_unit_test_setup_teardown(only_one_document_is_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_that_is_no_text_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(nesting_is_bounded, setup, teardown),
        cmocka_unit_test_setup_teardown(a_huge_text_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(too_many_values_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(
            bytes_that_are_no_text_are_refused_with_their_line, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_yaml_names_its_line, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
