#include "base/workday.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char TOKYO[] = "Asia/Tokyo";

static struct date day(const char *text)
{
    struct date d = {0};
    assert_true(date_parse(text, &d));
    return d;
}

static const char *after(const char *from, int days, const char *zone)
{
    static char text[DATE_TEXT_SIZE];
    date_format(workday_after(day(from), days, zone), text);
    return text;
}

/* As the Cabinet Office lists them. */
static void the_holidays_of_2026_are_those_of_the_almanac(void **state)
{
    static const char *const listed[] = {"2026-01-01", "2026-01-12", "2026-02-11", "2026-02-23",
        "2026-03-20", "2026-04-29", "2026-05-03", "2026-05-04", "2026-05-05", "2026-05-06",
        "2026-07-20", "2026-08-11", "2026-09-21", "2026-09-22", "2026-09-23", "2026-10-12",
        "2026-11-03", "2026-11-23"};
    (void)state;
    int n = 0;
    for (struct date d = day("2026-01-04"); d.year == 2026 && d.month < 12;
         d = date_of_days(date_days(d) + 1))
        n += workday_holiday(d, TOKYO);
    assert_int_equal(n, sizeof listed / sizeof listed[0] - 1); /* New Year's Day lies before */
    for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++)
        assert_true(workday_holiday(day(listed[i]), TOKYO));
}

static void a_holiday_on_a_sunday_moves_to_the_next_free_day(void **state)
{
    (void)state;
    assert_true(workday_holiday(day("2027-03-22"), TOKYO)); /* equinox on Sunday the 21st */
    assert_true(workday_holiday(day("2025-05-06"), TOKYO)); /* over two holidays */
    assert_false(workday_holiday(day("2025-05-07"), TOKYO));
}

static void weekends_holidays_and_the_turn_of_the_year_are_passed_over(void **state)
{
    (void)state;
    assert_string_equal(after("2026-11-20", 1, TOKYO), "2026-11-24"); /* Fri → Tue, Mon is off */
    assert_string_equal(after("2026-12-28", 1, TOKYO), "2027-01-04");
    assert_string_equal(after("2026-09-18", 2, TOKYO), "2026-09-25");
    assert_string_equal(after("2026-11-21", 0, TOKYO), "2026-11-24"); /* a Saturday */
    assert_string_equal(after("2026-11-24", 0, TOKYO), "2026-11-24");
}

static void elsewhere_only_weekends_are_known(void **state)
{
    (void)state;
    assert_string_equal(after("2026-11-20", 1, "Europe/Berlin"), "2026-11-23");
    assert_false(workday_holiday(day("2026-01-01"), "Europe/Berlin"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_holidays_of_2026_are_those_of_the_almanac),
        cmocka_unit_test(a_holiday_on_a_sunday_moves_to_the_next_free_day),
        cmocka_unit_test(weekends_holidays_and_the_turn_of_the_year_are_passed_over),
        cmocka_unit_test(elsewhere_only_weekends_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
