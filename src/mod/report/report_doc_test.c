#include "mod/report/report_doc.h"

#include "base/mem.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_words_rules.h"
#include "mod/report/test/report_fixture.h"

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

static struct report *read_ok(void *ctx, json_t *doc, const char *lang)
{
    struct report *r = NULL;
    assert_int_equal(report_doc_read(ctx, doc, lang, problem_new(ctx), &r), ERR_OK);
    return r;
}

static void a_document_is_read_in_either_language(void **state)
{
    json_t *doc = report_fixture();
    struct report *ja = read_ok(*state, doc, NULL);
    struct report *en = read_ok(*state, doc, "en");
    assert_string_equal(ja->title, "評価結果報告");
    assert_string_equal(ja->period, "2026年度");
    assert_string_equal(en->title, "Assessment report");
    assert_string_equal(en->period, "FY2026");
    assert_string_equal(en->meeting, "経営会議"); /* only written in Japanese */
    assert_false(ja->approved);
    assert_true(ja->sample);
    assert_string_equal(ja->sections[2].blocks[0].words.author, "CISO　佐藤 健一");
    assert_string_equal(en->sections[2].blocks[0].words.lang, "ja");
    json_decref(doc);
}

static void missing_is_not_zero_and_blank_is_not_missing(void **state)
{
    json_t *doc = report_fixture();
    const struct report_table *t = &read_ok(*state, doc, "ja")->sections[1].blocks[0].table;
    const struct report_style level = t->columns[3].style;
    assert_false(t->rows[1].cells[3].present);
    assert_string_equal(report_value_text(*state, "ja", level, &t->rows[1].cells[3]), "—");
    assert_string_equal(report_value_text(*state, "ja", level, &t->rows[2].cells[3]), "");
    assert_string_equal(report_value_text(*state, "ja", level, &t->rows[0].cells[3]), "3.5");
    json_decref(doc);
}

static void the_digest_does_not_depend_on_the_order_of_members(void **state)
{
    json_t *a = json_pack("{s:i, s:i}", "x", 1, "y", 2);
    json_t *b = json_pack("{s:i, s:i}", "y", 2, "x", 1);
    assert_string_equal(report_doc_bytes(*state, a), report_doc_bytes(*state, b));
    json_decref(a);
    json_decref(b);
}

/* Sets the value at a path of keys and indexes ("sections/0/heading") to new JSON text, or removes
 * it when that is NULL, and says which place is refused. */
static const char *refused(void *ctx, const char *path, const char *json, const char **ret_code)
{
    json_t *doc = report_fixture();
    json_t *at = doc;
    char *copy = mem_strdup(ctx, path);
    char *save = NULL;
    char *key = strtok_r(copy, "/", &save);
    for (char *next; (next = strtok_r(NULL, "/", &save)) != NULL; key = next)
        at = json_is_array(at) ? json_array_get(at, (size_t)strtoul(key, NULL, 10))
                               : json_object_get(at, key);
    json_t *value = json == NULL ? NULL : json_loads(json, JSON_DECODE_ANY, NULL);
    if (json == NULL)
        json_object_del(at, key);
    else if (json_is_array(at))
        json_array_set_new(at, (size_t)strtoul(key, NULL, 10), value);
    else
        json_object_set_new(at, key, value);
    struct report *r = NULL;
    struct problem *p = problem_new(ctx);
    assert_int_equal(report_doc_read(ctx, doc, "ja", p, &r), ERR_INVALID);
    assert_null(r);
    json_decref(doc);
    assert_true(p->n_fields > 0);
    *ret_code = p->fields[0].code;
    return p->fields[0].pointer;
}

