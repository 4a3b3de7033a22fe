#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_date_that_does_not_exist_is_refused(void **state)
{
    (void)state;
    struct date d;
    assert_true(date_parse("2028-02-29", &d));
    assert_int_equal(d.day, 29);
    assert_false(date_parse("2026-02-29", &d));
    assert_false(date_parse("2026-13-01", &d));
    assert_false(date_parse("2026-04-31", &d));
    assert_false(date_parse("2026-4-01", &d));
    assert_false(date_parse("2026-04-01 ", &d));
    assert_false(date_parse("", &d));
    assert_int_equal(d.year, 2028); /* untouched by refusals */
}

static void days_and_dates_are_each_others_inverse(void **state)
{
    (void)state;
    for (int64_t day = -200000; day <= 200000; day += 97)
        assert_int_equal(date_days(date_of_days(day)), day);
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
}

static void an_instant_with_an_offset_is_the_same_moment(void **state)
{
    (void)state;
    int64_t utc;
    int64_t tokyo;
    assert_true(instant_parse("2026-03-31T15:00:00Z", &utc));
    assert_true(instant_parse("2026-04-01T00:00:00+09:00", &tokyo));
    assert_int_equal(utc, tokyo);
    assert_false(instant_parse("2026-04-01T24:00:01Z", &utc));
    assert_false(instant_parse("2026-04-01", &utc));
    assert_false(instant_parse("9999-12-31T23:59:59-00:01", &utc)); /* nothing can write it */
    assert_false(instant_parse("0001-01-01T00:00:00+00:01", &utc));
    assert_true(instant_parse("9999-12-31T23:59:59.999Z", &utc));
    char text[INSTANT_TEXT_SIZE];
    instant_format(tokyo, text);
    assert_string_equal(text, "2026-03-31T15:00:00.000Z");
}

static void a_moment_is_written_as_clocks_of_a_zone_show_it(void **state)
{
    (void)state;
    int64_t ms;
    int64_t back;
    char text[INSTANT_TEXT_SIZE];
    assert_true(instant_parse("2026-11-21T01:00:00.900Z", &ms));
    assert_true(instant_format_in_zone(ms, "Asia/Tokyo", text));
    assert_string_equal(text, "2026-11-21T10:00:00+09:00");
    assert_true(instant_parse(text, &back));
    assert_int_equal(back, ms - 900);
    assert_true(instant_format_in_zone(ms, "America/St_Johns", text));
    assert_string_equal(text, "2026-11-20T21:30:00-03:30");
    assert_false(instant_format_in_zone(ms, "Asia/Atlantis", text));
}

static void a_due_date_ends_at_midnight_of_its_own_zone(void **state)
{
    (void)state;
    int64_t end;
    int64_t expected;
    assert_true(clock_day_end((struct date){2026, 3, 31}, "Asia/Tokyo", &end));
    assert_true(instant_parse("2026-03-31T15:00:00Z", &expected));
    assert_int_equal(end, expected);
    struct date d;
    assert_true(clock_day_in_zone(end - 1, "Asia/Tokyo", &d));
    assert_int_equal(d.day, 31);
    assert_true(clock_day_in_zone(end, "Asia/Tokyo", &d));
    assert_int_equal(d.day, 1);
    assert_false(clock_zone_ok("Asia/Atlantis"));
    assert_false(clock_zone_ok("../../etc/passwd"));
    assert_false(clock_zone_ok(""));
}

static void the_fiscal_year_is_named_by_the_year_it_begins(void **state)
{
    (void)state;
    assert_int_equal(fiscal_year((struct date){2026, 3, 31}, 4), 2025);
    assert_int_equal(fiscal_year((struct date){2026, 4, 1}, 4), 2026);
    assert_int_equal(fiscal_year((struct date){2026, 1, 1}, 1), 2026);
    int year;
    assert_true(period_parse("FY2026", &year));
    assert_int_equal(year, 2026);
    assert_false(period_parse("2026", &year));
    assert_false(period_parse("FY26", &year));
}

static void check_part(struct date day, int first_month, int months, const char *from,
    const char *to, const char *quarter)
{
    char text[DATE_TEXT_SIZE];
    char name[QUARTER_TEXT_SIZE];
    struct date_span span = fiscal_span(day, first_month, months);
    date_format(span.first, text);
    assert_string_equal(text, from);
    date_format(span.last, text);
    assert_string_equal(text, to);
    quarter_format(day, first_month, name);
    assert_string_equal(name, quarter);
}

static void a_fiscal_year_is_divided_from_its_own_first_month(void **state)
{
    (void)state;
    struct date nov = {2026, 11, 23};
    check_part(nov, 4, 1, "2026-11-01", "2026-11-30", "FY2026-Q3");
    check_part(nov, 4, 3, "2026-10-01", "2026-12-31", "FY2026-Q3");
    check_part(nov, 4, 6, "2026-10-01", "2027-03-31", "FY2026-Q3");
    check_part(nov, 4, 12, "2026-04-01", "2027-03-31", "FY2026-Q3");
    check_part((struct date){2027, 2, 28}, 12, 3, "2026-12-01", "2027-02-28", "FY2026-Q1");
    check_part((struct date){2027, 1, 1}, 12, 12, "2026-12-01", "2027-11-30", "FY2026-Q1");
    check_part((struct date){2026, 3, 31}, 4, 3, "2026-01-01", "2026-03-31", "FY2025-Q4");
    assert_int_equal(fiscal_quarter((struct date){2026, 6, 30}, 4), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_that_does_not_exist_is_refused),
        cmocka_unit_test(days_and_dates_are_each_others_inverse),
        cmocka_unit_test(an_instant_with_an_offset_is_the_same_moment),
        cmocka_unit_test(a_moment_is_written_as_clocks_of_a_zone_show_it),
        cmocka_unit_test(a_due_date_ends_at_midnight_of_its_own_zone),
        cmocka_unit_test(the_fiscal_year_is_named_by_the_year_it_begins),
        cmocka_unit_test(a_fiscal_year_is_divided_from_its_own_first_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
