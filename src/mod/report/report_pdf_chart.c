#include "mod/report/report_pdf_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_table_rules.h"

#include <math.h>

/* Radar, trend and bars, from the same geometry as the SVG of the page. */

#define GRID_LINE "#c9ced8"

static const struct pdf_font summary_font = {.size = 9.5, .pitch = 15, .colour = PDF_INK};

static void polygon_path(struct pdf *p, const struct chart_point *at, size_t n, bool closed)
{
    cairo_new_path(p->cr);
    for (size_t i = 0; i < n; i++)
        cairo_line_to(p->cr, PDF_LEFT + at[i].x, p->y + at[i].y);
    if (closed)
        cairo_close_path(p->cr);
}

static void line_path(struct pdf *p, struct chart_point a, struct chart_point b)
{
    const struct chart_point both[] = {a, b};
    polygon_path(p, both, 2, false);
}

static void stroke(struct pdf *p, const char *colour, double width)
{
    pdf_colour(p, colour);
    cairo_set_line_width(p->cr, width);
    cairo_set_dash(p->cr, NULL, 0, 0);
    cairo_stroke(p->cr);
}

static void stroke_as(struct pdf *p, const struct chart_stroke *s)
{
    pdf_colour(p, s->colour);
    cairo_set_line_width(p->cr, s->width);
    cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(p->cr, s->dash, (int)s->n_dash, 0);
    cairo_stroke(p->cr);
    cairo_set_dash(p->cr, NULL, 0, 0);
}

static void marker(struct pdf *p, const struct chart_stroke *s, struct chart_point at, double size)
{
    struct chart_point corners[CHART_MARKER_POINTS];
    size_t n = chart_marker_points(s->marker, at, size, corners);
    if (n == 0) {
        cairo_new_path(p->cr);
        cairo_arc(p->cr, PDF_LEFT + at.x, p->y + at.y, size, 0, 2 * M_PI);
    } else {
        polygon_path(p, corners, n, true);
    }
    pdf_colour(p, s->hollow ? "#ffffff" : s->colour);
    cairo_fill_preserve(p->cr);
    stroke(p, s->colour, 1);
}

/* A line of text with its vertical middle at `at`. */
static void label(struct pdf *p, struct chart_point at, enum chart_anchor anchor, double size,
    const char *colour, const char *text)
{
    static const enum report_align aligns[] = {REPORT_START, REPORT_CENTER, REPORT_END};
    const double room = PDF_BODY;
    const struct pdf_font font = {
        .size = size, .pitch = size, .colour = colour, .align = aligns[anchor]};
    double x = PDF_LEFT + at.x -
               (anchor == CHART_START    ? 0
                   : anchor == CHART_END ? room
                                         : room / 2);
    pdf_text_draw(p, text, &font, x, p->y + at.y - size / 2, room);
}

static void web(struct pdf *p, const struct chart_radar *c)
{
    struct chart_point *corner = mem_array(p->ctx, struct chart_point, c->n_axes);
    for (int ring = 1; ring <= c->rings; ring++) {
        for (size_t i = 0; i < c->n_axes; i++)
            corner[i] = chart_radar_at(c, i, (double)ring / c->rings);
        polygon_path(p, corner, c->n_axes, true);
        bool rim = ring == c->rings;
        stroke(p, rim ? "#8c96aa" : GRID_LINE, rim ? 0.9 : 0.6);
    }
    for (size_t i = 0; i < c->n_axes; i++) {
        line_path(p, c->centre, chart_radar_at(c, i, 1));
        stroke(p, GRID_LINE, 0.6);
    }
}

static void scale(struct pdf *p, const struct chart_radar *c)
{
    for (int ring = 1; ring <= c->rings; ring++) {
        struct chart_point at = chart_radar_at(c, 0, (double)ring / c->rings);
        at.x -= CHART_SCALE_GAP;
        pdf_fill(p, PDF_LEFT + at.x - 5, p->y + at.y - 3.6, 6, 7.2, "#ffffff");
        label(p, at, CHART_END, 6.5, PDF_SOFT, mem_printf(p->ctx, "%d", ring * c->ring_step));
    }
}

/* Lines with a marker on every point. */
static void runs_draw(
    struct pdf *p, const struct chart_stroke *look, const struct chart_run *runs, size_t n_runs)
{
    for (size_t i = 0; i < n_runs; i++) {
        polygon_path(p, runs[i].points, runs[i].n, runs[i].closed);
        if (look->filled && runs[i].closed) {
            pdf_colour(p, "#e5e8f9"); /* a tenth of the line's colour, opaque */
            cairo_save(p->cr);
            cairo_set_operator(p->cr, CAIRO_OPERATOR_MULTIPLY);
            cairo_fill_preserve(p->cr);
            cairo_restore(p->cr);
        }
        stroke_as(p, look);
    }
    for (size_t i = 0; i < n_runs; i++)
        for (size_t j = 0; j < runs[i].n; j++)
            marker(p, look, runs[i].points[j], look->filled ? 2.8 : 2.2);
}

