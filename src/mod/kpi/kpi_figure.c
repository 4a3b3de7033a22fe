/* What indicators are now, and what that says. */
#include "base/mem.h"
#include "mod/kpi/kpi_private.h"

#include <stdlib.h>
#include <string.h>

/* Of two neighbouring figures: the last one that is kept of a period before `first`. */
static const struct kpi_past *past_before(const struct kpi_figure *f, const char *first)
{
    for (size_t i = f->n_past; i > 0; i--)
        if (strcmp(f->past[i - 1].period_end, first) < 0)
            return &f->past[i - 1];
    return NULL;
}

static void take_before(struct kpi_figure *f, const struct kpi_past *before)
{
    if (before == NULL)
        return;
    f->before = (struct kpi_number){true, before->value};
    f->before_end = before->period_end;
}

/* What people or the job wrote down last, against what they wrote before. */
static void take_kept(struct kpi_figure *f)
{
    if (f->n_past == 0)
        return;
    const struct kpi_past *last = &f->past[f->n_past - 1];
    f->now = (struct kpi_number){true, last->value};
    f->as_of = f->period_end = last->period_end;
    if (last->records >= 0) {
        f->parts[0] = (struct kpi_part){"records", "count", (double)last->records};
        f->parts[1] = (struct kpi_part){"unit_price", "yen", (double)last->unit_price};
        f->n_parts = 2;
    }
    take_before(f, f->n_past > 1 ? last - 1 : NULL);
}

static enum err take_live(struct call *c, struct kpi_figure *f, const struct kpi_formula *formula)
{
    char text[DATE_TEXT_SIZE];
    struct kpi_reading r = {0};
    struct date today = kpi_today(c);
    struct date_span span = kpi_span_of(f->period, today, c->org.fiscal_first_month);
    enum err e = formula->read(c, span, &r);
    if (e != ERR_OK || !r.value.known) {
        take_kept(f); /* nothing to read it from: what is kept still stands */
        return e;
    }
    f->live = true;
    f->now = r.value;
    f->n_parts = r.n_parts;
    memcpy(f->parts, r.parts, sizeof f->parts);
    date_format(today, text);
    f->as_of = r.as_of != NULL ? r.as_of : mem_strdup(c, text);
    date_format(span.first, text);
    take_before(f, past_before(f, text));
    return ERR_OK;
}

/* People enter the figure of a period once it has ended. */
static void fill_due(struct call *c, struct kpi_figure *f)
{
    char text[DATE_TEXT_SIZE];
    struct date_span now = kpi_span_of(f->period, kpi_today(c), c->org.fiscal_first_month);
    date_format(date_of_days(date_days(now.first) - 1), text);
    f->due_end = mem_strdup(c, text);
    f->due = kpi_formula_of(f->source) == NULL &&
             (f->n_past == 0 || strcmp(f->past[f->n_past - 1].period_end, text) < 0);
}

/* What is counted over a period that still runs is no worse than a whole one for being less, and
 * not yet short of its target. */
static void hold_back(struct kpi_figure *f)
{
    if (f->movement == KPI_WORSE)
        f->movement = KPI_UNKNOWN;
    if (f->status == KPI_BAD)
        f->status = KPI_WARN;
}

static enum err fill(struct call *c, struct kpi_figure *f)
{
    enum err e = ERR_OK;
    const struct kpi_formula *formula = kpi_formula_of(f->source);
    if (formula != NULL)
        e = take_live(c, f, formula);
    else
        take_kept(f);
    f->status = kpi_status_of(&f->limits, f->now);
    f->movement = kpi_movement_of(f->limits.lower, f->before, f->now);
    if (f->live && formula != NULL && formula->happens)
        hold_back(f);
    fill_due(c, f);
    return e;
}

static int place_of(const char *perspective)
{
    int i = 0;
    while (OPTIONS_PERSPECTIVE.keys[i] != NULL &&
           strcmp(OPTIONS_PERSPECTIVE.keys[i], perspective) != 0)
        i++;
    return i;
}

static int by_need(const void *a, const void *b)
{
    const struct kpi_figure *x = a;
    const struct kpi_figure *y = b;
    int place = place_of(x->perspective) - place_of(y->perspective);
    int need = kpi_compare(x->movement, x->status, y->movement, y->status);
    if (place != 0 || need != 0)
        return place != 0 ? place : need;
    return x->indicator.id < y->indicator.id ? -1 : x->indicator.id > y->indicator.id;
}

enum err kpi_load(struct call *c, const char *only, struct kpi_figure **ret_figures, size_t *ret_n)
{
    struct kpi_figure *figures = NULL;
    int64_t id = 0;
    size_t n = 0;
    enum err e = only == NULL ? ERR_OK : reg_find(c, &REG_INDICATORS, only, &id);
    if (e == ERR_OK)
        e = kpi_store_indicators(c, id, &figures, &n);
    if (e == ERR_OK)
        e = kpi_store_past(c, figures, n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = fill(c, &figures[i]);
    if (e != ERR_OK)
        return e;
    qsort(figures, n, sizeof *figures, by_need);
    *ret_figures = figures;
    *ret_n = n;
    return ERR_OK;
}
