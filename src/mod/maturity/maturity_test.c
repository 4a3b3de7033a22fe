/* Means of scorings, and which components count. */
#include "mod/maturity/maturity_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_scoring_is_the_mean_of_both_columns(void **state)
{
    (void)state;
    assert_int_equal(maturity_mean_of(3, 4), 35);
    assert_int_equal(maturity_mean_of(1, 1), 10);
    assert_int_equal(maturity_mean_of(5, 5), 50);
}

static const struct maturity_group groups[] = {
    {"/1/", 4, 3, false, 2},
    {"/1/2/", 2, 1, true, 1},
    {"/1/2/", 0, 0, false, 3},
    {"/1/20/", 5, 5, false, 1},
};
enum { N = sizeof groups / sizeof groups[0] };

static void each_component_counts_once_and_each_column_half(void **state)
{
    (void)state;
    const char *const all[] = {"/1/"};
    struct maturity_figures f = maturity_count(groups, N, all, 1);
    assert_int_equal(f.in_use, 7);
    assert_int_equal(f.scored, 4);
    assert_int_equal(f.stale, 1);
    assert_int_equal(f.never, 3);
    assert_int_equal(f.evaluation[4], 2);
    assert_int_equal(f.response[1], 1);
    assert_int_equal(maturity_column_mean(f.evaluation), 38); /* 15 / 4 = 3.75 */
    assert_int_equal(maturity_column_mean(f.response), 30);
    assert_int_equal(maturity_mean(&f), 34); /* 27 / 8 = 3.375 */
}

static void what_lies_in_other_units_does_not_count(void **state)
{
    (void)state;
    const char *const shop[] = {"/1/2/"};
    struct maturity_figures f = maturity_count(groups, N, shop, 1);
    assert_int_equal(f.in_use, 4);
    assert_int_equal(maturity_mean(&f), 15);
}

static void without_a_scoring_there_is_no_mean(void **state)
{
    (void)state;
    const char *const all[] = {"/1/"};
    struct maturity_figures f = maturity_count(&groups[2], 1, all, 1);
    assert_int_equal(f.never, 3);
    assert_int_equal(maturity_mean(&f), -1);
    assert_int_equal(maturity_column_mean(f.response), -1);
    f = maturity_count(groups, N, NULL, 0);
    assert_int_equal(f.in_use, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scoring_is_the_mean_of_both_columns),
        cmocka_unit_test(each_component_counts_once_and_each_column_half),
        cmocka_unit_test(what_lies_in_other_units_does_not_count),
        cmocka_unit_test(without_a_scoring_there_is_no_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
