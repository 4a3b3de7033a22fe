/* Indicators by the four views of a balanced scorecard (practice 6-2, mini-practice 5): what they
 * are now – read from the registers, or entered by people –, what they were, and what that says
 * against their targets. */
#ifndef KANAME_MOD_KPI_KPI_H
#define KANAME_MOD_KPI_KPI_H

#include "kernel/register/register.h"
#include "kernel/sheet/out.h"
#include "mod/kpi/kpi_rules.h"

extern const struct reg_def REG_INDICATORS, REG_INDICATOR_VALUES, REG_CUSTOMER_REQUESTS,
    REG_INDICATOR_CAUSES;
extern const struct option_set OPTIONS_PERSPECTIVE, OPTIONS_INDICATOR_FIGURE;
extern const struct perm PERM_INDICATOR_READ;
extern const struct module module_kpi;

/* A number that a figure is made of: our score and the industry's, records and the price of each.
 */
struct kpi_part {
    const char *key;    /* message "enum.indicator_part.<key>" */
    const char *figure; /* a key of OPTIONS_INDICATOR_FIGURE */
    double value;
};
enum { KPI_PARTS = 4 };

/* What an indicator was in a period. */
struct kpi_past {
    struct uuid uid;
    const char *period_end; /* "2026-10-31" */
    double value;
    enum kpi_status status;      /* against today's limits */
    const char *origin;          /* "typed", "computed" */
    const char *comment;         /* NULL: none */
    int64_t records, unit_price; /* of the value of finds; -1: none */
};

struct kpi_figure {
    struct ref indicator;
    int64_t version;
    const char *perspective; /* a key of OPTIONS_PERSPECTIVE */
    const char *question;    /* NULL: none, as all texts below */
    const char *source;      /* "manual", "finds_value", or the key of a formula */
    const char *figure;      /* a key of OPTIONS_INDICATOR_FIGURE */
    struct kpi_limits limits;
    enum kpi_period period;
    struct ref owner;
    const char *judged, *comment;
    struct kpi_number now;
    bool live;              /* read from the registers this moment; else the last one kept */
    const char *as_of;      /* day of `now`; NULL: not known */
    const char *period_end; /* of `now` when it is not live */
    enum kpi_status status;
    struct kpi_number before; /* the figure of the period before */
    const char *before_end;
    enum kpi_movement movement;
    struct kpi_part parts[KPI_PARTS];
    size_t n_parts;
    bool due;              /* the figure of the last period that has ended is still to be entered */
    const char *due_end;   /* of that period */
    struct kpi_past *past; /* the oldest first */
    size_t n_past;
};

enum { KPI_PAST = 24 }; /* periods of each figure that are loaded */

/* All indicators, by perspective, and in each what has worsened first. `only` (UUID or number):
 * that one alone, NULL: all. Whoever may read indicators gets the same figures: they are of the
 * whole organisation. Under c, inside the caller's transaction. ERR_NOT_FOUND. */
enum err kpi_load(struct call *c, const char *only, struct kpi_figure **ret_figures, size_t *ret_n);

#endif
