/* The investment plan: what it says of goals, money, measures, and of levels. */
#include "mod/report/report_investment_rules.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "mod/report/report_check.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_type.h"

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

static const struct report_issue issue = {.number = "RP-2026-0001",
    .type = "investment_plan",
    .period = "FY2026",
    .title = "計画",
    .title_en = "Plan",
    .author = {"佐藤", "部長"},
    .prepared_ms = 1700000000000};

static const struct budget_year nothing = {.fiscal_year = "FY2026", .currency = "JPY"};

static const json_t *parsed(void *ctx, const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    json_in_keep(ctx, json);
    return json;
}

static json_t *built(void *ctx, const struct report_investment_facts *facts)
{
    json_t *doc = draft_envelope(&issue, "A社", "Asia/Tokyo", "ja");
    json_in_keep(ctx, doc);
    const struct report_slots parts = report_type_builtin(ctx, issue.type);
    for (size_t i = 0; i < parts.n; i++)
        report_investment_write(ctx, facts, parts.slots[i].builder->section,
            draft_section(json_object_get(doc, "sections"), parts.slots[i].key,
                json_incref(parts.slots[i].heading)));
    assert_int_equal(report_doc_check(doc, problem_new(ctx)), ERR_OK);
    return doc;
}

static const json_t *section(const json_t *doc, const char *key)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(doc, "sections"), i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "key")), key) == 0)
            return json_object_get(one, "blocks");
    }
    fail_msg("no section %s", key);
    return NULL;
}

static const json_t *cell(const json_t *table, size_t row, size_t column)
{
    const json_t *one = json_array_get(json_object_get(table, "rows"), row);
    return json_array_get(json_object_get(one, "cells"), column);
}

static const char *in(const json_t *texts, const char *lang)
{
    return json_string_value(json_object_get(texts, lang));
}

static void a_plan_of_nothing_says_so_in_every_section(void **state)
{
    const struct report_investment_facts facts = {.budget = &nothing};
    const json_t *doc = built(*state, &facts);
    assert_int_equal(json_array_size(json_object_get(doc, "sections")), 7);
    assert_int_equal(json_array_size(section(doc, "summary")), 1); /* no figures of nothing */
    assert_int_equal(json_array_size(section(doc, "budget")), 1);
    assert_int_equal(json_array_size(section(doc, "levels")), 1);
}

static void a_goal_stands_beside_its_risks_and_what_it_needs(void **state)
{
    const struct report_investment_facts facts = {.budget = &nothing,
        .cases = parsed(*state,
            "[{\"number\":\"BC-2026-0001\",\"title\":\"EC\",\"state\":\"case\",\"goal\":"
            "\"EC事業への進出\","
            "\"goal_effect\":\"売上 +500万円/月\",\"people_needed\":1,\"people_skills\":\"Web\","
            "\"cost_initial\":{\"amount\":33200000,\"currency\":\"JPY\"},"
            "\"risks\":[{\"name\":\"不正アクセス\",\"value\":12,\"residual_value\":4}],"
            "\"measures\":[{\"title\":\"WAFの導入\"}]}]")};
    const json_t *table = json_array_get(section(built(*state, &facts), "goal"), 0);
    assert_string_equal(in(cell(table, 0, 1), "ja"), "EC事業への進出\n売上 +500万円/月");
    assert_string_equal(in(cell(table, 0, 2), "ja"), "不正アクセス（値12→4）");
    assert_string_equal(in(cell(table, 0, 2), "en"), "不正アクセス (value 12 → 4)");
    assert_string_equal(
        in(cell(table, 0, 3), "ja"), "WAFの導入\n要員 1名（Web）\n初期費用 3,320万円");
}

