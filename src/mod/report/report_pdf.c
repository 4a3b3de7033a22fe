#include "mod/report/report_render.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_pdf_private.h"

#include <string.h>

/* Beyond this many cells the structure for screen readers would outweigh the paper (150 bytes a
 * cell): headings and text keep theirs, rows go without. */
enum { TAGGED_CELLS = 20000 };

#define HEADING_GAP 24.0
#define END_ROOM 46.0 /* of the line with number and digest at the end */

static const struct pdf_font heading_font = {
    .size = 13, .pitch = 19, .bold = true, .colour = PDF_INK};
static const struct pdf_font number_font = {
    .size = 13, .pitch = 19, .bold = true, .colour = PDF_BRAND};
static const struct pdf_font none_font = {.size = 10, .pitch = 17, .colour = PDF_SOFT};
static const struct pdf_font end_font = {.size = 7, .pitch = 11, .colour = PDF_SOFT};

static cairo_status_t take(void *closure, const unsigned char *data, unsigned len)
{
    buf_put(closure, data, len);
    return CAIRO_STATUS_SUCCESS;
}

/* An entry of the reader's table of contents. */
static void bookmark(struct pdf *p, const char *text)
{
    if (!p->drawing)
        return;
    const char *where =
        mem_printf(p->ctx, "page=%d pos=[%d %d]", p->page, (int)PDF_LEFT, (int)p->y - 8);
    cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, text, where, 0);
}

static void section_set(struct pdf *p, size_t i);

/* Does a section end on the page on which it would begin here? Set for trial, nothing is drawn. */
static bool fits_below(struct pdf *p, size_t i)
{
    struct pdf before = *p;
    p->drawing = false;
    section_set(p, i);
    bool fits = p->page == before.page && pdf_room(p) >= END_ROOM;
    p->drawing = before.drawing;
    p->page = before.page;
    p->y = before.y;
    return fits;
}

/* A section that has a page of its own begins one, unless the page before would be left nearly
 * empty and it ends on that. */
static void own_page(struct pdf *p, size_t i)
{
    const double little = (PDF_BOTTOM - PDF_TOP) / 3;
    if (p->y > PDF_TOP && (p->page == 1 || p->y - PDF_TOP > little || !fits_below(p, i)))
        pdf_page_begin(p);
}

/* Number and heading over a line, together with the beginning of what follows. */
static void heading(struct pdf *p, size_t i)
{
    const struct report_section *s = &p->r->sections[i];
    const char *number = mem_printf(p->ctx, "%zu", i + 1);
    double indent = pdf_text_width(p, number, &number_font) + 11;
    double height =
        pdf_text_lines(p, s->heading, &heading_font, PDF_BODY - indent) * heading_font.pitch + 13;
    double least = s->n_blocks == 0 ? none_font.pitch : pdf_block_least(p, &s->blocks[0]);
    double page = PDF_BOTTOM - PDF_TOP;
    pdf_need(p, height + HEADING_GAP + least < page ? height + HEADING_GAP + least : height * 2);
    pdf_gap(p, HEADING_GAP);
    bookmark(p, report_heading_text(p->ctx, p->r->lang, i, s->heading));
    pdf_tag(p, "H2");
    pdf_text_draw(p, number, &number_font, PDF_LEFT, p->y, indent);
    p->y += pdf_text_draw(p, s->heading, &heading_font, PDF_LEFT + indent, p->y, PDF_BODY - indent);
    pdf_tag_end(p, "H2");
    p->y += 3;
    pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 1.4, PDF_BRAND);
    p->y += 10;
}

static void section_set(struct pdf *p, size_t i)
{
    const struct report_section *s = &p->r->sections[i];
    heading(p, i);
    for (size_t j = 0; j < s->n_blocks; j++) {
        if (j > 0)
            pdf_gap(p, 13);
        pdf_block(p, &s->blocks[j]);
    }
    if (s->n_blocks == 0)
        pdf_flow_text(
            p, msg_get(p->r->lang, "report.nothing"), &none_font, PDF_LEFT, PDF_BODY, false);
}

static void section(struct pdf *p, size_t i)
{
    if (p->r->sections[i].own_page)
        own_page(p, i);
    section_set(p, i);
}

static void pass(struct pdf *p, bool drawing, int pages)
{
    p->drawing = drawing;
    p->pages = pages;
    p->page = 0;
    pdf_page_begin(p);
    pdf_title(p);
    for (size_t i = 0; i < p->r->n_sections; i++)
        section(p, i);
    const char *end = report_foot_text(p->ctx, p->r);
    pdf_need(p, 30);
    pdf_gap(p, 16);
    pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 0.5, PDF_LINE);
    p->y += 4;
    pdf_flow_text(p, end, &end_font, PDF_LEFT, PDF_BODY, false);
}

static void metadata(struct pdf *p)
{
    const struct report *r = p->r;
    char when[INSTANT_TEXT_SIZE];
    instant_format(r->prepared_ms / 1000 * 1000, when);
    when[19] = 'Z'; /* Cairo takes no fractions of a second */
    when[20] = '\0';
    cairo_surface_t *s = p->surface;
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, r->title);
    cairo_pdf_surface_set_metadata(
        s, CAIRO_PDF_METADATA_AUTHOR, mem_printf(p->ctx, "%s %s", r->organisation, r->author.name));
    cairo_pdf_surface_set_metadata(
        s, CAIRO_PDF_METADATA_SUBJECT, mem_printf(p->ctx, "%s %s", r->number, r->period));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "Kaname");
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, when);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_MOD_DATE, when);
}

static size_t cells_count(const struct report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_sections; i++)
        for (size_t j = 0; j < r->sections[i].n_blocks; j++) {
            const struct report_block *b = &r->sections[i].blocks[j];
            if (b->type == REPORT_TABLE)
                n += b->table.n_rows * b->table.n_columns;
            if (b->type == REPORT_HEATMAP)
                n += b->heatmap.n_rows * b->heatmap.n_columns;
        }
    return n;
}

static enum err draw(struct pdf *p, struct buf *out, struct problem *problem)
{
    p->surface = cairo_pdf_surface_create_for_stream(take, out, PDF_WIDTH, PDF_HEIGHT);
    p->cr = cairo_create(p->surface);
    metadata(p);
    p->tagged = cells_count(p->r) <= TAGGED_CELLS;
    enum err e = pdf_text_init(p, problem);
    if (e == ERR_OK) {
        pass(p, false, 0);
        pass(p, true, p->page);
    }
    pdf_text_release(p);
    cairo_destroy(p->cr);
    cairo_surface_finish(p->surface);
    if (e == ERR_OK && cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
        e = problem_set_arg(problem, ERR_INTERNAL, "report_pdf",
            cairo_status_to_string(cairo_surface_status(p->surface)));
    cairo_surface_destroy(p->surface);
    return e;
}

enum err report_pdf(
    const void *ctx, const json_t *doc, const char *lang, int fd, struct problem *problem)
{
    struct report *r;
    void *scratch = mem_context(ctx, 1 << 20);
    enum err e = report_doc_read(scratch, doc, lang, problem, &r);
    if (e == ERR_OK) {
        struct pdf p = {.ctx = scratch, .r = r};
        struct buf *out = buf_new(scratch);
        e = draw(&p, out, problem);
        if (e == ERR_OK) {
            pdf_catalog_amend(out, r->lang, p.tagged);
            e = fd_write_all(fd, out->data, out->len);
        }
    }
    mem_free(scratch);
    return e;
}
