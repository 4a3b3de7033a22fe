/* What ships in catalog/: read by the engine, in both languages, with its sources, in own words. */
#include "kernel/sheet/sheet_json.h"

#include "base/asset.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/sheet/response_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { SENTENCE = 30 }; /* bytes; what is shorter is a name, not a sentence */

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

static bool is_json(const struct asset *a, const char *folder)
{
    size_t n = strlen(a->name);
    return strncmp(a->name, folder, strlen(folder)) == 0 && n > 5 &&
           strcmp(a->name + n - 5, ".json") == 0;
}

static json_t *load_json(void *ctx, const struct asset *a)
{
    json_t *json = NULL;
    assert_int_equal(
        json_in_parse(ctx, a->data, a->len, JSON_IN_DEPTH, problem_new(ctx), &json), ERR_OK);
    return json;
}

static const struct sheet_doc *load_sheet(void *ctx, const struct asset *a)
{
    struct problem *p = problem_new(ctx);
    const struct sheet_doc *doc = NULL;
    enum err e = sheet_json_parse(ctx, a->data, a->len, p, &doc);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s%s: %s\n", a->name, p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return doc;
}

static const struct sheet_doc *framework(void *ctx, const char *name)
{
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/frameworks/%s.json", name));
    assert_non_null(a);
    return load_sheet(ctx, a);
}

static void every_framework_is_read_and_names_its_source_with_the_place(void **state)
{
    size_t n = 0;
    size_t read = 0;
    const struct asset *all = asset_all(&n);
    for (size_t i = 0; i < n; i++) {
        if (!is_json(&all[i], "catalog/frameworks/"))
            continue;
        const struct sheet_doc *doc = load_sheet(*state, &all[i]);
        read++;
        const char *ja = sheet_text(doc, &doc->basis, "ja");
        const char *en = sheet_text(doc, &doc->basis, "en");
        assert_string_not_equal(ja, en); /* a missing language is answered in the other */
        if (strstr(en, "page") == NULL && strstr(en, "rows ") == NULL)
            fail_msg("%s: the basis names no page or row", all[i].name);
        if (strstr(ja, "ページ") == NULL && strstr(ja, "行目") == NULL)
            fail_msg("%s: the Japanese basis names no page or row", all[i].name);
        assert_non_null(doc->licence);
        assert_string_equal(doc->wording, "own");
    }
    assert_true(read >= 5);
}

/* An object with a "ja" or "en" member is a text. */
static bool is_text(const json_t *json)
{
    return json_is_string(json_object_get(json, "ja")) ||
           json_is_string(json_object_get(json, "en"));
}

static void check_text(const json_t *text, const char *file, json_t *seen)
{
    static const char *const langs[] = {"ja", "en"};
    for (size_t i = 0; i < 2; i++) {
        const char *s = json_string_value(json_object_get(text, langs[i]));
        if (s == NULL || s[0] == '\0') {
            fail_msg("%s: a text lacks %s: %s", file, langs[i], json_dumps(text, 0));
            return;
        }
        if (strlen(s) < SENTENCE)
            continue;
        const char *other = json_string_value(json_object_get(seen, s));
        if (other != NULL && strcmp(other, file) != 0)
            fail_msg("%s says what %s says: %s", file, other, s);
        json_object_set_new(seen, s, json_string(file));
    }
    assert_int_equal(json_object_size(text), 2);
}

static void check_texts(json_t *json, const char *file, json_t *seen)
{
    const char *key;
    json_t *one;
    size_t i;
    if (is_text(json)) {
        check_text(json, file, seen);
        return;
    }
    json_object_foreach(json, key, one) check_texts(one, file, seen);
    json_array_foreach(json, i, one) check_texts(one, file, seen);
}

static void every_text_has_both_languages_and_no_sentence_stands_in_two_files(void **state)
{
    static const char *const folders[] = {"catalog/frameworks/", "catalog/mappings/",
        "catalog/evidence/", "catalog/references/", "catalog/advice/"};
    json_t *seen = json_object();
    size_t n = 0;
    const struct asset *all = asset_all(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sizeof folders / sizeof folders[0]; k++)
            if (is_json(&all[i], folders[k]))
                check_texts(load_json(*state, &all[i]), all[i].name, seen);
    assert_true(json_object_size(seen) > 500);
    json_decref(seen);
}

static int count_sections(const struct sheet_doc *doc, bool top)
{
    int n = 0;
    for (int i = 0; i < doc->n_sections; i++)
        n += (doc->sections[i].parent_no == 0) == top;
    return n;
}

static void three_stars_have_26_requirements_and_81_criteria(void **state)
{
    static const struct {
        const char *requirement;
        int criteria;
    } wanted[] = {{"1-2-1", 3}, {"1-2-3", 2}, {"1-3-1", 3}, {"2-1-1", 2}, {"2-1-2", 1},
        {"2-1-4", 1}, {"3-1-1", 4}, {"3-1-2", 2}, {"3-1-3", 2}, {"3-1-4", 3}, {"4-1-1", 4},
        {"4-1-2", 8}, {"4-1-3", 4}, {"4-1-4", 2}, {"4-1-5", 5}, {"4-1-6", 3}, {"4-1-7", 1},
        {"4-2-2", 3}, {"4-3-4", 3}, {"4-4-1", 3}, {"4-4-4", 2}, {"4-4-5", 3}, {"4-5-1", 7},
        {"5-1-1", 3}, {"6-1-1", 6}, {"7-1-1", 1}};
    const struct sheet_doc *doc = framework(*state, "kaname-star3");
    assert_int_equal(count_sections(doc, true), 7);
    assert_int_equal(count_sections(doc, false), 26);
    assert_int_equal(doc->n_items, 81);
    int no = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        for (int k = 1; k <= wanted[i].criteria; k++, no++) {
            const struct sheet_item *item = &doc->items[no];
            assert_string_equal(item->key, mem_printf(*state, "%s-%d", wanted[i].requirement, k));
            assert_string_equal(doc->sections[item->section_no - 1].key, wanted[i].requirement);
        }
    assert_int_equal(no, 81);
}

