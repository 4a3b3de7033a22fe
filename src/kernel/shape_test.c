#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *const colour_keys[] = {"red", "green", NULL};
static const struct option_set COLOURS = {"colour", colour_keys};
static const struct field part_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 5},
};
static const struct shape PART = SHAPE("Part", part_fields);
static const struct field thing_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 4},
    {.key = "count", .type = FIELD_INT, .min = 1, .max = 9},
    {.key = "colour", .type = FIELD_ENUM, .options = &COLOURS},
    {.key = "day", .type = FIELD_DATE},
    {.key = "price", .type = FIELD_MONEY},
    {.key = "parts", .type = FIELD_LIST, .shape = &PART, .max = 2},
    {.key = "texts", .type = FIELD_TEXTS, .max = 3},
    {.key = "made", .type = FIELD_INT, .flags = FIELD_READONLY},
    {.key = "kept", .type = FIELD_TEXT, .flags = FIELD_CREATE_ONLY},
};
static const struct shape THING = SHAPE("Thing", thing_fields);

/* The faults of a body as "pointer code;pointer code;". */
static const char *faults(void *ctx, const char *body, bool partial)
{
    struct problem *problem = problem_new(ctx);
    json_t *json = NULL;
    assert_int_equal(json_in_parse(ctx, body, strlen(body), JSON_IN_DEPTH, problem, &json), ERR_OK);
    enum err e = shape_check(&THING, json, "", partial, problem);
    char *text = mem_strdup(ctx, "");
    for (size_t i = 0; i < problem->n_fields; i++)
        text =
            mem_printf(ctx, "%s%s %s;", text, problem->fields[i].pointer, problem->fields[i].code);
    assert_int_equal(e, problem->n_fields == 0 ? ERR_OK : ERR_INVALID);
    return text;
}

static void check(const char *body, bool partial, const char *expected)
{
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(faults(ctx, body, partial), expected);
    mem_free(ctx);
}

static void a_right_body_has_no_fault(void **state)
{
    (void)state;
    check("{\"title\":\"要\",\"count\":9,\"colour\":\"red\",\"day\":\"2028-02-29\","
          "\"price\":{\"amount\":1,\"currency\":\"JPY\"},\"parts\":[{\"name\":\"a\"}],"
          "\"texts\":{\"ja\":\"あ\"}}",
        false, "");
}

static void every_bad_member_is_named_at_once(void **state)
{
    (void)state;
    check("{\"count\":10,\"colour\":\"blue\",\"day\":\"2027-02-29\",\"nobody\":1}", false,
        "/count too_large;/colour option;/day date;/nobody unknown;/title required;");
}

static void nested_places_have_pointers(void **state)
{
    (void)state;
    check("{\"title\":\"t\",\"parts\":[{\"name\":\"a\"},{\"name\":\"abcdef\",\"x\":1}],"
          "\"price\":{\"amount\":\"1\",\"currency\":\"JPY\"},\"texts\":{\"ja\":\"abcd\"}}",
        false,
        "/parts/1/name too_long;/parts/1/x unknown;/price/amount integer;/texts/ja too_long;");
}

static void a_patch_may_leave_out_but_not_clear_what_is_required(void **state)
{
    (void)state;
    check("{\"count\":null}", true, "");
    check("{\"title\":null}", true, "/title required;");
    check("{\"kept\":\"x\"}", true, "/kept create_only;");
}

static void what_the_program_sets_is_refused(void **state)
{
    (void)state;
    check("{\"title\":\"t\",\"made\":1}", false, "/made readonly;");
}

static void blank_text_is_no_title(void **state)
{
    (void)state;
    check("{\"title\":\"  \"}", false, "/title required;");
    check("{\"title\":\"a\\nb\"}", false, "/title one_line;");
}

static void limits_count_characters_not_bytes(void **state)
{
    (void)state;
    check("{\"title\":\"四つの字\"}", false, "");
    check("{\"title\":\"五つある字\"}", false, "/title too_long;");
}

static void lists_have_a_limit(void **state)
{
    (void)state;
    check("{\"title\":\"t\",\"parts\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}", false,
        "/parts too_many;");
}

static void a_body_is_an_object(void **state)
{
    (void)state;
    check("[1]", false, " object;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_body_has_no_fault),
        cmocka_unit_test(every_bad_member_is_named_at_once),
        cmocka_unit_test(nested_places_have_pointers),
        cmocka_unit_test(a_patch_may_leave_out_but_not_clear_what_is_required),
        cmocka_unit_test(what_the_program_sets_is_refused),
        cmocka_unit_test(blank_text_is_no_title),
        cmocka_unit_test(limits_count_characters_not_bytes),
        cmocka_unit_test(lists_have_a_limit),
        cmocka_unit_test(a_body_is_an_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
