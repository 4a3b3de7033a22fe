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
        struct loss_sampler s = loss_sampler(&q);
        assert_true(near(s.a, known[i].a, 1e-4) && near(s.b, known[i].b, 1e-4));
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
    struct loss_sampler s = loss_sampler(q);
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
    struct loss_sampler s = loss_sampler(&q);
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

static void a_fixed_quantity_is_always_itself(void **state)
{
    (void)state;
    struct loss_quantity q = {.shape = LOSS_FIXED, .likely = 123.5};
    struct loss_sampler s = loss_sampler(&q);
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
    void *ctx = mem_context(NULL, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct problem *p = problem_new(ctx);
        loss_quantity_check(&wrong[i].q, 1000, "/x", p);
        assert_int_not_equal(p->n_fields, 0);
        assert_string_equal(p->fields[0].pointer, wrong[i].pointer);
        assert_string_equal(p->fields[0].code, wrong[i].code);
    }
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_of_a_pert_is_min_four_likely_max_over_six),
        cmocka_unit_test(a_pert_is_the_standard_one_and_not_that_of_pyfair),
        cmocka_unit_test(lognormals_have_the_means_that_riskquant_computes),
        cmocka_unit_test(draws_have_the_means_and_variances_of_their_distributions),
        cmocka_unit_test(a_twentieth_of_a_lognormal_lies_outside_each_end),
        cmocka_unit_test(a_fixed_quantity_is_always_itself),
        cmocka_unit_test(what_cannot_be_is_refused_by_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
