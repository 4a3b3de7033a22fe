#include "mod/report/report_count_rules.h"

#include "base/mem.h"
#include "mod/loss/loss.h"
#include "mod/measure/measure.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_doc.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *number_text(const void *ctx, int64_t n)
{
    return report_number_text(ctx, (double)n, 0, false);
}

/* ---- risks by value ---- */

static json_t *count_cell(const void *ctx, const struct risk_method *m, int l, int i, int64_t n)
{
    const struct risk_steps steps = {.likelihood = (uint8_t)l, .importance = (uint8_t)i};
    const struct risk_band *band = risk_band_of(m, risk_value(m, steps));
    return json_pack("{s:o, s:s}", "label", draft_texts(number_text(ctx, n), number_text(ctx, n)),
        "tone", band == NULL ? "neutral" : draft_risk_tone(band->colour));
}

static int64_t counted(const struct risk_method *m, const struct risk_heat *heat, int64_t *ret_all)
{
    int64_t told = 0;
    *ret_all = 0;
    for (int l = 0; l <= RISK_STEPS_MAX; l++)
        for (int i = 0; i <= RISK_STEPS_MAX; i++) {
            *ret_all += heat->residual[l][i];
            if (l > 0 && i > 0 && l <= m->scales[RISK_LIKELIHOOD].n &&
                i <= m->scales[RISK_IMPORTANCE].n)
                told += heat->residual[l][i];
        }
    return told;
}

static void step_column(json_t *table, const struct risk_step *step)
{
    json_array_append_new(
        json_object_get(table, "columns"), json_pack("{s:O, s:s, s:f, s:s}", "label", step->name,
                                               "kind", "state", "width", 1.0, "align", "center"));
}

void report_risk_map_write(
    const void *ctx, const struct risk_method *method, const struct risk_heat *heat, json_t *blocks)
{
    int64_t all = 0;
    int64_t told = counted(method, heat, &all);
    const struct risk_scale *likelihood = &method->scales[RISK_LIKELIHOOD];
    const struct risk_scale *importance = &method->scales[RISK_IMPORTANCE];
    const struct draft_arg args[] = {{.name = "n", .ja = number_text(ctx, all)},
        {.name = "unknown", .ja = number_text(ctx, all - told)}};
    draft_paragraph(blocks, "lead",
        draft_format(ctx, all == told ? "report.count.risk_map" : "report.count.risk_map.unknown",
            args, COUNT(args)));
    json_t *table =
        draft_table(blocks, "report.count.risk_map.table", "report.count.risk_map.note");
    draft_column(table, "report.count.likelihood", "text", 1.6);
    for (int i = 0; i < importance->n; i++)
        step_column(table, &importance->steps[i]);
    for (int l = likelihood->n; l > 0; l--) {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, json_deep_copy(likelihood->steps[l - 1].name));
        for (int i = 1; i <= importance->n; i++)
            json_array_append_new(cells, count_cell(ctx, method, l, i, heat->residual[l][i]));
    }
}

/* ---- risks by unit ---- */

/* Risks are counted by colour, which a method may give to no band, to one or to several. */
static void colour_column(const struct risk_method *method, enum risk_colour colour, json_t *table)
{
    json_t *names = risk_colour_names(method, colour);
    if (names == NULL)
        return;
    draft_column(table, "report.count.highest", "number", 0.8);
    json_t *columns = json_object_get(table, "columns");
    json_object_set_new(json_array_get(columns, json_array_size(columns) - 1), "label", names);
}

static bool has_colour(const struct risk_method *method, enum risk_colour colour)
{
    for (int i = 0; i < method->n_bands; i++)
        if (method->bands[i].colour == colour)
            return true;
    return false;
}

static void unit_row(const struct risk_method *method, json_t *table, const struct risk_figure *f)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, json_string(f->name == NULL ? "" : f->name));
    json_array_append_new(cells, json_integer((json_int_t)f->count));
    for (int colour = RISK_COLOUR_MAX - 1; colour >= 0; colour--)
        if (has_colour(method, (enum risk_colour)colour))
            json_array_append_new(cells, json_integer((json_int_t)f->bands[colour]));
    json_array_append_new(cells, f->highest == 0 ? json_null() : json_integer(f->highest));
}

void report_risk_units_write(const void *ctx, const struct risk_method *method,
    const struct risk_figure *figures, size_t n, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "n", .ja = number_text(ctx, (int64_t)n)},
        {.name = "most", .ja = number_text(ctx, REPORT_UNITS_SHOWN)}};
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message("report.ledger.risk_top.none"));
    draft_column(table, "reg.unit", "text", 3);
    draft_column(table, "report.count.risks", "number", 1);
    for (int colour = RISK_COLOUR_MAX - 1; colour >= 0; colour--)
        colour_column(method, (enum risk_colour)colour, table);
    draft_column(table, "report.count.highest", "number", 1.1);
    for (size_t i = 0; i < n && i < REPORT_UNITS_SHOWN; i++)
        unit_row(method, table, &figures[i]);
    if (n > REPORT_UNITS_SHOWN)
        draft_paragraph(
            blocks, "small", draft_format(ctx, "report.count.units.more", args, COUNT(args)));
}

/* ---- measures by state ---- */

