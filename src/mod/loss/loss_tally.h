/* A count of annual losses that answers for percentiles, tails and exceedance of any number of
 * years in bounded memory. A loss is rounded to a whole yen and counted in a bucket: below 1,024
 * yen each yen has its own, above it a bucket is at most 1/1,024 of its values wide, and it keeps
 * the sum of what fell into it. All is counted in integers, so the order of adding does not matter
 * and what several threads counted adds up to the same. Answers are the mean of a bucket: within
 * 0.1 % of the exact order statistic, and exact where a bucket has seen one value only. Memory: 16
 * KiB for every doubling that occurs, 656 KiB at the most. */
#ifndef KANAME_MOD_LOSS_LOSS_TALLY_H
#define KANAME_MOD_LOSS_LOSS_TALLY_H

#include <stdint.h>

enum { LOSS_TALLY_PAGES = 41, LOSS_TALLY_BATCH = 1024 };

/* Yen; more in a year is counted as this much (a thousand trillion). */
#define LOSS_TALLY_MOST ((UINT64_C(1) << 50) - 1)

struct loss_tally;

/* Empty; it grows under ctx, which belongs to the thread that adds. */
struct loss_tally *loss_tally_new(const void *ctx);

/* Counts a year's loss in yen, 0 or more. */
void loss_tally_add(struct loss_tally *t, double loss);

/* The same for up to LOSS_TALLY_BATCH years; often most of them have no loss at all, and are
 * counted at once. */
void loss_tally_add_all(struct loss_tally *t, const double *losses, uint32_t n);

/* Adds all that another has counted. */
void loss_tally_merge(struct loss_tally *t, const struct loss_tally *other);

uint64_t loss_tally_years(const struct loss_tally *t);

/* The loss of the year of that rank, 1 being the smallest loss and loss_tally_years the largest. */
double loss_tally_rank(const struct loss_tally *t, uint64_t rank);

/* The loss that a share p of all years does not exceed: rank p·years, rounded up. Of an empty tally
 * 0, as of all below. */
double loss_tally_percentile(const struct loss_tally *t, double p);

/* The mean of the worst 1 - p of all years, at least of one (tail value at risk, CVaR). */
double loss_tally_tail(const struct loss_tally *t, double p);

/* The share of years with more than `loss`. */
double loss_tally_exceedance(const struct loss_tally *t, double loss);

#endif
