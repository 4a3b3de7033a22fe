#include "mod/risk/risk_accept_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check_return(struct risk_acceptance given, int value, int band, enum risk_return is)
{
    assert_int_equal(risk_acceptance_return(&given, value, band), is);
}

static void by_one_method_the_numbers_count(void **state)
{
    const struct risk_acceptance given = {10, RISK_WARN, true};
    (void)state;
    check_return(given, 10, RISK_WARN, RISK_STAYS);
    check_return(given, 4, RISK_CALM, RISK_STAYS);
    check_return(given, 12, RISK_WARN, RISK_RETURN_RISEN);
    check_return(given, 0, RISK_COLOUR_MAX, RISK_STAYS);
}

static void by_another_method_the_bands_count(void **state)
{
    const struct risk_acceptance given = {3, RISK_WATCH, false};
    (void)state;
    check_return(given, 9, RISK_WATCH, RISK_STAYS);
    check_return(given, 30, RISK_CALM, RISK_STAYS);
    check_return(given, 2, RISK_WARN, RISK_RETURN_BAND);
    check_return(given, 2, RISK_ALARM, RISK_RETURN_BAND);
    check_return(given, 0, RISK_COLOUR_MAX, RISK_RETURN_UNVALUED);
}

static void nothing_is_higher_than_a_band_that_is_not_known(void **state)
{
    const struct risk_acceptance given = {3, RISK_COLOUR_MAX, false};
    (void)state;
    check_return(given, 25, RISK_ALARM, RISK_STAYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_one_method_the_numbers_count),
        cmocka_unit_test(by_another_method_the_bands_count),
        cmocka_unit_test(nothing_is_higher_than_a_band_that_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
