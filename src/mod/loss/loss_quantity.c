#include "mod/loss/loss_quantity.h"

#include <math.h>
#include <stdio.h>

#define Z_95 1.6448536269514722 /* 95th percentile of the standard normal */
#define TWO_PI 6.283185307179586
#define LOG_4 1.3862943611198906
#define ONE_AND_LOG_5 2.6094379124341003
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

/* R. C. H. Cheng, "Generating beta variates with nonintegral shape parameters", CACM 21 (1978),
 * algorithm BB: for exponents above 1, which those of a PERT are except at its ends. */
static void prepare_pert(struct loss_sampler *s, const struct loss_quantity *q)
{
    double width = q->high - q->low;
    double a = 1 + PERT_WEIGHT * (q->likely - q->low) / width;
    double b = 1 + PERT_WEIGHT * (q->high - q->likely) / width;
    s->mirrored = a > b;
    s->a = fmin(a, b);
    s->b = fmax(a, b);
    s->scale = sqrt((s->a + s->b - 2) / (2 * s->a * s->b - (s->a + s->b)));
    s->shift = s->a + 1 / s->scale;
}

struct loss_sampler loss_sampler(const struct loss_quantity *q)
{
    struct loss_sampler s = {.shape = q->shape, .low = q->low, .width = q->high - q->low};
    if (q->shape == LOSS_FIXED)
        s.low = q->likely;
    if (q->shape == LOSS_PERT)
        prepare_pert(&s, q);
    if (q->shape == LOSS_LOGNORMAL) {
        s.mu = log_mean(q);
        s.sigma = log_deviation(q);
    }
    return s;
}

/* Both exponents above 1. */
static double beta_between(const struct loss_sampler *s, struct loss_stream *stream)
{
    double sum = s->a + s->b;
    for (;;) {
        double u = loss_uniform(stream);
        double v = s->scale * log(u / (1 - u));
        double w = s->a * exp(v);
        double second = loss_uniform(stream);
        double z = u * u * second;
        double r = s->shift * v - LOG_4;
        double t = s->a + r - w;
        if (t + ONE_AND_LOG_5 >= 5 * z || t >= log(z) || r + sum * log(sum / (s->b + w)) >= log(z))
            return w / (s->b + w);
    }
}

static double draw_pert(const struct loss_sampler *s, struct loss_stream *stream)
{
    /* with the smaller exponent 1, by inversion */
    double x = s->a > 1 ? beta_between(s, stream) : 1 - pow(loss_uniform(stream), 1 / s->b);
    return s->low + s->width * (s->mirrored ? 1 - x : x);
}

/* G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", 1958. */
static double normal(struct loss_stream *stream)
{
    double radius = sqrt(-2 * log(loss_uniform(stream)));
    return radius * cos(TWO_PI * loss_uniform(stream));
}

double loss_sampler_draw(const struct loss_sampler *s, struct loss_stream *stream)
{
    switch (s->shape) {
    case LOSS_UNIFORM:
        return s->low + s->width * loss_uniform(stream);
    case LOSS_PERT:
        return draw_pert(s, stream);
    case LOSS_LOGNORMAL:
        return exp(s->mu + s->sigma * normal(stream));
    default:
        return s->low;
    }
}
