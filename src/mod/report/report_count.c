/* Gathers what sections of counted things are made of. */
#include "base/clock.h"
#include "base/mem.h"
#include "mod/loss/loss.h"
#include "mod/measure/measure.h"
#include "mod/report/report_count_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_section.h"
#include "mod/risk/risk.h"

enum { MEASURE_STATES = 16 };

enum err report_risk_map_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct call *c = d->c;
    (void)builder;
    const struct risk_method *method = NULL;
    struct risk_heat *heat = mem_new(c, struct risk_heat);
    enum err e = risk_method_now(c, &method);
    if (e == ERR_OK)
        e = risk_view_heat(c, heat);
    if (e == ERR_OK)
        report_risk_map_write(c, method, heat, blocks);
    return e;
}

enum err report_risk_units_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct call *c = d->c;
    (void)builder;
    const struct risk_method *method = NULL;
    struct risk_figure *figures = NULL;
    size_t n = 0;
    enum err e = risk_method_now(c, &method);
    if (e == ERR_OK)
        e = risk_view_units(c, &figures, &n);
    if (e == ERR_OK)
        report_risk_units_write(c, method, figures, n, blocks);
    return e;
}

enum err report_measures_state_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct call *c = d->c;
    (void)builder;
    int64_t counts[MEASURE_STATES] = {0};
    int64_t late = 0;
    struct date today;
    char day[DATE_TEXT_SIZE];
    enum err e = clock_day_in_zone(c->now_ms, c->org.zone, &today) ? ERR_OK : ERR_INTERNAL;
    for (size_t i = 0; e == ERR_OK && i < MEASURE_STATES && OPTIONS_MEASURE_STATE.keys[i] != NULL;
         i++) {
        const struct reg_where of[] = {{"state", "eq", OPTIONS_MEASURE_STATE.keys[i]}};
        e = reg_count(c, &REG_MEASURES, of, 1, "/", &counts[i]);
    }
    if (e != ERR_OK)
        return e;
    date_format(today, day);
    const struct reg_where overdue[] = {{"state", "in", "approved,under_way"}, {"due", "lt", day}};
    e = reg_count(c, &REG_MEASURES, overdue, 2, "/", &late);
    if (e == ERR_OK)
        report_measures_state_write(c, counts, late, blocks);
    return e;
}

static enum err loss(struct report_drawing *d,
    void (*write)(const void *ctx, const json_t *result, json_t *blocks), json_t *blocks)
{
    struct date day;
    struct call *c = d->c;
    struct loss_newest newest;
    enum err e = loss_result_newest(c, &newest);
    if (e != ERR_OK)
        return e;
    write(c, newest.result, blocks);
    if (newest.result == NULL)
        return ERR_OK;
    if (!clock_day_in_zone(newest.ended_at_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    const struct draft_arg args[] = {
        {.name = "number", .ja = newest.number}, draft_day_long(c, d->issue->ja, "day", day)};
    draft_paragraph(blocks, "small", draft_format(c, "report.count.loss.run", args, 2));
    return ERR_OK;
}

enum err report_loss_year_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    (void)builder;
    return loss(d, report_loss_year_write, blocks);
}

enum err report_loss_gap_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    (void)builder;
    return loss(d, report_loss_gap_write, blocks);
}
