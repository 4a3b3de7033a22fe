#include "mod/report/report_html_table.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_chart_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_table_rules.h"

const char *report_tone_class(enum report_tone tone)
{
    static const char *const classes[REPORT_TONE_MAX] = {
        "neutral", "good", "progress", "attention-tone", "bad"};
    return classes[tone];
}

/* Class of a column's cells; NULL: none. */
static const char *cell_class(
    const void *ctx, const char *lang, const struct report_table *t, size_t i)
{
    static const char *const broken[REPORT_ALIGN_MAX] = {NULL, "end", "center"};
    static const char *const whole[REPORT_ALIGN_MAX] = {"nowrap", "end nowrap", "center nowrap"};
    enum report_align align = t->columns[i].align;
    return report_column_short(ctx, lang, t, i) ? whole[align] : broken[align];
}

static void cell_open(struct html *h, const char *tag, const char *class)
{
    html_open(h, tag);
    if (class != NULL)
        html_attr(h, "class", class);
}

static void columns_write(const void *ctx, struct html *h, const struct report_table *t)
{
    html_open(h, "colgroup");
    for (size_t i = 0; i < t->n_columns; i++) {
        char percent[32];
        html_number(percent, t->columns[i].width * 100);
        html_void(h, "col");
        html_attr(h, "style", mem_printf(ctx, "width:%s%%", percent));
    }
    html_close(h, "colgroup");
}

static void header_write(struct html *h, const struct report_table *t)
{
    static const char *const aligns[REPORT_ALIGN_MAX] = {NULL, "end", "center"};
    static const char *const whole[REPORT_ALIGN_MAX] = {"keep", "end keep", "center keep"};
    const double most = 5; /* em: a short heading stays in one line */
    html_open(h, "thead");
    html_open(h, "tr");
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct report_column *c = &t->columns[i];
        bool keep = chart_text_width(c->label, 1) <= most;
        cell_open(h, "th", keep ? whole[c->align] : aligns[c->align]);
        html_attr(h, "scope", "col");
        html_text(h, c->label);
        if (c->unit[0] != '\0') {
            html_void(h, "br");
            html_element(h, "span", "unit", c->unit);
        }
        html_close(h, "th");
    }
    html_close(h, "tr");
    html_close(h, "thead");
}

static void value_write(const void *ctx, struct html *h, const char *lang,
    struct report_style style, const struct report_value *v)
{
    const char *text = report_value_text(ctx, lang, style, v);
    if (!v->present && !v->blank) {
        html_open(h, "span");
        html_attr(h, "class", "missing");
        html_attr(h, "title", msg_get(lang, "report.missing.label"));
        html_text(h, text);
        html_close(h, "span");
    } else if (style.kind == REPORT_STATE && v->present) {
        html_element(h, "span", mem_printf(ctx, "state %s", report_tone_class(v->tone)), text);
    } else {
        html_text(h, text);
    }
}

static void row_write(const void *ctx, struct html *h, const char *lang,
    const struct report_table *t, const struct report_row *row, const char *const *class)
{
    static const char *const classes[REPORT_EMPHASIS_MAX] = {NULL, "strong", "attention"};
    cell_open(h, "tr", classes[row->emphasis]);
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct report_column *c = &t->columns[i];
        cell_open(h, i == 0 ? "th" : "td", class[i]);
        if (i == 0)
            html_attr(h, "scope", "row");
        if (i == 0 && row->mark == REPORT_NEW)
            html_element(h, "span", "mark-new", msg_get(lang, "report.mark.new"));
        if (i == 0 && row->mark == REPORT_CHANGED)
            html_element(h, "span", "mark-changed", msg_get(lang, "report.mark.changed"));
        value_write(ctx, h, lang, c->style, &row->cells[i]);
        html_close(h, i == 0 ? "th" : "td");
    }
    html_close(h, "tr");
}

static void nothing_write(struct html *h, const char *lang, const struct report_table *t)
{
    html_open(h, "tr");
    html_open(h, "td");
    html_attr_num(h, "colspan", (double)t->n_columns);
    html_element(
        h, "span", "nothing", t->empty[0] != '\0' ? t->empty : msg_get(lang, "report.nothing"));
    html_close(h, "td");
    html_close(h, "tr");
}

static void caption_write(struct html *h, const char *caption)
{
    if (caption[0] != '\0')
        html_element(h, "caption", "caption", caption);
}

