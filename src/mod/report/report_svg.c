#include "mod/report/report_svg.h"

#include "base/mem.h"
#include "mod/report/report_chart_rules.h"
#include "mod/report/report_format_rules.h"

enum { WIDTH = 493 /* the text width of the PDF, in points: the same picture in both */ };

#define INK "#1a1a1a"
#define SOFT "#4d4d4d"
#define GRID "#c9ced8"

static void begin(struct html *h, double width, double height, const char *id, const char *title,
    const char *text)
{
    char box[96];
    char number[32];
    struct buf *b = h->buf;
    html_open(h, "svg");
    html_attr(h, "xmlns", "http://www.w3.org/2000/svg");
    html_number(number, height);
    snprintf(box, sizeof box, "0 0 %d %s", (int)width, number);
    html_attr(h, "viewBox", box);
    html_attr(h, "role", "img");
    html_attr(h, "aria-labelledby", mem_printf(b, "%s-t %s-d", id, id));
    html_open(h, "title");
    html_attr(h, "id", mem_printf(b, "%s-t", id));
    html_text(h, title);
    html_close(h, "title");
    html_open(h, "desc");
    html_attr(h, "id", mem_printf(b, "%s-d", id));
    html_text(h, text);
    html_close(h, "desc");
}

static void points_write(const void *ctx, struct html *h, const struct chart_point *p, size_t n)
{
    struct buf *b = buf_new(ctx);
    for (size_t i = 0; i < n; i++) {
        char x[32];
        char y[32];
        html_number(x, p[i].x);
        html_number(y, p[i].y);
        buf_printf(b, "%s%s,%s", i == 0 ? "" : " ", x, y);
    }
    html_attr(h, "points", b->data);
    mem_free(b);
}

static void text_write(struct html *h, struct chart_point at, enum chart_anchor anchor, double size,
    const char *colour, const char *text)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    html_open(h, "text");
    html_attr_num(h, "x", at.x);
    html_attr_num(h, "y", at.y + size * 0.36); /* from the middle to the baseline */
    html_attr(h, "text-anchor", anchors[anchor]);
    html_attr_num(h, "font-size", size);
    html_attr(h, "fill", colour);
    html_text(h, text);
    html_close(h, "text");
}

static void line_write(struct html *h, struct chart_point a, struct chart_point b)
{
    html_open(h, "line");
    html_attr_num(h, "x1", a.x);
    html_attr_num(h, "y1", a.y);
    html_attr_num(h, "x2", b.x);
    html_attr_num(h, "y2", b.y);
}

static void rect_write(struct html *h, struct chart_box box, double y, const char *fill)
{
    html_open(h, "rect");
    html_attr_num(h, "x", box.x);
    html_attr_num(h, "y", y + box.y);
    html_attr_num(h, "width", box.w);
    html_attr_num(h, "height", box.h);
    html_attr(h, "fill", fill);
    html_close(h, "rect");
}

static void stroke_write(struct html *h, const struct chart_stroke *s)
{
    html_attr(h, "stroke", s->colour);
    html_attr_num(h, "stroke-width", s->width);
    html_attr(h, "stroke-linejoin", "round");
    if (s->n_dash > 0) {
        struct buf *b = buf_new(h->buf);
        for (size_t i = 0; i < s->n_dash; i++) {
            char n[32];
            html_number(n, s->dash[i]);
            buf_printf(b, "%s%s", i == 0 ? "" : " ", n);
        }
        html_attr(h, "stroke-dasharray", b->data);
        mem_free(b);
    }
}

static void marker_write(const void *ctx, struct html *h, const struct chart_stroke *s,
    struct chart_point at, double size)
{
    struct chart_point corners[CHART_MARKER_POINTS];
    size_t n = chart_marker_points(s->marker, at, size, corners);
    html_open(h, n == 0 ? "circle" : "polygon");
    if (n == 0) {
        html_attr_num(h, "cx", at.x);
        html_attr_num(h, "cy", at.y);
        html_attr_num(h, "r", size);
    } else {
        points_write(ctx, h, corners, n);
    }
    html_attr(h, "fill", s->hollow ? "#ffffff" : s->colour);
    html_attr(h, "stroke", s->colour);
    html_attr_num(h, "stroke-width", 1);
    html_close(h, n == 0 ? "circle" : "polygon");
}

