/* Uncertain quantities – a loss in yen, a number of records or days, events a year – as
 * distributions that people can state: what they are, their exact moments, and draws from them.
 *
 *  fixed      `likely`
 *  uniform    any value from low to high alike
 *  PERT       low, likely, high. The standard beta-PERT with weight 4 (D. G. Malcolm et al. 1959 in
 *             the form of D. Vose): low + (high - low)·Beta(a, b),
 *             a = 1 + 4(likely - low)/(high - low), b = 1 + 4(high - likely)/(high - low);
 *             mean (low + 4·likely + high)/6. pyfair takes other a and b for the same mean, so
 *             its spread differs.
 *  lognormal  nine times in ten between low and high (the 5th and 95th percentile), as riskquant.
 */
#ifndef KANAME_MOD_LOSS_LOSS_QUANTITY_H
#define KANAME_MOD_LOSS_LOSS_QUANTITY_H

#include "base/problem.h"
#include "mod/loss/loss_random.h"
#include "mod/loss/loss_strips.h"

enum loss_shape { LOSS_FIXED, LOSS_UNIFORM, LOSS_PERT, LOSS_LOGNORMAL, LOSS_SHAPE_MAX };

struct loss_quantity {
    enum loss_shape shape;
    double low, high;
    double likely; /* of LOSS_FIXED and LOSS_PERT */
};

/* "fixed", "uniform", "pert", "lognormal" */
const char *loss_shape_key(enum loss_shape shape);

enum { LOSS_RATIO_MAX = 10000 }; /* of a lognormal's high to its low */

/* Names what is wrong: order of the values, below 0, above `most` (at most LOSS_RATIO_MAX times low
 * for a lognormal, and low above 0). `pointer` is the quantity's JSON pointer. */
void loss_quantity_check(
    const struct loss_quantity *q, int64_t most, const char *pointer, struct problem *problem);

double loss_quantity_mean(const struct loss_quantity *q);
double loss_quantity_variance(const struct loss_quantity *q);

/* A quantity made ready for many draws. */
struct loss_sampler {
    enum loss_shape shape;
    double low, width; /* of the lognormal: mean and deviation of the logarithm */
    const struct loss_strips *strips;
};

/* Of a quantity that passed its check; its table (8 KiB for PERT and lognormal) is under ctx. */
struct loss_sampler loss_sampler(const void *ctx, const struct loss_quantity *q);

/* Draws from the numbers of a stream. */
double loss_sampler_draw(const struct loss_sampler *s, struct loss_stream *stream);

/* One draw for each event of a list (loss_uniform_pairs), each the same as from a stream of its
 * own. */
void loss_sampler_draw_all(const struct loss_sampler *s, const struct loss_events *events,
    uint32_t draw, double *ret_values);

#endif