/* The share of criteria met, in hundredths. */
static void three_stars_score_the_share_of_criteria_met(void **state)
{
    const struct sheet_doc *doc = framework(*state, "kaname-star3");
    struct sheet_answer *answers = mem_array(*state, struct sheet_answer, doc->n_items);
    struct sheet_asked *asked = mem_array(*state, struct sheet_asked, doc->n_items);
    struct sheet_sum *sums = mem_array(*state, struct sheet_sum, doc->n_sections);
    for (int i = 0; i < doc->n_items; i++)
        answers[i].value = i < 6 ? "yes" : "no";
    sheet_ask(doc, &(struct sheet_facts){.today = "2026-11-22"}, answers, asked);
    sheet_sums(doc, answers, asked, sums);
    const struct sheet_sum *governance = &sums[sheet_section_no(doc, "1") - 1];
    assert_int_equal(governance->w, 8);
    assert_int_equal(mean_tenths(governance->s, governance->w), 750);
}

/* Every item answered alike, as its line of scores; NULL: does not apply. */
static struct response_total answered_alike(
    void *ctx, const struct sheet_doc *doc, const char *value)
{
    struct sheet_answer *answers = mem_array(ctx, struct sheet_answer, doc->n_items);
    struct sheet_asked *asked = mem_array(ctx, struct sheet_asked, doc->n_items);
    for (int i = 0; i < doc->n_items; i++)
        answers[i] = (struct sheet_answer){value, value == NULL ? "not used" : NULL};
    sheet_ask(doc, &(struct sheet_facts){.today = "2026-11-22"}, answers, asked);
    struct response_total total = {0};
    assert_true(response_total(doc, response_scores_format(ctx, doc, answers, asked), &total));
    return total;
}

static void the_self_check_of_25_items_adds_up_as_published(void **state)
{
    static const int per_part[] = {5, 13, 7};
    const struct sheet_doc *doc = framework(*state, "kaname-sme25");
    int seen[3] = {0};
    assert_int_equal(doc->n_items, 25);
    for (int i = 0; i < doc->n_items; i++)
        seen[doc->items[i].section_no - 1]++;
    assert_memory_equal(seen, per_part, sizeof seen);
    struct response_total all = answered_alike(*state, doc, "done");
    assert_int_equal(all.points, 100);
    assert_int_equal(all.most, 100);
    assert_int_equal(answered_alike(*state, doc, "partly").points, 50);
    assert_int_equal(answered_alike(*state, doc, "not").points, 0);
    assert_int_equal(answered_alike(*state, doc, "unknown").points, -25);
    assert_int_equal(answered_alike(*state, doc, NULL).points, 100); /* not used counts 4 */
}

static void totals_fall_into_the_published_bands(void **state)
{
    static const struct {
        double total;
        int from;
    } wanted[] = {{100, 100}, {99.9, 70}, {70, 70}, {69.5, 50}, {50, 50}, {49, -25}, {-25, -25}};
    const struct sheet_doc *doc = framework(*state, "kaname-sme25");
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_int_equal(sheet_band_of(doc, wanted[i].total)->from, wanted[i].from);
    assert_null(sheet_band_of(doc, -26));
    assert_null(sheet_band_of(framework(*state, "kaname-csm40"), 3));
}

static void a_sheet_without_a_total_has_none(void **state)
{
    struct response_total total;
    assert_false(response_total(framework(*state, "kaname-csm40"), "1,2,3", &total));
}

/* Practice 9-2, table 2-9.6, page 78: the larger the firm, the more it is asked. */
static void the_yearly_survey_asks_each_class_what_the_source_says(void **state)
{
    static const struct {
        const char *of;
        int asked;
    } wanted[] = {{"A", 11}, {"B", 11}, {"C", 7}, {"D", 4}};
    const struct sheet_doc *doc = framework(*state, "kaname-supplier-survey");
    struct sheet_answer *answers = mem_array(*state, struct sheet_answer, doc->n_items);
    struct sheet_asked *asked = mem_array(*state, struct sheet_asked, doc->n_items);
    assert_int_equal(doc->n_items, 11);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        int n = 0;
        int done = 0;
        const struct sheet_facts facts = {.respondent_class = wanted[i].of, .today = "2026-11-23"};
        sheet_ask(doc, &facts, answers, asked);
        sheet_progress(doc, answers, asked, &n, &done);
        assert_int_equal(n, wanted[i].asked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_framework_is_read_and_names_its_source_with_the_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            every_text_has_both_languages_and_no_sentence_stands_in_two_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            three_stars_have_26_requirements_and_81_criteria, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            three_stars_score_the_share_of_criteria_met, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_self_check_of_25_items_adds_up_as_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(totals_fall_into_the_published_bands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sheet_without_a_total_has_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_yearly_survey_asks_each_class_what_the_source_says, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
