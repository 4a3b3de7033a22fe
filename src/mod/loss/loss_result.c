/* The result from sums and tallies. */
#include "base/mem.h"
#include "mod/loss/loss_exact_rules.h"
#include "mod/loss/loss_simulate_private.h"

#include <math.h>

#define NORMAL_975 1.959963984540054 /* 95 % lie within so many standard errors */
#define MOST_YEARS_BEYOND 10.0       /* the curve ends where so few years are left */

double loss_level_share(enum loss_level level)
{
    static const double shares[LOSS_LEVEL_MAX] = {0.5, 0.9, 0.95, 0.99};
    return shares[level];
}

/* ---- sums of chunks, in their order ---- */

/* A. Neumaier 1974: what rounding loses is kept and added at the end. */
struct sum {
    double value, lost;
};

static void sum_add(struct sum *s, double x)
{
    double next = s->value + x;
    s->lost += fabs(s->value) >= fabs(x) ? (s->value - next) + x : (x - next) + s->value;
    s->value = next;
}

static double sum_of(const struct ready *r, const double *sums, size_t place)
{
    struct sum s = {0};
    for (uint32_t c = 0; c < r->n_chunks; c++)
        sum_add(&s, sums[c * r->n_sums + place]);
    return s.value + s.lost;
}

/* The sample variance of the first `chunks` chunks, from each chunk's squares about its own mean
 * (T. F. Chan, G. H. Golub, R. J. LeVeque 1979). */
static double variance_of(
    const struct ready *r, const double *sums, size_t place, uint32_t chunks, double mean)
{
    struct sum s = {0};
    double years = 0;
    for (uint32_t c = 0; c < chunks; c++) {
        const double *of = sums + c * r->n_sums + place;
        double n = loss_chunk_years(r, c);
        double apart = of[0] / n - mean;
        sum_add(&s, of[1]);
        sum_add(&s, n * apart * apart);
        years += n;
    }
    return (s.value + s.lost) / (years - 1);
}

static struct loss_mean mean_of(const struct ready *r, const double *sums, size_t place)
{
    double mean = sum_of(r, sums, place) / r->run->years;
    double variance = variance_of(r, sums, place, r->n_chunks, mean);
    return (struct loss_mean){mean, sqrt(variance / r->run->years)};
}

/* ---- summaries ---- */

static double at_rank(const struct loss_tally *t, double rank)
{
    double n = (double)loss_tally_years(t);
    return loss_tally_rank(t, (uint64_t)fmin(n, fmax(1, rank)));
}

/* The interval by order statistics: ranks are binomial. */
static struct loss_percentile percentile_of(const struct loss_tally *t, double p)
{
    double n = (double)loss_tally_years(t);
    double reach = NORMAL_975 * sqrt(n * p * (1 - p));
    return (struct loss_percentile){
        .value = loss_tally_percentile(t, p),
        .low = at_rank(t, floor(n * p - reach)),
        .high = at_rank(t, ceil(n * p + reach) + 1),
    };
}

static struct loss_summary summary_of(
    const struct ready *r, const double *sums, size_t series, const struct loss_tally *t)
{
    struct loss_summary s = {.mean = mean_of(r, sums, loss_sum_of_series(series))};
    s.deviation = s.mean.standard_error * sqrt(r->run->years);
    for (int l = 0; l < LOSS_LEVEL_MAX; l++) {
        double p = loss_level_share((enum loss_level)l);
        s.level[l] = percentile_of(t, p);
        s.tail[l] = loss_tally_tail(t, p);
    }
    s.most = loss_tally_rank(t, loss_tally_years(t));
    s.any = loss_tally_exceedance(t, 0);
    return s;
}

/* Points at evenly falling probabilities on a logarithmic scale, from any loss at all to a few
 * years in all; of equal losses only the least probable. */
