#include "mod/report/report_xlsx_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_chart_rules.h"
#include "mod/report/report_table_rules.h"

#include <stdlib.h>

/* A sheet for each table, and the charts. */

static const char *head_text(const struct xlsx *x, const struct report_column *c)
{
    const struct msg_arg args[] = {{"label", c->label}, {"unit", c->unit}};
    return c->unit[0] == '\0' ? c->label
                              : msg_format(x->ctx, x->r->lang, "report.sheet.head", args, 2);
}

/* Characters of a column: its share of a page, but enough for dates and sums. */
static double column_width(const struct report_table *t, size_t i)
{
    enum { PAGE = 120, LEAST = 10, MOST = 70 };
    double w = t->columns[i].width * PAGE;
    double least = t->columns[i].style.kind == REPORT_MONEY ? LEAST + 6 : LEAST;
    if (w < least)
        return least;
    return w > MOST ? MOST : w;
}

static bool has_marks(const struct report_table *t)
{
    for (size_t i = 0; i < t->n_rows; i++)
        if (t->rows[i].mark != REPORT_UNMARKED)
            return true;
    return false;
}

static void mark_write(
    struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, const struct report_row *row)
{
    static const char *const ids[REPORT_MARK_MAX] = {
        NULL, "report.mark.new", "report.mark.changed"};
    if (row->mark != REPORT_UNMARKED)
        xlsx_text(x, s, col, msg_get(x->r->lang, ids[row->mark]), (struct xlsx_look){.wrap = true});
}

static void note_write(struct xlsx *x, struct xlsx_sheet *s, const char *note)
{
    if (note[0] == '\0')
        return;
    s->row++;
    xlsx_text(x, s, 0, note, (struct xlsx_look){.soft = true});
}

/* Height of a row by its longest text. */
static void row_height(
    struct xlsx_sheet *s, const struct report_table *t, const struct report_row *row)
{
    int most = 1;
    for (size_t j = 0; j < t->n_columns; j++) {
        enum report_kind kind = t->columns[j].style.kind;
        if (!row->cells[j].present || (kind != REPORT_TEXT && kind != REPORT_STATE))
            continue;
        int lines = xlsx_lines(s, (lxw_col_t)j, row->cells[j].text);
        most = lines > most ? lines : most;
    }
    xlsx_row_lines(s, most);
}

static void rows_write(struct xlsx *x, struct xlsx_sheet *s, const struct report_table *t)
{
    for (size_t i = 0; i < t->n_rows; i++, s->row++) {
        const struct report_row *row = &t->rows[i];
        const struct xlsx_look look = {.plain = true,
            .strong = row->emphasis == REPORT_STRONG,
            .attention = row->emphasis == REPORT_WARNED};
        row_height(s, t, row);
        for (size_t j = 0; j < t->n_columns; j++)
            xlsx_value(x, s, (lxw_col_t)j, t->columns[j].style, &row->cells[j], look);
        mark_write(x, s, (lxw_col_t)t->n_columns, row);
    }
}

static void head_write(struct xlsx *x, struct xlsx_sheet *s, const struct report_table *t)
{
    int most = 1;
    for (size_t i = 0; i < t->n_columns; i++) {
        int lines = xlsx_lines(s, (lxw_col_t)i, head_text(x, &t->columns[i]));
        most = lines > most ? lines : most;
    }
    xlsx_row_lines(s, most);
    for (size_t i = 0; i < t->n_columns; i++)
        xlsx_head(
            x, s, (lxw_col_t)i, head_text(x, &t->columns[i]), t->columns[i].align == REPORT_END);
}

static struct xlsx_sheet table_write(
    struct xlsx *x, const char *title, const struct report_table *t)
{
    struct xlsx_sheet s = xlsx_sheet_new(x, title);
    lxw_col_t last = (lxw_col_t)(t->n_columns - 1);
    for (size_t i = 0; i < t->n_columns; i++)
        xlsx_width(&s, (lxw_col_t)i, (lxw_col_t)i, column_width(t, i));
    head_write(x, &s, t);
    if (has_marks(t)) {
        last++;
        xlsx_width(&s, last, last, 12);
        xlsx_head(x, &s, last, msg_get(x->r->lang, "report.sheet.mark"), false);
    }
    worksheet_freeze_panes(s.sheet, 1, 0);
    worksheet_repeat_rows(s.sheet, 0, 0);
    s.row++;
    rows_write(x, &s, t);
    if (t->n_rows > 0)
        worksheet_autofilter(s.sheet, 0, 0, (lxw_row_t)t->n_rows, last);
    else
        note_write(x, &s, t->empty[0] != '\0' ? t->empty : msg_get(x->r->lang, "report.nothing"));
    note_write(x, &s, t->note);
    return s;
}

