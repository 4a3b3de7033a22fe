#include "mod/report/report_loss_rules.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/shape.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <math.h>

void draft_column_loss(json_t *table, double width)
{
    draft_column(table, "report.loss.not_done", "text", width);
}

json_t *draft_cell_loss(const void *ctx, const struct loss_avoided_run *run, const json_t *measure)
{
    const char *number = body_text(measure, "number");
    const struct loss_avoided *of =
        run == NULL || number == NULL ? NULL : loss_avoided_by(run, number);
    if (of == NULL)
        return draft_message("report.loss.unknown");
    int64_t yen = llround(of->yen);
    return draft_texts(
        report_money_text(ctx, "ja", yen, "JPY"), report_money_text(ctx, "en", yen, "JPY"));
}

void draft_note_loss(
    const void *ctx, const struct loss_avoided_run *run, const char *zone, json_t *table)
{
    struct date day;
    if (run == NULL || !run->known || !clock_day_in_zone(run->ended_at_ms, zone, &day)) {
        json_object_set_new(table, "note", draft_message("report.loss.none"));
        return;
    }
    const struct draft_arg args[] = {
        {.name = "run", .ja = run->number},
        {"day", report_date_short(ctx, "ja", day), report_date_short(ctx, "en", day)},
        {.name = "years", .ja = report_number_text(ctx, (double)run->years, 0, false)},
        {.name = "seed", .ja = mem_printf(ctx, "%lld", (long long)run->seed)},
    };
    json_object_set_new(
        table, "note", draft_format(ctx, "report.loss.source", args, sizeof args / sizeof args[0]));
}