static void draw_curve(struct loss_case_result *c)
{
    double from = c->year.any;
    double to = MOST_YEARS_BEYOND / (double)loss_tally_years(c->tally);
    c->n_curve = 0;
    for (int i = 0; i < LOSS_CURVE_POINTS && from > to; i++) {
        double p = from * pow(to / from, (double)i / (LOSS_CURVE_POINTS - 1));
        double loss = loss_tally_percentile(c->tally, 1 - p);
        double beyond = loss_tally_exceedance(c->tally, loss);
        if (c->n_curve == 0 || loss > c->curve[c->n_curve - 1].loss)
            c->curve[c->n_curve++] = (struct loss_point){loss, beyond};
    }
}

static void make_case(const void *ctx, const struct ready *r, const double *sums, size_t i,
    const struct loss_tally *t, struct loss_case_result *ret_case)
{
    const struct loss_model *m = r->model;
    struct loss_case_result *c = ret_case;
    c->what = r->whats[i];
    c->tally = t;
    c->year = summary_of(r, sums, m->n_scenarios + i, t);
    c->avoided = mean_of(r, sums, loss_sum_of_difference(r, i));
    c->exceeds = mem_array(ctx, double, m->n_appetite);
    for (size_t a = 0; a < m->n_appetite; a++)
        c->exceeds[a] = loss_tally_exceedance(t, m->appetite[a].loss);
    draw_curve(c);
}

static void make_forms(const struct ready *r, const double *sums, struct loss_result *result)
{
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        result->form[f] = sum_of(r, sums, loss_sum_of_form(r) + (size_t)f) / r->run->years;
    for (size_t p = 0; p < r->model->n_policies; p++) {
        for (int f = 0; f < LOSS_FORM_MAX; f++) {
            struct loss_gap *gap = &result->gaps[p];
            gap->loss[f] = result->form[f];
            for (int to = 0; to < LOSS_SHARE_MAX; to++)
                gap->share[to][f] =
                    sum_of(r, sums, loss_sum_of_share(r, p) + (size_t)(to * LOSS_FORM_MAX + f)) /
                    r->run->years;
        }
    }
}

/* After every so many chunks, what the mean was until then: it settles when there are years enough.
 */
static void make_running(const struct ready *r, const double *sums, struct loss_result *result)
{
    size_t place = loss_sum_of_series(r->model->n_scenarios);
    uint32_t step = (r->n_chunks + LOSS_RUNNING_MAX - 1) / LOSS_RUNNING_MAX;
    struct sum s = {0};
    uint32_t years = 0;
    for (uint32_t c = 0; c < r->n_chunks; c++) {
        sum_add(&s, sums[c * r->n_sums + place]);
        years += loss_chunk_years(r, c);
        if ((c + 1) % step != 0 && c + 1 < r->n_chunks)
            continue;
        double mean = (s.value + s.lost) / years;
        double variance = variance_of(r, sums, place, c + 1, mean);
        result->running[result->n_running++] =
            (struct loss_running){years, {mean, sqrt(variance / years)}};
    }
}

struct loss_result *loss_result_make(
    const void *ctx, const struct ready *r, const double *sums, struct loss_tally **tallies)
{
    const struct loss_model *m = r->model;
    struct loss_result *result = mem_new(ctx, struct loss_result);
    result->seed = r->run->seed;
    result->years = r->run->years;
    result->n_scenarios = m->n_scenarios;
    result->scenarios = mem_array(ctx, struct loss_summary, m->n_scenarios);
    for (size_t i = 0; i < m->n_scenarios; i++)
        result->scenarios[i] = summary_of(r, sums, i, tallies[i]);
    result->exact_mean = loss_exact_total(m).mean;
    result->n_cases = r->n_series - m->n_scenarios;
    result->cases = mem_array(ctx, struct loss_case_result, result->n_cases);
    for (size_t i = 0; i < result->n_cases; i++)
        make_case(ctx, r, sums, i, tallies[m->n_scenarios + i], &result->cases[i]);
    result->gaps = mem_array(ctx, struct loss_gap, m->n_policies);
    make_forms(r, sums, result);
    make_running(r, sums, result);
    return result;
}
