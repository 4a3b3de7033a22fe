/* The end of a period: what the formulas give for it is written down, so that it stays what it was.
 * A figure that somebody has entered stays. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/kpi/kpi_private.h"

#include <string.h>

/* What stands (open risks) is written down only this soon after the end: later it would be the
 * figure of another time. What happened in the period can be counted at any time. */
enum { SOON_DAYS = 7 };

static enum err write_down(
    struct call *c, const struct kpi_figure *f, const char *period_end, double value)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record made;
    uuid_format(&f->indicator.uid, id);
    json_t *body = reg_keep(
        c, json_pack("{s:s, s:s, s:f}", "indicator", id, "period_end", period_end, "value", value));
    return reg_create(c, &REG_INDICATOR_VALUES, body, &made);
}

static bool has(const struct kpi_figure *f, const char *period_end)
{
    for (size_t i = 0; i < f->n_past; i++)
        if (strcmp(f->past[i].period_end, period_end) == 0)
            return true;
    return false;
}

/* In a transaction of its own. */
static enum err close_one(struct call *c, const struct kpi_figure *f)
{
    const struct kpi_formula *formula = kpi_formula_of(f->source);
    struct date today = kpi_today(c);
    struct date_span now = kpi_span_of(f->period, today, c->org.fiscal_first_month);
    struct date end = date_of_days(date_days(now.first) - 1);
    struct kpi_reading r = {0};
    bool soon = date_days(today) - date_days(end) <= SOON_DAYS;
    if (formula == NULL || has(f, f->due_end) || !(formula->happens || soon))
        return ERR_OK;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = formula->read(c, kpi_span_of(f->period, end, c->org.fiscal_first_month), &r);
    if (e == ERR_OK && r.value.known)
        e = write_down(c, f, f->due_end, r.value.value);
    if (e == ERR_OK && r.value.known)
        e = tx_commit(c);
    tx_abort(c);
    return e == ERR_UNIQUE ? ERR_OK : e; /* somebody has entered it meanwhile */
}

static enum err run(struct call *c, struct job *job)
{
    struct kpi_figure *figures = NULL;
    size_t n = 0;
    (void)job;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = kpi_load(c, NULL, &figures, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = close_one(c, &figures[i]);
    return e;
}

const struct job_kind KPI_CLOSE_JOB = {
    .name = "indicator_close", .run = run, .every_ms = INT64_C(3600000) /* an hour */};
