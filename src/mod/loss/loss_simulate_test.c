/* The simulation against closed forms, with tolerances from its own standard error and a fixed
 * seed, and against itself with other threads, measures and policies. */
#include "base/mem.h"
#include "mod/loss/loss_exact_rules.h"
#include "mod/loss/loss_simulate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { YEARS = 50000, LONG_ENOUGH = 4 }; /* standard errors */

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

#define FIXED(value)                           \
    {                                          \
        .shape = LOSS_FIXED, .likely = (value) \
    }
#define LOGNORMAL(from, to)                                  \
    {                                                        \
        .shape = LOSS_LOGNORMAL, .low = (from), .high = (to) \
    }
#define PERT(from, most_likely, to)                                              \
    {                                                                            \
        .shape = LOSS_PERT, .low = (from), .high = (to), .likely = (most_likely) \
    }

static const struct loss_item million[] = {
    {.form = LOSS_RESPONSE, .probability = 1, .amount = FIXED(1e6)}};
static const struct loss_item riskquant[] = {
    {.form = LOSS_LIABILITY, .probability = 1, .amount = LOGNORMAL(1e6, 1e7)}};
static const struct loss_item pyfair[] = {
    {.form = LOSS_RESPONSE, .probability = 1, .amount = PERT(3.0e6, 3.5e6, 5.0e6)}};
static const struct loss_item outage[] = {
    {.form = LOSS_INTERRUPTION,
        .probability = 1,
        .amount = PERT(1e6, 2e6, 6e6),
        .has_units = true,
        .units = PERT(0.5, 2, 14)},
    {.form = LOSS_RECOVERY, .probability = 0.8, .amount = LOGNORMAL(2e6, 4e7)},
    {.form = LOSS_RANSOM, .probability = 0.2, .amount = FIXED(2e7)},
};
static const struct loss_item spill[] = {
    {.form = LOSS_PERSONAL_DATA,
        .probability = 1,
        .amount = FIXED(500),
        .has_units = true,
        .units = LOGNORMAL(10000, 100000)},
    {.form = LOSS_RESPONSE, .probability = 1, .amount = PERT(5e6, 1e7, 5e7)},
};

static const struct loss_scenario two[] = {
    {.key = "outage", .frequency = FIXED(0.3), .items = outage, .n_items = 3},
    {.key = "spill", .frequency = PERT(0, 0.2, 1), .leak = true, .items = spill, .n_items = 2},
};
static const struct loss_trigger both[] = {{0, 0.6}, {1, 0.5}};
static const struct loss_shock cloud[] = {
    {.key = "cloud", .frequency = FIXED(0.4), .triggers = both, .n_triggers = 2}};
static const struct loss_effect rarer[] = {
    {.index = 0, .frequency = 0.5, .loss = {1, 1, 1, 1, 1, 1, 1, 1}}};
static const struct loss_effect cheaper[] = {
    {.index = 0, .frequency = 1, .loss = {1, 0.25, 1, 1, 1, 1, 1, 1}},
    {.on_shock = true, .index = 0, .frequency = 0.5, .loss = {1, 1, 1, 1, 1, 1, 1, 1}}};
static const struct loss_measure measures[] = {
    {.key = "patches", .cost = 1e6, .effects = rarer, .n_effects = 1},
    {.key = "second_site", .cost = 3e6, .effects = cheaper, .n_effects = 2},
};
static const struct loss_appetite appetite[] = {{1e7, 0.6}, {1e8, 0.01}};

static struct loss_model one_model(const struct loss_scenario *scenario)
{
    return (struct loss_model){.scenarios = scenario, .n_scenarios = 1};
}

static struct loss_model full_model(void)
{
    return (struct loss_model){.scenarios = two,
        .n_scenarios = 2,
        .shocks = cloud,
        .n_shocks = 1,
        .measures = measures,
        .n_measures = 2,
        .appetite = appetite,
        .n_appetite = 2};
}

static struct loss_result *play(
    void *ctx, const struct loss_model *m, uint64_t seed, uint32_t years, unsigned threads)
{
    struct loss_run run = {.seed = seed, .years = years, .threads = threads};
    struct loss_result *r = loss_simulate(ctx, m, &run);
    assert_non_null(r);
    return r;
}

static void assert_mean(struct loss_mean found, double wanted)
{
    if (fabs(found.mean - wanted) > LONG_ENOUGH * found.standard_error)
        fail_msg("mean %.6g, wanted %.6g, standard error %.3g", found.mean, wanted,
            found.standard_error);
}

