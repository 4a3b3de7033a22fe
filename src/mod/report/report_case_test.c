/* The sections of a report on one case: corrections in its timeline, clocks, what is not known. */
#include "mod/report/report_case_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
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

static json_t *incident_of(bool drill)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:b, s:s, s:s}", "number", "IN-2026-0005", "title",
        "暗号化", "severity", "high", "state", "recovery", "drill", (int)drill, "detected_at",
        "2026-11-20T00:00:00Z", "contained_at", "2026-11-20T03:30:00Z");
}

static json_t *drawn(void *ctx, struct report_case_facts *facts, const char *section)
{
    json_t *blocks = json_array();
    facts->ja = "ja";
    facts->zone = "Asia/Tokyo";
    report_case_write(ctx, facts, section, blocks);
    return blocks;
}

static const char *ja(const json_t *texts)
{
    return json_string_value(json_object_get(texts, "ja"));
}

static const json_t *cell(const json_t *blocks, size_t block, size_t row, size_t column)
{
    const json_t *rows = json_object_get(json_array_get(blocks, block), "rows");
    return json_array_get(json_object_get(json_array_get(rows, row), "cells"), column);
}

static void a_correction_and_what_it_corrects_name_each_other(void **state)
{
    static const struct incident_entry entries[] = {
        {.seq = 2, .kind = "fact", .text = "3台", .corrected_by = 3, .happened_ms = 1},
        {.seq = 3, .kind = "fact", .text = "正しくは4台", .corrects = 2, .happened_ms = 1},
        {.seq = 4, .kind = "phase", .text = "", .state = "recovery", .happened_ms = 1}};
    json_t *incident = incident_of(false);
    struct report_case_facts facts = {
        .incident = incident, .entries = entries, .n_entries = 3, .n_all = 3};
    json_t *blocks = drawn(*state, &facts, "timeline");
    assert_int_equal(json_array_size(blocks), 1); /* nothing was left out */
    assert_non_null(strstr(ja(cell(blocks, 0, 0, 3)), "3台"));
    assert_non_null(strstr(ja(cell(blocks, 0, 0, 3)), "訂正済み"));
    assert_non_null(strstr(ja(cell(blocks, 0, 1, 3)), "2"));
    assert_string_not_equal(ja(cell(blocks, 0, 2, 3)), "");
    json_decref(blocks);
    json_decref(incident);
}

static void lines_that_are_left_out_are_told(void **state)
{
    static const struct incident_entry entry = {
        .seq = 9, .kind = "fact", .text = "x", .happened_ms = 1};
    json_t *incident = incident_of(false);
    struct report_case_facts facts = {
        .incident = incident, .entries = &entry, .n_entries = 1, .n_all = 9};
    json_t *blocks = drawn(*state, &facts, "timeline");
    assert_int_equal(json_array_size(blocks), 2);
    json_decref(blocks);
    json_decref(incident);
}

static void clocks_are_those_of_the_organisation(void **state)
{
    json_t *incident = incident_of(false);
    struct report_case_facts facts = {.incident = incident};
    json_t *blocks = drawn(*state, &facts, "phases");
    assert_string_equal(ja(cell(blocks, 0, 0, 1)), "2026/11/20 09:00");
    assert_true(json_is_null(cell(blocks, 0, 1, 1))); /* not known */
    assert_float_equal(json_number_value(cell(blocks, 0, 4, 2)), 3.5, 0.001);
    json_decref(blocks);
    json_decref(incident);
}

static void an_exercise_is_called_one(void **state)
{
    json_t *real = incident_of(false), *drill = incident_of(true);
    struct report_case_facts facts = {.incident = real};
    json_t *plain = drawn(*state, &facts, "summary");
    facts.incident = drill;
    json_t *marked = drawn(*state, &facts, "summary");
    assert_int_equal(json_array_size(marked), json_array_size(plain) + 1);
    json_decref(plain);
    json_decref(marked);
    json_decref(real);
    json_decref(drill);
}

static void what_is_not_known_is_said_so(void **state)
{
    static const char *const sections[] = {"impact", "duties", "tasks", "evidence", "cost"};
    json_t *incident = incident_of(false);
    struct report_case_facts facts = {.incident = incident};
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        json_t *blocks = drawn(*state, &facts, sections[i]);
        assert_int_equal(json_array_size(blocks), 1);
        json_decref(blocks);
    }
    json_decref(incident);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_correction_and_what_it_corrects_name_each_other),
        TEST(lines_that_are_left_out_are_told),
        TEST(clocks_are_those_of_the_organisation),
        TEST(an_exercise_is_called_one),
        TEST(what_is_not_known_is_said_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
