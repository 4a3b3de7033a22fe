#include "base/era.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const char *in_era(int year, int month, int day)
{
    static char text[16];
    int n = 0;
    const struct era *era = era_of((struct date){year, month, day}, &n);
    snprintf(text, sizeof text, "%c%d", era == NULL ? '-' : era->letter, n);
    return text;
}

static void an_era_begins_on_its_first_day(void **state)
{
    (void)state;
    assert_string_equal(in_era(2026, 11, 21), "R8");
    assert_string_equal(in_era(2019, 5, 1), "R1");
    assert_string_equal(in_era(2019, 4, 30), "H31");
    assert_string_equal(in_era(1989, 1, 8), "H1");
    assert_string_equal(in_era(1989, 1, 7), "S64");
    assert_string_equal(in_era(1926, 12, 25), "S1");
    assert_string_equal(in_era(1926, 12, 24), "T15");
    assert_string_equal(in_era(1912, 7, 30), "T1");
    assert_string_equal(in_era(1912, 7, 29), "M45");
}

static void days_of_the_old_calendar_have_none(void **state)
{
    (void)state;
    assert_string_equal(in_era(1873, 1, 1), "M6");
    assert_string_equal(in_era(1872, 12, 31), "-0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_era_begins_on_its_first_day),
        cmocka_unit_test(days_of_the_old_calendar_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