static void web_write(const void *ctx, struct html *h, const struct chart_radar *c)
{
    struct chart_point *corner = mem_array(ctx, struct chart_point, c->n_axes);
    for (int ring = 1; ring <= c->rings; ring++) {
        for (size_t i = 0; i < c->n_axes; i++)
            corner[i] = chart_radar_at(c, i, (double)ring / c->rings);
        html_open(h, "polygon");
        points_write(ctx, h, corner, c->n_axes);
        html_attr(h, "fill", "none");
        html_attr(h, "stroke", ring == c->rings ? "#8c96aa" : GRID);
        html_attr_num(h, "stroke-width", ring == c->rings ? 0.9 : 0.6);
        html_close(h, "polygon");
    }
    for (size_t i = 0; i < c->n_axes; i++) {
        line_write(h, c->centre, chart_radar_at(c, i, 1));
        html_attr(h, "stroke", GRID);
        html_attr_num(h, "stroke-width", 0.6);
        html_close(h, "line");
    }
}

static void scale_write(const void *ctx, struct html *h, const struct chart_radar *c)
{
    for (int ring = 1; ring <= c->rings; ring++) {
        struct chart_point at = chart_radar_at(c, 0, (double)ring / c->rings);
        at.x -= CHART_SCALE_GAP;
        rect_write(h, (struct chart_box){at.x - 5, at.y - 3.6, 6, 7.2}, 0, "#ffffff");
        text_write(h, at, CHART_END, 6.5, SOFT, mem_printf(ctx, "%d", ring * c->ring_step));
    }
}

/* Lines with a marker on every point. */
static void runs_write(const void *ctx, struct html *h, const struct chart_stroke *stroke,
    const struct chart_run *runs, size_t n_runs)
{
    for (size_t i = 0; i < n_runs; i++) {
        const char *tag = runs[i].closed ? "polygon" : "polyline";
        html_open(h, tag);
        points_write(ctx, h, runs[i].points, runs[i].n);
        bool tint = stroke->filled && runs[i].closed;
        html_attr(h, "fill", tint ? stroke->colour : "none");
        if (tint)
            html_attr(h, "fill-opacity", "0.1");
        stroke_write(h, stroke);
        html_close(h, tag);
    }
    for (size_t i = 0; i < n_runs; i++)
        for (size_t j = 0; j < runs[i].n; j++)
            marker_write(ctx, h, stroke, runs[i].points[j], stroke->filled ? 2.8 : 2.2);
}

static void series_write(const void *ctx, struct html *h, const struct chart_radar *c,
    const struct report_radar *radar, const struct report_series *s)
{
    size_t n_runs;
    const struct chart_run *runs = chart_radar_runs(ctx, c, s->level, radar->max, &n_runs);
    runs_write(ctx, h, chart_series_stroke(s->role), runs, n_runs);
}

static void label_write(struct html *h, const struct chart_label *label)
{
    for (size_t j = 0; j < label->lines.n; j++)
        text_write(h, (struct chart_point){label->at.x, label->at.y + (double)j * CHART_LINE},
            label->anchor, CHART_FONT, INK, label->lines.line[j]);
}

static void axes_write(
    const void *ctx, struct html *h, const struct chart_radar *c, const struct report_radar *radar)
{
    for (size_t i = 0; i < c->n_axes; i++) {
        struct chart_label label = chart_radar_label(ctx, c, i, chart_radar_axis(ctx, radar, i));
        label_write(h, &label);
    }
}

static void legend_write(
    const void *ctx, struct html *h, double width, double top, const struct report_radar *radar)
{
    double height;
    const struct chart_legend_entry *entries =
        chart_legend_layout(ctx, radar->series, radar->n_series, width, top, &height);
    for (size_t i = 0; i < radar->n_series; i++) {
        const struct chart_stroke *stroke = chart_series_stroke(radar->series[i].role);
        struct chart_point from = entries[i].line;
        struct chart_point to = {from.x + CHART_LEGEND_SAMPLE, from.y};
        line_write(h, from, to);
        stroke_write(h, stroke);
        html_close(h, "line");
        marker_write(ctx, h, stroke,
            (struct chart_point){from.x + CHART_LEGEND_SAMPLE / 2.0, from.y},
            stroke->filled ? 2.8 : 2.2);
        text_write(h, entries[i].text, CHART_START, CHART_FONT + 0.5, INK, radar->series[i].label);
    }
}

