/* Which levels an item has to climb to, and where a measure counts. */
#include "base/mem.h"
#include "mod/assessment/gap_plan_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define KNOWN(x)  \
    {             \
        true, (x) \
    }

static int needed(double own, double aim, int score_max)
{
    const struct plan_item item = {.own = KNOWN(own), .aim = KNOWN(aim)};
    int levels[PLAN_LEVELS];
    int n = gap_plan_levels(score_max, levels);
    int set = 0;
    for (int i = 0; i < n; i++)
        if (gap_plan_needs(&item, levels, i))
            set |= 1 << levels[i];
    return set;
}

static void an_item_climbs_every_level_up_to_the_one_its_aim_lies_in(void **state)
{
    (void)state;
    assert_int_equal(needed(2, 4, 5), 1 << 3 | 1 << 4);
    assert_int_equal(needed(2.3, 3.5, 5), 1 << 3 | 1 << 4);
    assert_int_equal(needed(2.3, 3, 5), 1 << 3);
    assert_int_equal(needed(3, 3.2, 5), 1 << 4);
    assert_int_equal(needed(4.7, 5, 5), 1 << 5);
}

static void levels_are_reached_by_the_figures_that_are_shown(void **state)
{
    (void)state;
    assert_int_equal(needed(2.96, 3.2, 5), 1 << 4); /* is shown as 3.0 */
    assert_int_equal(needed(2.4, 3.04, 5), 1 << 3); /* the aim is shown as 3.0 */
}

static void a_sheet_of_many_points_has_ten_levels(void **state)
{
    int levels[PLAN_LEVELS];
    (void)state;
    assert_int_equal(gap_plan_levels(100, levels), 10);
    assert_int_equal(levels[0], 10);
    assert_int_equal(levels[9], 100);
    assert_int_equal(gap_plan_levels(5, levels), 5);
    assert_int_equal(levels[4], 5);
    assert_int_equal(gap_plan_levels(25, levels), 10);
    assert_int_equal(levels[0], 3);
    assert_int_equal(levels[9], 25);
}

static int counts(double own, double aim, int64_t to_reach)
{
    const struct plan_item item = {.own = KNOWN(own), .aim = KNOWN(aim)};
    int levels[PLAN_LEVELS];
    int n = gap_plan_levels(5, levels);
    int at = gap_plan_counts(&item, levels, n, to_reach);
    return at < 0 ? 0 : levels[at];
}

static void a_measure_counts_once_where_it_ends(void **state)
{
    (void)state;
    assert_int_equal(counts(2, 4, 3), 3);
    assert_int_equal(counts(2, 4, 4), 4);
    assert_int_equal(counts(2, 4, 5), 4);  /* more than is aimed at */
    assert_int_equal(counts(2, 4, 1), 3);  /* has been reached already */
    assert_int_equal(counts(2, 4, -1), 4); /* does not say */
    assert_int_equal(counts(4, 3, 4), 0);  /* no gap */
}

static void the_own_target_goes_before_the_industry_and_last_time(void **state)
{
    (void)state;
    const struct sheet_doc doc = {.n_items = 5};
    struct comparison items[] = {
        {.own = KNOWN(3), .target = KNOWN(3), .industry = {.known = true, .mean = 4}},
        {.own = KNOWN(3), .industry = {.known = true, .mean = 3.5}, .last = KNOWN(5)},
        {.own = KNOWN(3), .last = KNOWN(3.5)},
        {.own = KNOWN(2.96), .target = KNOWN(3)}, /* is shown as 3.0 */
        {.target = KNOWN(3)},
    };
    struct assessment a = {.doc = &doc, .items = items};
    void *ctx = mem_context(NULL, 0);
    size_t n = 0;
    const struct plan_item *plan = gap_plan_items(ctx, &a, &n);
    assert_int_equal(n, 2);
    assert_int_equal(plan[0].item_no, 2);
    assert_int_equal(plan[0].by, GAP_AIM_INDUSTRY);
    assert_int_equal(plan[1].item_no, 3);
    assert_int_equal(plan[1].by, GAP_AIM_LAST);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_climbs_every_level_up_to_the_one_its_aim_lies_in),
        cmocka_unit_test(levels_are_reached_by_the_figures_that_are_shown),
        cmocka_unit_test(a_sheet_of_many_points_has_ten_levels),
        cmocka_unit_test(a_measure_counts_once_where_it_ends),
        cmocka_unit_test(the_own_target_goes_before_the_industry_and_last_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
