#include "mod/report/report_loss_rules.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/shape.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <math.h>
#include <string.h>

void draft_column_loss(json_t *table, double width)
{
    draft_column(table, "report.loss.not_done", "text", width);
}

/* Three places tell all that an estimate knows. */
static int64_t rounded(double yen)
{
    double unit = 1;
    while (fabs(yen) >= 1000 * unit)
        unit *= 10;
    return llround(yen / unit) * llround(unit);
}

static json_t *yen_cell(const void *ctx, double exact)
{
    int64_t yen = rounded(exact);
    return draft_texts(
        report_money_text(ctx, "ja", yen, "JPY"), report_money_text(ctx, "en", yen, "JPY"));
}

json_t *draft_cell_loss(const void *ctx, const struct loss_avoided_run *run, const json_t *measure)
{
    const char *number = body_text(measure, "number");
    const struct loss_avoided *of =
        run == NULL || number == NULL ? NULL : loss_avoided_by(run, number);
    if (of == NULL)
        return draft_message("report.loss.unknown");
    return yen_cell(ctx, of->yen);
}

static const json_t *measure_in(const json_t *const *lists, size_t n, const char *number)
{
    size_t i;
    const json_t *one;
    for (size_t l = 0; l < n; l++)
        json_array_foreach((json_t *)lists[l], i, one)
        {
            if (strcmp(body_text(one, "number"), number) == 0)
                return one;
        }
    return NULL;
}

static void ranked_row(
    const void *ctx, json_t *table, const struct loss_avoided *of, const json_t *measure)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_cell_text(measure, "number"));
    json_array_append_new(cells, draft_cell_text(measure, "title"));
    json_array_append_new(
        cells, of == NULL ? draft_message("report.loss.unknown") : yen_cell(ctx, of->yen));
    bool priced = of != NULL && of->priced;
    json_array_append_new(cells, priced ? yen_cell(ctx, of->cost) : json_null());
    json_array_append_new(cells, priced ? json_real(of->per_yen) : json_null());
}

json_t *draft_table_loss(const void *ctx, json_t *blocks, const struct loss_avoided_run *run,
    const json_t *const *lists, size_t n)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, "report.loss.ranking", NULL);
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 3);
    draft_column_loss(table, 1.5);
    draft_column(table, "report.loss.cost", "text", 1.4);
    draft_column_tenths(table, "report.loss.per_yen", 1.2);
    for (size_t r = 0; run != NULL && run->known && r < run->n; r++) {
        const json_t *measure = measure_in(lists, n, run->measures[r].measure);
        if (measure != NULL)
            ranked_row(ctx, table, &run->measures[r], measure);
    }
    for (size_t l = 0; l < n; l++)
        json_array_foreach((json_t *)lists[l], i, one)
        {
            if (run == NULL || loss_avoided_by(run, body_text(one, "number")) == NULL)
                ranked_row(ctx, table, NULL, one);
        }
    return table;
}

void draft_note_loss(const void *ctx, const char *ja, const struct loss_avoided_run *run,
    const char *zone, json_t *table)
{
    struct date day;
    if (run == NULL || !run->known || !clock_day_in_zone(run->ended_at_ms, zone, &day)) {
        json_object_set_new(table, "note", draft_message("report.loss.none"));
        return;
    }
    const struct draft_arg args[] = {
        {.name = "run", .ja = run->number},
        draft_day(ctx, ja, "day", day),
        {.name = "years", .ja = report_number_text(ctx, (double)run->years, 0, false)},
        {.name = "seed", .ja = mem_printf(ctx, "%lld", (long long)run->seed)},
    };
    json_object_set_new(
        table, "note", draft_format(ctx, "report.loss.source", args, sizeof args / sizeof args[0]));
}