/* ---- closed forms ---- */

static void for_a_fixed_loss_the_mean_is_frequency_times_loss(void **state)
{
    static const struct loss_scenario s = {
        .key = "fixed", .frequency = FIXED(0.25), .items = million, .n_items = 1};
    struct loss_model m = one_model(&s);
    struct loss_result *r = play(*state, &m, 1, YEARS, 1);
    assert_true(loss_exact_total(&m).mean == 250000);
    assert_mean(r->cases[0].year.mean, 250000);
    assert_true(r->scenarios[0].level[LOSS_P90].value == 1e6);
    double none = exp(-0.25);
    assert_true(
        fabs(r->scenarios[0].any - (1 - none)) < LONG_ENOUGH * sqrt(none * (1 - none) / YEARS));
}

static void a_compound_poisson_year_has_the_variance_frequency_times_second_moment(void **state)
{
    static const struct loss_scenario s = {
        .key = "riskquant", .frequency = FIXED(3), .items = riskquant, .n_items = 1};
    struct loss_model m = one_model(&s);
    struct loss_result *r = play(*state, &m, 2, YEARS, 1);
    struct loss_moments exact = loss_exact_total(&m);
    double sigma = log(10.0) / (2 * 1.6448536269514722);
    double second = exp(2 * (log(1e6) + log(1e7)) / 2 + 2 * sigma * sigma);
    assert_true(fabs(exact.variance / (3 * second) - 1) < 1e-12);
    assert_true(fabs(exact.mean / 12.120038480837177e6 - 1) < 1e-12);
    assert_mean(r->cases[0].year.mean, exact.mean);
    assert_true(fabs(r->cases[0].year.deviation / sqrt(exact.variance) - 1) < 0.02);
}

static void a_drawn_frequency_gives_pyfairs_mean_of_806_67_million(void **state)
{
    static const struct loss_scenario s = {
        .key = "pyfair", .frequency = PERT(20, 100, 900), .items = pyfair, .n_items = 1};
    struct loss_model m = one_model(&s);
    struct loss_result *r = play(*state, &m, 42, 10000, 2);
    assert_true(fabs(loss_exact_total(&m).mean - 806.67e6) < 0.005e6);
    assert_mean(r->cases[0].year.mean, 806.67e6);
    double exact = sqrt(loss_exact_total(&m).variance);
    assert_true(fabs(r->cases[0].year.deviation / exact - 1) < 0.04);
}

static void shocks_make_scenarios_move_together_as_computed(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 3, 4 * YEARS, 2);
    struct loss_moments exact = loss_exact_total(&m);
    assert_mean(r->cases[0].year.mean, exact.mean);
    assert_true(r->exact_mean == exact.mean);
    assert_true(fabs(r->cases[0].year.deviation / sqrt(exact.variance) - 1) < 0.03);
    double apart = 0;
    for (size_t i = 0; i < 2; i++) {
        struct loss_moments own = loss_exact_scenario(&m, i);
        assert_mean(r->scenarios[i].mean, own.mean);
        apart += own.variance;
    }
    double together =
        2 * 0.4 * 0.6 * 0.5 * loss_exact_event(&two[0]).mean * loss_exact_event(&two[1]).mean;
    assert_true(fabs(exact.variance / (apart + together) - 1) < 1e-12);
}

static void losses_by_form_add_up_to_the_whole(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 4, YEARS, 2);
    double sum = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        sum += r->form[f];
    assert_true(fabs(sum / r->cases[0].year.mean.mean - 1) < 1e-12);
    assert_true(r->form[LOSS_RANSOM] > 0 && r->form[LOSS_PENALTY] == 0);
}

/* ---- the same again ---- */

static void assert_same_run(const struct loss_result *a, const struct loss_result *b)
{
    assert_memory_equal(a->scenarios, b->scenarios, a->n_scenarios * sizeof *a->scenarios);
    assert_memory_equal(a->form, b->form, sizeof a->form);
    assert_memory_equal(a->running, b->running, sizeof a->running);
    for (size_t c = 0; c < a->n_cases; c++) {
        assert_memory_equal(&a->cases[c].year, &b->cases[c].year, sizeof a->cases[c].year);
        assert_memory_equal(&a->cases[c].avoided, &b->cases[c].avoided, sizeof(struct loss_mean));
        assert_memory_equal(a->cases[c].curve, b->cases[c].curve, sizeof a->cases[c].curve);
    }
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *alone = play(*state, &m, 5, 20001, 1);
    for (unsigned threads = 2; threads <= 7; threads++)
        assert_same_run(alone, play(*state, &m, 5, 20001, threads));
}

