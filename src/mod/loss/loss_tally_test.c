/* The tally against sorted losses. */
#include "base/mem.h"
#include "mod/loss/loss_quantity.h"
#include "mod/loss/loss_tally.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { YEARS = 50000, WORST = YEARS / 100 };

static int set_up(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Two of five years without a loss, the others over five orders of magnitude. */
static double *losses(void *ctx)
{
    struct loss_quantity q = {.shape = LOSS_LOGNORMAL, .low = 1e4, .high = 1e8};
    struct loss_sampler s = loss_sampler(ctx, &q);
    double *list = mem_array(ctx, double, YEARS);
    for (uint32_t i = 0; i < YEARS; i++) {
        struct loss_stream stream = loss_stream(3, i, 1, 0, 0);
        if (i % 5 > 1)
            list[i] = loss_sampler_draw(&s, &stream);
    }
    return list;
}

static struct loss_tally *tally(void *ctx, const double *list, size_t n)
{
    struct loss_tally *t = loss_tally_new(ctx);
    for (size_t i = 0; i < n; i++)
        loss_tally_add(t, list[i]);
    return t;
}

static void percentiles_are_within_a_thousandth_of_the_sorted_ones(void **state)
{
    static const double shares[] = {0.1, 0.4, 0.41, 0.5, 0.9, 0.95, 0.99, 0.999, 1};
    double *list = losses(*state);
    struct loss_tally *t = tally(*state, list, YEARS);
    qsort(list, YEARS, sizeof *list, rising);
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        double exact = list[(size_t)llround(shares[i] * YEARS) - 1];
        assert_true(fabs(loss_tally_percentile(t, shares[i]) - exact) <= exact / 1024 + 0.5);
    }
}

static void the_tail_is_the_mean_of_the_worst_years(void **state)
{
    double *list = losses(*state);
    struct loss_tally *t = tally(*state, list, YEARS);
    qsort(list, YEARS, sizeof *list, rising);
    double sum = 0;
    for (size_t i = YEARS - WORST; i < YEARS; i++)
        sum += list[i];
    double exact = sum / WORST; /* only the lowest bucket of it is not taken whole */
    assert_true(fabs(loss_tally_tail(t, 0.99) - exact) <= exact * 1e-5);
    assert_true(loss_tally_tail(t, 1) >= list[YEARS - 1] * 0.999);
}

static void exceedance_is_the_share_of_years_above(void **state)
{
    double *list = losses(*state);
    struct loss_tally *t = tally(*state, list, YEARS);
    qsort(list, YEARS, sizeof *list, rising);
    for (int power = 5; power < 9; power++) {
        double limit = pow(10, power);
        size_t above = 0;
        for (size_t i = 0; i < YEARS; i++)
            above += list[i] > limit;
        assert_true(fabs(loss_tally_exceedance(t, limit) - (double)above / YEARS) < 2e-4);
    }
    assert_true(loss_tally_exceedance(t, 0) == 0.6);
}

static void losses_of_one_size_come_back_exactly(void **state)
{
    struct loss_tally *t = loss_tally_new(*state);
    for (int i = 0; i < 1000; i++)
        loss_tally_add(t, i % 4 == 0 ? 123456789.0 : 0);
    assert_true(loss_tally_percentile(t, 0.9) == 123456789.0);
    assert_true(loss_tally_tail(t, 0.95) == 123456789.0);
    assert_true(loss_tally_exceedance(t, 123456788) == 0.25);
    assert_true(loss_tally_exceedance(t, 123456789) == 0);
    assert_true(loss_tally_percentile(t, 0.75) == 0);
}

static void parts_add_up_in_any_order(void **state)
{
    const double *list = losses(*state);
    struct loss_tally *whole = tally(*state, list, YEARS);
    struct loss_tally *parts = tally(*state, list + 7777, YEARS - 7777);
    loss_tally_merge(parts, tally(*state, list, 7777));
    assert_int_equal(loss_tally_years(parts), YEARS);
    for (int percent = 0; percent <= 100; percent++) {
        double p = percent / 100.0;
        assert_true(loss_tally_percentile(whole, p) == loss_tally_percentile(parts, p));
        assert_true(loss_tally_tail(whole, p) == loss_tally_tail(parts, p));
    }
}

static void years_counted_together_are_those_counted_one_by_one(void **state)
{
    const double *list = losses(*state);
    struct loss_tally *one = tally(*state, list, YEARS);
    struct loss_tally *all = loss_tally_new(*state);
    for (uint32_t from = 0; from < YEARS; from += LOSS_TALLY_BATCH)
        loss_tally_add_all(
            all, list + from, YEARS - from < LOSS_TALLY_BATCH ? YEARS - from : LOSS_TALLY_BATCH);
    assert_int_equal(loss_tally_years(all), YEARS);
    for (uint64_t rank = 1; rank <= YEARS; rank += 97)
        assert_true(loss_tally_rank(all, rank) == loss_tally_rank(one, rank));
}

static void what_is_beyond_all_bounds_counts_as_the_most(void **state)
{
    struct loss_tally *t = loss_tally_new(*state);
    assert_true(loss_tally_percentile(t, 0.5) == 0 && loss_tally_exceedance(t, 0) == 0);
    loss_tally_add(t, 1e300);
    loss_tally_add(t, INFINITY);
    assert_true(loss_tally_percentile(t, 0.5) == (double)LOSS_TALLY_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            percentiles_are_within_a_thousandth_of_the_sorted_ones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_tail_is_the_mean_of_the_worst_years, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exceedance_is_the_share_of_years_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(losses_of_one_size_come_back_exactly, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_add_up_in_any_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            years_counted_together_are_those_counted_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_beyond_all_bounds_counts_as_the_most, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
