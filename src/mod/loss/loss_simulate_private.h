/* Internal to the simulation: years are played in chunks of fixed bounds, each by one thread from
 * beginning to end; sums of chunks are added up in their order, so threads leave no trace. */
#ifndef KANAME_MOD_LOSS_LOSS_SIMULATE_PRIVATE_H
#define KANAME_MOD_LOSS_LOSS_SIMULATE_PRIVATE_H

#include "mod/loss/loss_simulate.h"

enum { LOSS_CHUNK = LOSS_EVENTS }; /* years */

#define LOSS_RATE_TABLE 16.0   /* events a year: up to it a year's number is looked up */
#define LOSS_RATE_STEP 500.0   /* events a year; exp(-500) is still a normal number */
#define LOSS_RATE_MOST 10000.0 /* of a drawn frequency */

struct ready_item {
    struct loss_sampler amount, units;
};

enum { LOSS_RATE_ROWS = 100 }; /* of that table: beyond lies less than one step of a number */

/* What happens: a scenario by itself (`scenario`), a shock, or a shock's trigger. */
struct ready_source {
    uint64_t id;
    struct loss_sampler rate;
    const double *at_most; /* by number of events: probability of so many or fewer; the last one is
                              1. NULL: the rate is drawn each year, or too high for a table */
};

/* What a case leaves of events and losses. */
struct ready_case {
    double *scenario;              /* by scenario: share of events */
    double *shock;                 /* by shock */
    double (*loss)[LOSS_FORM_MAX]; /* by scenario */
};

/* The model made ready; shared by threads and never written while they run. */
struct ready {
    const struct loss_model *model;
    const struct loss_run *run;
    struct ready_source *scenarios, *shocks;
    uint64_t **triggers;       /* by shock and trigger: source of what it triggers */
    struct ready_item **items; /* by scenario */
    const struct loss_case *whats;
    struct ready_case *cases; /* those that are not of policies, which come first */
    size_t n_cases;           /* of them */
    size_t n_series;          /* losses a year: each scenario, each case of `cases`, each policy */
    size_t n_sums;            /* of a chunk */
    uint32_t n_chunks;
};

/* Places in a chunk's sums: two for each series (sum and sum of squares about the chunk's mean),
 * two for each case's and policy's difference to the first, then losses by form, then shares by
 * policy and form. */
static inline size_t loss_sum_of_series(size_t series)
{
    return 2 * series;
}
static inline size_t loss_sum_of_difference(const struct ready *r, size_t which)
{
    return 2 * (r->n_series + which);
}
static inline size_t loss_sum_of_form(const struct ready *r)
{
    size_t differences = r->n_series - r->model->n_scenarios;
    return 2 * (r->n_series + differences);
}
static inline size_t loss_sum_of_share(const struct ready *r, size_t policy)
{
    return loss_sum_of_form(r) + LOSS_FORM_MAX + policy * LOSS_SHARE_MAX * LOSS_FORM_MAX;
}

/* The cases of a model in the result's order. */
const struct loss_case *loss_cases(const void *ctx, const struct loss_model *model, size_t *ret_n);

/* Under ctx. */
struct ready *loss_ready(
    const void *ctx, const struct loss_model *model, const struct loss_run *run);

/* Events of one source that are worked on together: what they cost by form, yen, and the numbers
 * that decide which measures stop them. */
struct loss_batch {
    struct loss_events events;
    size_t scenario;
    const struct loss_shock *shock; /* that brought them; NULL: they came by themselves */
    double loss[LOSS_FORM_MAX][LOSS_EVENTS];
    double hours[LOSS_EVENTS];
    double keep[LOSS_EVENTS], shock_keep[LOSS_EVENTS];
    double amount[LOSS_EVENTS], units[LOSS_EVENTS], spare[LOSS_EVENTS]; /* while they are drawn */
};

/* A thread's own memory. */
struct loss_worker {
    void *ctx;
    struct loss_batch *batch;
    double (*year)[LOSS_CHUNK];                /* by series */
    double (*paid)[LOSS_CHUNK][LOSS_FORM_MAX]; /* by policy */
    struct loss_tally **tallies;               /* by series */
};

struct loss_worker *loss_worker_new(const void *ctx, const struct ready *r);

/* Draws what the batch's events cost and which numbers decide about them (loss_event.c). */
void loss_batch_draw(struct loss_batch *b, const struct ready *r);

/* Plays one chunk; `ret_sums` has room for n_sums. */
void loss_chunk_play(
    struct loss_worker *w, const struct ready *r, uint32_t chunk, double *ret_sums);

/* Years of a chunk: the last one may be shorter. */
uint32_t loss_chunk_years(const struct ready *r, uint32_t chunk);

/* The result from the sums of all chunks and the tallies of all threads, merged. */
struct loss_result *loss_result_make(
    const void *ctx, const struct ready *r, const double *sums, struct loss_tally **tallies);

#endif
