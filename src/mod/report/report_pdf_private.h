/* Inside of the PDF renderer: a paper that text and shapes are set on, page by page.
 *
 * The document is set twice by the same code: once to count pages (`drawing` false, nothing is
 * drawn), once for real. All text is set in lines of one pitch, so a paragraph or a table row can
 * be cut between any two lines at a page's end. Units are points, y grows downwards. */
#ifndef KANAME_MOD_REPORT_PDF_PRIVATE_H
#define KANAME_MOD_REPORT_PDF_PRIVATE_H

#include "mod/report/report_chart_rules.h"
#include "mod/report/report_doc.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#define PDF_WIDTH 595.276
#define PDF_HEIGHT 841.89
#define PDF_LEFT 51.0
#define PDF_BODY 493.276 /* width of text */
#define PDF_TOP 62.0     /* of text on the pages after the first */
#define PDF_BOTTOM (PDF_HEIGHT - 58.0)

#define PDF_INK "#1a1a1a"
#define PDF_SOFT "#4d4d4d"
#define PDF_PALE "#767676"
#define PDF_LINE "#c4c4c4"
#define PDF_HAIR "#dedede"
#define PDF_BRAND "#0017c1"
#define PDF_GROUND "#eef3fb"

/* How text is set. */
struct pdf_font {
    double size;
    double pitch; /* from line to line */
    bool bold;
    const char *colour;
    enum report_align align;
};

enum { PDF_ASCII = 128 };

struct pdf_fit {
    const struct report_table *table;
    double width[REPORT_COLUMNS];
};

struct pdf {
    const void *ctx; /* scratch memory of one rendering */
    const struct report *r;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoContext *pango;
    PangoFontDescription *face;
    PangoCoverage *coverage; /* what the font can draw */
    PangoLayout *layout;     /* for texts of one use */
    double ascii[PDF_ASCII]; /* widths in em */
    bool drawing;
    bool tagged;          /* the structure for screen readers is written */
    int page;             /* 1.. */
    int pages;            /* known in the second pass */
    double y;             /* where the next thing goes */
    struct pdf_fit *fits; /* of long tables, so that the second pass need not measure */
    size_t n_fits;
};

/* Font and layouts (report_pdf_text.c). */

/* Finds the font; ERR_UNAVAILABLE with detail report_font. Undone by pdf_text_release. */
enum err pdf_text_init(struct pdf *p, struct problem *problem);
void pdf_text_release(struct pdf *p);

/* A layout made ready for lines of `text` no wider than `width`; returns the number of lines. */
int pdf_layout_set(struct pdf *p, PangoLayout *layout, const char *text,
    const struct pdf_font *font, double width);
PangoLayout *pdf_layout_new(struct pdf *p); /* g_object_unref */
/* Draws lines from..to-1 of a layout, the first one's top at y. */
void pdf_layout_draw(struct pdf *p, PangoLayout *layout, const struct pdf_font *font, double x,
    double y, double width, int from, int to);

/* Is `text` one line within `width` for certain? Cheap; false means only "maybe not". */
bool pdf_text_short(
    const struct pdf *p, const char *text, const struct pdf_font *font, double width);
int pdf_text_lines(struct pdf *p, const char *text, const struct pdf_font *font, double width);
double pdf_text_width(struct pdf *p, const char *text, const struct pdf_font *font);
/* Of the widest piece of a heading that is not broken: a short line, else a Latin word or a
 * Japanese character. */
double pdf_word_width(const struct pdf *p, const char *text, const struct pdf_font *font);
/* The font itself, or up to a sixth smaller where that sets the text in one line. */
struct pdf_font pdf_font_fit(
    struct pdf *p, const char *text, const struct pdf_font *font, double width);
/* All lines of a text at a place; returns its height. */
double pdf_text_draw(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double y, double width);
/* The same for a title: what stands in brackets and a number with its counter ("2026年度") stay on
 * one line. */
double pdf_text_draw_title(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double y, double width);
/* One line, cut with an ellipsis when it is too long. */
void pdf_text_draw_cut(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double y, double width);

/* Pages (report_pdf_page.c). Shapes draw nothing in the counting pass. */

void pdf_page_begin(struct pdf *p); /* also ends the page before */
double pdf_room(const struct pdf *p);
/* Goes to the next page unless `height` fits on this one. */
void pdf_need(struct pdf *p, double height);
/* Space between things; none at the top of a page. */
void pdf_gap(struct pdf *p, double height);
/* Text over as many pages as it takes; never leaves a single line alone. `bar` draws the line of
 * quoted words at its left. */
void pdf_flow_text(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double width, bool bar);

void pdf_fill(struct pdf *p, double x, double y, double w, double h, const char *colour);
void pdf_frame(struct pdf *p, double x, double y, double w, double h, double radius,
    double line_width, const char *colour);
void pdf_round(
    struct pdf *p, double x, double y, double w, double h, double radius, const char *colour);
void pdf_rule(struct pdf *p, double x, double y, double w, double line_width, const char *colour);
void pdf_colour(struct pdf *p, const char *colour); /* "#rrggbb" */

/* Structure for screen readers: begin and end around what was drawn on one page. */
void pdf_tag(struct pdf *p, const char *tag);
void pdf_tag_end(struct pdf *p, const char *tag);

/* Title block of the first page (report_pdf_title.c). */
void pdf_title(struct pdf *p);

/* Blocks. `*_least` is what must stand together at the beginning of a block. */
double pdf_block_least(struct pdf *p, const struct report_block *block);
void pdf_block(struct pdf *p, const struct report_block *block); /* report_pdf_block.c */

/* Widths of a table's columns (report_pdf_fit.c): the document's shares, but none so narrow that
 * numbers, dates, states or short texts such as "M-2026-0012" would be broken. */
void pdf_columns_fit(
    struct pdf *p, const struct report_table *table, double pad, double ret_width[REPORT_COLUMNS]);

double pdf_table_least(struct pdf *p, const struct report_table *table);
void pdf_table(struct pdf *p, const struct report_table *table); /* report_pdf_table.c */
double pdf_heatmap_least(struct pdf *p, const struct report_heatmap *map);
void pdf_heatmap(struct pdf *p, const struct report_heatmap *map);

double pdf_radar_least(struct pdf *p, const struct report_radar *radar);
void pdf_radar(struct pdf *p, const struct report_radar *radar); /* report_pdf_chart.c */
double pdf_trend_least(struct pdf *p, const struct report_radar *trend);
void pdf_trend(struct pdf *p, const struct report_radar *trend);
double pdf_bars_least(struct pdf *p, const struct report_bars *bars);
void pdf_bars(struct pdf *p, const struct report_bars *bars);

/* Captions and notes around tables and charts. */
double pdf_caption_height(struct pdf *p, const char *caption);
void pdf_caption(struct pdf *p, const char *caption);
double pdf_note_height(struct pdf *p, const char *note);
void pdf_note(struct pdf *p, const char *note);

/* Adds language, title bar and marks of structure to a finished PDF (report_pdf_catalog.c), which
 * Cairo 1.16 cannot write: an incremental update (ISO 32000-1, 7.5.6). Leaves a file it does not
 * understand as it is. */
struct buf;
void pdf_catalog_amend(struct buf *pdf, const char *lang, bool tagged);

#endif
