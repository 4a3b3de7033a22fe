#include "mod/report/report_table_rules.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_chart_rules.h"
#include "mod/report/report_format_rules.h"

/* A table of `rows` × `columns` with cells to fill. */
static struct report_table *table_new(const void *ctx, size_t n_rows, size_t n_columns,
    struct report_column **ret_columns, struct report_row **ret_rows,
    struct report_value **ret_cells)
{
    struct report_table *t = mem_new(ctx, struct report_table);
    struct report_column *columns = mem_array(ctx, struct report_column, n_columns);
    struct report_row *rows = mem_array(ctx, struct report_row, n_rows);
    struct report_value *cells = mem_array(ctx, struct report_value, n_rows * n_columns);
    for (size_t i = 0; i < n_rows; i++)
        rows[i].cells = cells + i * n_columns;
    *t = (struct report_table){.caption = "",
        .columns = columns,
        .n_columns = n_columns,
        .rows = rows,
        .n_rows = n_rows,
        .note = "",
        .empty = ""};
    *ret_columns = columns;
    *ret_rows = rows;
    *ret_cells = cells;
    return t;
}

static struct report_column column(const char *label, enum report_kind kind, double width)
{
    bool figures = kind == REPORT_NUMBER || kind == REPORT_LEVEL;
    return (struct report_column){
        .label = label,
        .unit = "",
        .style = {.kind = kind, .digits = kind == REPORT_LEVEL},
        .align = figures ? REPORT_END : REPORT_START,
        .width = width,
    };
}

static struct report_value text_value(const char *text)
{
    return (struct report_value){.present = text[0] != '\0', .text = text};
}

static const struct report_table *levels_twin(
    const void *ctx, const char *lang, const struct report_radar *radar, const char *head)
{
    struct report_column *columns;
    struct report_row *rows;
    struct report_value *cells;
    size_t n = radar->n_series + 1;
    struct report_table *t = table_new(ctx, radar->n_axes, n, &columns, &rows, &cells);
    double share = radar->n_series > 4 ? 0.11 : 0.13;
    columns[0] = column(msg_get(lang, head), REPORT_TEXT, 1 - share * (double)radar->n_series);
    for (size_t j = 0; j < radar->n_series; j++)
        columns[j + 1] = column(radar->series[j].label, REPORT_LEVEL, share);
    for (size_t i = 0; i < radar->n_axes; i++) {
        cells[i * n] = text_value(radar->axes[i]);
        for (size_t j = 0; j < radar->n_series; j++) {
            struct report_level level = radar->series[j].level[i];
            cells[i * n + j + 1] =
                (struct report_value){.present = level.present, .tenths = level.tenths};
        }
    }
    return t;
}

const struct report_table *report_radar_twin(
    const void *ctx, const char *lang, const struct report_radar *radar)
{
    return levels_twin(ctx, lang, radar, "report.radar.axis");
}

const struct report_table *report_trend_twin(
    const void *ctx, const char *lang, const struct report_radar *trend)
{
    return levels_twin(ctx, lang, trend, "report.trend.period");
}

const struct report_table *report_sources_table(
    const void *ctx, const char *lang, const struct report_sources *sources)
{
    enum { WHAT, SOURCE, DATE, DATA, NOTE, COLUMNS };
    struct report_column *columns;
    struct report_row *rows;
    struct report_value *cells;
    struct report_table *t = table_new(ctx, sources->n_items, COLUMNS, &columns, &rows, &cells);
    columns[WHAT] = column(msg_get(lang, "report.sources.what"), REPORT_TEXT, 0.2);
    columns[SOURCE] = column(msg_get(lang, "report.sources.source"), REPORT_TEXT, 0.3);
    columns[DATE] = column(msg_get(lang, "report.sources.date"), REPORT_DATE, 0.13);
    columns[DATA] = column(msg_get(lang, "report.sources.data"), REPORT_STATE, 0.13);
    columns[NOTE] = column(msg_get(lang, "report.sources.note"), REPORT_TEXT, 0.24);
    for (size_t i = 0; i < sources->n_items; i++, cells += COLUMNS) {
        const struct report_source *s = &sources->items[i];
        cells[WHAT] = text_value(s->what);
        cells[SOURCE] = text_value(s->source);
        cells[DATE] = (struct report_value){.present = s->dated, .date = s->date};
        cells[DATA] = (struct report_value){
            .present = true,
            .tone = s->sample ? REPORT_ATTENTION : REPORT_NEUTRAL,
            .text = msg_get(lang, s->sample ? "report.sample.data" : "report.sources.real"),
        };
        cells[NOTE] = text_value(s->note);
        rows[i].emphasis = s->sample ? REPORT_WARNED : REPORT_PLAIN;
    }
    return t;
}

const struct report_table *report_bars_table(
    const void *ctx, const char *lang, const struct report_bars *bars)
{
    enum { LABEL, VALUE, NOTE, COLUMNS };
    struct report_column *columns;
    struct report_row *rows;
    struct report_value *cells;
    struct report_table *t = table_new(ctx, bars->n_bars, COLUMNS, &columns, &rows, &cells);
    t->caption = bars->caption;
    t->note = bars->note;
    columns[LABEL] = column(msg_get(lang, "report.bars.label"), REPORT_TEXT, 0.5);
    columns[VALUE] = column(msg_get(lang, "report.bars.value"), REPORT_NUMBER, 0.2);
    columns[VALUE].style.digits = bars->digits;
    columns[VALUE].unit = bars->unit;
    columns[NOTE] = column(msg_get(lang, "report.sources.note"), REPORT_TEXT, 0.3);
    for (size_t i = 0; i < bars->n_bars; i++, cells += COLUMNS) {
        cells[LABEL] = text_value(bars->bars[i].label);
        cells[VALUE] =
            (struct report_value){.present = bars->bars[i].present, .number = bars->bars[i].value};
        cells[NOTE] = text_value(bars->bars[i].note);
    }
    return t;
}

bool report_column_short(
    const void *ctx, const char *lang, const struct report_table *table, size_t column_no)
{
    const double most = 8.5; /* em */
    const struct report_style style = table->columns[column_no].style;
    bool text = style.kind == REPORT_TEXT || style.kind == REPORT_STATE;
    for (size_t i = 0; text && i < table->n_rows; i++) {
        const struct report_value *v = &table->rows[i].cells[column_no];
        if (chart_text_width(report_value_text(ctx, lang, style, v), 1) > most)
            return false;
    }
    return true;
}

const char *report_heat_step_text(
    const void *ctx, const char *lang, const struct report_heatmap *map, size_t step)
{
    bool last = step + 1 == map->n_steps;
    const struct msg_arg args[] = {
        {"from", report_level_text(ctx, map->steps[step].from, 1, false)},
        {"to", last ? "" : report_level_text(ctx, map->steps[step + 1].from - 1, 1, false)},
        {"label", map->steps[step].label},
    };
    return msg_format(ctx, lang, last ? "report.heat.last" : "report.heat.step", args,
        sizeof args / sizeof *args);
}