static void begin(struct html *h, const char *class)
{
    html_open(h, "div");
    html_attr(h, "class", "block");
    html_open(h, "div");
    html_attr(h, "class", "scroll");
    html_attr(h, "tabindex", "0"); /* a wide table can be scrolled by keyboard */
    cell_open(h, "table", class);
}

static void end(struct html *h, const char *note)
{
    html_close(h, "table");
    html_close(h, "div");
    if (note[0] != '\0')
        html_element(h, "p", "note", note);
    html_close(h, "div");
}

void report_html_table(
    const void *ctx, struct html *h, const char *lang, const struct report_table *t)
{
    const char *class[REPORT_COLUMNS];
    void *scratch = mem_context(ctx, 0);
    for (size_t i = 0; i < t->n_columns; i++)
        class[i] = cell_class(scratch, lang, t, i);
    begin(h, "grid");
    caption_write(h, t->caption);
    columns_write(scratch, h, t);
    header_write(h, t);
    html_open(h, "tbody");
    for (size_t i = 0; i < t->n_rows; i++)
        row_write(scratch, h, lang, t, &t->rows[i], class);
    if (t->n_rows == 0)
        nothing_write(h, lang, t);
    html_close(h, "tbody");
    end(h, t->note);
    mem_free(scratch);
}

static void heat_key_write(
    const void *ctx, struct html *h, const char *lang, const struct report_heatmap *map)
{
    html_open(h, "p");
    html_attr(h, "class", "key");
    for (size_t i = 0; i < map->n_steps; i++) {
        html_open(h, "span");
        html_open(h, "i");
        html_attr(h, "style", mem_printf(ctx, "background:%s", chart_heat_colour(i, map->n_steps)));
        html_text(h, "");
        html_close(h, "i");
        html_text(h, report_heat_step_text(ctx, lang, map, i));
        html_close(h, "span");
    }
    html_close(h, "p");
}

static void heat_cell_write(const void *ctx, struct html *h, const char *lang,
    const struct report_heatmap *map, struct report_level level)
{
    html_open(h, "td");
    if (level.present) {
        size_t step = chart_heat_step(map, level.tenths);
        html_attr(
            h, "style", mem_printf(ctx, "background:%s", chart_heat_colour(step, map->n_steps)));
    } else {
        html_attr(h, "class", "missing");
    }
    html_text(h, report_cell_level(ctx, lang, level));
    html_close(h, "td");
}

static void heat_head_write(struct html *h, const struct report_heatmap *map)
{
    html_open(h, "colgroup");
    html_void(h, "col");
    html_attr(h, "style", "width:24%");
    html_close(h, "colgroup");
    html_open(h, "thead");
    html_open(h, "tr");
    html_open(h, "th");
    html_attr(h, "scope", "col");
    html_text(h, map->corner);
    html_close(h, "th");
    for (size_t i = 0; i < map->n_columns; i++) {
        html_open(h, "th");
        html_attr(h, "scope", "col");
        html_text(h, map->columns[i]);
        html_close(h, "th");
    }
    html_close(h, "tr");
    html_close(h, "thead");
}

void report_html_heatmap(
    const void *ctx, struct html *h, const char *lang, const struct report_heatmap *map)
{
    void *scratch = mem_context(ctx, 0);
    begin(h, "grid heat");
    caption_write(h, map->caption);
    heat_head_write(h, map);
    html_open(h, "tbody");
    for (size_t i = 0; i < map->n_rows; i++) {
        const struct report_heat_row *row = &map->rows[i];
        cell_open(h, "tr", row->emphasis == REPORT_PLAIN ? NULL : "strong");
        html_open(h, "th");
        html_attr(h, "scope", "row");
        html_text(h, row->label);
        html_close(h, "th");
        for (size_t j = 0; j < map->n_columns; j++)
            heat_cell_write(scratch, h, lang, map, row->level[j]);
        html_close(h, "tr");
    }
    html_close(h, "tbody");
    html_close(h, "table");
    html_close(h, "div");
    heat_key_write(scratch, h, lang, map);
    if (map->note[0] != '\0')
        html_element(h, "p", "note", map->note);
    html_close(h, "div");
    mem_free(scratch);
}

void report_html_sources(
    const void *ctx, struct html *h, const char *lang, const struct report_sources *sources)
{
    report_html_table(ctx, h, lang, report_sources_table(ctx, lang, sources));
}
