/* Types of reports as lists of sections. */
#include "mod/report/report_type.h"

#include "base/mem.h"
#include "mod/report/report_draft_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void each_section_of_a_built_in_type_is_a_row(void **state)
{
    void *ctx = *state;
    for (size_t i = 0; i < N_REPORT_BUILTINS; i++) {
        const struct report_slots slots = report_type_builtin(ctx, REPORT_BUILTINS[i].key);
        assert_true(slots.n > 0);
        for (size_t k = 0; k < slots.n; k++) {
            assert_ptr_equal(report_slot_of(&slots, slots.slots[k].key), &slots.slots[k]);
            const char *heading = json_string_value(json_object_get(slots.slots[k].heading, "en"));
            assert_non_null(heading);
            assert_null(strstr(heading, "report."));
        }
    }
    assert_int_equal(report_type_builtin(ctx, REPORT_TYPE_OWN).n, 0);
}

static void an_own_type_needs_what_its_sections_need(void **state)
{
    void *ctx = *state;
    json_t *list =
        json_pack("[{s:s, s:s, s:b}, {s:s, s:b, s:{s:s}}]", "key", "meeting_cases", "builder",
            "meeting_cases", "words", 0, "key", "words_1", "words", 0, "heading", "ja", "総括");
    const struct report_slots plain = report_type_own(ctx, list);
    assert_int_equal(report_type_needs(&plain), 0);
    assert_false(plain.slots[0].words);
    assert_true(plain.slots[1].words); /* it is nothing else */
    assert_string_equal(json_string_value(json_object_get(plain.slots[1].heading, "ja")), "総括");
    json_array_append_new(list, json_pack("{s:s, s:b}", "builder", "assessment_gaps", "words", 1));
    const struct report_slots about = report_type_own(ctx, list);
    assert_int_equal(report_type_needs(&about), REPORT_NEEDS_CAMPAIGN);
    json_decref(list);
}

static void a_frozen_document_keeps_its_sections(void **state)
{
    void *ctx = *state;
    json_t *doc = json_pack("{s:[{s:s, s:{s:s}}, {s:s, s:{s:s}}]}", "sections", "key", "words_3",
        "heading", "ja", "総括", "key", "approval", "heading", "ja", "承認");
    const struct report_slots slots = report_type_frozen(ctx, doc);
    assert_int_equal(slots.n, 1); /* the approval sheet is none that people write in */
    assert_string_equal(slots.slots[0].key, "words_3");
    json_decref(doc);
}

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

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_section_of_a_built_in_type_is_a_row),
        TEST(an_own_type_needs_what_its_sections_need),
        TEST(a_frozen_document_keeps_its_sections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
