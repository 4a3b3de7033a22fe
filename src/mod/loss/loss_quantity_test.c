/* Distributions against their closed forms and the figures that riskquant and pyfair print. */
#include "base/mem.h"
#include "mod/loss/loss_quantity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { DRAWS = 200000, LONG_ENOUGH = 5 }; /* standard errors that chance alone does not reach */

static void *ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static struct loss_quantity pert(double low, double likely, double high)
{
    return (struct loss_quantity){LOSS_PERT, low, high, likely};
}

static struct loss_quantity between(enum loss_shape shape, double low, double high)
{
    return (struct loss_quantity){.shape = shape, .low = low, .high = high};
}

static bool near(double found, double wanted, double within)
{
    return fabs(found - wanted) <= within;
}

static void the_mean_of_a_pert_is_min_four_likely_max_over_six(void **state)
{
    (void)state;
    struct loss_quantity frequency = pert(20, 100, 900); /* pyfair's example */
    struct loss_quantity loss = pert(3.0e6, 3.5e6, 5.0e6);
    assert_true(loss_quantity_mean(&frequency) == 220);
    assert_true(near(loss_quantity_mean(&loss), 22.0e6 / 6, 1e-6));
    assert_true(near(220 * loss_quantity_mean(&loss), 806.67e6, 0.005e6));
}

static void a_pert_is_the_standard_one_and_not_that_of_pyfair(void **state)
{
    (void)state;
    static const struct {
        double low, likely, high, a, b;
    } known[] = {
        {0, 5, 10, 3, 3}, {0, 1, 10, 1.4, 4.6}, {20, 100, 900, 1.3636, 4.6364}, {0, 0, 10, 1, 5}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct loss_quantity q = pert(known[i].low, known[i].likely, known[i].high);
        struct loss_sampler s = loss_sampler(ctx, &q);
        assert_true(near(s.strips->density.a + 1, known[i].a, 1e-4));
        assert_true(near(s.strips->density.b + 1, known[i].b, 1e-4));
        double a = known[i].a, b = known[i].b, width = q.high - q.low;
        double variance = width * width * a * b / ((a + b) * (a + b) * (a + b + 1));
        assert_true(near(loss_quantity_variance(&q), variance, 1e-3 * variance));
    }
}

static void lognormals_have_the_means_that_riskquant_computes(void **state)
{
    (void)state;
    struct loss_quantity small = between(LOSS_LOGNORMAL, 1, 10);
    struct loss_quantity large = between(LOSS_LOGNORMAL, 635000, 19000000);
    assert_true(near(0.1 * loss_quantity_mean(&small), 0.4040012826945718, 1e-12));
    assert_true(near(3 * loss_quantity_mean(&small), 12.120038480837177, 1e-11));
    assert_true(near(loss_quantity_mean(&large), 5922706.83351131, 1e-5));
    /* a PERT frequency of mean 0.3: theirs differs in the seventh place, from single precision */
    assert_true(near(0.3 * loss_quantity_mean(&small), 1.2120038962444237, 1e-7));
}

/* Draws agree with the closed forms within what chance explains. */
static void check_draws(const struct loss_quantity *q)
{
    struct loss_sampler s = loss_sampler(ctx, q);
    double mean = loss_quantity_mean(q);
    double variance = loss_quantity_variance(q);
    double sum = 0, squares = 0, fourth = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        struct loss_stream stream = loss_stream(20261122, i, 5, 0, 0);
        double x = loss_sampler_draw(&s, &stream);
        double apart = (x - mean) * (x - mean);
        assert_true(q->shape == LOSS_LOGNORMAL ? x > 0 : x >= q->low && x <= q->high);
        sum += x;
        squares += apart;
        fourth += apart * apart;
    }
    double error = sqrt(variance / DRAWS);
    double error_of_variance = sqrt((fourth / DRAWS - variance * variance) / DRAWS);
    assert_true(near(sum / DRAWS, mean, LONG_ENOUGH * error));
    assert_true(near(squares / DRAWS, variance, LONG_ENOUGH * error_of_variance));
}

static void draws_have_the_means_and_variances_of_their_distributions(void **state)
{
    (void)state;
    const struct loss_quantity all[] = {between(LOSS_UNIFORM, 10, 30), pert(0, 5, 10),
        pert(0, 1, 10), pert(0, 9, 10), pert(20, 100, 900), pert(0, 0, 10), pert(0, 10, 10),
        between(LOSS_LOGNORMAL, 1, 10)};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        check_draws(&all[i]);
}

static void a_twentieth_of_a_lognormal_lies_outside_each_end(void **state)
{
    (void)state;
    struct loss_quantity q = between(LOSS_LOGNORMAL, 1, 10);
    struct loss_sampler s = loss_sampler(ctx, &q);
    int below = 0, above = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        struct loss_stream stream = loss_stream(1, i, 6, 0, 0);
        double x = loss_sampler_draw(&s, &stream);
        below += x < q.low;
        above += x > q.high;
    }
    double within = LONG_ENOUGH * sqrt(0.05 * 0.95 / DRAWS);
    assert_true(near((double)below / DRAWS, 0.05, within));
    assert_true(near((double)above / DRAWS, 0.05, within));
}