static void a_malformed_document_is_refused_by_place(void **state)
{
    static const struct {
        const char *path, *json, *place, *code;
    } cases[] = {
        {"format", "\"kaname-report/2\"", "/format", "option"},
        {"title", NULL, "/title", "required"},
        {"title", "{}", "/title", "texts"},
        {"secret", "1", "/secret", "unknown"},
        {"prepared_at", "\"2026-11-21\"", "/prepared_at", "instant"},
        {"author", "{\"post\":\"x\"}", "/author/name", "required"},
        {"sections", "[]", "/sections", "too_few"},
        {"sections/0/blocks", "{}", "/sections/0/blocks", "list"},
        {"sections/0/blocks/0/type", "\"video\"", "/sections/0/blocks/0/type", "option"},
        {"sections/0/blocks/2/series/1/values", "[30]", "/sections/0/blocks/2/series/1/values",
            "too_few"},
        {"sections/0/blocks/2/series/0/values/1", "2.6", "/sections/0/blocks/2/series/0/values/1",
            "integer"},
        {"sections/0/blocks/2/axes", "[{\"label\":{\"ja\":\"一\"}}]", "/sections/0/blocks/2/axes",
            "too_few"},
        {"sections/1/blocks/0/rows/0/cells", "[\"M\"]", "/sections/1/blocks/0/rows/0/cells",
            "too_few"},
        {"sections/1/blocks/0/rows/0/cells/2", "\"2026-02-30\"",
            "/sections/1/blocks/0/rows/0/cells/2", "date"},
        {"sections/1/blocks/0/rows/0/cells/4", "{\"amount\":1,\"currency\":\"yen\"}",
            "/sections/1/blocks/0/rows/0/cells/4", "option"},
        {"sections/1/blocks/0/rows/0/cells/0", "7", "/sections/1/blocks/0/rows/0/cells/0", "text"},
        {"sections/1/blocks/2/steps/1/from", "10", "/sections/1/blocks/2/steps/1/from",
            "too_small"},
        {"title", "{\"ja\":\"a\\u0001b\"}", "/title/ja", "characters"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *code;
        const char *place = refused(*state, cases[i].path, cases[i].json, &code);
        assert_string_equal(place, cases[i].place);
        assert_string_equal(code, cases[i].code);
    }
}

static void dates_are_written_in_the_manner_of_the_language(void **state)
{
    const struct date d = {2026, 11, 21};
    const struct date first = {2027, 1, 3};
    assert_string_equal(report_date_long(*state, "ja", d), "2026年11月21日（土）");
    assert_string_equal(report_date_long(*state, "en", d), "Saturday 21 November 2026");
    assert_string_equal(report_date_short(*state, "ja", first), "2027/01/03");
    assert_string_equal(report_date_short(*state, "en", first), "03 Jan 2027");
    assert_string_equal(report_period_text(*state, "ja", "2026-11"), "2026年11月");
    assert_string_equal(report_period_text(*state, "en", "2026-11"), "November 2026");
}

static void dates_are_written_by_the_era_where_that_is_chosen(void **state)
{
    const char *ja = REPORT_JA_ERA;
    const struct date d = {2026, 11, 21}, reiwa = {2019, 5, 1}, heisei = {2019, 4, 30};
    assert_string_equal(report_date_long(*state, ja, d), "令和8年11月21日（土）");
    assert_string_equal(report_date_short(*state, ja, d), "R8.11.21");
    assert_string_equal(report_date_long(*state, ja, reiwa), "令和元年5月1日（水）");
    assert_string_equal(report_date_short(*state, ja, reiwa), "R1.5.1");
    assert_string_equal(report_date_long(*state, ja, heisei), "平成31年4月30日（火）");
    assert_string_equal(report_period_text(*state, ja, "FY2026"), "令和8年度");
    assert_string_equal(report_period_text(*state, ja, "FY2019"), "令和元年度");
    assert_string_equal(report_period_text(*state, ja, "FY2018"), "平成30年度");
    assert_string_equal(report_period_text(*state, ja, "FY2026-Q3"), "令和8年度第3四半期");
    assert_string_equal(report_period_text(*state, ja, "2019-04"), "平成31年4月");
    assert_string_equal(report_money_text(*state, ja, 12500000, "JPY"), "1,250万円");
}

static void a_document_says_by_which_calendar_its_japanese_is(void **state)
{
    json_t *doc = report_fixture();
    json_object_set_new(doc, "calendar", json_string(REPORT_CALENDAR_ERA));
    assert_string_equal(read_ok(*state, doc, "ja")->lang, REPORT_JA_ERA);
    assert_string_equal(read_ok(*state, doc, "en")->lang, "en");
    json_object_set_new(doc, "calendar", json_string("lunar"));
    struct report *r = NULL;
    assert_int_equal(report_doc_read(*state, doc, "ja", problem_new(*state), &r), ERR_INVALID);
    json_decref(doc);
}

static void money_is_written_as_people_count_it(void **state)
{
    static const struct {
        const char *lang;
        int64_t amount;
        const char *currency, *text;
    } cases[] = {
        {"ja", 0, "JPY", "0円"},
        {"ja", 9999, "JPY", "9,999円"},
        {"ja", 12500000, "JPY", "1,250万円"},
        {"ja", 12345678, "JPY", "12,345,678円"},
        {"ja", 125000000, "JPY", "1億2,500万円"},
        {"ja", 300000000, "JPY", "3億円"},
        {"ja", -600000, "JPY", "−60万円"},
        {"en", 12500000, "JPY", "¥12,500,000"},
        {"ja", 123456, "USD", "USD 1,234.56"},
        {"en", -5, "EUR", "−EUR 0.05"},
        {"en", 1500, "KWD", "KWD 1.500"},
        {"en", INT64_MIN, "KRW", "−KRW 9,223,372,036,854,775,808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(
            report_money_text(*state, cases[i].lang, cases[i].amount, cases[i].currency),
            cases[i].text);
}

static void numbers_and_differences_carry_their_signs(void **state)
{
    assert_string_equal(report_number_text(*state, 1234567.5, 1, false), "1,234,567.5");
    assert_string_equal(report_number_text(*state, -0.04, 1, true), "±0.0");
    assert_string_equal(report_number_text(*state, 12, 0, true), "+12");
    assert_string_equal(report_number_text(*state, -12, 0, false), "−12");
    assert_string_equal(report_level_text(*state, 28, 1, false), "2.8");
    assert_string_equal(report_level_text(*state, -3, 1, true), "−0.3");
    assert_string_equal(report_level_text(*state, 0, 1, true), "±0.0");
    assert_string_equal(report_level_text(*state, 25, 0, false), "3");
}

static void words_become_paragraphs_and_lists(void **state)
{
    size_t n;
    const struct report_part *parts = report_words_split(*state,
        "  一行目\n二行目\r\n\n　・項目一\n・項目二\n続き\n\n1. 番号\n（2）番号\n3.14 は数\n", &n);
    assert_int_equal(n, 5);
    assert_string_equal(parts[0].text, "一行目\n二行目");
    assert_int_equal(parts[1].kind, REPORT_PART_BULLET);
    assert_string_equal(parts[1].text, "項目一");
    assert_string_equal(parts[2].text, "項目二\n続き");
    assert_int_equal(parts[3].kind, REPORT_PART_NUMBER);
    assert_string_equal(parts[3].mark, "1.");
    assert_string_equal(parts[4].mark, "（2）");
    assert_string_equal(parts[4].text, "番号\n3.14 は数");
    report_words_split(*state, " \n\n\t", &n);
    assert_int_equal(n, 0);
}

static void a_radar_is_told_in_words(void **state)
{
    json_t *doc = report_fixture();
    const struct report_radar *radar = &read_ok(*state, doc, "ja")->sections[0].blocks[2].radar;
    assert_string_equal(report_radar_text(*state, "ja", radar),
        "自社で最も高いのは「方針」（3.1）、最も低いのは「資源」（1.8）です。"
        "業界平均（見本）を下回るのは2区分中1区分です。");
    json_decref(doc);
}

static void axes_that_are_level_are_counted(void **state)
{
    static const char *axes[] = {"方針", "資源", "計画"};
    static const struct report_level level[] = {{true, 10}, {true, 31}, {true, 10}};
    const struct report_series own = {.role = REPORT_OWN, .label = "自社", .level = level};
    const struct report_radar radar = {.axes = axes, .n_axes = 3, .series = &own, .n_series = 1};
    assert_string_equal(report_radar_text(*state, "ja", &radar),
        "自社で最も高いのは「資源」（3.1）、最も低いのは「方針」ほか1区分（1.0）です。");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void a_trend_has_a_level_or_null_for_each_period(void **state)
{
    struct report *r;
    struct problem *p = problem_new(*state);
    json_t *doc = report_fixture();
    json_t *blocks = json_object_get(json_array_get(json_object_get(doc, "sections"), 0), "blocks");
    json_t *trend = json_pack("{s:s, s:i, s:[{s:{s:s}}, {s:{s:s}}], s:[{s:s, s:{s:s}, s:[i, n]}]}",
        "type", "trend", "max", 50, "periods", "label", "en", "FY2025", "label", "en", "FY2026",
        "series", "key", "leaders", "label", "en", "World leaders", "values", 21);
    json_array_append_new(blocks, trend);
    assert_int_equal(report_doc_read(*state, doc, "en", p, &r), ERR_OK);
    const struct report_block *b = &r->sections[0].blocks[r->sections[0].n_blocks - 1];
    assert_int_equal(b->type, REPORT_TREND);
    assert_int_equal(b->radar.n_axes, 2);
    assert_string_equal(b->radar.axes[1], "FY2026");
    assert_int_equal(b->radar.series[0].role, REPORT_LEADERS);
    assert_true(b->radar.series[0].level[0].present);
    assert_false(b->radar.series[0].level[1].present);
    json_array_append_new(
        json_object_get(trend, "periods"), json_pack("{s:{s:s}}", "label", "en", "x"));
    assert_int_equal(report_doc_read(*state, doc, "en", p, &r), ERR_INVALID);
    assert_string_equal(p->fields[0].pointer, "/sections/0/blocks/3/series/0/values");
    json_decref(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_is_read_in_either_language),
        TEST(a_trend_has_a_level_or_null_for_each_period),
        TEST(missing_is_not_zero_and_blank_is_not_missing),
        TEST(the_digest_does_not_depend_on_the_order_of_members),
        TEST(a_malformed_document_is_refused_by_place),
        TEST(dates_are_written_in_the_manner_of_the_language),
        TEST(dates_are_written_by_the_era_where_that_is_chosen),
        TEST(a_document_says_by_which_calendar_its_japanese_is),
        TEST(money_is_written_as_people_count_it),
        TEST(numbers_and_differences_carry_their_signs),
        TEST(words_become_paragraphs_and_lists),
        TEST(a_radar_is_told_in_words),
        TEST(axes_that_are_level_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
