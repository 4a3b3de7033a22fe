/* The draft of an assessment report, by hand-made figures. */
#include "mod/report/report_assessment_rules.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "mod/report/report_check.h"
#include "mod/report/report_doc.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const languages[] = {"ja", "en"};
static const char *const policy[] = {"方針の策定", "Policy"};
static const char *const people[] = {"資源の確保", "Resources"};
static const char *const reply[] = {"緊急対応", "Response"};
static const char *const item_a[] = {"方針を定めている", "There is a policy"};
static const struct sheet_section sections[] = {
    {.key = "1", .name = {policy}}, {.key = "2", .name = {people}}, {.key = "3", .name = {reply}}};
static const struct sheet_item items[] = {
    {.key = "1-1", .section_no = 1, .scale = SCALE_MATURITY5, .weight = 1, .text = {item_a}},
    {.key = "2-1", .section_no = 2, .scale = SCALE_MATURITY5, .weight = 1, .text = {item_a}},
    {.key = "3-1", .section_no = 3, .scale = SCALE_MATURITY5, .weight = 1, .text = {item_a}},
};
static const struct sheet_doc sheet = {.key = "t",
    .name = {policy},
    .languages = languages,
    .n_languages = 2,
    .score_min = 1,
    .score_max = 5,
    .sections = sections,
    .n_sections = 3,
    .items = items,
    .n_items = 3};

static const struct mean_value unknown;

static struct mean_value mean(double raw)
{
    return (struct mean_value){.known = true, .raw = raw};
}

static struct mean_value head_levels[] = {{true, 3}, {true, 2}, {true, 4}};
static struct mean_value shop_levels[] = {{true, 4}, {true, 1}, {false, 0}};
static struct mean_value no_levels[3];
static const struct score_unit units[] = {
    {.unit = {.title = "本社"}, .name_en = "Head office", .head_office = true, .counted = true},
    {.unit = {.title = "青葉店"}, .counted = true},
    {.unit = {.title = "緑が丘店"}, .name_en = "Midorigaoka", .counted = false},
};
static struct unit_result results[] = {
    {.unit = &units[0], .sections = head_levels, .items = head_levels, .visible = true},
    {.unit = &units[1], .sections = shop_levels, .items = shop_levels, .visible = true},
    {.unit = &units[2], .sections = no_levels, .items = no_levels, .visible = true},
};

static const struct industry_value retail = {
    .known = true, .mean = 2.84, .n = 120, .source = "見本", .as_of = "2026-04-01", .sample = true};

/* Sections at 3.5, 1.5 and 4.0 against 2.8 in retail; the first rose, the second fell. */
static struct assessment *assessment(size_t n_units)
{
    static struct comparison of[3];
    static struct assessment a;
    of[0] = (struct comparison){.own = mean(3.5),
        .head_office = mean(3),
        .last = mean(3),
        .target = mean(4),
        .industry = retail};
    of[1] = (struct comparison){.own = mean(1.5),
        .head_office = mean(2),
        .last = mean(2),
        .target = mean(3),
        .industry = retail};
    of[2] = (struct comparison){.own = mean(4), .head_office = mean(4), .industry = retail};
    a = (struct assessment){.doc = &sheet,
        .campaign = {.number = "K-2026-0001", .name = "自己評価", .period = "FY2026"},
        .industry = "retail",
        .overall = {.own = mean(3), .last = mean(2.5), .industry = retail},
        .sections = of,
        .items = of,
        .units = results,
        .n_units = n_units,
        .n_counted = 2};
    return &a;
}

static const char measures_text[] =
    "[{\"number\":\"M-2026-0001\",\"title\":\"演習\",\"state\":\"proposed\",\"priority\":\"high\","
    "\"due\":\"2026-10-01\",\"owner\":{\"title\":\"田中 陽子\"},\"item_key\":\"2-1\","
    "\"cause\":\"担当がいない\",\"level_to_reach\":3,"
    "\"cost_initial\":{\"amount\":600000,\"currency\":\"JPY\"}},"
    "{\"number\":\"M-2026-0002\",\"title\":\"復旧\",\"state\":\"done\",\"priority\":\"low\","
    "\"due\":\"2026-10-01\",\"owner\":null,\"item_key\":\"2-1\","
    "\"cost_initial\":{\"amount\":400000,\"currency\":\"JPY\"}},"
    "{\"number\":\"M-2026-0003\",\"title\":\"却下\",\"state\":\"rejected\",\"priority\":\"low\","
    "\"due\":null,\"owner\":null,\"item_key\":\"1-1\","
    "\"cost_initial\":{\"amount\":900000,\"currency\":\"JPY\"}}]";

