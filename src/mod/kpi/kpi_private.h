/* Inside the module only. */
#ifndef KANAME_MOD_KPI_KPI_PRIVATE_H
#define KANAME_MOD_KPI_KPI_PRIVATE_H

#include "kernel/job/job.h"
#include "mod/kpi/kpi.h"

#define SOURCE_MANUAL "manual"
#define SOURCE_FINDS_VALUE "finds_value" /* entered as records, told in yen */

extern const struct option_set OPTIONS_INDICATOR_SOURCE, OPTIONS_INDICATOR_CYCLE,
    OPTIONS_INDICATOR_DIRECTION, OPTIONS_INDICATOR_ORIGIN;
extern const struct perm PERM_INDICATOR_WRITE;

/* ---- kpi_formula.c ---- */

/* What a formula reads. */
struct kpi_reading {
    struct kpi_number value;
    struct kpi_part parts[KPI_PARTS];
    size_t n_parts;
    const char *as_of; /* day of what was read; NULL: the day it is read */
};

/* A figure read from the registers of other modules, through their headers. Pure of the caller: the
 * whole organisation's. `span`: the period asked for; figures of what stands (open risks) are as of
 * the moment they are read. */
struct kpi_formula {
    const char *key;    /* of OPTIONS_INDICATOR_SOURCE */
    const char *figure; /* its unit of measure */
    bool lower;         /* the lower the better */
    bool happens;       /* counts what happened in the period, so it can be read later too */
    enum err (*read)(struct call *c, struct date_span span, struct kpi_reading *ret_reading);
};

/* NULL: entered by people. */
const struct kpi_formula *kpi_formula_of(const char *source);

/* ---- kpi_store.c ---- */

/* Indicators in order of their numbers, without their figures; at most LIMIT_INDICATORS. `only` 0:
 * all. */
enum err kpi_store_indicators(
    struct call *c, int64_t only, struct kpi_figure **ret_figures, size_t *ret_n);

/* An arrow with its ends as people see them. */
struct kpi_shown_arrow {
    struct uuid uid;
    struct ref cause, effect;
    const char *reason; /* NULL: none */
};

/* All arrows, those to and from deleted indicators too: these may come back. */
enum err kpi_store_arrows(struct call *c, struct kpi_arrow **ret_arrows, size_t *ret_n);

/* Those between indicators that are there, in the order in which they were made; `only` 0: all,
 * else those of one indicator. */
enum err kpi_store_shown_arrows(
    struct call *c, int64_t only, struct kpi_shown_arrow **ret_arrows, size_t *ret_n);

/* Gives its arrows the indicator's name as it is now. */
enum err kpi_store_rename_arrows(struct call *c, int64_t indicator_id);

/* Requests of customers that were answered in the period: how many, and their days together. */
enum err kpi_store_answered(
    struct call *c, struct date_span span, int64_t *ret_n, int64_t *ret_days);

/* Fills `past` of the figures: the last KPI_PAST periods of each. */
enum err kpi_store_past(struct call *c, struct kpi_figure *figures, size_t n);

/* Writes the day on which an indicator was last measured: the last one of its periods, `today`
 * while that is not over; none without a figure. In the write transaction that changes a figure. */
enum err kpi_store_measured(struct call *c, int64_t indicator_id, const char *today);

/* ---- kpi_close.c ---- */

/* Writes down what the formulas give for periods that have ended and have no figure yet. */
extern const struct job_kind KPI_CLOSE_JOB;

/* ---- kpi_api.c, kpi_starter.c ---- */

enum err kpi_scorecard_get(struct req *r);
enum err kpi_starter_add(struct req *r);
extern const struct shape SHAPE_SCORECARD_QUERY, SHAPE_SCORECARD, SHAPE_STARTER_MADE;

/* Today in the organisation's zone. */
struct date kpi_today(struct call *c);

#endif
