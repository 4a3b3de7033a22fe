/* Days on which reports are drafted. */
#include "base/mem.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_schedule_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct date of(const char *text)
{
    struct date d = {0};
    assert_true(date_parse(text, &d));
    return d;
}

static void assert_day(struct date d, const char *text)
{
    char said[DATE_TEXT_SIZE];
    date_format(d, said);
    assert_string_equal(said, text);
}

static struct schedule_plan monthly(enum schedule_rule rule, int day)
{
    return (struct schedule_plan){.cycle = SCHEDULE_MONTH,
        .covers = SCHEDULE_PREVIOUS,
        .rule = rule,
        .day = day,
        .month = 1,
        .first_month = 4,
        .zone = "Asia/Tokyo"};
}

static void assert_next(const struct schedule_plan *plan, const char *from, const char *day)
{
    assert_day(schedule_next(plan, of(from)).day, day);
}

static void the_thirty_first_is_the_last_day_of_shorter_months(void **state)
{
    (void)state;
    struct schedule_plan p = monthly(SCHEDULE_DAY, 31);
    assert_next(&p, "2026-11-01", "2026-11-30");
    assert_next(&p, "2026-12-01", "2026-12-31");
    assert_next(&p, "2027-02-01", "2027-02-28");
    assert_next(&p, "2028-02-01", "2028-02-29"); /* a leap year */
    assert_next(&p, "2028-02-29", "2028-02-29"); /* the day itself */
    assert_next(&p, "2100-02-05", "2100-02-28"); /* none */
    p.day = 29;
    assert_next(&p, "2027-02-01", "2027-02-28");
}

static void working_days_leave_out_weekends_and_holidays_of_the_zone(void **state)
{
    (void)state;
    struct schedule_plan p = monthly(SCHEDULE_WORKING_DAY, 1);
    assert_next(&p, "2027-01-01", "2027-01-04"); /* offices are closed until the third */
    assert_next(&p, "2026-11-03", "2026-12-01"); /* the first of November was the second */
    assert_next(&p, "2026-11-01", "2026-11-02");
    p.zone = "Europe/Berlin"; /* no holidays are known there */
    assert_next(&p, "2027-01-01", "2027-01-01");
    p = monthly(SCHEDULE_WORKING_DAY, 3);
    assert_next(&p, "2026-11-01", "2026-11-05"); /* 3 November is Culture Day */
    p.day = 31;
    assert_next(&p, "2026-11-01", "2026-11-30"); /* has fewer: the last */
    p = monthly(SCHEDULE_LAST_WORKING_DAY, 0);
    assert_next(&p, "2026-12-01", "2026-12-28");
    assert_next(&p, "2026-12-29", "2027-01-29");
}

static void a_day_off_is_moved_to_the_working_day_after_or_before(void **state)
{
    (void)state;
    struct schedule_plan p = monthly(SCHEDULE_DAY_OR_NEXT, 31);
    assert_next(&p, "2026-10-01", "2026-11-02"); /* the 31st is a Saturday */
    assert_next(&p, "2026-11-01", "2026-11-02"); /* still to come on the first of the next month */
    assert_day(schedule_next(&p, of("2026-11-01")).first, "2026-09-01"); /* it is October's turn */
    assert_next(&p, "2026-11-03", "2026-11-30");
    p.rule = SCHEDULE_DAY_OR_BEFORE;
    assert_next(&p, "2026-10-01", "2026-10-30");
    p.day = 1;
    assert_next(&p, "2027-01-01", "2027-02-01"); /* January's was 28 December */
    assert_next(&p, "2026-12-05", "2026-12-28");
}

