/* The paper for a management meeting, by the figures of the practices (figure 2-1.1, tables 2-1.1
 * and 2-3.1). */
#include "mod/report/report_meeting_rules.h"

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
    .type = "management_meeting",
    .period = "FY2026",
    .title = "報告",
    .title_en = "Report",
    .author = {"佐藤", "部長"},
    .prepared_ms = 1700000000000};

static const json_t *parsed(void *ctx, const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    json_in_keep(ctx, json);
    return json;
}

static json_t *built(void *ctx, const struct report_meeting_facts *known)
{
    struct report_meeting_facts with_days = *known;
    const struct report_meeting_facts *facts = &with_days;
    if (with_days.n_months == 0)
        report_meeting_days(NULL, fiscal_span(known->day, 4, 12), known->day, &with_days);
    json_t *doc = draft_envelope(&issue, "A社", "Asia/Tokyo", "ja");
    json_in_keep(ctx, doc);
    const struct report_slots parts = report_type_builtin(ctx, issue.type);
    for (size_t i = 0; i < parts.n; i++)
        report_meeting_write(ctx, facts, parts.slots[i].builder->section,
            draft_section(json_object_get(doc, "sections"), parts.slots[i].key,
                json_incref(parts.slots[i].heading)));
    assert_int_equal(report_doc_check(doc, problem_new(ctx)), ERR_OK);
    return doc;
}

static const json_t *section(const json_t *doc, size_t i, const char *key)
{
    const json_t *one = json_array_get(json_object_get(doc, "sections"), i);
    assert_string_equal(json_string_value(json_object_get(one, "key")), key);
    return json_object_get(one, "blocks");
}

static bool says(const json_t *json, const char *text)
{
    char *all = json_dumps(json, JSON_COMPACT);
    bool found = strstr(all, text) != NULL;
    free(all);
    return found;
}

static void the_four_parts_stand_in_their_order_with_nothing_known(void **state)
{
    const struct report_meeting_facts facts = {.day = {2026, 11, 25}};
    const json_t *doc = built(*state, &facts);
    assert_int_equal(json_array_size(json_object_get(doc, "sections")), 4);
    assert_true(says(section(doc, 0, "attacks"), "登録されていません"));
    section(doc, 1, "measures");
    assert_true(says(section(doc, 2, "cases"), "取り上げる事例はありません"));
    section(doc, 3, "trends");
}

static void a_month_that_nobody_counted_is_not_zero(void **state)
{
    const struct report_meeting_facts facts = {.day = {2026, 2, 20},
        .attacks = parsed(*state,
            "[{\"month\":\"2025-12\",\"kind\":\"malware\",\"seen\":0,\"got_through\":0},"
            "{\"month\":\"2026-01\",\"kind\":\"malware\",\"seen\":5,\"got_through\":2}]")};
    const json_t *blocks = section(built(*state, &facts), 0, "attacks");
    const json_t *rows = json_object_get(json_array_get(blocks, 2), "rows");
    const json_t *cells = json_object_get(json_array_get(rows, 0), "cells");
    assert_string_equal(report_meeting_month(*state, facts.day, -6), "2025-08");
    assert_int_equal(json_array_size(rows), 2); /* the kind and the total */
    assert_true(json_is_null(json_array_get(cells, 4)));
    assert_int_equal(json_integer_value(json_array_get(cells, 5)), 0);
    assert_true(json_is_integer(json_array_get(cells, 5)));
    assert_int_equal(json_integer_value(json_array_get(cells, 6)), 5);
    assert_int_equal(json_integer_value(json_array_get(cells, 7)), 2);
    assert_true(json_is_null(json_array_get(cells, 8)));
}

static void check_days(const struct report_meeting_facts *f, const char *first, const char *last,
    const char *month, int n_months)
{
    char text[DATE_TEXT_SIZE];
    date_format(f->days.first, text);
    assert_string_equal(text, first);
    date_format(f->days.last, text);
    assert_string_equal(text, last);
    date_format(f->month, text);
    assert_string_equal(text, month);
    assert_int_equal(f->n_months, n_months);
}

static void what_happened_is_told_of_the_days_of_the_report_and_of_no_others(void **state)
{
    struct report_meeting_facts facts = {0};
    const struct date_span year = {{2025, 4, 1}, {2026, 3, 31}};
    const struct date_span quarter = {{2025, 7, 1}, {2025, 9, 30}};
    const struct date_span ten = {{2016, 1, 1}, {2025, 12, 31}};
    (void)state;
    report_meeting_days(NULL, year, (struct date){2025, 11, 25}, &facts);
    check_days(&facts, "2024-11-01", "2025-11-25", "2025-05-01", 6);
    /* A year that is over: nothing of the next one. */
    report_meeting_days(NULL, year, (struct date){2026, 11, 23}, &facts);
    check_days(&facts, "2025-04-01", "2026-03-31", "2025-10-01", 6);
    report_meeting_days(&quarter, year, (struct date){2025, 11, 25}, &facts);
    check_days(&facts, "2025-07-01", "2025-09-30", "2025-07-01", 3);
    report_meeting_days(&ten, year, (struct date){2025, 11, 25}, &facts);
    check_days(&facts, "2016-01-01", "2025-12-31", "2024-01-01", MEETING_MONTHS_MAX);
}

