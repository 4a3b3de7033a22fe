#include "mod/report/report_pdf_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"

#include <math.h>

#define HEADER_Y 34.0
#define FOOTER_Y (PDF_HEIGHT - 40.0)

static unsigned hex_digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

void pdf_colour(struct pdf *p, const char *colour)
{
    double part[3];
    for (int i = 0; i < 3; i++)
        part[i] = (hex_digit(colour[1 + 2 * i]) * 16 + hex_digit(colour[2 + 2 * i])) / 255.0;
    cairo_set_source_rgb(p->cr, part[0], part[1], part[2]);
}

void pdf_fill(struct pdf *p, double x, double y, double w, double h, const char *colour)
{
    if (!p->drawing)
        return;
    pdf_colour(p, colour);
    cairo_rectangle(p->cr, x, y, w, h);
    cairo_fill(p->cr);
}

static void round_path(struct pdf *p, double x, double y, double w, double h, double r)
{
    if (r > h / 2)
        r = h / 2;
    cairo_new_path(p->cr);
    cairo_arc(p->cr, x + w - r, y + r, r, -M_PI / 2, 0);
    cairo_arc(p->cr, x + w - r, y + h - r, r, 0, M_PI / 2);
    cairo_arc(p->cr, x + r, y + h - r, r, M_PI / 2, M_PI);
    cairo_arc(p->cr, x + r, y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(p->cr);
}

void pdf_frame(struct pdf *p, double x, double y, double w, double h, double radius,
    double line_width, const char *colour)
{
    if (!p->drawing)
        return;
    pdf_colour(p, colour);
    cairo_set_line_width(p->cr, line_width);
    cairo_set_dash(p->cr, NULL, 0, 0);
    if (radius > 0) {
        round_path(p, x, y, w, h, radius);
    } else {
        cairo_new_path(p->cr);
        cairo_rectangle(p->cr, x, y, w, h);
    }
    cairo_stroke(p->cr);
}

void pdf_round(
    struct pdf *p, double x, double y, double w, double h, double radius, const char *colour)
{
    if (!p->drawing)
        return;
    pdf_colour(p, colour);
    round_path(p, x, y, w, h, radius);
    cairo_fill(p->cr);
}

void pdf_rule(struct pdf *p, double x, double y, double w, double line_width, const char *colour)
{
    pdf_fill(p, x, y - line_width / 2, w, line_width, colour);
}

void pdf_tag(struct pdf *p, const char *tag)
{
    if (p->drawing && p->tagged)
        cairo_tag_begin(p->cr, tag, NULL);
}

void pdf_tag_end(struct pdf *p, const char *tag)
{
    if (p->drawing && p->tagged)
        cairo_tag_end(p->cr, tag);
}

/* Large and pale under everything: nobody takes a draft for the paper itself. */
static void watermark(struct pdf *p)
{
    const struct pdf_font font = {
        .size = 120, .pitch = 120, .bold = true, .colour = "#efefef", .align = REPORT_CENTER};
    cairo_save(p->cr);
    cairo_translate(p->cr, PDF_WIDTH / 2, PDF_HEIGHT / 2);
    cairo_rotate(p->cr, -M_PI / 6);
    pdf_text_draw(p, msg_get(p->r->lang, "report.draft"), &font, -PDF_WIDTH, -60, 2 * PDF_WIDTH);
    cairo_restore(p->cr);
}

/* A framed word at the right of a line that ends at `right`; returns its left edge. */
static double mark(struct pdf *p, const char *text, double right, double y, const char *colour)
{
    const struct pdf_font font = {
        .size = 7.5, .pitch = 12, .bold = true, .colour = colour, .align = REPORT_CENTER};
    double w = pdf_text_width(p, text, &font) + 12;
    pdf_frame(p, right - w, y, w, 12, 0, 0.8, colour);
    pdf_text_draw(p, text, &font, right - w, y, w);
    return right - w - 6;
}

static void header(struct pdf *p)
{
    const struct pdf_font font = {.size = 7.5, .pitch = 12, .colour = PDF_SOFT};
    double right = PDF_LEFT + PDF_BODY;
    if (p->r->confidentiality[0] != '\0')
        right = mark(p, p->r->confidentiality, right, HEADER_Y, "#b3000f");
    if (!p->r->approved)
        right = mark(p, msg_get(p->r->lang, "report.draft"), right, HEADER_Y, PDF_SOFT);
    if (p->page == 1) {
        pdf_text_draw_cut(p, p->r->number, &font, PDF_LEFT, HEADER_Y, PDF_BODY / 3);
        return;
    }
    const char *line = mem_printf(p->ctx, "%s　%s", p->r->title, p->r->organisation);
    pdf_text_draw_cut(p, line, &font, PDF_LEFT, HEADER_Y, right - PDF_LEFT - 10);
    pdf_rule(p, PDF_LEFT, HEADER_Y + 15.5, PDF_BODY, 0.5, PDF_LINE);
}

static void footer(struct pdf *p)
{
    struct pdf_font font = {.size = 7.5, .pitch = 12, .colour = PDF_SOFT};
    const struct msg_arg args[] = {
        {"page", mem_printf(p->ctx, "%d", p->page)}, {"pages", mem_printf(p->ctx, "%d", p->pages)}};
    pdf_text_draw_cut(p, p->r->number, &font, PDF_LEFT, FOOTER_Y, PDF_BODY / 3);
    font.align = REPORT_CENTER;
    font.size = 8.5;
    font.colour = PDF_INK;
    pdf_text_draw(p, msg_format(p->ctx, p->r->lang, "report.page", args, 2), &font, PDF_LEFT,
        FOOTER_Y, PDF_BODY);
}

void pdf_page_begin(struct pdf *p)
{
    if (p->drawing && p->page > 0)
        cairo_show_page(p->cr);
    p->page++;
    p->y = PDF_TOP;
    if (!p->drawing)
        return;
    if (!p->r->approved)
        watermark(p);
    header(p);
    footer(p);
}

double pdf_room(const struct pdf *p)
{
    return PDF_BOTTOM - p->y;
}

void pdf_need(struct pdf *p, double height)
{
    if (height > pdf_room(p) && p->y > PDF_TOP)
        pdf_page_begin(p);
}

void pdf_gap(struct pdf *p, double height)
{
    if (p->y > PDF_TOP)
        p->y += height;
}

/* How many of `left` lines go on this page: two at least on either side of a page's end. */
static int lines_here(const struct pdf *p, int left, double pitch)
{
    int fit = (int)((pdf_room(p) + 0.01) / pitch);
    if (fit >= left)
        return left;
    if (left - fit == 1 && fit > 2)
        fit--;
    if (fit < 2 && p->y > PDF_TOP)
        return 0;
    return fit < 1 ? 1 : fit;
}

void pdf_flow_text(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double width, bool bar)
{
    PangoLayout *layout = pdf_layout_new(p); /* page heads use the shared one meanwhile */
    int lines = pdf_layout_set(p, layout, text, font, width);
    for (int from = 0; from < lines;) {
        int n = lines_here(p, lines - from, font->pitch);
        if (n > 0) {
            if (bar)
                pdf_fill(p, PDF_LEFT, p->y, 2, n * font->pitch, PDF_BRAND);
            pdf_tag(p, "P");
            pdf_layout_draw(p, layout, font, x, p->y, width, from, from + n);
            pdf_tag_end(p, "P");
            p->y += n * font->pitch;
        }
        from += n;
        if (from < lines)
            pdf_page_begin(p);
    }
    g_object_unref(layout);
}
