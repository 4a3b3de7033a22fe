#include "kernel/sheet/sheet_rules.h"

#include "base/mem.h"
#include "kernel/sheet/sheet_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define T(text) "{\"en\":\"" text "\"}"
#define LEVELS "\"levels\":[" T("1") "," T("2") "," T("3") "," T("4") "," T("5") "]"
#define MATURITY(key, section, more)              \
    "{\"key\":\"" key "\",\"section\":\"" section \
    "\",\"scale\":\"maturity5\",\"text\":" T(key) "," LEVELS more "}"
#define HEAD(min, max)                                                                       \
    "{\"format\":\"kaname-sheet/1\",\"key\":\"t\",\"version\":\"1\",\"wording\":\"own\","    \
    "\"name\":" T(                                                                           \
        "t") ",\"languages\":[\"en\"],\"score\":{\"min\":" #min ",\"max\":" #max "},"        \
             "\"sections\":[{\"key\":\"a\",\"name\":" T("a") "},{\"key\":\"b\",\"name\":" T( \
                 "b") "},"                                                                   \
                      "{\"key\":\"b.1\",\"parent\":\"b\",\"name\":" T("b.1") "}],"           \
                                                                             "\"items\":["

/* Six items: a-1 and a-2 of weight 1 and 2, b-1, two below b.1, and a free text. */
static const char SHEET[] =
    HEAD(1, 5) MATURITY("a-1", "a", "") "," MATURITY("a-2", "a", ",\"weight\":2") "," MATURITY(
        "b-1", "b", "") ",{\"key\":\"b-2\",\"section\":\"b.1\",\"scale\":\"yes_no_na\","
                        "\"text\":" T("b-2") "}," MATURITY("b-3", "b.1",
                            ",\"applies\":{\"answers\":[{\"item\":\"b-2\",\"in\":[\"yes\"]}],"
                            "\"kinds\":[\"site\"],\"spared_by\":[{\"certificate\":\"isms\","
                            "\"value\":\"4\"}]}") ",{\"key\":\"b-4\",\"section\":\"b\","
                                                  "\"scale\":\"text\",\"text\":" T("b-4") "}]}";

enum { A1, A2, B1, B2, B3, B4, N_ITEMS };

static const struct sheet_facts SITE = {.unit_kind = "site", .today = "2026-11-21"};

