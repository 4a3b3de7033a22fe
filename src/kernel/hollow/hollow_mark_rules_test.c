/* When sections that look perfect are marked hollow, and when not. */
#include "kernel/hollow/hollow_mark_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { PERIODS = 2, FEWEST = 2, MONTHS = 12 };

static const struct hollow_form PERFECT = {.full = 3};

static bool silent(const struct hollow_form *forms, size_t n)
{
    return hollow_is_silent(forms, n, PERIODS, FEWEST);
}

static void full_marks_with_nothing_shown_are_hollow_from_the_second_period_on(void **state)
{
    (void)state;
    const struct hollow_form forms[] = {PERFECT, PERFECT, {.below = 3}};
    assert_false(silent(forms, 1));
    assert_true(silent(forms, 2));
    assert_true(silent(forms, 3)); /* what was before does not matter */
}

static void one_answer_below_full_marks_in_either_period_is_a_check_that_works(void **state)
{
    (void)state;
    const struct hollow_form now[] = {{.full = 2, .below = 1}, PERFECT};
    const struct hollow_form then[] = {PERFECT, {.full = 2, .below = 1}};
    assert_false(silent(now, 2));
    assert_false(silent(then, 2));
}

static void whatever_was_shown_in_either_period_revives_the_check(void **state)
{
    (void)state;
    const struct hollow_form now[] = {{.full = 3, .shown = true}, PERFECT};
    const struct hollow_form then[] = {PERFECT, {.full = 3, .shown = true}};
    assert_false(silent(now, 2));
    assert_false(silent(then, 2));
}

static void of_fewer_items_than_enough_nothing_is_said(void **state)
{
    (void)state;
    const struct hollow_form forms[] = {{.full = 1}, {.full = 3}};
    const struct hollow_form nothing[] = {{0}, {0}};
    assert_false(silent(forms, 2));
    assert_false(silent(nothing, 2));
}

static enum hollow_item of(const struct sheet_item *item, int score, int most)
{
    return hollow_item_of(item, true, score, most);
}

static void full_marks_are_the_most_a_scale_can_give(void **state)
{
    (void)state;
    const struct sheet_item level = {.scale = SCALE_MATURITY5, .weight = 1};
    const struct sheet_item yes = {.scale = SCALE_YES_NO_NA, .weight = 1};
    const struct sheet_item choice = {.scale = SCALE_CHOICE, .weight = 1};
    assert_int_equal(of(&level, 5, 5), HOLLOW_ITEM_FULL);
    assert_int_equal(of(&level, 4, 5), HOLLOW_ITEM_BELOW);
    assert_int_equal(of(&yes, 1, 1), HOLLOW_ITEM_FULL);
    assert_int_equal(of(&yes, 0, 1), HOLLOW_ITEM_BELOW);
    assert_int_equal(of(&choice, 4, 4), HOLLOW_ITEM_FULL); /* "implemented" */
    assert_int_equal(of(&choice, 2, 4), HOLLOW_ITEM_BELOW);
}

static void what_carries_no_score_or_is_a_test_says_nothing(void **state)
{
    (void)state;
    const struct sheet_option options[] = {{.key = "a", .right = true}, {.key = "b"}};
    const struct sheet_item test = {
        .scale = SCALE_CHOICE, .weight = 1, .options = options, .n_options = 2};
    const struct sheet_item shown = {.scale = SCALE_YES_NO_NA, .weight = 0};
    const struct sheet_item number = {.scale = SCALE_NUMBER, .weight = 1, .scored = true};
    const struct sheet_item yes = {.scale = SCALE_YES_NO_NA, .weight = 1};
    assert_int_equal(of(&test, 5, 5), HOLLOW_ITEM_OUT);
    assert_int_equal(of(&shown, 1, 1), HOLLOW_ITEM_OUT);
    assert_int_equal(of(&number, 7, 0), HOLLOW_ITEM_OUT);
    assert_int_equal(hollow_item_of(&yes, false, 0, 1), HOLLOW_ITEM_OUT);
}

static struct hollow_day day(int year, int month, int d)
{
    return hollow_day_of((struct date){year, month, d}, MONTHS);
}

static void a_record_belongs_to_answers_of_the_year_around_it(void **state)
{
    (void)state;
    const struct hollow_day answered = day(2026, 6, 30);
    const struct hollow_day same = day(2026, 6, 30);
    const struct hollow_day before = day(2025, 6, 30);
    const struct hollow_day long_before = day(2025, 6, 29);
    const struct hollow_day after = day(2027, 6, 30);
    const struct hollow_day long_after = day(2027, 7, 1);
    assert_true(hollow_in_time(&same, &answered, false));
    assert_true(hollow_in_time(&before, &answered, false));
    assert_false(hollow_in_time(&long_before, &answered, false));
    assert_true(hollow_in_time(&after, &answered, false));
    assert_false(hollow_in_time(&long_after, &answered, false));
}

static void what_has_not_ended_belongs_to_every_answer_since(void **state)
{
    (void)state;
    const struct hollow_day answered = day(2026, 6, 30);
    const struct hollow_day old = day(2020, 1, 1);
    const struct hollow_day long_after = day(2027, 7, 1);
    assert_true(hollow_in_time(&old, &answered, true));
    assert_false(hollow_in_time(&long_after, &answered, true));
}

static void a_record_is_about_its_unit_those_below_and_those_it_belongs_to(void **state)
{
    (void)state;
    assert_true(hollow_on_line("/1/5/", "/1/5/"));
    assert_true(hollow_on_line("/1/5/9/", "/1/5/"));
    assert_true(hollow_on_line("/1/", "/1/5/"));
    assert_true(hollow_on_line("", "/1/5/"));
    assert_false(hollow_on_line("/1/6/", "/1/5/"));
    assert_false(hollow_on_line("/1/55/", "/1/5/"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_marks_with_nothing_shown_are_hollow_from_the_second_period_on),
        cmocka_unit_test(one_answer_below_full_marks_in_either_period_is_a_check_that_works),
        cmocka_unit_test(whatever_was_shown_in_either_period_revives_the_check),
        cmocka_unit_test(of_fewer_items_than_enough_nothing_is_said),
        cmocka_unit_test(full_marks_are_the_most_a_scale_can_give),
        cmocka_unit_test(what_carries_no_score_or_is_a_test_says_nothing),
        cmocka_unit_test(a_record_belongs_to_answers_of_the_year_around_it),
        cmocka_unit_test(what_has_not_ended_belongs_to_every_answer_since),
        cmocka_unit_test(a_record_is_about_its_unit_those_below_and_those_it_belongs_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
