/* Clocks of a case, and what a report is called. */
#include "base/mem.h"
#include "mod/incident/incident_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const int64_t HOUR = INT64_C(3600000);
static const int64_t NINE = INT64_C(1700000000000);

static enum incident_fault check(const int64_t at_ms[INCIDENT_CLOCK_MAX], enum incident_phase phase,
    enum incident_clock *ret_clock)
{
    return incident_clocks_check(at_ms, phase, NINE + 10 * HOUR, ret_clock);
}

static void clocks_run_from_detection_on(void **state)
{
    enum incident_clock clock;
    int64_t at[INCIDENT_CLOCK_MAX] = {NINE, NINE + HOUR, NINE, NINE + 2 * HOUR, NINE + 2 * HOUR};
    (void)state;
    assert_int_equal(check(at, PHASE_LESSONS, &clock), CLOCKS_OK);
    at[CLOCK_REPORTED] = NINE - 1;
    assert_int_equal(check(at, PHASE_LESSONS, &clock), CLOCK_ORDER);
    assert_int_equal(clock, CLOCK_REPORTED);
    at[CLOCK_REPORTED] = 0;
    at[CLOCK_STARTED] = NINE + 3 * HOUR;
    assert_int_equal(check(at, PHASE_LESSONS, &clock), CLOCK_ORDER);
    assert_int_equal(clock, CLOCK_CONTAINED);
}

static void what_a_phase_has_not_reached_has_no_time(void **state)
{
    enum incident_clock clock;
    int64_t at[INCIDENT_CLOCK_MAX] = {NINE, 0, NINE, NINE + HOUR, 0};
    (void)state;
    assert_int_equal(check(at, PHASE_CONTAINMENT, &clock), CLOCK_PHASE);
    assert_int_equal(clock, CLOCK_CONTAINED);
    assert_int_equal(check(at, PHASE_RECOVERY, &clock), CLOCKS_OK);
    at[CLOCK_RECOVERED] = NINE + 2 * HOUR;
    assert_int_equal(check(at, PHASE_RECOVERY, &clock), CLOCK_PHASE);
    assert_int_equal(check(at, PHASE_WITHDRAWN, &clock), CLOCKS_OK);
}

static void nothing_happened_later_than_now(void **state)
{
    enum incident_clock clock;
    int64_t at[INCIDENT_CLOCK_MAX] = {NINE + 10 * HOUR + INT64_C(60000), 0, 0, 0, 0};
    (void)state;
    assert_int_equal(check(at, PHASE_REPORT, &clock), CLOCKS_OK); /* a minute ahead */
    at[CLOCK_DETECTED] = NINE + 11 * HOUR;
    assert_int_equal(check(at, PHASE_REPORT, &clock), CLOCK_AHEAD);
}

static void a_report_is_called_by_its_first_line(void **state)
{
    void *ctx = mem_context(NULL, 0);
    (void)state;
    assert_string_equal(incident_title_of(ctx, "\n  画面が赤い　\n文字が出た", 20), "画面が赤い");
    assert_string_equal(incident_title_of(ctx, "あいうえおかきくけこ", 6), "あいうえお…");
    assert_string_equal(incident_title_of(ctx, " \n ", 6), "");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_run_from_detection_on),
        cmocka_unit_test(what_a_phase_has_not_reached_has_no_time),
        cmocka_unit_test(nothing_happened_later_than_now),
        cmocka_unit_test(a_report_is_called_by_its_first_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
