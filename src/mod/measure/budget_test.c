#include "mod/measure/budget_rules.h"

/* cmocka.h wants these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct budget_group GROUPS[] = {
    {1, "technology", "csm40", "5", {2, 1000, 200, 800, 100, 300}},
    {2, "technology", "csm40", "5", {1, 500, 0, 500, 0, 600}},
    {1, NULL, NULL, NULL, {1, 50, 50, 0, 0, 0}}, {1, "people", "csm40", "3", {1, 70, 0, 70, 0, 0}},
    {1, "people", "csm40", "3", {0, 0, 0, 0, 20, 10}}, /* spent of the budgets before it */
};
enum { N = sizeof GROUPS / sizeof GROUPS[0] };

static void what_has_no_section_is_a_row_of_its_own(void **state)
{
    (void)state;
    struct budget_group rows[N];
    assert_int_equal(budget_gather(GROUPS, N, BUDGET_BY_SECTION, rows), 3);
    assert_string_equal(rows[0].section_key, "5");
    assert_int_equal(rows[0].sum.granted, 1300);
    assert_null(rows[1].section_key);
    assert_int_equal(rows[2].sum.n, 1);
    assert_int_equal(budget_remaining(&rows[2].sum), 40);
}

static void units_and_kinds_are_gathered_alike(void **state)
{
    (void)state;
    struct budget_group rows[N];
    assert_int_equal(budget_gather(GROUPS, N, BUDGET_BY_UNIT, rows), 2);
    assert_int_equal(rows[0].sum.requested, 1120);
    assert_int_equal(rows[0].sum.undecided, 250);
    assert_int_equal(budget_gather(GROUPS, N, BUDGET_BY_KIND, rows), 3);
    assert_null(rows[1].kind);
}

static void what_is_overspent_remains_below_nothing(void **state)
{
    (void)state;
    assert_int_equal(budget_remaining(&GROUPS[1].sum), -100);
}

static void no_budget_is_no_row(void **state)
{
    (void)state;
    struct budget_group rows[1];
    assert_int_equal(budget_gather(NULL, 0, BUDGET_BY_KIND, rows), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_section_is_a_row_of_its_own),
        cmocka_unit_test(units_and_kinds_are_gathered_alike),
        cmocka_unit_test(what_is_overspent_remains_below_nothing),
        cmocka_unit_test(no_budget_is_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