static void another_seed_gives_another_run(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *a = play(*state, &m, 5, 10000, 1);
    struct loss_result *b = play(*state, &m, 6, 10000, 1);
    assert_true(a->cases[0].year.mean.mean != b->cases[0].year.mean.mean);
}

static void a_scenario_keeps_its_years_when_others_come_and_go(void **state)
{
    struct loss_scenario turned[] = {two[1], two[0]};
    struct loss_model alone = one_model(&two[1]);
    struct loss_model m = {.scenarios = turned, .n_scenarios = 2};
    struct loss_result *a = play(*state, &alone, 7, 10000, 1);
    struct loss_result *b = play(*state, &m, 7, 10000, 1);
    assert_memory_equal(&a->scenarios[0], &b->scenarios[0], sizeof a->scenarios[0]);
}

/* ---- measures ---- */

static void a_measure_takes_away_exactly_what_it_promises(void **state)
{
    struct loss_model m = full_model();
    m.n_shocks = 0;
    static const struct loss_measure halves[] = {
        {.key = "rarer", .cost = 1, .effects = rarer, .n_effects = 1},
        {.key = "cheaper", .cost = 1, .effects = cheaper, .n_effects = 1}};
    m.measures = halves;
    struct loss_result *r = play(*state, &m, 8, YEARS, 2);
    double outages = loss_exact_scenario(&m, 0).mean;
    double interruption = 0.3 * loss_exact_event_form(&two[0], LOSS_INTERRUPTION);
    assert_int_equal(r->n_cases, 4);
    assert_mean(r->cases[1].avoided, outages / 2);
    assert_mean(r->cases[2].avoided, interruption * 0.75);
    assert_mean(r->cases[3].avoided, outages / 2 + interruption * 0.75 / 2);
}

static void with_and_without_a_measure_differ_by_the_measure_only(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 9, YEARS, 2);
    const struct loss_case_result *with = &r->cases[1];
    assert_true(r->cases[0].avoided.mean == 0);
    double difference = r->cases[0].year.mean.mean - with->year.mean.mean;
    assert_true(fabs(with->avoided.mean / difference - 1) < 1e-9);
    /* runs of their own would have the errors of both */
    double apart = hypot(r->cases[0].year.mean.standard_error, with->year.mean.standard_error);
    assert_true(with->avoided.standard_error < 0.7 * apart);
    assert_true(with->year.most <= r->cases[0].year.most);
}

static void a_measure_against_a_shock_spares_all_that_it_triggers(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 10, 4 * YEARS, 2);
    double interruption = loss_exact_event_form(&two[0], LOSS_INTERRUPTION);
    double outage_left = loss_exact_event(&two[0]).mean - 0.75 * interruption;
    double own_spills = (0 + 4 * 0.2 + 1) / 6;
    double left = (0.3 + 0.4 * 0.6 / 2) * outage_left +
                  (own_spills + 0.4 * 0.5 / 2) * loss_exact_event(&two[1]).mean;
    assert_mean(r->cases[2].year.mean, left);
}

/* ---- policies, curve, appetite, convergence ---- */

static struct loss_policy policy(void)
{
    struct loss_policy p = {.key = "p",
        .premium = 2e6,
        .event_limit = 5e7,
        .year_limit = 6e7,
        .deductible = 1e6,
        .waiting_hours = 12};
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        p.form_limit[f] = INFINITY;
        p.covers[f] = f != LOSS_RANSOM;
    }
    return p;
}

static void what_a_policy_pays_and_what_is_retained_make_the_loss(void **state)
{
    struct loss_policy p = policy();
    struct loss_model m = full_model();
    m.policies = &p;
    m.n_policies = 1;
    struct loss_result *r = play(*state, &m, 11, YEARS, 2);
    const struct loss_case_result *under = &r->cases[r->n_cases - 1];
    double paid = 0;
    assert_int_equal(under->what.kind, LOSS_WITH_POLICY);
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        double sum = 0;
        for (int to = 0; to < LOSS_SHARE_MAX; to++)
            sum += r->gaps[0].share[to][f];
        assert_true(fabs(sum - r->form[f]) <= 1e-9 * r->form[f]);
        paid += r->gaps[0].share[LOSS_PAID][f];
    }
    assert_true(fabs(paid / under->avoided.mean - 1) < 1e-9);
    assert_true(r->gaps[0].share[LOSS_PAID][LOSS_RANSOM] == 0);
    assert_true(r->gaps[0].share[LOSS_OVER_LIMIT][LOSS_INTERRUPTION] > 0);
    assert_true(r->gaps[0].share[LOSS_OWN_SHARE][LOSS_INTERRUPTION] > 0);
}