static void what_was_put_off_says_how_often_it_was_asked_for(void **state)
{
    const struct report_investment_facts facts = {.budget = &nothing,
        .asked = parsed(*state,
            "[{\"number\":\"M-1\",\"title\":\"新規\",\"state\":\"proposed\",\"priority\":\"high\","
            "\"asked_times\":1},"
            "{\"number\":\"M-2\",\"title\":\"分離\",\"state\":\"deferred\",\"priority\":\"high\","
            "\"asked_times\":3,\"asked_on\":[\"2025-11-05\",\"2026-05-07\"],"
            "\"cost_low\":{\"amount\":6000000,\"currency\":\"JPY\"},"
            "\"cost_high\":{\"amount\":12000000,\"currency\":\"JPY\"}}]")};
    const json_t *doc = built(*state, &facts);
    const json_t *table = json_array_get(section(doc, "deferred"), 0);
    assert_int_equal(json_array_size(json_object_get(table, "rows")), 1);
    assert_string_equal(json_string_value(cell(table, 0, 0)), "M-2");
    assert_string_equal(in(cell(table, 0, 4), "ja"), "600万円–1,200万円");
    assert_int_equal(json_integer_value(cell(table, 0, 6)), 3);
    assert_string_equal(in(cell(table, 0, 7), "ja"), "2025/11/05\n2026/05/07");
}

static void money_is_summed_up_with_what_is_left(void **state)
{
    const struct report_sum_row row = {NULL, {2, 3000000, 0, 2600000, 640000, 850000}};
    const struct report_sum_rows rows = {&row, 1};
    const struct report_investment_facts facts = {
        .budget = &nothing, .by_section = rows, .by_unit = rows, .by_kind = rows};
    const json_t *blocks = section(built(*state, &facts), "budget");
    assert_int_equal(json_array_size(blocks), 4);
    const json_t *table = json_array_get(blocks, 1);
    assert_string_equal(in(cell(table, 0, 0), "en"), "Not said");
    assert_int_equal(json_integer_value(json_object_get(cell(table, 1, 4), "amount")), 1110000);
}

/* Two sections of two items of equal weight; a measure brings item a1 from 2 to 4. */
static void a_section_rises_by_what_its_measures_reach_and_no_other_moves(void **state)
{
    static const char *const names[] = {"区分", "Section"};
    static const struct sheet_section sections[] = {{.key = "a", .name = {names}},
        {.key = "b", .name = {names}}, {.key = "c", .name = {names}}};
    static const struct sheet_item items[] = {{.key = "a1", .section_no = 1, .weight = 1},
        {.key = "a2", .section_no = 1, .weight = 1}, {.key = "b1", .section_no = 2, .weight = 1},
        {.key = "c1", .section_no = 3, .weight = 1}};
    static const char *const langs[] = {"ja", "en"};
    static const struct sheet_doc doc = {.key = "s",
        .languages = langs,
        .n_languages = 2,
        .score_max = 5,
        .sections = sections,
        .n_sections = 3,
        .items = items,
        .n_items = 4};
    struct comparison of_sections[] = {{.own = {true, 2}}, {.own = {true, 3}}, {.own = {true, 4}}};
    struct comparison of_items[] = {
        {.own = {true, 2}}, {.own = {true, 2}}, {.own = {true, 3}}, {.own = {true, 4}}};
    const struct assessment a = {.campaign = {.name = "自己診断"},
        .doc = &doc,
        .overall = {.own = {true, 3}},
        .sections = of_sections,
        .items = of_items};
    const struct report_investment_facts facts = {.budget = &nothing,
        .assessment = &a,
        .asked = parsed(*state,
            "[{\"number\":\"M-1\",\"title\":\"x\",\"state\":\"proposed\",\"priority\":\"high\","
            "\"sheet_key\":\"s\",\"item_key\":\"a1\",\"level_to_reach\":4}]")};
    const json_t *blocks = section(built(*state, &facts), "levels");
    const json_t *table = json_array_get(blocks, 2);
    assert_int_equal(json_integer_value(cell(table, 0, 1)), 20);
    assert_int_equal(json_integer_value(cell(table, 0, 2)), 20); /* not granted yet */
    assert_int_equal(json_integer_value(cell(table, 0, 3)), 30);
    assert_int_equal(json_integer_value(cell(table, 1, 4)), 0);
    assert_int_equal(json_integer_value(cell(table, 3, 3)), 33); /* the company: +1.0 / 3 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_plan_of_nothing_says_so_in_every_section, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_goal_stands_beside_its_risks_and_what_it_needs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_was_put_off_says_how_often_it_was_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(money_is_summed_up_with_what_is_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_section_rises_by_what_its_measures_reach_and_no_other_moves, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