static const struct report_issue issue = {.number = "RP-2026-0001",
    .type = "assessment",
    .period = "FY2026",
    .title = "評価結果",
    .author = {"佐藤 健一", "IT部長"},
    .approver = {"", ""},
    .prepared_ms = 1795222800000};

static json_t *measures_read(void *ctx, const char *text)
{
    json_t *json = NULL;
    assert_int_equal(json_in_parse(ctx, text, strlen(text), 8, problem_new(ctx), &json), ERR_OK);
    return json;
}

static const char rules_text[] =
    "[{\"level\":2,\"holds\":false,\"missing\":{\"ja\":\"承認された方針がない\",\"en\":\"No "
    "approved policy\"}},"
    "{\"level\":3,\"holds\":true,\"missing\":{\"ja\":\"所有者がいない\",\"en\":\"No owner\"}},"
    "{\"level\":4,\"holds\":false,\"missing\":{\"ja\":\"公表された方針がない\",\"en\":\"No "
    "published policy\"}},"
    "{\"level\":5,\"holds\":false,\"missing\":{\"ja\":\"見直しがない\",\"en\":\"No review\"}}]";

static void build(void *ctx, const struct report_assessment_facts *facts, json_t *doc)
{
    struct build *b = report_assessment_begin(ctx, facts, doc);
    const struct report_slots parts = report_type_builtin(ctx, "assessment");
    for (size_t i = 0; i < parts.n; i++)
        report_assessment_write(b, parts.slots[i].builder->section,
            draft_section(json_object_get(doc, "sections"), parts.slots[i].key,
                json_incref(parts.slots[i].heading)));
}

/* Of the first so many units; two of them have answered. */
static json_t *draft_of(
    void *ctx, const struct report_issue *of, const char *measures, size_t n_units)
{
    const struct report_claim claim = {
        .unit = 1, .item_no = 1, .claimed = 4, .rules = measures_read(ctx, rules_text)};
    const struct report_assessment_facts facts = {
        .assessment = assessment(n_units),
        .claims = &claim,
        .n_claims = 1,
        .n_judged = 3,
        .measures = measures_read(ctx, measures),
        .today = {2026, 11, 22},
    };
    json_t *doc = draft_envelope(of, "株式会社ころもや", "Asia/Tokyo", "ja");
    json_in_keep(ctx, doc);
    build(ctx, &facts, doc);
    draft_say(json_object_get(doc, "sections"), of, "Asia/Tokyo");
    return doc;
}

static json_t *draft(void *ctx, const struct report_issue *of, const char *measures)
{
    return draft_of(ctx, of, measures, 2);
}

static json_t *bare(void *ctx, const char *name, struct mean_value own);

static const json_t *block(const json_t *doc, size_t section, size_t no)
{
    const json_t *s = json_array_get(json_object_get(doc, "sections"), section);
    return json_array_get(json_object_get(s, "blocks"), no);
}

static const json_t *row(const json_t *table, size_t i)
{
    return json_array_get(json_object_get(table, "rows"), i);
}

static const char *cell(const json_t *table, size_t i, size_t j)
{
    return json_string_value(json_array_get(json_object_get(row(table, i), "cells"), j));
}

