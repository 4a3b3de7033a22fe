#include "mod/loss/loss_quantity.h"

#include <math.h>
#include <stdio.h>

#define Z_95 1.6448536269514722 /* 95th percentile of the standard normal */
#define PERT_WEIGHT 4.0

const char *loss_shape_key(enum loss_shape shape)
{
    static const char *const keys[LOSS_SHAPE_MAX] = {"fixed", "uniform", "pert", "lognormal"};
    return keys[shape];
}

/* ---- the check ---- */

enum { POINTER_SIZE = 200 };

static void bad(struct problem *p, const char *pointer, const char *member, const char *code)
{
    char place[POINTER_SIZE];
    snprintf(place, sizeof place, "%s/%s", pointer, member);
    problem_field(p, place, code);
}

static void check_value(
    struct problem *p, const char *pointer, const char *member, double value, int64_t most)
{
    char place[POINTER_SIZE];
    snprintf(place, sizeof place, "%s/%s", pointer, member);
    if (!(value >= 0))
        problem_field_limit(p, place, "too_small", 0);
    else if (value > (double)most)
        problem_field_limit(p, place, "too_large", most);
}

static void check_lognormal(
    const struct loss_quantity *q, const char *pointer, struct problem *problem)
{
    char place[POINTER_SIZE];
    snprintf(place, sizeof place, "%s/high", pointer);
    if (!(q->low > 0))
        bad(problem, pointer, "low", "above_zero");
    else if (q->high > LOSS_RATIO_MAX * q->low)
        problem_field_limit(problem, place, "loss_ratio", LOSS_RATIO_MAX);
}

void loss_quantity_check(
    const struct loss_quantity *q, int64_t most, const char *pointer, struct problem *problem)
{
    if (q->shape == LOSS_FIXED) {
        check_value(problem, pointer, "value", q->likely, most);
        return;
    }
    check_value(problem, pointer, "low", q->low, most);
    check_value(problem, pointer, "high", q->high, most);
    if (!(q->low < q->high))
        bad(problem, pointer, "high", "loss_order");
    if (q->shape == LOSS_PERT && !(q->low <= q->likely && q->likely <= q->high))
        bad(problem, pointer, "likely", "loss_between");
    if (q->shape == LOSS_LOGNORMAL)
        check_lognormal(q, pointer, problem);
}

/* ---- moments ---- */

static double log_mean(const struct loss_quantity *q)
{
    return (log(q->low) + log(q->high)) / 2;
}

static double log_deviation(const struct loss_quantity *q)
{
    return (log(q->high) - log(q->low)) / (2 * Z_95);
}

double loss_quantity_mean(const struct loss_quantity *q)
{
    switch (q->shape) {
    case LOSS_UNIFORM:
        return (q->low + q->high) / 2;
    case LOSS_PERT:
        return (q->low + PERT_WEIGHT * q->likely + q->high) / (PERT_WEIGHT + 2);
    case LOSS_LOGNORMAL: {
        double sigma = log_deviation(q);
        return exp(log_mean(q) + sigma * sigma / 2);
    }
    default:
        return q->likely;
    }
}

double loss_quantity_variance(const struct loss_quantity *q)
{
    double mean = loss_quantity_mean(q);
    switch (q->shape) {
    case LOSS_UNIFORM:
        return (q->high - q->low) * (q->high - q->low) / 12;
    case LOSS_PERT: /* of a beta whose exponents add up to weight + 2 */
        return (mean - q->low) * (q->high - mean) / (PERT_WEIGHT + 3);
    case LOSS_LOGNORMAL: {
        double sigma = log_deviation(q);
        return mean * mean * expm1(sigma * sigma);
    }
    default:
        return 0;
    }
}

/* ---- draws ---- */

static struct loss_density pert_density(const struct loss_quantity *q)
{
    double width = q->high - q->low;
    return loss_density_beta(1 + PERT_WEIGHT * (q->likely - q->low) / width,
        1 + PERT_WEIGHT * (q->high - q->likely) / width);
}

struct loss_sampler loss_sampler(const void *ctx, const struct loss_quantity *q)
{
    struct loss_sampler s = {.shape = q->shape, .low = q->low, .width = q->high - q->low};
    if (q->shape == LOSS_FIXED)
        s.low = q->likely;
    if (q->shape == LOSS_PERT)
        s.strips = loss_strips_new(ctx, pert_density(q));
    if (q->shape == LOSS_LOGNORMAL) {
        s.low = log_mean(q);
        s.width = log_deviation(q);
        s.strips = loss_strips_new(ctx, loss_density_normal());
    }
    return s;
}

static double scaled(const struct loss_sampler *s, double x)
{
    double value = s->low + s->width * x;
    return s->shape == LOSS_LOGNORMAL ? exp(value) : value;
}

double loss_sampler_draw(const struct loss_sampler *s, struct loss_stream *stream)
{
    double x = 0;
    if (s->shape == LOSS_FIXED)
        return s->low;
    if (s->shape == LOSS_UNIFORM)
        return scaled(s, loss_uniform(stream));
    bool done = false;
    while (!done) {
        double first = loss_uniform(stream);
        done = loss_strips_try(s->strips, first, loss_uniform(stream), &x);
    }
    return scaled(s, x);
}

/* The draw of one event whose first two numbers were refused. */
static double draw_again(
    const struct loss_sampler *s, const struct loss_events *e, size_t i, uint32_t draw)
{
    struct loss_stream stream = loss_stream(e->seed, e->year[i], e->source, e->no[i], draw);
    stream.counter[3]++;
    return loss_sampler_draw(s, &stream);
}

void loss_sampler_draw_all(const struct loss_sampler *s, const struct loss_events *events,
    uint32_t draw, double *ret_values)
{
    double first[LOSS_EVENTS], second[LOSS_EVENTS];
    if (s->shape != LOSS_FIXED)
        loss_uniform_pairs(events, draw, first, second);
    for (size_t i = 0; i < events->n; i++) {
        double x = 0;
        if (s->shape == LOSS_FIXED)
            ret_values[i] = s->low;
        else if (s->shape == LOSS_UNIFORM)
            ret_values[i] = scaled(s, first[i]);
        else if (loss_strips_try(s->strips, first[i], second[i], &x))
            ret_values[i] = scaled(s, x);
        else
            ret_values[i] = draw_again(s, events, i, draw);
    }
}