void report_measures_state_write(
    const void *ctx, const int64_t *counts, int64_t late, json_t *blocks)
{
    int64_t all = 0;
    json_t *items = json_array();
    for (size_t i = 0; OPTIONS_MEASURE_STATE.keys[i] != NULL; i++) {
        all += counts[i];
        json_array_append_new(items, json_pack("{s:o, s:I}", "label",
                                         draft_message(mem_printf(ctx, "enum.measure_state.%s",
                                             OPTIONS_MEASURE_STATE.keys[i])),
                                         "value", (json_int_t)counts[i]));
    }
    const struct draft_arg args[] = {
        {.name = "n", .ja = number_text(ctx, all)}, {.name = "late", .ja = number_text(ctx, late)}};
    draft_paragraph(blocks, "lead",
        draft_format(ctx, late > 0 ? "report.count.measures.late" : "report.count.measures", args,
            COUNT(args)));
    json_array_append_new(blocks, json_pack("{s:s, s:o, s:o, s:o}", "type", "bars", "caption",
                                      draft_message("report.count.measures.bars"), "unit",
                                      draft_message("report.count.measures.unit"), "items", items));
}

/* ---- losses of a year ---- */

static json_t *yen(const json_t *amount)
{
    return json_pack(
        "{s:I, s:s}", "amount", (json_int_t)llround(json_number_value(amount)), "currency", "JPY");
}

/* The first case of a kind; NULL: there is none. */
static const json_t *case_of(const json_t *result, const char *kind)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(result, "cases"), i, one)
    {
        if (strcmp(body_text(one, "case"), kind) == 0)
            return one;
    }
    return NULL;
}

static void levels_table(const json_t *year, json_t *blocks)
{
    static const char *const levels[] = {"median", "p90", "p95", "p99"};
    char id[60];
    json_t *table = draft_table(blocks, "report.count.loss.curve", "report.count.loss.note");
    draft_column(table, "report.count.loss.often", "text", 3);
    draft_column(table, "report.count.loss.more", "money", 2);
    for (size_t i = 0; i < COUNT(levels); i++) {
        json_t *cells = draft_row(table, NULL);
        snprintf(id, sizeof id, "report.count.loss.%s", levels[i]);
        json_array_append_new(cells, draft_message(id));
        json_array_append_new(
            cells, yen(json_object_get(json_object_get(year, levels[i]), "value")));
    }
}

static const char *percent(const void *ctx, const json_t *share)
{
    return mem_printf(
        ctx, "%s%%", report_number_text(ctx, json_number_value(share) * 100, 1, false));
}

static void appetite_table(const void *ctx, const json_t *points, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, "report.count.loss.appetite", NULL);
    draft_column(table, "report.count.loss.more", "money", 2);
    draft_column(table, "report.count.loss.allowed", "text", 1.4);
    draft_column(table, "report.count.loss.probability", "text", 1.4);
    draft_column(table, "report.count.loss.within", "state", 1.2);
    json_array_foreach(points, i, one)
    {
        bool within = body_bool(one, "within");
        json_t *cells = draft_row(table, within ? NULL : "attention");
        json_array_append_new(cells, yen(json_object_get(one, "loss")));
        json_array_append_new(cells, json_string(percent(ctx, json_object_get(one, "allowed"))));
        json_array_append_new(
            cells, json_string(percent(ctx, json_object_get(one, "probability"))));
        json_array_append_new(
            cells, draft_state(within ? "report.count.loss.inside" : "report.count.loss.outside",
                       within ? "good" : "bad"));
    }
}

void report_loss_year_write(const void *ctx, const json_t *result, json_t *blocks)
{
    const json_t *as_is = case_of(result, "as_is");
    const json_t *year = json_object_get(as_is, "year");
    if (as_is == NULL) {
        draft_paragraph(blocks, "lead", draft_message("report.count.loss.none"));
        return;
    }
    json_t *items = json_array();
    draft_figure(items, "report.count.loss.mean", "money", yen(json_object_get(year, "mean")));
    draft_figure(items, "report.count.loss.one_in_twenty", "money",
        yen(json_object_get(json_object_get(year, "p95"), "value")));
    draft_figures(blocks, items);
    levels_table(year, blocks);
    if (json_array_size(json_object_get(as_is, "appetite")) > 0)
        appetite_table(ctx, json_object_get(as_is, "appetite"), blocks);
}

static void gap_row(json_t *table, const json_t *gap, const char *form)
{
    static const char *const shares[] = {"loss", "paid", "not_covered", "own_share", "over_limit"};
    char id[60];
    if (json_number_value(json_object_get(json_object_get(gap, "loss"), form)) < 1)
        return; /* a form that costs nothing */
    snprintf(id, sizeof id, "enum.loss_form.%s", form);
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_message(id));
    for (size_t i = 0; i < COUNT(shares); i++)
        json_array_append_new(cells, yen(json_object_get(json_object_get(gap, shares[i]), form)));
}

void report_loss_gap_write(const void *ctx, const json_t *result, json_t *blocks)
{
    const json_t *insured = case_of(result, "policy");
    (void)ctx;
    if (insured == NULL) {
        draft_paragraph(blocks, "lead", draft_message("report.count.gap.none"));
        return;
    }
    json_t *table = draft_table(blocks, "report.count.gap.table", "report.count.gap.note");
    draft_column(table, "report.count.gap.form", "text", 2);
    draft_column(table, "report.count.gap.loss", "money", 1.3);
    draft_column(table, "report.count.gap.paid", "money", 1.3);
    draft_column(table, "report.count.gap.not_covered", "money", 1.3);
    draft_column(table, "report.count.gap.own_share", "money", 1.3);
    draft_column(table, "report.count.gap.over_limit", "money", 1.3);
    for (int form = 0; form < LOSS_FORM_MAX; form++)
        gap_row(table, json_object_get(insured, "gap"), loss_form_key((enum loss_form)form));
}
