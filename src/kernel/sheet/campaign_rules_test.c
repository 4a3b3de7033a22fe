#include "kernel/sheet/campaign_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct date day(const char *text)
{
    struct date d;
    assert_true(date_parse(text, &d));
    return d;
}

static bool due_on(const char *today, const char *reminded_on)
{
    const struct campaign_plan plan = {.due = "2026-12-31",
        .remind_before = 7,
        .remind_every = 3,
        .opened_on = "2026-12-01",
        .reminded_on = reminded_on};
    return campaign_remind_due(&plan, day(today));
}

static void days_are_counted_to_the_due_date_and_beyond(void **state)
{
    (void)state;
    assert_int_equal(campaign_days_left("2026-12-31", day("2026-12-24")), 7);
    assert_int_equal(campaign_days_left("2026-12-31", day("2026-12-31")), 0);
    assert_int_equal(campaign_days_left("2026-12-31", day("2027-01-02")), -2);
}

static void a_reminder_is_due_before_on_and_after_the_due_date(void **state)
{
    (void)state;
    assert_false(due_on("2026-12-23", NULL));
    assert_true(due_on("2026-12-24", NULL));
    assert_false(due_on("2026-12-25", "2026-12-24"));
    assert_true(due_on("2026-12-31", "2026-12-24"));
    assert_true(due_on("2027-01-01", "2026-12-31"));
    assert_false(due_on("2027-01-02", "2027-01-01"));
    assert_false(due_on("2027-01-03", "2027-01-01"));
    assert_true(due_on("2027-01-04", "2027-01-01"));
}

static void a_missed_day_is_made_up_for_once(void **state)
{
    (void)state;
    assert_true(due_on("2026-12-27", NULL));
    assert_false(due_on("2026-12-27", "2026-12-25"));
    assert_true(due_on("2027-01-05", "2027-01-01"));
    assert_false(due_on("2027-01-06", "2027-01-05"));
}

static void who_opens_late_is_not_reminded_at_once(void **state)
{
    (void)state;
    const struct campaign_plan plan = {
        .due = "2026-12-31", .remind_before = 30, .opened_on = "2026-12-20"};
    assert_false(campaign_remind_due(&plan, day("2026-12-20")));
    assert_true(campaign_remind_due(&plan, day("2026-12-31")));
}

static void without_settings_nobody_is_reminded(void **state)
{
    (void)state;
    const struct campaign_plan plan = {.due = "2026-12-31", .opened_on = "2026-12-01"};
    assert_false(campaign_remind_due(&plan, day("2026-12-31")));
    assert_false(campaign_remind_due(&plan, day("2027-02-01")));
}

static void a_notice_says_late_or_soon(void **state)
{
    (void)state;
    assert_string_equal(campaign_notice(-1, 3), "late");
    assert_string_equal(campaign_notice(0, 3), "soon");
    assert_null(campaign_notice(4, 3));
    assert_string_equal(campaign_notice(7, 0), "soon");
    assert_null(campaign_notice(8, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_to_the_due_date_and_beyond),
        cmocka_unit_test(a_reminder_is_due_before_on_and_after_the_due_date),
        cmocka_unit_test(a_missed_day_is_made_up_for_once),
        cmocka_unit_test(who_opens_late_is_not_reminded_at_once),
        cmocka_unit_test(without_settings_nobody_is_reminded),
        cmocka_unit_test(a_notice_says_late_or_soon),
    };
    return cmocka_run_group_tests_name("campaign_rules", tests, NULL, NULL);
}