void report_svg_radar(const void *ctx, struct html *h, const struct report_radar *radar,
    const char *id, const char *title, const char *text)
{
    struct chart_radar c = chart_radar_layout(WIDTH, WIDTH * CHART_RADIUS_PERCENT / 100.0, radar);
    begin(h, c.width, c.height, id, title, text);
    web_write(ctx, h, &c);
    scale_write(ctx, h, &c);
    for (size_t i = radar->n_series; i-- > 0;) /* the own series, first, is drawn on top */
        series_write(ctx, h, &c, radar, &radar->series[i]);
    axes_write(ctx, h, &c, radar);
    legend_write(ctx, h, c.width, c.legend_y, radar);
    html_close(h, "svg");
}

static void trend_frame(
    const void *ctx, struct html *h, const struct chart_trend *c, const struct report_radar *trend)
{
    for (int ring = 0; ring <= c->rings; ring++) {
        double y = chart_trend_at(c, 0, ring * c->ring_step * 10).y;
        line_write(
            h, (struct chart_point){c->plot.x, y}, (struct chart_point){c->plot.x + c->plot.w, y});
        html_attr(h, "stroke", ring == 0 ? "#8c96aa" : GRID);
        html_attr_num(h, "stroke-width", 0.6);
        html_close(h, "line");
        text_write(h, (struct chart_point){c->plot.x - CHART_SCALE_GAP, y}, CHART_END, 6.5, SOFT,
            mem_printf(ctx, "%d", ring * c->ring_step));
    }
    for (size_t i = 0; i < c->n; i++) {
        struct chart_label label = chart_trend_label(ctx, c, i, trend->axes[i]);
        label_write(h, &label);
    }
}

void report_svg_trend(const void *ctx, struct html *h, const struct report_radar *trend,
    const char *id, const char *title, const char *text)
{
    size_t n;
    struct chart_trend c = chart_trend_layout(WIDTH, trend);
    begin(h, c.width, c.height, id, title, text);
    trend_frame(ctx, h, &c, trend);
    for (size_t i = trend->n_series; i-- > 0;) {
        const struct chart_run *runs = chart_trend_runs(ctx, &c, trend->series[i].level, &n);
        runs_write(ctx, h, chart_series_stroke(trend->series[i].role), runs, n);
    }
    legend_write(ctx, h, c.width, c.legend_y, trend);
    html_close(h, "svg");
}

static void bar_write(
    struct html *h, const struct report_bar *bar, const struct chart_bar *b, double y)
{
    double first = y + (b->height - (double)b->label.n * CHART_LINE) / 2 + CHART_LINE / 2.0;
    for (size_t j = 0; j < b->label.n; j++)
        text_write(h, (struct chart_point){b->label_width, first + (double)j * CHART_LINE},
            CHART_END, CHART_FONT, INK, b->label.line[j]);
    rect_write(h, b->track, y, "#f0f2f6");
    if (bar->present && b->bar.w > 0)
        rect_write(h, b->bar, y, chart_bar_colour(bar->tone));
    first = y + (b->height - (double)b->value.n * CHART_LINE) / 2 + CHART_LINE / 2.0;
    for (size_t j = 0; j < b->value.n; j++)
        text_write(h, (struct chart_point){b->value_x, first + (double)j * CHART_LINE}, CHART_START,
            CHART_FONT, INK, b->value.line[j]);
}

void report_svg_bars(const void *ctx, struct html *h, const char *lang,
    const struct report_bars *bars, const char *id, const char *title)
{
    const struct chart_bar *rows = chart_bars_layout(ctx, lang, bars, WIDTH);
    double height = 0;
    struct buf *text = buf_new(ctx);
    for (size_t i = 0; i < bars->n_bars; i++) {
        height += rows[i].height;
        buf_printf(text, "%s%s: %s", i == 0 ? "" : " / ", bars->bars[i].label,
            report_bar_text(ctx, lang, bars, &bars->bars[i]));
    }
    begin(h, WIDTH, height, id, title, text->data);
    double y = 0;
    for (size_t i = 0; i < bars->n_bars; i++) {
        bar_write(h, &bars->bars[i], &rows[i], y);
        y += rows[i].height;
    }
    html_close(h, "svg");
}
