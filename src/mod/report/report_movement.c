/* Gathers what has become of the risks in the days of a report. */
#include "mod/report/report_movement_rules.h"
#include "mod/report/report_section.h"

static enum err movers_load(
    struct call *c, const struct risk_movement *m, struct report_movers movers[RISK_KIND_MAX])
{
    enum err e = ERR_OK;
    for (int kind = 0; e == ERR_OK && kind < RISK_KIND_MAX; kind++) {
        struct risk_moved *rows = NULL;
        if (kind == RISK_KIND_SAME || kind == RISK_KIND_RATED)
            continue;
        e = risk_movement_largest(
            c, m, (enum risk_kind)kind, REPORT_MOVERS, &rows, &movers[kind].n);
        movers[kind].rows = rows;
    }
    return e;
}

enum err report_risk_movement_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct risk_movement m = {0};
    struct report_movers movers[RISK_KIND_MAX] = {{0}};
    struct date_span days;
    struct report_movement_told told_at = {.ctx = d->c, .ja = d->issue->ja};
    (void)builder;
    if (!report_issue_days(d->c, d->issue, &days) ||
        !clock_day_in_zone(d->c->now_ms, d->c->org.zone, &told_at.today))
        return ERR_INTERNAL;
    const struct risk_method *method = NULL;
    enum err e = risk_method_now(d->c, &method);
    if (e != ERR_OK)
        return e;
    e = risk_movement_of_days(d->c, days, &m);
    bool kept = e == ERR_OK;
    if (kept)
        e = movers_load(d->c, &m, movers);
    if (e == ERR_OK || (!kept && e == ERR_NOT_FOUND)) {
        report_movement_write(&told_at, method, kept ? &m : NULL, movers, blocks);
        e = ERR_OK;
    }
    return e;
}