static void a_policy_without_bounds_leaves_nothing(void **state)
{
    struct loss_policy p = policy();
    struct loss_model m = full_model();
    p.covers[LOSS_RANSOM] = true;
    p.deductible = p.waiting_hours = 0;
    p.event_limit = p.year_limit = INFINITY;
    m.policies = &p;
    m.n_policies = 1;
    struct loss_result *r = play(*state, &m, 12, 10000, 1);
    assert_true(r->cases[r->n_cases - 1].year.most == 0);
}

static void the_exceedance_curve_falls_from_any_loss_to_the_rarest(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 13, YEARS, 2);
    const struct loss_case_result *c = &r->cases[0];
    assert_in_range(c->n_curve, LOSS_CURVE_POINTS / 2, LOSS_CURVE_POINTS);
    for (size_t i = 1; i < c->n_curve; i++) {
        assert_true(c->curve[i].loss > c->curve[i - 1].loss);
        assert_true(c->curve[i].probability < c->curve[i - 1].probability);
        assert_true(c->curve[i].probability == loss_tally_exceedance(c->tally, c->curve[i].loss));
    }
}

static void the_appetite_is_held_against_what_is(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 14, YEARS, 2);
    const struct loss_case_result *c = &r->cases[0];
    assert_true(c->exceeds[0] < appetite[0].probability);
    assert_true(c->exceeds[1] > appetite[1].probability);
    assert_true(r->cases[3].exceeds[1] < c->exceeds[1]);
}

static void the_running_mean_ends_at_the_mean_and_settles(void **state)
{
    struct loss_model m = full_model();
    struct loss_result *r = play(*state, &m, 15, 200001, 2);
    assert_in_range(r->n_running, 20, LOSS_RUNNING_MAX);
    const struct loss_running *last = &r->running[r->n_running - 1];
    assert_int_equal(last->years, 200001);
    assert_true(last->mean.mean == r->cases[0].year.mean.mean);
    assert_true(last->mean.standard_error == r->cases[0].year.mean.standard_error);
    assert_true(r->running[0].mean.standard_error > 3 * last->mean.standard_error);
}

/* ---- progress ---- */

struct told {
    uint32_t last;
    int times, until;
};

static bool hear(void *arg, uint32_t done, uint32_t years)
{
    struct told *t = arg;
    assert_true(done >= t->last && done <= years);
    t->last = done;
    return ++t->times < t->until;
}

static void progress_is_told_and_can_end_the_run(void **state)
{
    struct loss_model m = full_model();
    struct told told = {.until = 1000};
    struct loss_run run = {.seed = 1, .years = 10000, .threads = 1};
    run.progress = hear;
    run.progress_arg = &told;
    assert_non_null(loss_simulate(*state, &m, &run));
    assert_int_equal(told.last, 10000);
    told = (struct told){.until = 3};
    run.threads = 2;
    run.years = 1000000;
    assert_null(loss_simulate(*state, &m, &run));
    assert_true(told.times == 3 && told.last < 1000000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(for_a_fixed_loss_the_mean_is_frequency_times_loss),
        TEST(a_compound_poisson_year_has_the_variance_frequency_times_second_moment),
        TEST(a_drawn_frequency_gives_pyfairs_mean_of_806_67_million),
        TEST(shocks_make_scenarios_move_together_as_computed),
        TEST(losses_by_form_add_up_to_the_whole),
        TEST(any_number_of_threads_gives_the_same_bits),
        TEST(another_seed_gives_another_run),
        TEST(a_scenario_keeps_its_years_when_others_come_and_go),
        TEST(a_measure_takes_away_exactly_what_it_promises),
        TEST(with_and_without_a_measure_differ_by_the_measure_only),
        TEST(a_measure_against_a_shock_spares_all_that_it_triggers),
        TEST(what_a_policy_pays_and_what_is_retained_make_the_loss),
        TEST(a_policy_without_bounds_leaves_nothing),
        TEST(the_exceedance_curve_falls_from_any_loss_to_the_rarest),
        TEST(the_appetite_is_held_against_what_is),
        TEST(the_running_mean_ends_at_the_mean_and_settles),
        TEST(progress_is_told_and_can_end_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