static json_int_t number(const json_t *table, size_t i, size_t j)
{
    const json_t *value = json_array_get(json_object_get(row(table, i), "cells"), j);
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

static void the_draft_is_a_document_in_both_languages(void **state)
{
    struct report *ja = NULL;
    struct report *en = NULL;
    json_t *doc = draft(*state, &issue, measures_text);
    struct problem *p = problem_new(*state);
    enum err e = report_doc_read(*state, doc, "ja", p, &ja);
    if (e != ERR_OK)
        fail_msg("%s: %s", p->fields[0].pointer, p->fields[0].code);
    assert_int_equal(report_doc_read(*state, doc, "en", p, &en), ERR_OK);
    assert_int_equal(ja->n_sections, 9);
    assert_true(ja->sample);
    assert_string_equal(ja->sections[0].blocks[0].paragraph.text,
        "全社の成熟度は3.0です（最高5、2組織中2組織の回答による）。前回（2.5）から0.5上がりました。"
        "業界平均（2.8）を0."
        "2上回っています。目標や業界平均に届かない、または前回より下がった確認項目は"
        "2件で、2件の対策を計画しています。回答したレベルに記録の裏付けが足りないものが1件あります"
        "。");
    assert_string_equal(ja->coverage, "2組織すべてが回答");
    assert_false(ja->partial);
    assert_string_equal(en->sections[0].blocks[0].paragraph.text,
        "The company's maturity is 3.0 out of 5, from the answers of 2 of 2 units. It rose by 0.5"
        " from 2.5 last time. It is 0.2 above the industry average of 2.8. 2 items are below target"
        " or industry average or have fallen; 2 measures are planned."
        " Records do not support 1 of the levels claimed.");
}

/* One of three has not answered: nothing is called the whole company's. */
static void what_a_part_answered_is_not_told_of_the_whole(void **state)
{
    struct report *ja = NULL;
    struct problem *p = problem_new(*state);
    json_t *doc = draft_of(*state, &issue, measures_text, 3);
    assert_int_equal(report_doc_read(*state, doc, "ja", p, &ja), ERR_OK);
    assert_string_equal(ja->coverage, "3組織中2組織が回答（本社、青葉店）、未回答1組織");
    assert_true(ja->partial);
    const char *lead = ja->sections[0].blocks[0].paragraph.text;
    assert_non_null(strstr(lead,
        "回答した2組織（本社、青葉店）の成熟度は3.0です（最高5）。3組織のうち1組織が未回答のため、"
        "全社の結果ではありません。目標"));
    assert_null(strstr(lead, "前回（")); /* which was of others */
    char *results_text = json_dumps(block(doc, 1, 0), JSON_ENCODE_ANY);
    assert_null(strstr(results_text, "前回"));
    free(results_text);
    const json_t *series = json_object_get(block(doc, 0, 2), "series");
    for (size_t i = 0; i < json_array_size(series); i++)
        assert_string_not_equal(body_text(json_array_get(series, i), "key"), "last");
    for (size_t i = 0; i < ja->n_sections; i++) {
        const json_t *s = json_array_get(json_object_get(doc, "sections"), i);
        char *text = json_dumps(s, JSON_ENCODE_ANY);
        assert_null(strstr(text, "全社の成熟度"));
        assert_null(strstr(text, "全社平均"));
        assert_null(strstr(text, "Company mean"));
        free(text);
    }
}

static void claims_that_records_do_not_bear_out_are_told_with_what_is_missing(void **state)
{
    const json_t *doc = draft(*state, &issue, measures_text);
    const json_t *text = json_object_get(block(doc, 6, 0), "text");
    assert_string_equal(body_text(text, "ja"),
        "回答したレベルを、このシステムにある記録と照らし合わせました。3件のうち、裏付けがあるもの"
        "は2"
        "件、"
        "足りないものは1件です。記録で確かめられない項目は、件数に含めていません。");
    const json_t *table = block(doc, 6, 1);
    assert_string_equal(cell(table, 0, 0), "1-1");
    assert_int_equal(number(table, 0, 3), 40);
    assert_true(json_is_null(json_array_get(json_object_get(row(table, 0), "cells"), 4)));
    const json_t *missing = json_array_get(json_object_get(row(table, 0), "cells"), 5);
    assert_string_equal(body_text(missing, "ja"), "承認された方針がない\n公表された方針がない");
    assert_string_equal(body_text(missing, "en"), "No approved policy\nNo published policy");
    const json_t *none = block(bare(*state, "自己評価", mean(2.5)), 6, 0);
    assert_string_equal(body_text(json_object_get(none, "text"), "ja"),
        "記録と照らし合わせることのできる回答は、まだありません。");
}

static void differences_are_those_of_the_figures_shown(void **state)
{
    const json_t *table = block(draft(*state, &issue, measures_text), 1, 0);
    assert_int_equal(number(table, 0, 1), 35);
    assert_int_equal(number(table, 0, 4), 28); /* 2.84 is shown as 2.8 … */
    assert_int_equal(number(table, 0, 5), 7);  /* … so the gap is 0.7 */
    assert_int_equal(number(table, 1, 3), -15);
    assert_true(json_is_null(json_array_get(json_object_get(row(table, 2), "cells"), 2)));
    assert_string_equal(body_text(row(table, 1), "emphasis"), "attention");
    assert_string_equal(body_text(row(table, 3), "emphasis"), "strong");
}

static void the_heat_map_shows_who_answered_and_names_who_did_not(void **state)
{
    const json_t *doc = draft_of(*state, &issue, measures_text, 3);
    const json_t *map = block(doc, 2, 0);
    const json_t *rows = json_object_get(map, "rows");
    assert_int_equal(json_array_size(rows), 3); /* head office, shop, company */
    const json_t *shop = json_object_get(json_array_get(rows, 1), "values");
    assert_int_equal(json_integer_value(json_array_get(shop, 0)), 40);
    assert_true(json_is_null(json_array_get(shop, 2)));
    const json_t *text = json_object_get(block(doc, 2, 1), "text");
    assert_string_equal(body_text(text, "ja"), "回答が提出されていない組織（1組織）: 緑が丘店");
    assert_string_equal(
        body_text(text, "en"), "Units whose answers have not been sent (1): Midorigaoka");
}

static void a_gap_tells_its_cause_and_measures_or_that_there_is_none(void **state)
{
    const json_t *table = block(draft(*state, &issue, measures_text), 3, 0);
    assert_string_equal(cell(table, 0, 0), "2-1"); /* the largest first */
    assert_string_equal(cell(table, 0, 6), "担当がいない");
    assert_string_equal(cell(table, 0, 7), "M-2026-0001\nM-2026-0002");
    assert_string_equal(cell(table, 1, 0), "1-1");
    assert_string_equal(body_text(row(table, 1), "emphasis"), "attention");
}

static void rejected_measures_are_not_counted_and_late_ones_are_shown(void **state)
{
    const json_t *doc = draft(*state, &issue, measures_text);
    const json_t *table = block(doc, 4, 0);
    assert_string_equal(body_text(row(table, 0), "emphasis"), "attention");
    assert_null(body_text(row(table, 1), "emphasis")); /* done: no longer late */
    const json_t *total = json_array_get(json_object_get(row(table, 3), "cells"), 5);
    assert_int_equal(body_int(total, "amount", 0), 1000000);
    const json_t *decisions = block(doc, 7, 1);
    assert_int_equal(json_array_size(json_object_get(decisions, "rows")), 1);
    assert_string_equal(cell(decisions, 0, 0), "M-2026-0001");
}

static void words_stand_in_their_section_by_their_author(void **state)
{
    const struct report_said said[] = {
        {.section = "words",
            .lang = "en",
            .text = "We ask.",
            .author = {"Sato", ""},
            .version = 1,
            .updated_ms = 1795222800000},
        {.section = "words",
            .lang = "ja",
            .text = "お願いします。",
            .author = {"佐藤", "CISO"},
            .version = 2,
            .updated_ms = 1795222800000},
        {.section = "gaps", .lang = "ja", .text = "", .author = {"佐藤", ""}, .version = 3},
    };
    struct report_issue with = issue;
    with.said = said;
    with.n_said = 3;
    const json_t *doc = draft(*state, &with, "[]");
    const json_t *words = block(doc, 7, 0);
    assert_string_equal(body_text(json_object_get(words, "author"), "name"), "佐藤");
    assert_string_equal(body_text(json_object_get(words, "text"), "en"), "We ask.");
    const json_t *gaps = json_array_get(json_object_get(doc, "sections"), 3);
    assert_int_equal(json_array_size(json_object_get(gaps, "blocks")), 1); /* taken away again */
}

static void rows_are_marked_against_the_last_issue(void **state)
{
    static const char *const keys[] = {"measures", NULL};
    static const char later[] =
        "[{\"number\":\"M-2026-0001\",\"title\":\"演習\",\"state\":\"under_way\","
        "\"priority\":\"high\",\"due\":\"2026-10-01\",\"owner\":null},"
        "{\"number\":\"M-2026-0009\",\"title\":\"新しい対策\",\"state\":\"proposed\","
        "\"priority\":\"high\",\"due\":null,\"owner\":null}]";
    json_t *last = draft(*state, &issue, measures_text);
    json_t *now = draft(*state, &issue, later);
    draft_mark(now, last, keys);
    const json_t *table = block(now, 4, 0);
    assert_string_equal(body_text(row(table, 0), "mark"), "changed");
    assert_string_equal(body_text(row(table, 1), "mark"), "new");
    json_t *same = draft(*state, &issue, measures_text);
    draft_mark(same, last, keys);
    assert_null(body_text(row(block(same, 4, 0), 0), "mark"));
}

static void dates_by_the_era_are_no_change_of_a_row(void **state)
{
    static const char *const keys[] = {"x", NULL};
    static const char form[] =
        "{\"calendar\":\"%s\",\"sections\":[{\"key\":\"x\",\"blocks\":[{\"type\":\"table\","
        "\"rows\":[{\"cells\":[{\"ja\":\"%s\",\"en\":\"%s\"},\"same\"]}]}]}]}";
    const char *last = mem_printf(*state, form, "gregorian", "2026年11月", "November 2026");
    const char *same = mem_printf(*state, form, "japanese", "令和8年11月", "November 2026");
    const char *other = mem_printf(*state, form, "japanese", "令和8年12月", "December 2026");
    json_t *before = json_loads(last, 0, NULL), *now = json_loads(same, 0, NULL),
           *later = json_loads(other, 0, NULL);
    assert_non_null(before);
    draft_mark(now, before, keys);
    draft_mark(later, before, keys);
    assert_null(body_text(row(block(now, 0, 0), 0), "mark"));
    assert_string_equal(body_text(row(block(later, 0, 0), 0), "mark"), "new");
    json_decref(before);
    json_decref(now);
    json_decref(later);
}

/* Of a campaign of this name with this mean and nothing to compare it with. */
static json_t *bare(void *ctx, const char *name, struct mean_value own)
{
    struct comparison none[3] = {0};
    struct assessment a = {.doc = &sheet,
        .campaign = {.number = "K-2026-0001", .name = name, .period = "FY2026"},
        .sections = none,
        .items = none,
        .units = results,
        .n_units = own.known ? 1 : 0,
        .n_counted = own.known ? 1 : 0,
        .overall = {.own = own}};
    const struct report_assessment_facts facts = {
        .assessment = &a, .measures = measures_read(ctx, "[]"), .today = {2026, 11, 22}};
    json_t *doc = draft_envelope(&issue, "株式会社ころもや", "Asia/Tokyo", "ja");
    json_in_keep(ctx, doc);
    build(ctx, &facts, doc);
    return doc;
}

/* What the first source of such a draft says. */
static const json_t *own_source(void *ctx, const char *name)
{
    const json_t *parts = json_object_get(bare(ctx, name, unknown), "sections");
    const json_t *found = NULL;
    const json_t *one;
    size_t i;
    json_array_foreach(json_object_get(json_array_get(parts, 8), "blocks"), i, one)
    {
        if (strcmp(body_text(one, "type"), "sources") == 0)
            found = json_array_get(json_object_get(one, "items"), 0);
    }
    assert_non_null(found);
    return json_object_get(found, "source");
}

static void a_campaign_that_names_its_period_is_not_given_it_again(void **state)
{
    const json_t *plain = own_source(*state, "自己評価");
    assert_string_equal(body_text(plain, "ja"), "K-2026-0001 自己評価（2026年度）");
    const json_t *named = own_source(*state, "自己評価（2026年度）");
    assert_string_equal(body_text(named, "ja"), "K-2026-0001 自己評価（2026年度）");
    assert_string_equal(body_text(named, "en"), "K-2026-0001 自己評価（2026年度）");
    assert_string_equal(body_text(own_source(*state, "Self-assessment FY2026"), "ja"),
        "K-2026-0001 Self-assessment FY2026");
}

static void without_answers_the_draft_says_so(void **state)
{
    json_t *doc = bare(*state, "自己評価", unknown);
    struct problem *p = problem_new(*state);
    assert_int_equal(report_doc_check(doc, p), ERR_OK);
    assert_non_null(strstr(body_text(json_object_get(block(doc, 0, 0), "text"), "en"),
        "No unit has sent its answers yet"));
    /* A line each, no table of dashes. */
    for (size_t i = 1; i < 4; i++) {
        assert_string_equal(body_text(block(doc, i, 0), "type"), "paragraph");
        assert_null(block(doc, i, 1));
    }
}

static void without_target_average_and_last_time_nothing_is_said_to_be_reached(void **state)
{
    json_t *doc = bare(*state, "自己評価", mean(2.5));
    const char *lead = body_text(json_object_get(block(doc, 0, 0), "text"), "en");
    assert_non_null(strstr(lead, "no target, industry average or earlier result"));
    assert_null(strstr(lead, "0 items"));
    const json_t *columns = json_object_get(block(doc, 1, 0), "columns");
    assert_int_equal(json_array_size(columns), 2); /* none of dashes alone */
    const json_t *empty = json_object_get(block(doc, 3, 0), "empty");
    assert_non_null(strstr(body_text(empty, "en"), "nothing to compare"));
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

/* A draft with a campaign before it, an aim after it and scores of a rating service. */
static json_t *years(void *ctx)
{
    struct assessment before = *assessment(2);
    struct assessment *now = assessment(2);
    struct assessment aim = *now;
    before.campaign = (struct campaign){.id = 1, .number = "K-2025-0001", .period = "FY2025"};
    before.overall = (struct comparison){.own = mean(2.5), .target = mean(3)};
    now->campaign.id = 2;
    aim.campaign.period = "FY2027";
    aim.overall = (struct comparison){.target = mean(3.5)};
    struct assessment *campaigns[] = {&before, now};
    const struct assessment_trend trend = {
        .doc = &sheet, .campaigns = campaigns, .n_campaigns = 2, .aims = &aim, .n_aims = 1};
    const struct outside_score scores[] = {
        {.service = "A", .day = "2026-01-31", .score = 62.5, .has_max = true, .max = 100},
        {.service = "A",
            .day = "2026-07-31",
            .score = 70,
            .has_industry = true,
            .industry = 66,
            .has_max = true,
            .max = 100},
        {.service = "B", .day = "2026-07-31", .score = 700},
    };
    const struct report_assessment_facts facts = {.assessment = now,
        .measures = measures_read(ctx, "[]"),
        .today = {2026, 11, 22},
        .trend = &trend,
        .outside = scores,
        .n_outside = 3};
    json_t *doc = draft_envelope(&issue, "株式会社ころもや", "Asia/Tokyo", "ja");
    json_in_keep(ctx, doc);
    build(ctx, &facts, doc);
    return doc;
}

static void the_years_before_and_the_aims_ahead_are_told(void **state)
{
    struct report *r;
    json_t *doc = years(*state);
    assert_int_equal(report_doc_read(*state, doc, "ja", problem_new(*state), &r), ERR_OK);
    const struct report_section *s = &r->sections[1];
    assert_int_equal(s->n_blocks, 4); /* results, trend, sections by year, one service */
    const struct report_radar *t = &s->blocks[1].radar;
    assert_int_equal(s->blocks[1].type, REPORT_TREND);
    assert_string_equal(t->axes[0], "2025年度");
    assert_string_equal(t->axes[2], "2027年度\n目標");
    assert_int_equal(t->series[0].level[0].tenths, 25);
    assert_int_equal(t->series[0].level[1].tenths, 30);
    assert_false(t->series[0].level[2].present);
    assert_int_equal(t->series[1].role, REPORT_TARGET);
    assert_int_equal(t->series[1].level[2].tenths, 35);
    const struct report_table *by_year = &s->blocks[2].table;
    assert_int_equal(by_year->n_columns, 4);
    assert_int_equal(by_year->rows[0].cells[3].tenths, 40); /* what the aim is */
    const struct report_radar *service = &s->blocks[3].radar;
    assert_string_equal(service->axes[1], "2026/07/31");
    assert_int_equal(service->max, 1000);
    assert_int_equal(service->series[0].level[0].tenths, 625);
    assert_int_equal(service->series[1].level[1].tenths, 660);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_draft_is_a_document_in_both_languages),
        TEST(what_a_part_answered_is_not_told_of_the_whole),
        TEST(claims_that_records_do_not_bear_out_are_told_with_what_is_missing),
        TEST(differences_are_those_of_the_figures_shown),
        TEST(the_heat_map_shows_who_answered_and_names_who_did_not),
        TEST(a_gap_tells_its_cause_and_measures_or_that_there_is_none),
        TEST(rejected_measures_are_not_counted_and_late_ones_are_shown),
        TEST(words_stand_in_their_section_by_their_author),
        TEST(rows_are_marked_against_the_last_issue),
        TEST(dates_by_the_era_are_no_change_of_a_row),
        TEST(a_campaign_that_names_its_period_is_not_given_it_again),
        TEST(without_answers_the_draft_says_so),
        TEST(without_target_average_and_last_time_nothing_is_said_to_be_reached),
        TEST(the_years_before_and_the_aims_ahead_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