static void a_year_of_attacks_is_summed_up_by_kind_and_shown_by_month(void **state)
{
    struct report_meeting_facts facts = {
        .attacks = parsed(*state, "[{\"month\":\"2025-04\",\"kind\":\"malware\",\"seen\":3},"
                                  "{\"month\":\"2026-01\",\"kind\":\"malware\",\"seen\":5}]")};
    const struct date_span year = {{2025, 4, 1}, {2026, 3, 31}};
    report_meeting_days(&year, year, (struct date){2026, 4, 20}, &facts);
    const json_t *blocks = section(built(*state, &facts), 0, "attacks");
    assert_int_equal(json_array_size(json_object_get(json_array_get(blocks, 1), "items")), 12);
    const json_t *rows = json_object_get(json_array_get(blocks, 2), "rows");
    const json_t *cells = json_object_get(json_array_get(rows, 0), "cells");
    assert_int_equal(json_array_size(cells), 4);
    assert_int_equal(json_integer_value(json_array_get(cells, 1)), 8);
}

static bool case_in(void *ctx, const char *happened, const char *created)
{
    const struct date_span days = {{2026, 4, 1}, {2026, 6, 30}};
    json_t *one = json_pack("{s:s?, s:s}", "happened", happened, "created_at", created);
    json_in_keep(ctx, one);
    return report_meeting_case_in(one, days, "Asia/Tokyo");
}

static void a_case_belongs_to_the_days_it_happened_or_became_known_in(void **state)
{
    static const char *const late = "2026-07-01T00:00:00Z";
    assert_true(case_in(*state, "2026-05", late));
    assert_true(case_in(*state, "2026-06-30", late));
    assert_true(case_in(*state, "2026", late)); /* it may have */
    assert_false(case_in(*state, "2026-03", late));
    assert_false(case_in(*state, "2026-07-01", late));
    assert_false(case_in(*state, "2025", late));
    assert_false(case_in(*state, NULL, late));
    assert_true(case_in(*state, "2024-01", "2026-03-31T15:00:00Z")); /* April the 1st in Tokyo */
    assert_false(case_in(*state, "2024-01", "2026-03-31T14:59:59Z"));
}

static void a_case_is_told_with_likelihood_and_answer(void **state)
{
    const struct report_meeting_facts facts = {.day = {2026, 11, 25},
        .undecided = 3,
        .cases = parsed(*state,
            "[{\"number\":\"OC-2026-0001\",\"title\":\"通販サイトの停止\",\"industry\":\"retail\","
            "\"happened\":\"2026-06\",\"cause\":\"DDoS攻撃\",\"likelihood\":\"low\","
            "\"response\":\"accepted\",\"response_note\":\"サーバダウンは受容する。\"}]")};
    const json_t *blocks = section(built(*state, &facts), 2, "cases");
    assert_true(says(blocks, "DDoS攻撃"));
    assert_true(says(blocks, "サーバダウンは受容する。"));
    assert_true(says(blocks, "検討していない事例が3件"));
}

static void a_case_names_the_measures_it_led_to_with_their_state(void **state)
{
    const struct report_meeting_facts facts = {.day = {2026, 11, 25},
        .cases = parsed(*state,
            "[{\"number\":\"OC-2026-0001\",\"title\":\"停止\",\"industry\":\"retail\","
            "\"response\":\"needed\",\"measures\":[{\"number\":\"M-2026-0003\","
            "\"title\":\"回線の二重化\",\"state\":\"under_way\"}]}]")};
    const json_t *blocks = section(built(*state, &facts), 2, "cases");
    assert_true(says(blocks, "対策：回線の二重化（M-2026-0003、実施中）"));
    assert_true(says(blocks, "Measure: 回線の二重化 (M-2026-0003, Under way)"));
}

static void log_ins_out_of_the_ordinary_are_told_also_when_there_were_none(void **state)
{
    struct report_meeting_facts facts = {
        .day = {2026, 11, 25}, .log_ins_from = {2026, 5, 29}, .log_ins_until = {2026, 11, 25}};
    const json_t *none = json_array_get(section(built(*state, &facts), 0, "attacks"), 1);
    assert_true(says(json_object_get(none, "caption"), "2026/05/29"));
    assert_false(says(json_object_get(none, "rows"), "attention"));
    facts.log_ins.locked = (struct sign_in_count){3, 2};
    const json_t *rows =
        json_object_get(json_array_get(section(built(*state, &facts), 0, "attacks"), 1), "rows");
    const json_t *cells = json_object_get(json_array_get(rows, 1), "cells");
    assert_int_equal(json_integer_value(json_array_get(cells, 1)), 3);
    assert_int_equal(json_integer_value(json_array_get(cells, 2)), 2);
    assert_true(says(json_array_get(rows, 1), "attention"));
}