/* The share of draws up to each tenth of the way, against the distribution function. */
static void check_shares(const struct loss_quantity *q, double (*below)(double x), double reach)
{
    enum { STEPS = 20 };
    struct loss_sampler s = loss_sampler(ctx, q);
    int counts[STEPS] = {0};
    for (uint32_t i = 0; i < DRAWS; i++) {
        struct loss_stream stream = loss_stream(4, i, 7, 0, 0);
        double x = loss_sampler_draw(&s, &stream);
        for (int k = 0; k < STEPS; k++)
            counts[k] += x <= q->low + (q->high - q->low) * reach * (k + 1) / STEPS;
    }
    for (int k = 0; k < STEPS; k++) {
        double p = below(reach * (k + 1) / STEPS);
        assert_true(near((double)counts[k] / DRAWS, p, LONG_ENOUGH * sqrt(p * (1 - p) / DRAWS)));
    }
}

static double beta_3_3(double x)
{
    return x * x * x * (10 - 15 * x + 6 * x * x);
}

static double beta_1_5(double x)
{
    return 1 - pow(1 - x, 5);
}

/* Of a lognormal from 1 to 10, x is the way from 1 to 10. */
static double lognormal_1_10(double x)
{
    double sigma = log(10) / (2 * 1.6448536269514722);
    return erfc(-(log(1 + 9 * x) - log(10) / 2) / sigma / sqrt(2)) / 2;
}

static void draws_follow_the_distribution_function(void **state)
{
    (void)state;
    const struct loss_quantity even = pert(0, 5, 10), falling = pert(2, 2, 10);
    const struct loss_quantity wide = between(LOSS_LOGNORMAL, 1, 10);
    check_shares(&even, beta_3_3, 0.99);
    check_shares(&falling, beta_1_5, 0.99);
    check_shares(&wide, lognormal_1_10, 2);
}

static void draws_for_many_events_are_those_of_their_streams(void **state)
{
    (void)state;
    const struct loss_quantity all[] = {between(LOSS_UNIFORM, 10, 30), pert(0, 1, 10),
        between(LOSS_LOGNORMAL, 1, 10), {.shape = LOSS_FIXED, .likely = 3}};
    struct loss_events e = {.seed = 9, .source = 123, .n = 777};
    double found[LOSS_EVENTS];
    for (uint32_t i = 0; i < e.n; i++) {
        e.year[i] = i / 3;
        e.no[i] = i % 3;
    }
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        struct loss_sampler s = loss_sampler(ctx, &all[k]);
        loss_sampler_draw_all(&s, &e, 5, found);
        for (size_t i = 0; i < e.n; i++) {
            struct loss_stream stream = loss_stream(9, e.year[i], 123, e.no[i], 5);
            assert_true(found[i] == loss_sampler_draw(&s, &stream));
        }
    }
}

static void a_fixed_quantity_is_always_itself(void **state)
{
    (void)state;
    struct loss_quantity q = {.shape = LOSS_FIXED, .likely = 123.5};
    struct loss_sampler s = loss_sampler(ctx, &q);
    struct loss_stream stream = loss_stream(1, 1, 1, 1, 1);
    assert_true(loss_sampler_draw(&s, &stream) == 123.5);
    assert_true(loss_quantity_mean(&q) == 123.5 && loss_quantity_variance(&q) == 0);
}

static void what_cannot_be_is_refused_by_its_place(void **state)
{
    (void)state;
    static const struct {
        struct loss_quantity q;
        const char *pointer, *code;
    } wrong[] = {
        {{LOSS_FIXED, .likely = -1}, "/x/value", "too_small"},
        {{LOSS_FIXED, .likely = 1001}, "/x/value", "too_large"},
        {{LOSS_UNIFORM, .low = 5, .high = 5}, "/x/high", "loss_order"},
        {{LOSS_PERT, .low = 1, .high = 3, .likely = 4}, "/x/likely", "loss_between"},
        {{LOSS_LOGNORMAL, .low = 0, .high = 3}, "/x/low", "above_zero"},
        {{LOSS_LOGNORMAL, .low = 0.01, .high = 200}, "/x/high", "loss_ratio"},
        {{LOSS_UNIFORM, .low = NAN, .high = 5}, "/x/low", "too_small"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct problem *p = problem_new(ctx);
        loss_quantity_check(&wrong[i].q, 1000, "/x", p);
        assert_int_not_equal(p->n_fields, 0);
        assert_string_equal(p->fields[0].pointer, wrong[i].pointer);
        assert_string_equal(p->fields[0].code, wrong[i].code);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_mean_of_a_pert_is_min_four_likely_max_over_six),
        TEST(a_pert_is_the_standard_one_and_not_that_of_pyfair),
        TEST(lognormals_have_the_means_that_riskquant_computes),
        TEST(draws_have_the_means_and_variances_of_their_distributions),
        TEST(a_twentieth_of_a_lognormal_lies_outside_each_end),
        TEST(draws_follow_the_distribution_function),
        TEST(draws_for_many_events_are_those_of_their_streams),
        TEST(a_fixed_quantity_is_always_itself),
        TEST(what_cannot_be_is_refused_by_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