static void series(struct pdf *p, const struct chart_radar *c, const struct report_radar *radar,
    const struct report_series *s)
{
    size_t n_runs;
    const struct chart_run *runs = chart_radar_runs(p->ctx, c, s->level, radar->max, &n_runs);
    runs_draw(p, chart_series_stroke(s->role), runs, n_runs);
}

static void label_draw(struct pdf *p, const struct chart_label *l)
{
    for (size_t j = 0; j < l->lines.n; j++) {
        struct chart_point at = {l->at.x, l->at.y + (double)j * CHART_LINE};
        label(p, at, l->anchor, CHART_FONT, PDF_INK, l->lines.line[j]);
    }
}

static void axes(struct pdf *p, const struct chart_radar *c, const struct report_radar *radar)
{
    for (size_t i = 0; i < c->n_axes; i++) {
        struct chart_label l = chart_radar_label(p->ctx, c, i, chart_radar_axis(p->ctx, radar, i));
        label_draw(p, &l);
    }
}

static void legend(struct pdf *p, double width, double top, const struct report_radar *radar)
{
    double height;
    const struct chart_legend_entry *entries =
        chart_legend_layout(p->ctx, radar->series, radar->n_series, width, top, &height);
    for (size_t i = 0; i < radar->n_series; i++) {
        const struct chart_stroke *look = chart_series_stroke(radar->series[i].role);
        struct chart_point from = entries[i].line;
        struct chart_point to = {from.x + CHART_LEGEND_SAMPLE, from.y};
        line_path(p, from, to);
        stroke_as(p, look);
        marker(p, look, (struct chart_point){from.x + CHART_LEGEND_SAMPLE / 2.0, from.y},
            look->filled ? 2.8 : 2.2);
        label(p, entries[i].text, CHART_START, CHART_FONT + 0.5, PDF_INK, radar->series[i].label);
    }
}

/* The radar at its best, and as small as it may become to stay on the page. */
#define RADIUS_BEST (PDF_BODY * CHART_RADIUS_PERCENT / 100)
#define RADIUS_LEAST (PDF_BODY * 0.19)

/* Everything that stays together with a radar of no radius: caption, labels, legend, text. */
static double radar_around(struct pdf *p, const struct report_radar *radar)
{
    struct chart_radar c = chart_radar_layout(PDF_BODY, RADIUS_BEST, radar);
    const char *text = report_radar_text(p->ctx, p->r->lang, radar);
    double h = pdf_caption_height(p, radar->caption) + c.height - 2 * RADIUS_BEST;
    if (text[0] != '\0')
        h += pdf_text_lines(p, text, &summary_font, PDF_BODY) * summary_font.pitch + 6;
    return h + pdf_note_height(p, radar->note);
}

double pdf_radar_least(struct pdf *p, const struct report_radar *radar)
{
    return radar_around(p, radar) + 2 * RADIUS_LEAST;
}

static double radius_here(struct pdf *p, const struct report_radar *radar)
{
    double radius = (pdf_room(p) - radar_around(p, radar)) / 2;
    if (radius > RADIUS_BEST)
        return RADIUS_BEST;
    return radius < RADIUS_LEAST ? RADIUS_LEAST : radius;
}

void pdf_radar(struct pdf *p, const struct report_radar *radar)
{
    const char *text = report_radar_text(p->ctx, p->r->lang, radar);
    pdf_need(p, pdf_radar_least(p, radar));
    struct chart_radar c = chart_radar_layout(PDF_BODY, radius_here(p, radar), radar);
    pdf_caption(p, radar->caption);
    if (p->drawing) {
        pdf_tag(p, "Figure");
        web(p, &c);
        scale(p, &c);
        for (size_t i = radar->n_series; i-- > 0;)
            series(p, &c, radar, &radar->series[i]);
        axes(p, &c, radar);
        legend(p, c.width, c.legend_y, radar);
        pdf_tag_end(p, "Figure");
    }
    p->y += c.height;
    if (text[0] != '\0') {
        pdf_gap(p, 6);
        pdf_flow_text(p, text, &summary_font, PDF_LEFT, PDF_BODY, false);
    }
    pdf_note(p, radar->note);
    if (radar->twin) {
        pdf_gap(p, 12);
        pdf_table(p, report_radar_twin(p->ctx, p->r->lang, radar));
    }
}

