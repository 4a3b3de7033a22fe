#include "kernel/sheet/sheet_json.h"

#include "base/asset.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static const struct sheet_doc *framework(void *ctx, const char *name)
{
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/frameworks/%s.json", name));
    assert_non_null(a);
    struct problem *p = problem_new(ctx);
    const struct sheet_doc *doc = NULL;
    enum err e = sheet_json_parse(ctx, a->data, a->len, p, &doc);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return doc;
}

static const struct sheet_doc *built_in(void *ctx)
{
    return framework(ctx, "kaname-csm40");
}

static void the_built_in_framework_has_forty_complete_items(void **state)
{
    static const int per_directive[] = {3, 3, 3, 5, 10, 3, 4, 3, 3, 3};
    const struct sheet_doc *doc = built_in(*state);
    assert_int_equal(doc->n_sections, 10);
    assert_int_equal(doc->n_items, 40);
    int seen[10] = {0};
    for (int i = 0; i < doc->n_items; i++) {
        const struct sheet_item *item = &doc->items[i];
        seen[item->section_no - 1]++;
        assert_int_equal(item->scale, SCALE_MATURITY5);
        assert_int_equal(item->weight, 1);
        assert_true(item->n_evidence > 0);
        assert_true(item->practices.n > 0);
        assert_true(item->directives.n == 1);
        for (size_t lang = 0; lang < 2; lang++) {
            assert_non_null(item->text.of[lang]);
            for (int level = 0; level < SHEET_LEVELS; level++) {
                assert_non_null(item->levels[level].of[lang]);
                assert_non_null(item->criteria[level].of[lang]);
            }
        }
    }
    assert_memory_equal(seen, per_directive, sizeof seen);
    assert_string_equal(doc->items[sheet_item_no(doc, "2-2") - 1].directives.of[0], "2");
    assert_int_equal(sheet_item_no(doc, "11-1"), 0);
}

static void check_reads_back(void *ctx, const struct sheet_doc *doc)
{
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    sheet_json_write(&w, doc);
    const struct sheet_doc *again = NULL;
    assert_int_equal(sheet_json_parse(ctx, b->data, b->len, problem_new(ctx), &again), ERR_OK);
    struct digest one = sheet_digest(doc);
    struct digest other = sheet_digest(again);
    assert_memory_equal(one.bytes, other.bytes, DIGEST_SIZE);
}

static void what_is_written_reads_back_to_the_same_digest(void **state)
{
    check_reads_back(*state, built_in(*state));
    check_reads_back(*state, framework(*state, "kaname-sme25")); /* has a total */
}

static void texts_fall_back_to_a_language_the_sheet_has(void **state)
{
    const struct sheet_doc *doc = built_in(*state);
    const struct sheet_texts *text = &doc->sections[0].short_name;
    assert_string_equal(sheet_text(doc, text, "en"), "Policy");
    assert_string_equal(sheet_text(doc, text, "fr"), sheet_text(doc, text, "ja"));
    const struct sheet_texts none = {NULL};
    assert_null(sheet_text(doc, &none, "ja"));
}

static bool told(const struct problem *p, const char *pointer, const char *code)
{
    for (size_t i = 0; i < p->n_fields; i++)
        if (strcmp(p->fields[i].pointer, pointer) == 0 && strcmp(p->fields[i].code, code) == 0)
            return true;
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("told %s: %s\n", p->fields[i].pointer, p->fields[i].code);
    return false;
}

#define START                                                                             \
    "{\"format\":\"kaname-sheet/1\",\"key\":\"t\",\"version\":\"1\",\"wording\":\"own\"," \
    "\"name\":{\"en\":\"t\"},\"languages\":[\"en\"],\"score\":{\"min\":0,\"max\":3},\"sections\":"

static struct problem *refuse(void *ctx, const char *json)
{
    struct problem *p = problem_new(ctx);
    const struct sheet_doc *doc = NULL;
    assert_int_equal(sheet_json_parse(ctx, json, strlen(json), p, &doc), ERR_INVALID);
    assert_null(doc);
    return p;
}

