#include "mod/report/report_scorecard_rules.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* "3件", "82%", "1,200万円". */
static const char *number_in(
    const void *ctx, const char *lang, const struct kpi_figure *f, double value)
{
    double unit = fabs(value) >= 1e6 ? 1e4 : 1; /* large sums in round words */
    if (is(f->figure, "yen"))
        return report_money_text(ctx, lang, llround(value / unit) * llround(unit), "JPY");
    bool whole = value == round(value) && !is(f->figure, "level");
    const char *n = report_number_text(ctx, value, whole ? 0 : 1, false);
    if (is(f->figure, "percent"))
        return mem_printf(ctx, "%s%%", n);
    if (is(f->figure, "level"))
        return n;
    const struct msg_arg count = {"n", n};
    const char *unit_id = mem_printf(ctx, "enum.indicator_figure.%s", f->figure);
    const struct msg_arg args[] = {count, {"unit", msg_format(ctx, lang, unit_id, &count, 1)}};
    return msg_format(ctx, lang, "kpi.figure", args, COUNT(args));
}

static json_t *number_cell(
    const void *ctx, const struct kpi_figure *f, struct kpi_number number, const char *unknown)
{
    if (!number.known)
        return draft_message(unknown);
    return draft_texts(
        number_in(ctx, "ja", f, number.value), number_in(ctx, "en", f, number.value));
}

static json_t *target_cell(const void *ctx, const struct kpi_figure *f)
{
    if (!f->limits.target.known)
        return draft_message("report.scorecard.no_target");
    const char *id = f->limits.lower ? "report.scorecard.at_most" : "report.scorecard.at_least";
    const struct draft_arg args[] = {{"target", number_in(ctx, "ja", f, f->limits.target.value),
        number_in(ctx, "en", f, f->limits.target.value)}};
    return draft_format(ctx, id, args, COUNT(args));
}

static json_t *status_cell(const void *ctx, const struct kpi_figure *f)
{
    static const char *const tones[KPI_STATUS_MAX] = {
        [KPI_OPEN] = "neutral", [KPI_OK] = "good", [KPI_WARN] = "attention", [KPI_BAD] = "bad"};
    return draft_state(
        mem_printf(ctx, "enum.indicator_status.%s", kpi_status_key(f->status)), tones[f->status]);
}

static const char *period_in(
    const struct report_scorecard_told *t, const char *lang, const struct kpi_figure *f)
{
    char label[KPI_LABEL_SIZE];
    struct date day;
    if (f->before_end == NULL || !date_parse(f->before_end, &day))
        return "";
    kpi_span_label(f->period, kpi_span_of(f->period, day, t->first_month), t->first_month, label);
    return report_period_text(t->ctx, lang, mem_strdup(t->ctx, label));
}

static json_t *movement_cell(const struct report_scorecard_told *t, const struct kpi_figure *f)
{
    const void *ctx = t->ctx;
    const char *word = mem_printf(ctx, "enum.indicator_movement.%s", kpi_movement_key(f->movement));
    if (!f->before.known || f->movement == KPI_UNKNOWN)
        return draft_message(word);
    const struct draft_arg args[] = {{"word", msg_get("ja", word), msg_get("en", word)},
        {"period", period_in(t, t->ja, f), period_in(t, "en", f)},
        {"before", number_in(ctx, "ja", f, f->before.value),
            number_in(ctx, "en", f, f->before.value)}};
    return draft_format(ctx, "kpi.movement", args, COUNT(args));
}

static json_t *judged_cell(const void *ctx, const struct kpi_figure *f)
{
    if (f->comment == NULL)
        return json_null();
    return json_string(
        f->judged == NULL ? f->comment : mem_printf(ctx, "%s\n%s", f->judged, f->comment));
}

static void figure_row(
    const struct report_scorecard_told *t, json_t *table, const struct kpi_figure *f)
{
    const void *ctx = t->ctx;
    json_t *cells = draft_row(table, f->status == KPI_BAD ? "attention" : NULL);
    json_array_append_new(cells, json_string(f->indicator.title));
    json_array_append_new(cells, number_cell(ctx, f, f->now, "report.scorecard.unknown"));
    json_array_append_new(cells, target_cell(ctx, f));
    json_array_append_new(cells, status_cell(ctx, f));
    json_array_append_new(cells, movement_cell(t, f));
    json_array_append_new(cells, judged_cell(ctx, f));
}

static json_t *view_table(const void *ctx, json_t *blocks, const char *perspective)
{
    json_t *table =
        draft_table(blocks, mem_printf(ctx, "enum.indicator_perspective.%s", perspective), NULL);
    draft_column(table, "report.scorecard.indicator", "text", 2.4);
    draft_column(table, "report.scorecard.value", "text", 1.2);
    draft_column(table, "report.scorecard.target", "text", 1.3);
    draft_column(table, "report.assessment.state", "state", 0.9);
    draft_column(table, "report.scorecard.movement", "text", 1.8);
    draft_column(table, "report.scorecard.judged", "text", 2.4);
    return table;
}

static void lead_write(const void *ctx, const struct kpi_figure *figures, size_t n, json_t *blocks)
{
    size_t bad = 0, warn = 0, worse = 0;
    for (size_t i = 0; i < n; i++) {
        bad += figures[i].status == KPI_BAD;
        warn += figures[i].status == KPI_WARN;
        worse += figures[i].movement == KPI_WORSE;
    }
    const struct draft_arg args[] = {
        {.name = "n", .ja = report_number_text(ctx, (double)n, 0, false)},
        {.name = "bad", .ja = report_number_text(ctx, (double)bad, 0, false)},
        {.name = "warn", .ja = report_number_text(ctx, (double)warn, 0, false)},
        {.name = "worse", .ja = report_number_text(ctx, (double)worse, 0, false)}};
    draft_paragraph(blocks, "lead",
        draft_format(
            ctx, n == 0 ? "report.scorecard.none" : "report.scorecard.lead", args, COUNT(args)));
}

void report_scorecard_write(const struct report_scorecard_told *told,
    const struct kpi_figure *figures, size_t n, json_t *blocks)
{
    const void *ctx = told->ctx;
    json_t *table = NULL;
    lead_write(ctx, figures, n, blocks);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !is(figures[i].perspective, figures[i - 1].perspective))
            table = view_table(ctx, blocks, figures[i].perspective);
        figure_row(told, table, &figures[i]);
    }
}
