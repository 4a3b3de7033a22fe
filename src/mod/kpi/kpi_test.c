/* Periods of indicators and what their figures say. */
#include "mod/kpi/kpi_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_span(
    enum kpi_period period, const char *day, const char *first, const char *last, const char *label)
{
    char text[DATE_TEXT_SIZE], said[KPI_LABEL_SIZE];
    struct date date = {0};
    assert_true(date_parse(day, &date));
    struct date_span span = kpi_span_of(period, date, 4);
    date_format(span.first, text);
    assert_string_equal(text, first);
    date_format(span.last, text);
    assert_string_equal(text, last);
    kpi_span_label(period, span, 4, said);
    assert_string_equal(said, label);
}

static void periods_follow_the_fiscal_year(void **state)
{
    (void)state;
    assert_span(KPI_MONTH, "2028-02-10", "2028-02-01", "2028-02-29", "2028-02");
    assert_span(KPI_QUARTER, "2026-11-22", "2026-10-01", "2026-12-31", "FY2026-Q3");
    assert_span(KPI_QUARTER, "2027-01-01", "2027-01-01", "2027-03-31", "FY2026-Q4");
    assert_span(KPI_YEAR, "2027-03-31", "2026-04-01", "2027-03-31", "FY2026");
    assert_span(KPI_YEAR, "2027-04-01", "2027-04-01", "2028-03-31", "FY2027");
}

static struct kpi_number is(double value)
{
    return (struct kpi_number){true, value};
}
static const struct kpi_number none;

static void a_figure_is_held_against_its_limits_in_its_direction(void **state)
{
    (void)state;
    const struct kpi_limits up = {.target = is(4), .green = is(3.5), .amber = is(3)};
    const struct kpi_limits down = {.lower = true, .target = is(0), .amber = is(3)};
    const struct kpi_limits bare = {.target = is(10)};
    const struct kpi_limits open = {.amber = is(10)};
    assert_int_equal(kpi_status_of(&up, is(3.5)), KPI_OK);
    assert_int_equal(kpi_status_of(&up, is(3)), KPI_WARN);
    assert_int_equal(kpi_status_of(&up, is(2.9)), KPI_BAD);
    assert_int_equal(kpi_status_of(&down, is(0)), KPI_OK);
    assert_int_equal(kpi_status_of(&down, is(3)), KPI_WARN);
    assert_int_equal(kpi_status_of(&down, is(4)), KPI_BAD);
    assert_int_equal(kpi_status_of(&bare, is(1)), KPI_WARN);
    assert_int_equal(kpi_status_of(&open, is(1)), KPI_OPEN);
    assert_int_equal(kpi_status_of(&up, none), KPI_OPEN);
}

static void limits_that_contradict_each_other_are_no_limits(void **state)
{
    (void)state;
    const struct kpi_limits ok = {.target = is(4), .green = is(3.5), .amber = is(3)};
    const struct kpi_limits amber = {.green = is(3), .amber = is(3.5)};
    const struct kpi_limits green = {.target = is(3), .green = is(3.5)};
    const struct kpi_limits down = {.lower = true, .target = is(5), .amber = is(3)};
    assert_true(kpi_limits_ok(&ok));
    assert_false(kpi_limits_ok(&amber));
    assert_false(kpi_limits_ok(&green));
    assert_false(kpi_limits_ok(&down));
}

static void what_has_worsened_comes_first(void **state)
{
    (void)state;
    assert_int_equal(kpi_movement_of(false, is(3), is(4)), KPI_BETTER);
    assert_int_equal(kpi_movement_of(true, is(3), is(4)), KPI_WORSE);
    assert_int_equal(kpi_movement_of(true, is(3), is(3)), KPI_SAME);
    assert_int_equal(kpi_movement_of(true, none, is(3)), KPI_UNKNOWN);
    assert_true(kpi_compare(KPI_WORSE, KPI_OK, KPI_SAME, KPI_BAD) < 0);
    assert_true(kpi_compare(KPI_SAME, KPI_OK, KPI_BETTER, KPI_BAD) > 0);
    assert_int_equal(kpi_compare(KPI_SAME, KPI_OK, KPI_BETTER, KPI_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_follow_the_fiscal_year),
        cmocka_unit_test(a_figure_is_held_against_its_limits_in_its_direction),
        cmocka_unit_test(limits_that_contradict_each_other_are_no_limits),
        cmocka_unit_test(what_has_worsened_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