static void a_meeting_before_the_log_says_so_and_counts_nothing(void **state)
{
    const struct report_meeting_facts facts = {.day = {2025, 11, 25}, .log_ins_gone = true};
    const json_t *blocks = section(built(*state, &facts), 0, "attacks");
    assert_true(says(json_array_get(blocks, 1), "180日分"));
    assert_true(says(json_array_get(blocks, 1), "180 days"));
    assert_false(says(blocks, "\"rows\""));
}

static const char unpriced[] =
    "[{\"number\":\"M-1\",\"title\":\"ネットワーク分離\",\"state\":\"proposed\","
    "\"priority\":\"high\",\"asked_times\":2,\"likelihood\":\"high\","
    "\"cost_low\":{\"amount\":3000000,\"currency\":\"JPY\"},"
    "\"cost_high\":{\"amount\":5000000,\"currency\":\"JPY\"}}]";

static void an_unapproved_measure_shows_its_range_and_how_often_it_was_asked_for(void **state)
{
    const struct report_meeting_facts facts = {
        .day = {2026, 11, 25}, .unapproved = parsed(*state, unpriced)};
    const json_t *blocks = section(built(*state, &facts), 1, "measures");
    const json_t *row = json_array_get(json_object_get(json_array_get(blocks, 1), "rows"), 0);
    assert_true(says(row, "300万円–500万円"));
    assert_true(says(row, "¥3,000,000–\\n¥5,000,000"));
    assert_int_equal(json_integer_value(json_array_get(json_object_get(row, "cells"), 6)), 2);
}

static void a_measure_says_what_is_lost_without_it_and_sums_are_warned_of(void **state)
{
    static const struct loss_avoided known[] = {{.measure = "M-1", .yen = 12000000}};
    const struct loss_avoided_run run = {.known = true,
        .number = "LR-2026-0001",
        .seed = 7,
        .years = 1000000,
        .ended_at_ms = 1700000000000,
        .measures = known,
        .n = 1};
    struct report_meeting_facts facts = {
        .day = {2026, 11, 25}, .zone = "Asia/Tokyo", .unapproved = parsed(*state, unpriced)};
    const json_t *before = json_array_get(section(built(*state, &facts), 1, "measures"), 1);
    assert_true(says(json_object_get(before, "rows"), "未試算"));
    assert_true(says(json_object_get(before, "note"), "まだありません"));
    facts.avoided = &run;
    const json_t *after = json_array_get(section(built(*state, &facts), 1, "measures"), 1);
    assert_true(says(json_object_get(after, "rows"), "発生可能性：高\\n増える年間損失：1,200万円"));
    assert_true(says(json_object_get(after, "note"), "LR-2026-0001"));
    assert_true(says(json_object_get(after, "note"), "足し合わせる"));
}

static void threats_say_how_they_moved(void **state)
{
    static struct threat_list lists[2] = {
        {.year = 2025, .source = "IPA"}, {.year = 2026, .source = "IPA"}};
    static const char *const keys[2][THREAT_RANKS] = {
        {"a", "b", "c", "d", "e", "f", "g", "h", "i", "old"},
        {"b", "a", "c", "d", "e", "f", "g", "h", "new", "heir"}};
    static const struct threat heir = {.key = "heir", .follows = {"old"}};
    const json_t *name = parsed(*state, "{\"ja\":\"脅威\",\"en\":\"Threat\"}");
    for (int y = 0; y < 2; y++) {
        lists[y].name = name;
        for (int i = 0; i < THREAT_RANKS; i++)
            lists[y].ranks[i] =
                (struct threat_rank){.rank = i + 1, .threat = keys[y][i], .name = name};
    }
    const struct report_meeting_facts facts = {.day = {2026, 11, 25},
        .threats = &heir,
        .n_threats = 1,
        .year = &lists[1],
        .before = &lists[0]};
    const json_t *blocks = section(built(*state, &facts), 3, "trends");
    const json_t *rows = json_object_get(json_array_get(blocks, 1), "rows");
    assert_true(says(json_array_get(rows, 0), "1つ上昇"));
    assert_true(says(json_array_get(rows, 1), "1つ下降"));
    assert_true(says(json_array_get(rows, 2), "変わらず"));
    assert_true(says(json_array_get(rows, 8), "新しい"));
    assert_true(
        says(json_array_get(rows, 9), "変わらず")); /* what it took the place of was tenth */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_four_parts_stand_in_their_order_with_nothing_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_month_that_nobody_counted_is_not_zero, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_happened_is_told_of_the_days_of_the_report_and_of_no_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_year_of_attacks_is_summed_up_by_kind_and_shown_by_month, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_case_belongs_to_the_days_it_happened_or_became_known_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_case_is_told_with_likelihood_and_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            an_unapproved_measure_shows_its_range_and_how_often_it_was_asked_for, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            a_measure_says_what_is_lost_without_it_and_sums_are_warned_of, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_case_names_the_measures_it_led_to_with_their_state, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            log_ins_out_of_the_ordinary_are_told_also_when_there_were_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_meeting_before_the_log_says_so_and_counts_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(threats_say_how_they_moved, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