static void every_bad_place_is_told_by_its_pointer(void **state)
{
    struct problem *p = refuse(*state, START
        "[{\"key\":\"a\",\"name\":{\"fr\":\"x\"}},{\"key\":\"a\",\"parent\":\"z\",\"name\":{}},"
        "{\"key\":\"b/c\",\"name\":{\"en\":\"x\"}}],\"items\":["
        "{\"key\":\"1\",\"section\":\"q\",\"scale\":\"maturity5\",\"text\":{\"en\":\"x\"},"
        "\"levels\":[{\"en\":\"1\"}]},"
        "{\"key\":\"1\",\"section\":\"a\",\"scale\":\"choice\",\"text\":{\"en\":\"x\"},\"options\":"
        "["
        "{\"key\":\"o\",\"points\":9,\"text\":{\"en\":\"x\"}},"
        "{\"key\":\"o\",\"right\":true,\"text\":{\"en\":\"x\"}}]},"
        "{\"key\":\"3\",\"section\":\"a\",\"scale\":\"date\",\"text\":{\"en\":\"x\"},\"min\":2,"
        "\"applies\":{\"answers\":[{\"item\":\"4\",\"in\":[\"x\"]},{\"item\":\"1\",\"in\":[\"9\"]}]"
        ","
        "\"spared_by\":[{\"certificate\":\"isms\",\"value\":\"2026\"}]}},"
        "{\"key\":\"na\",\"section\":\"a\",\"scale\":\"multi\",\"text\":{\"en\":\"x\"}}]}");
    assert_true(told(p, "/sections/0/name/fr", "language"));
    assert_true(told(p, "/sections/1/parent", "sheet_section"));
    assert_true(told(p, "/sections/1/name", "texts"));
    assert_true(told(p, "/sections/1/key", "sheet_duplicate"));
    assert_true(told(p, "/sections/2/key", "sheet_key"));
    assert_true(told(p, "/items/0/section", "sheet_section"));
    assert_true(told(p, "/items/0/levels", "sheet_levels"));
    assert_true(told(p, "/items/0/scale", "sheet_maturity_range"));
    assert_true(told(p, "/items/1/key", "sheet_duplicate"));
    assert_true(told(p, "/items/1/options/0/points", "sheet_points"));
    assert_true(told(p, "/items/1/options/1/key", "sheet_duplicate"));
    assert_true(told(p, "/items/1/options", "sheet_right_or_points"));
    assert_true(told(p, "/items/2/min", "sheet_scale_member"));
    assert_true(told(p, "/items/2/applies/answers/0/item", "sheet_earlier_item"));
    assert_true(told(p, "/items/2/applies/answers/1/in/0", "sheet_item_value"));
    assert_true(told(p, "/items/2/applies/spared_by/0/value", "sheet_item_value"));
    assert_true(told(p, "/items/3/options", "required"));
    assert_true(told(p, "/items/3/key", "sheet_key"));
}

static void the_form_is_checked_before_the_meaning(void **state)
{
    struct problem *p = refuse(*state,
        START "[],\"items\":[{\"key\":\"1\",\"scale\":\"stars\",\"text\":\"x\",\"extra\":1}]}");
    assert_true(told(p, "/sections", "too_few"));
    assert_true(told(p, "/items/0/section", "required"));
    assert_true(told(p, "/items/0/scale", "option"));
    assert_true(told(p, "/items/0/text", "object"));
    assert_true(told(p, "/items/0/extra", "unknown"));
}

static void bands_stand_from_the_highest_to_the_lowest(void **state)
{
    struct problem *p = refuse(*state,
        "{\"format\":\"kaname-sheet/1\",\"key\":\"t\",\"version\":\"1\",\"wording\":\"own\","
        "\"name\":{\"en\":\"t\"},\"languages\":[\"en\"],\"score\":{\"min\":0,\"max\":3},"
        "\"total\":{\"na\":4,\"bands\":[{\"from\":3,\"name\":{\"en\":\"a\"}},"
        "{\"from\":3,\"name\":{\"fr\":\"b\"}}]},"
        "\"sections\":[{\"key\":\"a\",\"name\":{\"en\":\"a\"}}],\"items\":[{\"key\":\"1\","
        "\"section\":\"a\",\"scale\":\"have\",\"text\":{\"en\":\"x\"}}]}");
    assert_true(told(p, "/total/na", "sheet_points"));
    assert_true(told(p, "/total/bands/1/from", "sheet_bands"));
    assert_true(told(p, "/total/bands/1/name/fr", "language"));
}

static void a_self_declaration_spares_nothing(void **state)
{
    struct problem *p = refuse(*state, START
        "[{\"key\":\"a\",\"name\":{\"en\":\"a\"}}],\"items\":[{\"key\":\"1\",\"section\":\"a\","
        "\"scale\":\"text\",\"text\":{\"en\":\"x\"},\"applies\":{\"spared_by\":["
        "{\"certificate\":\"security_action\",\"value\":\"x\"}]}}]}");
    assert_true(told(p, "/items/0/applies/spared_by/0/certificate", "option"));
}

static void what_is_no_json_is_malformed(void **state)
{
    const struct sheet_doc *doc;
    assert_int_equal(sheet_json_parse(*state, "{", 1, problem_new(*state), &doc), ERR_MALFORMED);
    assert_int_equal(sheet_json_parse(*state, "", 0, problem_new(*state), &doc), ERR_MALFORMED);
    assert_int_equal(sheet_json_parse(*state, "7", 1, problem_new(*state), &doc), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_built_in_framework_has_forty_complete_items, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_written_reads_back_to_the_same_digest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            texts_fall_back_to_a_language_the_sheet_has, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_bad_place_is_told_by_its_pointer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_form_is_checked_before_the_meaning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            bands_stand_from_the_highest_to_the_lowest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_self_declaration_spares_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_json_is_malformed, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