void xlsx_table(struct xlsx *x, const char *title, const struct report_table *table)
{
    table_write(x, title, table);
}

void xlsx_bars(struct xlsx *x, const char *title, const struct report_bars *bars)
{
    struct xlsx_sheet s = table_write(x, title, report_bars_table(x->ctx, x->r->lang, bars));
    if (bars->n_bars == 0)
        return;
    lxw_row_t last = (lxw_row_t)bars->n_bars;
    lxw_chart *chart = workbook_add_chart(x->book, LXW_CHART_BAR);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, s.name, 1, 0, last, 0);
    chart_series_set_values(series, s.name, 1, 1, last, 1);
    chart_series_set_labels(series);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_reverse(chart->y_axis); /* first bar on top, as in the table */
    chart_axis_set_min(chart->x_axis, 0);
    if (bars->caption[0] != '\0')
        chart_title_set_name(chart, bars->caption);
    worksheet_insert_chart(s.sheet, 1, 4, chart);
}

static void heat_row_write(struct xlsx *x, struct xlsx_sheet *s, const struct report_heatmap *map,
    const struct report_heat_row *row)
{
    const struct report_style level = {.kind = REPORT_LEVEL, .digits = 1};
    bool strong = row->emphasis != REPORT_PLAIN;
    xlsx_row_lines(s, xlsx_lines(s, 0, row->label));
    xlsx_text(x, s, 0, row->label, (struct xlsx_look){.wrap = true, .strong = strong});
    for (size_t i = 0; i < map->n_columns; i++) {
        const struct report_value v = {
            .present = row->level[i].present, .tenths = row->level[i].tenths};
        struct xlsx_look look = {.heat = true, .strong = strong};
        if (v.present)
            look.fill = (uint32_t)strtoul(
                chart_heat_colour(chart_heat_step(map, v.tenths), map->n_steps) + 1, NULL, 16);
        xlsx_value(x, s, (lxw_col_t)(i + 1), level, &v, look);
    }
    s->row++;
}

void xlsx_heatmap(struct xlsx *x, const char *title, const struct report_heatmap *map)
{
    struct xlsx_sheet s = xlsx_sheet_new(x, title);
    int most = 1;
    xlsx_width(&s, 0, 0, 28);
    xlsx_width(&s, 1, (lxw_col_t)map->n_columns, 11);
    for (size_t i = 0; i < map->n_columns; i++) {
        int lines = xlsx_lines(&s, (lxw_col_t)(i + 1), map->columns[i]);
        most = lines > most ? lines : most;
    }
    xlsx_row_lines(&s, most);
    xlsx_head(x, &s, 0, map->corner, false);
    for (size_t i = 0; i < map->n_columns; i++)
        xlsx_head(x, &s, (lxw_col_t)(i + 1), map->columns[i], false);
    worksheet_freeze_panes(s.sheet, 1, 1);
    worksheet_repeat_rows(s.sheet, 0, 0);
    s.row++;
    for (size_t i = 0; i < map->n_rows; i++)
        heat_row_write(x, &s, map, &map->rows[i]);
    if (map->n_rows == 0)
        note_write(x, &s, msg_get(x->r->lang, "report.nothing"));
    s.row++;
    for (size_t i = 0; i < map->n_steps; i++) { /* what the colours mean */
        uint32_t fill = (uint32_t)strtoul(chart_heat_colour(i, map->n_steps) + 1, NULL, 16);
        xlsx_text(x, &s, 0, report_heat_step_text(x->ctx, x->r->lang, map, i),
            (struct xlsx_look){.fill = fill});
        s.row++;
    }
    note_write(x, &s, map->note);
}

