/* Monte Carlo simulation of a loss model: plays many years, as things are, with each measure, with
 * all of them and under each policy, and says what a year costs.
 *
 * The same seed, years and model give the same result bit for bit with any number of threads, on
 * the same build, mathematical library and kind of processor (exp, log and pow of the C library may
 * differ in the last bit elsewhere).
 * All cases are played on the same random numbers: a measure that keeps 30 % of the events keeps 30
 * % of those that happened without it, so that a difference is the measure's and not chance's.
 * Within an event, items and the number of units are independent of each other. */
#ifndef KANAME_MOD_LOSS_LOSS_SIMULATE_H
#define KANAME_MOD_LOSS_LOSS_SIMULATE_H

#include "mod/loss/loss.h"
#include "mod/loss/loss_policy_rules.h"
#include "mod/loss/loss_tally.h"

enum {
    LOSS_YEARS_MIN = 1000,
    LOSS_YEARS_MAX = 10000000,
    LOSS_YEARS_DEFAULT = 1000000,
    LOSS_THREADS_MAX = 64,
    LOSS_RUNNING_MAX = 50, /* points of the running mean */
    LOSS_CURVE_POINTS = 40,
};

struct loss_run {
    uint64_t seed;
    uint32_t years;
    unsigned threads; /* 0: one a processor */
    /* Told now and then by the calling thread how many years are done; false ends the run. */
    bool (*progress)(void *arg, uint32_t done, uint32_t years);
    void *progress_arg;
};

enum loss_case_kind { LOSS_AS_IS, LOSS_WITH_MEASURE, LOSS_WITH_MEASURES, LOSS_WITH_POLICY };

struct loss_case {
    enum loss_case_kind kind;
    size_t index; /* of the measure or policy */
};

struct loss_mean {
    double mean, standard_error;
};

/* A percentile with the 95 % interval of its sampling error. */
struct loss_percentile {
    double value, low, high;
};

enum loss_level { LOSS_MEDIAN, LOSS_P90, LOSS_P95, LOSS_P99, LOSS_LEVEL_MAX };

double loss_level_share(enum loss_level level); /* 0.5, 0.9, 0.95, 0.99 */

/* A year's loss in yen, of a scenario or in total. Percentiles and tails are of whole yen, within
 * 0.1 % (loss_tally.h); means are of the unrounded losses. */
struct loss_summary {
    struct loss_mean mean;
    double deviation;
    struct loss_percentile level[LOSS_LEVEL_MAX];
    double tail[LOSS_LEVEL_MAX]; /* mean of the years beyond the level */
    double most;
    double any; /* probability of a year with a loss at all */
};

/* A point of the exceedance curve: more than `loss` in a year has this probability. */
struct loss_point {
    double loss, probability;
};

/* A year's mean by form: all of it, and where it goes under a policy. */
struct loss_gap {
    double loss[LOSS_FORM_MAX];
    double share[LOSS_SHARE_MAX][LOSS_FORM_MAX];
};

struct loss_case_result {
    struct loss_case what;
    struct loss_summary year; /* retained loss under a policy */
    struct loss_mean avoided; /* a year, against LOSS_AS_IS; its error is of the difference */
    struct loss_point curve[LOSS_CURVE_POINTS]; /* by loss, rising */
    size_t n_curve;
    double *exceeds;                /* of the appetite's points: the probability as it is */
    const struct loss_tally *tally; /* for further questions */
};

struct loss_running {
    uint32_t years;
    struct loss_mean mean;
};

struct loss_result {
    uint64_t seed;
    uint32_t years;
    struct loss_summary *scenarios; /* as the model's, as things are */
    size_t n_scenarios;
    double exact_mean;              /* of the total as things are, from closed forms */
    struct loss_case_result *cases; /* LOSS_AS_IS first, measures, all of them (when several),
                                       policies */
    size_t n_cases;
    double form[LOSS_FORM_MAX];                    /* a year's mean by form, as things are */
    struct loss_gap *gaps;                         /* as the model's policies */
    struct loss_running running[LOSS_RUNNING_MAX]; /* the total's mean after so many years */
    size_t n_running;
};

/* Plays a model that passed its check. Memory, for S scenarios and C cases: a thread has S + C
 * tallies (loss_tally.h) and as many rows of 8 KiB, 64 KiB for each policy and 130 KiB for events;
 * all share 8 KiB for each quantity that is neither fixed nor uniform, and sums of 16·(S + 2·C)
 * bytes for every 1,024 years, 256 more for each policy. NULL: ended by `progress`. */
struct loss_result *loss_simulate(
    const void *ctx, const struct loss_model *model, const struct loss_run *run);

#endif
