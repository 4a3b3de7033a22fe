/* Marks and next steps of answers, by the rules that ship. */
#include "base/mem.h"
#include "kernel/advice/advice.h"
#include "kernel/sheet/catalog_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static const struct sheet_doc *sheet_of(const char *key)
{
    const struct sheet_doc *doc = NULL;
    assert_int_equal(catalog_framework_read(ctx, key, problem_new(ctx), &doc), ERR_OK);
    return doc;
}

static struct advice_set rules_of(const struct sheet_doc *doc)
{
    struct advice_set set;
    struct problem *p = problem_new(ctx);
    enum err e = advice_load(ctx, doc, p, &set);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return set;
}

/* The items that rules hold of, "1-1:concern 2-3:watch". All are answered `value` but those that
 * cannot be, and what `facts` spares. */
static const char *judged(
    const struct sheet_doc *doc, const struct sheet_facts *facts, const char *value)
{
    const struct advice_set set = rules_of(doc);
    struct sheet_answer *answers = mem_array(ctx, struct sheet_answer, doc->n_items);
    struct sheet_asked *asked = mem_array(ctx, struct sheet_asked, doc->n_items);
    size_t *found = mem_array(ctx, size_t, set.n);
    for (int i = 0; i < doc->n_items; i++)
        if (sheet_value_ok(&doc->items[i], value))
            answers[i].value = value;
    sheet_ask(doc, facts, answers, asked);
    size_t n = advice_judge(set.rules, set.n, doc, answers, asked, found);
    const char *told = "";
    for (size_t i = 0; i < n; i++) {
        const struct advice_rule *r = &set.rules[found[i]];
        told = mem_printf(ctx, "%s%s%s:%s", told, i == 0 ? "" : " ", doc->items[r->item_no - 1].key,
            advice_mark_key(r->mark));
    }
    return told;
}

static void a_supplier_that_has_nothing_is_marked_in_everything_it_was_asked(void **state)
{
    (void)state;
    const struct sheet_doc *doc = sheet_of("kaname-supplier-check");
    const struct sheet_facts facts = {.today = "2026-11-23"};
    /* 1-5, on subcontractors, is not asked of a firm that has not said that there are any. */
    assert_string_equal(judged(doc, &facts, "none"),
        "1-1:concern 1-2:concern 1-3:watch 2-1:watch 2-2:concern 2-3:watch 2-4:concern");
    assert_string_equal(judged(doc, &facts, "have"), "");
}

static void what_a_certificate_answers_and_what_a_class_is_not_asked_is_not_marked(void **state)
{
    (void)state;
    const struct sheet_doc *doc = sheet_of("kaname-supplier-survey");
    const struct sheet_certificate isms = {"isms", "2027-03-31"};
    const struct sheet_facts small = {.respondent_class = "D", .today = "2026-11-23"};
    const struct sheet_facts held = {
        .respondent_class = "A", .certificates = &isms, .n_certificates = 1, .today = "2026-11-23"};
    const struct sheet_facts lapsed = {
        .respondent_class = "A", .certificates = &isms, .n_certificates = 1, .today = "2027-04-01"};
    assert_string_equal(judged(doc, &small, "unknown"), "2:concern 4:concern");
    assert_string_equal(judged(doc, &held, "unknown"), "2:concern 10:watch");
    assert_string_equal(judged(doc, &lapsed, "unknown"),
        "2:concern 3:concern 4:concern 5:concern 6:concern 7:watch 8:watch 9:concern 10:watch");
}

static void every_rule_fits_its_sheet_and_names_services_that_are_listed(void **state)
{
    (void)state;
    size_t n = 0;
    const struct asset *all = catalog_folder("catalog/advice/", &n);
    assert_true(n >= 2);
    for (size_t i = 0; i < n; i++) {
        const char *file = strrchr(all[i].name, '/') + 1;
        const struct sheet_doc *doc =
            sheet_of(mem_printf(ctx, "%.*s", (int)(strlen(file) - strlen(".json")), file));
        const struct advice_set set = rules_of(doc);
        assert_true(set.n > 0 && set.n_left_out == 0);
        for (size_t k = 0; k < set.n; k++) {
            size_t s;
            const json_t *key;
            json_array_foreach(json_object_get(set.rules[k].words, "services"), s, key)
            {
                size_t at;
                const json_t *one;
                bool listed = false;
                json_array_foreach(set.services, at, one) listed |=
                    strcmp(catalog_text(one, "key"), json_string_value(key)) == 0;
                assert_true(listed);
            }
        }
    }
}

static void rules_for_what_the_sheet_no_longer_asks_are_left_out(void **state)
{
    (void)state;
    const struct sheet_doc *whole = sheet_of("kaname-supplier-check");
    struct sheet_doc older = *whole;
    older.n_items = 1;
    assert_int_equal(rules_of(&older).n, 1);
    assert_true(rules_of(&older).n_left_out > 1);
    older.key = "own-sheet";
    assert_int_equal(rules_of(&older).n, 0);
}

static const char *next_of(const struct sheet_doc *doc, const char *item, const char *value)
{
    const struct sheet_texts *next = advice_next(
        &doc->items[sheet_item_no(doc, item) - 1], &(struct sheet_answer){.value = value});
    return next == NULL ? NULL : sheet_text(doc, next, "en");
}

static void the_next_step_is_the_least_that_is_better(void **state)
{
    (void)state;
    const struct sheet_doc *survey = sheet_of("kaname-supplier-survey");
    assert_string_equal(next_of(survey, "10", "past"), "Within a year");
    assert_string_equal(next_of(survey, "10", "unknown"), "Longer ago");
    assert_null(next_of(survey, "10", "full"));
    assert_null(next_of(survey, "1", "mail")); /* carries no points */
    assert_null(next_of(survey, "11", "words"));
    const struct sheet_doc *levels = sheet_of("kaname-csm40");
    assert_string_equal(next_of(levels, "2-2", "3"),
        sheet_text(levels, &levels->items[sheet_item_no(levels, "2-2") - 1].levels[3], "en"));
    assert_null(next_of(levels, "2-2", "5"));
    assert_null(next_of(levels, "2-2", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_supplier_that_has_nothing_is_marked_in_everything_it_was_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_a_certificate_answers_and_what_a_class_is_not_asked_is_not_marked, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            every_rule_fits_its_sheet_and_names_services_that_are_listed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            rules_for_what_the_sheet_no_longer_asks_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            the_next_step_is_the_least_that_is_better, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