static const struct sheet_doc *parse(const void *ctx, const char *json)
{
    struct problem *p = problem_new(ctx);
    const struct sheet_doc *doc = NULL;
    enum err e = sheet_json_parse(ctx, json, strlen(json), p, &doc);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return doc;
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

static void a_section_mean_is_rounded_half_up_in_whole_numbers(void **state)
{
    (void)state;
    assert_int_equal(mean_tenths(9, 4), 23);   /* 2.25 → 2.3 */
    assert_int_equal(mean_tenths(11, 4), 28);  /* 2.75 → 2.8 */
    assert_int_equal(mean_tenths(7, 3), 23);   /* 2.333… → 2.3 */
    assert_int_equal(mean_tenths(8, 3), 27);   /* 2.666… → 2.7 */
    assert_int_equal(mean_tenths(41, 20), 21); /* 2.05 → 2.1 */
    assert_int_equal(mean_tenths(5, 1), 50);
    assert_int_equal(mean_tenths(0, 7), 0);
}

static void half_up_goes_up_below_zero_too(void **state)
{
    (void)state;
    assert_int_equal(mean_tenths(-1, 4), -2); /* -0.25 → -0.2 */
    assert_int_equal(mean_tenths(-3, 4), -7); /* -0.75 → -0.7 */
    assert_int_equal(mean_tenths(-1, 3), -3);
    assert_int_equal(mean_tenths(-1, 1), -10);
}

static void binary_fractions_do_not_decide_a_half(void **state)
{
    (void)state;
    struct sheet_mean m = {0};
    for (int i = 0; i < 20; i++)
        mean_add(&m, i == 0 ? 3.0 : 2.0); /* 41 / 20 = 2.05 */
    assert_int_equal(raw_tenths(mean_raw(&m)), 21);
    struct sheet_mean thirds = {0};
    mean_add(&thirds, 7.0 / 3);
    mean_add(&thirds, 7.0 / 3);
    mean_add(&thirds, 4.0 / 3);
    mean_add(&thirds, 3.0); /* 9 / 4 = 2.25 */
    assert_int_equal(raw_tenths(mean_raw(&thirds)), 23);
    assert_int_equal(raw_tenths(2.2499), 22);
    assert_int_equal(raw_tenths(-0.25), -2);
}

static void sums(const struct sheet_doc *doc, const struct sheet_facts *facts,
    const struct sheet_answer *answers, struct sheet_sum *ret_sums)
{
    struct sheet_asked asked[N_ITEMS];
    sheet_ask(doc, facts, answers, asked);
    sheet_sums(doc, answers, asked, ret_sums);
}

static void assert_sum(struct sheet_sum sum, int64_t s, int64_t w, int n, int missing)
{
    assert_int_equal(sum.s, s);
    assert_int_equal(sum.w, w);
    assert_int_equal(sum.n, n);
    assert_int_equal(sum.missing, missing);
}

static void weights_count_and_a_section_holds_those_below_it(void **state)
{
    const struct sheet_doc *doc = parse(*state, SHEET);
    const struct sheet_answer answers[N_ITEMS] = {
        [A1] = {"3"}, [A2] = {"4"}, [B1] = {"2"}, [B2] = {"yes"}, [B3] = {"3"}, [B4] = {"note"}};
    struct sheet_sum sum[3];
    sums(doc, &SITE, answers, sum);
    assert_sum(sum[0], 3 + 2 * 4, 3, 2, 0);
    assert_sum(sum[1], 2 + 5 + 3, 3, 3, 0); /* yes is worth 5; the text nothing */
    assert_sum(sum[2], 5 + 3, 2, 2, 0);
    /* a: 11/3 = 3.667, b: 10/3 = 3.333, the unit: 3.5; b.1 stands below b and is not counted
     * again. */
    struct sheet_mean unit = sheet_unit_mean(doc, sum);
    assert_int_equal(unit.n, 2);
    assert_int_equal(raw_tenths(mean_raw(&unit)), 35);
}

static void an_unanswered_item_is_missing_and_no_level(void **state)
{
    const struct sheet_doc *doc = parse(*state, SHEET);
    const struct sheet_answer answers[N_ITEMS] = {[A1] = {"4"}, [B2] = {"yes"}};
    struct sheet_sum sum[3];
    sums(doc, &SITE, answers, sum);
    assert_sum(sum[0], 4, 1, 1, 1);
    assert_sum(sum[1], 5, 1, 1, 2);
}

static void an_item_that_does_not_apply_is_left_out(void **state)
{
    const struct sheet_doc *doc = parse(*state, SHEET);
    const struct sheet_answer answers[N_ITEMS] = {[A1] = {NULL, "no such system"},
        [A2] = {NULL, "no such system"},
        [B1] = {"1"},
        [B2] = {"no"}};
    struct sheet_sum sum[3];
    sums(doc, &SITE, answers, sum);
    assert_sum(sum[0], 0, 0, 0, 0);
    assert_sum(sum[1], 1 + 1, 2, 2, 0);
    struct sheet_mean unit = sheet_unit_mean(doc, sum);
    assert_int_equal(unit.n, 1); /* a has no mean, so the unit is b alone */
    assert_int_equal(raw_tenths(mean_raw(&unit)), 10);
}

static void a_hidden_item_is_not_missing_and_its_old_answer_does_not_count(void **state)
{
    const struct sheet_doc *doc = parse(*state, SHEET);
    struct sheet_answer answers[N_ITEMS] = {[B1] = {"2"}, [B2] = {"no"}, [B3] = {"5"}};
    struct sheet_sum sum[3];
    sums(doc, &SITE, answers, sum);
    assert_sum(sum[2], 1, 1, 1, 0);
    answers[B2] = (struct sheet_answer){"yes"};
    const struct sheet_facts shop = {.unit_kind = "department", .today = "2026-11-21"};
    sums(doc, &shop, answers, sum); /* asked of sites only */
    assert_sum(sum[2], 5, 1, 1, 0);
    answers[B2] = (struct sheet_answer){NULL};
    sums(doc, &SITE, answers, sum);
    assert_sum(sum[2], 0, 0, 0, 1); /* only the yes or no is missing */
}

static void a_valid_certificate_answers_the_item(void **state)
{
    const struct sheet_doc *doc = parse(*state, SHEET);
    const struct sheet_certificate isms[] = {{"isms", "2026-11-21"}};
    struct sheet_facts facts = {
        .unit_kind = "site", .certificates = isms, .n_certificates = 1, .today = "2026-11-21"};
    const struct sheet_answer answers[N_ITEMS] = {[B2] = {"yes"}};
    struct sheet_asked asked[N_ITEMS];
    sheet_ask(doc, &facts, answers, asked);
    assert_int_equal(asked[B3].ask, ASK_SPARED);
    assert_string_equal(asked[B3].value, "4");
    assert_string_equal(asked[B3].certificate->until, "2026-11-21");
    int n, done;
    sheet_progress(doc, answers, asked, &n, &done);
    assert_int_equal(n, 5); /* of the six, the spared one is not asked of anybody */
    assert_int_equal(done, 1);
    struct sheet_sum sum[3];
    sums(doc, &facts, answers, sum);
    assert_sum(sum[2], 5 + 4, 2, 2, 0);
    facts.today = "2026-11-22"; /* run out */
    sheet_ask(doc, &facts, answers, asked);
    assert_int_equal(asked[B3].ask, ASK_YES);
}

static void a_condition_on_several_options_holds_for_any_chosen(void **state)
{
    const struct sheet_doc *doc = parse(*state,
        HEAD(1,
            5) "{\"key\":\"m\",\"section\":\"a\","
               "\"scale\":\"multi\",\"text\":" T("m") ",\"options\":[{\"key\":\"x\",\"text\":" T("x") "},{\"key\":\"y\",\"text\":" T(
                   "y") "},{\"key\":\"z\",\"text\":" T("z") "}]},"
                                                            "{\"key\":\"n\",\"section\":\"a\","
                                                            "\"scale\":\"text\",\"text\":" T(
                                                                "n") ",\"applies\":{\"answers\":[{"
                                                                     "\"item\":\"m\",\"in\":[\"y\","
                                                                     "\"z\"]}]}}]}");
    struct sheet_asked asked[2];
    sheet_ask(doc, &SITE, (struct sheet_answer[2]){{"x,y", NULL}}, asked);
    assert_int_equal(asked[1].ask, ASK_YES);
    sheet_ask(doc, &SITE, (struct sheet_answer[2]){{"x", NULL}}, asked);
    assert_int_equal(asked[1].ask, ASK_HIDDEN);
}

static void a_condition_may_ask_for_does_not_apply(void **state)
{
    const struct sheet_doc *doc = parse(
        *state, HEAD(1, 5) MATURITY("1", "a", "") "," MATURITY("2", "a",
                    ",\"applies\":{\"answers\":[{\"item\":\"1\",\"in\":[\"na\",\"1\"]}]}") "]}");
    struct sheet_asked asked[2];
    sheet_ask(doc, &SITE, (struct sheet_answer[2]){{NULL, "none"}}, asked);
    assert_int_equal(asked[1].ask, ASK_YES);
    sheet_ask(doc, &SITE, (struct sheet_answer[2]){{"1", NULL}}, asked);
    assert_int_equal(asked[1].ask, ASK_YES);
    sheet_ask(doc, &SITE, (struct sheet_answer[2]){{"2", NULL}}, asked);
    assert_int_equal(asked[1].ask, ASK_HIDDEN);
    assert_true(sheet_branches(doc));
}

static int score_of(const struct sheet_doc *doc, int item_no, const char *value)
{
    int score = -1000;
    return sheet_value_score(doc, &doc->items[item_no], value, &score) ? score : -9999;
}

static void scores_follow_the_bounds_of_the_sheet(void **state)
{
    const struct sheet_doc *doc = parse(*state,
        HEAD(0, 100) MATURITY("m", "a",
            "") ",{\"key\":\"y\",\"section\":\"a\",\"scale\":\"have\","
                "\"text\":" T(
                    "y") "},"
                         "{\"key\":\"n\",\"section\":\"a\",\"scale\":\"number\","
                         "\"scored\":true,\"text\":" T(
                             "n") "},"
                                  "{\"key\":\"c\",\"section\":\"a\",\"scale\":"
                                  "\"choice\",\"text\":" T(
                                      "c") ",\"options\":["
                                           "{\"key\":\"x\",\"points\":30,"
                                           "\"text\":" T(
                                               "x") "},{\"key\":\"u\","
                                                    "\"text\":" T(
                                                        "u") "}]},"
                                                             "{\"key\""
                                                             ":\"q\","
                                                             "\"sectio"
                                                             "n\":"
                                                             "\"a\","
                                                             "\"scale"
                                                             "\":"
                                                             "\"multi"
                                                             "\","
                                                             "\"text\""
                                                             ":" T("q") ",\"options\":["
                                                                        "{\"key\":\"x\",\"points\":"
                                                                        "60,\"text\":" T(
                                                                            "x") "},"
                                                                                 "{\"key\":\"z\","
                                                                                 "\"points\":60,"
                                                                                 "\"text\":" T(
                                                                                     "z") "}]}]}");
    assert_int_equal(score_of(doc, 0, "1"), 0);
    assert_int_equal(score_of(doc, 0, "4"), 75);
    assert_int_equal(score_of(doc, 1, "have"), 100);
    assert_int_equal(score_of(doc, 1, "none"), 0);
    assert_int_equal(score_of(doc, 2, "42"), 42);
    assert_int_equal(score_of(doc, 3, "x"), 30);
    assert_int_equal(score_of(doc, 3, "u"), -9999); /* "unknown" carries no points */
    assert_int_equal(score_of(doc, 4, "x"), 60);
    assert_int_equal(score_of(doc, 4, "x,z"), 100); /* at most the upper bound */
}

static void a_test_is_right_only_with_exactly_the_right_options(void **state)
{
    const struct sheet_doc *doc = parse(*state,
        HEAD(0, 1) "{\"key\":\"q\",\"section\":\"a\",\"scale\":\"multi\",\"text\":" T(
            "q") ",\"options\":["
                 "{\"key\":\"x\",\"right\":true,\"text\":" T("x") "},{\"key\":\"y\",\"text\":" T(
                     "y") "},"
                          "{\"key\":\"z\",\"right\":true,\"text\":" T("z") "}]}]}");
    assert_int_equal(score_of(doc, 0, "x,z"), 1);
    assert_int_equal(score_of(doc, 0, "x"), 0);
    assert_int_equal(score_of(doc, 0, "x,y,z"), 0);
}

/* Parses `json` as the value of item `no`; returns the canonical text or the fault. */
static const char *value_of(void *ctx, const struct sheet_doc *doc, int no, const char *json)
{
    json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
    const char *text = NULL;
    const char *fault = sheet_value_parse(ctx, &doc->items[no], value, &text);
    json_decref(value);
    return fault != NULL ? fault : text;
}

static void values_are_checked_and_brought_into_one_form(void **state)
{
    const struct sheet_doc *doc = parse(*state,
        HEAD(1, 5) MATURITY("m", "a",
            "") ",{\"key\":\"y\",\"section\":\"a\",\"scale\":\"yes_no_na\","
                "\"text\":" T("y") "},"
                                   "{\"key\":\"n\",\"section\":\"a\",\"scale\":"
                                   "\"number\",\"min\":0,\"max\":10,\"text\":" T(
                                       "n") "},"
                                            "{\"key\":\"q\",\"section\":\"a\","
                                            "\"scale\":\"multi\",\"text\":" T(
                                                "q") ",\"options\":["
                                                     "{\"key\":\"x\",\"text\":" T(
                                                         "x") "},{\"key\":\"z\","
                                                              "\"text\":" T(
                                                                  "z") "}]},"
                                                                       "{\"key\":"
                                                                       "\"t\","
                                                                       "\"section\":"
                                                                       "\"a\","
                                                                       "\"scale\":"
                                                                       "\"text\","
                                                                       "\"text\":" T(
                                                                           "t") "},"
                                                                                "{\""
                                                                                "key"
                                                                                "\":"
                                                                                "\"d"
                                                                                "\","
                                                                                "\"s"
                                                                                "ect"
                                                                                "ion"
                                                                                "\":"
                                                                                "\"a"
                                                                                "\","
                                                                                "\"s"
                                                                                "cal"
                                                                                "e\""
                                                                                ":"
                                                                                "\"d"
                                                                                "ate"
                                                                                "\","
                                                                                "\"t"
                                                                                "ext"
                                                                                "\""
                                                                                ":" T("d") "}]}");
    void *ctx = *state;
    assert_string_equal(value_of(ctx, doc, 0, "4"), "4");
    assert_string_equal(value_of(ctx, doc, 0, "0"), "answer_level");
    assert_string_equal(value_of(ctx, doc, 0, "6"), "answer_level");
    assert_string_equal(value_of(ctx, doc, 0, "10"), "answer_level");
    assert_string_equal(value_of(ctx, doc, 0, "\"4\""), "answer_level");
    assert_string_equal(value_of(ctx, doc, 0, "3.5"), "answer_level");
    assert_string_equal(value_of(ctx, doc, 1, "\"no\""), "no");
    assert_string_equal(value_of(ctx, doc, 1, "\"na\""), "option");
    assert_string_equal(value_of(ctx, doc, 2, "2.50"), "2.5");
    assert_string_equal(value_of(ctx, doc, 2, "-0.0"), "0");
    assert_string_equal(value_of(ctx, doc, 2, "11"), "answer_too_large");
    assert_string_equal(value_of(ctx, doc, 2, "-1"), "answer_too_small");
    assert_string_equal(value_of(ctx, doc, 3, "[\"z\",\"x\"]"), "x,z");
    assert_string_equal(value_of(ctx, doc, 3, "[\"x\",\"x\"]"), "option");
    assert_string_equal(value_of(ctx, doc, 3, "[]"), "required");
    assert_string_equal(value_of(ctx, doc, 3, "\"x\""), "list");
    assert_string_equal(value_of(ctx, doc, 4, "\"  \""), "required");
    assert_string_equal(value_of(ctx, doc, 4, "\"a\\u0001\""), "characters");
    assert_string_equal(value_of(ctx, doc, 5, "\"2026-02-29\""), "date");
    assert_string_equal(value_of(ctx, doc, 5, "\"2028-02-29\""), "2028-02-29");
    assert_true(sheet_value_ok(&doc->items[3], "x,z"));
    assert_false(sheet_value_ok(&doc->items[3], "z,x"));
    assert_false(sheet_value_ok(&doc->items[3], ""));
    assert_false(sheet_value_ok(&doc->items[2], "1e"));
}

static void values_come_back_as_they_went_in(void **state)
{
    const struct sheet_doc *doc = parse(*state,
        HEAD(1, 5) MATURITY(
            "m", "a", "") ",{\"key\":\"q\",\"section\":\"a\",\"scale\":\"multi\","
                          "\"text\":" T("q") ",\"options\":["
                                             "{\"key\":\"x\",\"text\":" T(
                                                 "x") "},{\"key\":\"z\",\"text\":" T("z") "}]}]}");
    struct buf *b = buf_new(*state);
    struct jw w = jw_init(b);
    jw_arr_begin(&w);
    sheet_value_write(&w, &doc->items[0], "4");
    sheet_value_write(&w, &doc->items[0], NULL);
    sheet_value_write(&w, &doc->items[1], "x,z");
    jw_arr_end(&w);
    assert_string_equal(b->data, "[4,null,[\"x\",\"z\"]]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_mean_is_rounded_half_up_in_whole_numbers),
        cmocka_unit_test(half_up_goes_up_below_zero_too),
        cmocka_unit_test(binary_fractions_do_not_decide_a_half),
        cmocka_unit_test_setup_teardown(
            weights_count_and_a_section_holds_those_below_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            an_unanswered_item_is_missing_and_no_level, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_item_that_does_not_apply_is_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_hidden_item_is_not_missing_and_its_old_answer_does_not_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_valid_certificate_answers_the_item, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_condition_may_ask_for_does_not_apply, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_condition_on_several_options_holds_for_any_chosen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(scores_follow_the_bounds_of_the_sheet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_test_is_right_only_with_exactly_the_right_options, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            values_are_checked_and_brought_into_one_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(values_come_back_as_they_went_in, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