/* The lines and markers of the PDF, as near as Excel has them. */
static void series_look(lxw_chart_series *series, enum report_role role)
{
    static const uint8_t dashes[REPORT_ROLE_MAX] = {
        [REPORT_OWN] = LXW_CHART_LINE_DASH_SOLID,
        [REPORT_TARGET] = LXW_CHART_LINE_DASH_DASH,
        [REPORT_INDUSTRY] = LXW_CHART_LINE_DASH_ROUND_DOT,
        [REPORT_LAST] = LXW_CHART_LINE_DASH_DASH_DOT,
        [REPORT_COMPARABLE] = LXW_CHART_LINE_DASH_LONG_DASH,
        [REPORT_LEADERS] = LXW_CHART_LINE_DASH_LONG_DASH_DOT,
        [REPORT_OTHER] = LXW_CHART_LINE_DASH_SQUARE_DOT,
    };
    static const uint8_t markers[CHART_MARKER_MAX] = {
        [CHART_CIRCLE] = LXW_CHART_MARKER_CIRCLE,
        [CHART_SQUARE] = LXW_CHART_MARKER_SQUARE,
        [CHART_TRIANGLE] = LXW_CHART_MARKER_TRIANGLE,
        [CHART_DIAMOND] = LXW_CHART_MARKER_DIAMOND,
    };
    const struct chart_stroke *stroke = chart_series_stroke(role);
    lxw_color_t colour = (lxw_color_t)strtoul(stroke->colour + 1, NULL, 16);
    lxw_chart_line line = {
        .color = colour, .width = (float)stroke->width, .dash_type = dashes[role]};
    lxw_chart_line edge = {.color = colour};
    lxw_chart_fill fill = {.color = stroke->hollow ? LXW_COLOR_WHITE : colour};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, markers[stroke->marker]);
    chart_series_set_marker_size(series, 6);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_marker_fill(series, &fill);
}

static void levels_chart(struct xlsx *x, struct xlsx_sheet *s, const struct report_radar *radar,
    bool trend, lxw_row_t head, size_t place)
{
    enum { WIDTH = 640, HEIGHT = 460, ROW = 20 /* pixels */ };
    lxw_chart *chart =
        workbook_add_chart(x->book, trend ? LXW_CHART_LINE : LXW_CHART_RADAR_WITH_MARKERS);
    lxw_row_t last = head + (lxw_row_t)radar->n_axes;
    for (size_t i = 0; i < radar->n_series; i++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_col_t col = (lxw_col_t)(i + 1);
        chart_series_set_categories(series, s->name, head + 1, 0, last, 0);
        chart_series_set_values(series, s->name, head + 1, col, last, col);
        chart_series_set_name_range(series, s->name, head, col);
        series_look(series, radar->series[i].role);
    }
    chart_title_set_name(
        chart, radar->caption[0] != '\0'
                   ? radar->caption
                   : msg_get(x->r->lang, trend ? "report.trend.title" : "report.radar.title"));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_axis_set_min(chart->y_axis, 0);
    chart_axis_set_max(chart->y_axis, radar->max / 10.0);
    if (radar->max <= 100) /* a line a level, where there are few */
        chart_axis_set_major_unit(chart->y_axis, 1);
    lxw_chart_options options = {.x_scale = WIDTH / 480.0, .y_scale = HEIGHT / 288.0};
    worksheet_insert_chart_opt(
        s->sheet, (lxw_row_t)(1 + place * (HEIGHT / ROW + 2)), 7, chart, &options);
}

void xlsx_levels(struct xlsx *x, struct xlsx_sheet *s, const struct report_radar *radar, bool trend,
    size_t place)
{
    const struct report_table *t = trend ? report_trend_twin(x->ctx, x->r->lang, radar)
                                         : report_radar_twin(x->ctx, x->r->lang, radar);
    s->row++;
    if (radar->caption[0] != '\0') {
        xlsx_text(x, s, 0, radar->caption, (struct xlsx_look){.strong = true});
        s->row++;
    }
    lxw_row_t head = s->row;
    head_write(x, s, t);
    s->row++;
    rows_write(x, s, t);
    note_write(x, s, radar->note);
    s->row++;
    levels_chart(x, s, radar, trend, head, place);
}
