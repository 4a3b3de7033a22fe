#include "mod/report/report_supplier_rules.h"

#include "base/mem.h"
#include "mod/report/report_draft_rules.h"

#include <inttypes.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *number_text(const void *ctx, int64_t n)
{
    return mem_printf(ctx, "%" PRId64, n);
}

/* Whole per cent, rounded to the nearest. */
static const char *share_text(const void *ctx, int64_t part, int64_t whole)
{
    int64_t share = whole == 0 ? 0 : (200 * part + whole) / (2 * whole);
    return mem_printf(ctx, "%" PRId64 "%%", share);
}

static void figure(const void *ctx, json_t *items, const char *label, int64_t part, int64_t whole)
{
    json_t *one = draft_figure(items, label, "number", json_integer((json_int_t)part));
    json_object_set_new(one, "unit", draft_message("report.supplier.unit"));
    if (whole > 0) {
        const char *share = share_text(ctx, part, whole);
        const struct draft_arg args[] = {
            {.name = "share", .ja = share}, {.name = "all", .ja = number_text(ctx, whole)}};
        json_object_set_new(
            one, "note", draft_format(ctx, "report.supplier.share", args, COUNT(args)));
    }
}

static void bar(json_t *items, const char *label, int64_t value, const char *tone)
{
    json_array_append_new(items, json_pack("{s:o, s:I, s:s}", "label", draft_message(label),
                                     "value", (json_int_t)value, "tone", tone));
}

static void bars(json_t *blocks, const char *caption, json_t *items)
{
    json_array_append_new(
        blocks, json_pack("{s:s, s:o, s:o, s:o}", "type", "bars", "caption", draft_message(caption),
                    "unit", draft_message("report.supplier.unit"), "items", items));
}

void report_supplier_share(const void *ctx, const struct supplier_survey *s, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "all", .ja = number_text(ctx, s->suppliers)},
        {.name = "with", .ja = number_text(ctx, s->with_risk)},
        {.name = "share", .ja = share_text(ctx, s->with_risk, s->suppliers)}};
    json_t *figures = json_array();
    json_t *items = json_array();
    draft_paragraph(blocks, "lead",
        draft_format(ctx, s->suppliers == 0 ? "report.supplier.none" : "report.supplier.lead", args,
            COUNT(args)));
    figure(ctx, figures, "report.supplier.all", s->suppliers, 0);
    figure(ctx, figures, "report.supplier.with", s->with_risk, s->suppliers);
    figure(ctx, figures, "report.supplier.without", s->without_risk, s->suppliers);
    bar(items, "report.supplier.with", s->with_risk, "attention");
    bar(items, "report.supplier.without", s->without_risk, "good");
    if (s->unknown > 0) {
        figure(ctx, figures, "report.supplier.unknown", s->unknown, s->suppliers);
        bar(items, "report.supplier.unknown", s->unknown, "neutral");
    }
    draft_figures(blocks, figures);
    bars(blocks, "report.supplier.share.bars", items);
}

void report_supplier_concern(const void *ctx, const struct supplier_survey *s, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "with", .ja = number_text(ctx, s->with_risk)},
        {.name = "some", .ja = number_text(ctx, s->concern_some)},
        {.name = "none", .ja = number_text(ctx, s->concern_none)},
        {.name = "open", .ja = number_text(ctx, s->not_reviewed)}};
    json_t *items = json_array();
    draft_paragraph(blocks, "lead",
        draft_format(ctx,
            s->not_reviewed > 0 ? "report.supplier.concern.open" : "report.supplier.concern.lead",
            args, COUNT(args)));
    bar(items, "report.supplier.concern.none", s->concern_none, "good");
    bar(items, "report.supplier.concern.some", s->concern_some, "bad");
    if (s->not_reviewed > 0)
        bar(items, "report.supplier.concern.not", s->not_reviewed, "neutral");
    bars(blocks, "report.supplier.concern.bars", items);
}

static void cell(json_t *cells, const char *text)
{
    json_array_append_new(cells, text == NULL ? json_null() : json_string(text));
}

static void row(const void *ctx, json_t *table, const struct supplier_concerned *s)
{
    json_t *cells = draft_row(table, s->plan == NULL ? "attention" : NULL);
    cell(cells, s->number);
    cell(cells, s->name);
    cell(cells, s->units);
    cell(cells, s->work);
    cell(cells, s->stops);
    cell(cells, s->main_concern);
    json_array_append_new(
        cells, s->plan == NULL ? draft_message("report.supplier.plan.none")
                               : draft_message(mem_printf(ctx, "enum.supplier_plan.%s", s->plan)));
    cell(cells, s->plan_note);
    cell(cells, s->due);
}

void report_supplier_list(const void *ctx, const struct supplier_survey *s,
    const struct supplier_concerned *list, size_t n, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "most", .ja = number_text(ctx, REPORT_SUPPLIERS)}};
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message("report.supplier.list.none"));
    draft_column(table, "reg.number", "text", 1);
    draft_column(table, "reg.supplier", "text", 1.7);
    draft_column(table, "reg.supplier_engagement.unit", "text", 1.2);
    draft_column(table, "reg.supplier_engagement.work", "text", 1.6);
    draft_column(table, "reg.supplier_engagement.stops", "text", 1.5);
    draft_column(table, "reg.supplier.main_concern", "text", 2);
    draft_column(table, "reg.supplier.plan", "text", 1.2);
    draft_column(table, "reg.supplier.plan_note", "text", 1.9);
    draft_column(table, "reg.supplier_review.due", "date", 1);
    for (size_t i = 0; i < n; i++)
        row(ctx, table, &list[i]);
    if (s->concern_some > (int64_t)n)
        draft_paragraph(
            blocks, "small", draft_format(ctx, "report.section.most", args, COUNT(args)));
}