static void periods_are_those_of_the_fiscal_year(void **state)
{
    (void)state;
    struct schedule_plan p = monthly(SCHEDULE_DAY, 10);
    struct schedule_turn t = schedule_next(&p, of("2027-01-05"));
    assert_day(t.first, "2026-12-01");
    assert_day(t.last, "2026-12-31");
    p.cycle = SCHEDULE_QUARTER;
    p.month = 2;
    t = schedule_next(&p, of("2026-11-11"));
    assert_day(t.day, "2027-02-10");
    assert_day(t.first, "2026-10-01");
    assert_day(t.last, "2026-12-31");
    p.cycle = SCHEDULE_HALF;
    p.covers = SCHEDULE_CURRENT;
    t = schedule_next(&p, of("2026-11-11"));
    assert_day(t.day, "2027-05-10");
    assert_day(t.first, "2027-04-01");
    assert_day(t.last, "2027-09-30");
    p.cycle = SCHEDULE_YEAR;
    p.covers = SCHEDULE_NEXT;
    p.month = 11;
    t = schedule_next(&p, of("2026-11-11"));
    assert_day(t.day, "2027-02-10");
    assert_day(t.first, "2027-04-01");
    assert_day(t.last, "2028-03-31");
    p.first_month = 1;
    t = schedule_next(&p, of("2026-11-10"));
    assert_day(t.day, "2026-11-10");
    assert_day(t.first, "2027-01-01");
}

static void of_missed_days_only_the_latest_counts(void **state)
{
    (void)state;
    struct schedule_plan p = monthly(SCHEDULE_DAY, 10);
    struct schedule_turn t = schedule_latest(&p, of("2027-03-09"));
    assert_day(t.day, "2027-02-10");
    assert_day(t.first, "2027-01-01");
    assert_day(schedule_latest(&p, of("2027-03-10")).day, "2027-03-10");
    p.rule = SCHEDULE_DAY_OR_NEXT;
    p.day = 31;
    assert_day(schedule_latest(&p, of("2026-11-02")).day, "2026-11-02");
    p.rule = SCHEDULE_DAY_OR_BEFORE;
    p.day = 1;
    assert_day(schedule_latest(&p, of("2026-12-30")).day, "2026-12-28"); /* January's */
}

static void assert_period(
    enum schedule_cycle cycle, const char *first, const char *ja, const char *en)
{
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(schedule_period(ctx, "ja", cycle, of(first), 4), ja);
    assert_string_equal(schedule_period(ctx, "en", cycle, of(first), 4), en);
    mem_free(ctx);
}

static void a_period_has_a_name_in_each_language(void **state)
{
    (void)state;
    assert_period(SCHEDULE_MONTH, "2026-10-01", "2026年10月", "October 2026");
    assert_period(SCHEDULE_QUARTER, "2027-01-01", "2026年度第4四半期", "FY2026 Q4");
    assert_period(SCHEDULE_HALF, "2026-04-01", "2026年度上期", "first half of FY2026");
    assert_period(SCHEDULE_HALF, "2026-10-01", "2026年度下期", "second half of FY2026");
    void *era = mem_context(NULL, 0);
    assert_string_equal(
        schedule_period(era, REPORT_JA_ERA, SCHEDULE_MONTH, of("2026-10-01"), 4), "令和8年10月");
    assert_string_equal(schedule_period(era, REPORT_JA_ERA, SCHEDULE_QUARTER, of("2027-01-01"), 4),
        "令和8年度第4四半期");
    mem_free(era);
    assert_period(SCHEDULE_YEAR, "2026-04-01", "2026年度", "FY2026");
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(schedule_title(ctx, "報告（[期間]）", "2026年10月"), "報告（2026年10月）");
    assert_string_equal(schedule_title(ctx, "[period]", "%s[period]"), "%s[period]");
    assert_string_equal(schedule_title(ctx, "報告", "2026年10月"), "報告");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_thirty_first_is_the_last_day_of_shorter_months),
        cmocka_unit_test(working_days_leave_out_weekends_and_holidays_of_the_zone),
        cmocka_unit_test(a_day_off_is_moved_to_the_working_day_after_or_before),
        cmocka_unit_test(periods_are_those_of_the_fiscal_year),
        cmocka_unit_test(of_missed_days_only_the_latest_counts),
        cmocka_unit_test(a_period_has_a_name_in_each_language),
    };
    return cmocka_run_group_tests_name("report_schedule", tests, NULL, NULL);
}