static void trend_frame(
    struct pdf *p, const struct chart_trend *c, const struct report_radar *trend)
{
    for (int ring = 0; ring <= c->rings; ring++) {
        double y = chart_trend_at(c, 0, ring * c->ring_step * 10).y;
        line_path(
            p, (struct chart_point){c->plot.x, y}, (struct chart_point){c->plot.x + c->plot.w, y});
        stroke(p, ring == 0 ? "#8c96aa" : GRID_LINE, 0.6);
        label(p, (struct chart_point){c->plot.x - CHART_SCALE_GAP, y}, CHART_END, 6.5, PDF_SOFT,
            mem_printf(p->ctx, "%d", ring * c->ring_step));
    }
    for (size_t i = 0; i < c->n; i++) {
        struct chart_label l = chart_trend_label(p->ctx, c, i, trend->axes[i]);
        label_draw(p, &l);
    }
}

double pdf_trend_least(struct pdf *p, const struct report_radar *trend)
{
    return pdf_caption_height(p, trend->caption) + chart_trend_layout(PDF_BODY, trend).height +
           pdf_note_height(p, trend->note);
}

void pdf_trend(struct pdf *p, const struct report_radar *trend)
{
    struct chart_trend c = chart_trend_layout(PDF_BODY, trend);
    pdf_need(p, pdf_trend_least(p, trend));
    pdf_caption(p, trend->caption);
    if (p->drawing) {
        pdf_tag(p, "Figure");
        trend_frame(p, &c, trend);
        for (size_t i = trend->n_series; i-- > 0;) {
            size_t n;
            const struct report_series *s = &trend->series[i];
            const struct chart_run *runs = chart_trend_runs(p->ctx, &c, s->level, &n);
            runs_draw(p, chart_series_stroke(s->role), runs, n);
        }
        legend(p, c.width, c.legend_y, trend);
        pdf_tag_end(p, "Figure");
    }
    p->y += c.height;
    pdf_note(p, trend->note);
    if (trend->twin) {
        pdf_gap(p, 12);
        pdf_table(p, report_trend_twin(p->ctx, p->r->lang, trend));
    }
}

static void bar(struct pdf *p, const struct report_bar *one, const struct chart_bar *b)
{
    double first = (b->height - (double)b->label.n * CHART_LINE) / 2 + CHART_LINE / 2.0;
    pdf_tag(p, "P");
    for (size_t j = 0; j < b->label.n; j++) {
        struct chart_point at = {b->label_width, first + (double)j * CHART_LINE};
        label(p, at, CHART_END, CHART_FONT, PDF_INK, b->label.line[j]);
    }
    pdf_fill(p, PDF_LEFT + b->track.x, p->y + b->track.y, b->track.w, b->track.h, "#f0f2f6");
    if (one->present)
        pdf_fill(p, PDF_LEFT + b->bar.x, p->y + b->bar.y, b->bar.w, b->bar.h,
            chart_bar_colour(one->tone));
    first = (b->height - (double)b->value.n * CHART_LINE) / 2 + CHART_LINE / 2.0;
    for (size_t j = 0; j < b->value.n; j++) {
        struct chart_point at = {b->value_x, first + (double)j * CHART_LINE};
        label(p, at, CHART_START, CHART_FONT, PDF_INK, b->value.line[j]);
    }
    pdf_tag_end(p, "P");
}

/* Caption and the first rows: a short chart stays whole. */
static double bars_start(
    struct pdf *p, const struct report_bars *bars, const struct chart_bar *rows)
{
    double height = pdf_caption_height(p, bars->caption) + 18;
    for (size_t i = 0; i < bars->n_bars && i < 8; i++)
        height += rows[i].height;
    return height;
}

double pdf_bars_least(struct pdf *p, const struct report_bars *bars)
{
    return bars_start(p, bars, chart_bars_layout(p->ctx, p->r->lang, bars, PDF_BODY));
}

void pdf_bars(struct pdf *p, const struct report_bars *bars)
{
    const struct pdf_font none = {.size = 10, .pitch = 17, .colour = PDF_SOFT};
    const struct chart_bar *rows = chart_bars_layout(p->ctx, p->r->lang, bars, PDF_BODY);
    pdf_need(p, bars_start(p, bars, rows));
    pdf_caption(p, bars->caption);
    if (bars->n_bars == 0)
        pdf_flow_text(p, msg_get(p->r->lang, "report.nothing"), &none, PDF_LEFT, PDF_BODY, false);
    for (size_t i = 0; i < bars->n_bars; i++) {
        pdf_need(p, rows[i].height);
        if (p->drawing)
            bar(p, &bars->bars[i], &rows[i]);
        p->y += rows[i].height;
    }
    pdf_note(p, bars->note);
}
