#include "mod/report/report_pdf_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"

/* The block at the head of the first page: title, facts, who approved and who prepared it. */

#define SIGN_WIDTH 92.0
#define SIGN_HEAD 15.0
#define SIGN_PAD 5.0
#define FACTS_WIDTH (PDF_BODY - 2 * SIGN_WIDTH - 22)

struct sign {
    const char *head;
    const char *post;
    const char *name;
    const char *date;
};

static const struct pdf_font label_font = {.size = 8.5, .pitch = 15, .colour = PDF_SOFT};
static const struct pdf_font fact_font = {.size = 9.5, .pitch = 15, .colour = PDF_INK};
static const struct pdf_font title_font = {
    .size = 19, .pitch = 27, .bold = true, .colour = PDF_INK};
static const struct pdf_font head_font = {
    .size = 7.5, .pitch = SIGN_HEAD, .colour = PDF_SOFT, .align = REPORT_CENTER};
static const struct pdf_font small_font = {
    .size = 7, .pitch = 10, .colour = PDF_SOFT, .align = REPORT_CENTER};
static const struct pdf_font name_font = {
    .size = 10, .pitch = 15, .colour = PDF_INK, .align = REPORT_CENTER};

static double sign_height(struct pdf *p, const struct sign *s)
{
    double inner = SIGN_WIDTH - 8;
    double h = pdf_text_lines(p, s->name, &name_font, inner) * name_font.pitch;
    if (s->post[0] != '\0')
        h += pdf_text_lines(p, s->post, &small_font, inner) * small_font.pitch;
    if (s->date[0] != '\0')
        h += small_font.pitch;
    return h + 2 * SIGN_PAD;
}

static void sign_draw(struct pdf *p, const struct sign *s, double x, double y, double height)
{
    double inner = SIGN_WIDTH - 8;
    pdf_fill(p, x, y, SIGN_WIDTH, SIGN_HEAD, "#f5f5f5");
    pdf_frame(p, x, y, SIGN_WIDTH, SIGN_HEAD, 0, 0.6, "#8c8c8c");
    pdf_frame(p, x, y + SIGN_HEAD, SIGN_WIDTH, height, 0, 0.6, "#8c8c8c");
    pdf_tag(p, "P");
    pdf_text_draw(p, s->head, &head_font, x, y, SIGN_WIDTH);
    double at = y + SIGN_HEAD + (height - sign_height(p, s)) / 2 + SIGN_PAD;
    if (s->post[0] != '\0')
        at += pdf_text_draw(p, s->post, &small_font, x + 4, at, inner);
    at += pdf_text_draw(p, s->name, &name_font, x + 4, at, inner);
    if (s->date[0] != '\0')
        pdf_text_draw(p, s->date, &small_font, x + 4, at, inner);
    pdf_tag_end(p, "P");
}

static double signs_draw(struct pdf *p, double y, double least)
{
    const struct report *r = p->r;
    const struct sign approver = {
        .head = msg_get(r->lang, "report.label.approver"),
        .post = r->approver.post,
        .name = r->approved ? r->approver.name : msg_get(r->lang, "report.not_approved"),
        .date = r->approved ? report_date_short(p->ctx, r->lang, r->approved_date) : "",
    };
    const struct sign author = {
        .head = msg_get(r->lang, "report.label.author"),
        .post = r->author.post,
        .name = r->author.name,
        .date = report_date_short(p->ctx, r->lang, r->prepared),
    };
    double height = 52;
    if (sign_height(p, &approver) > height)
        height = sign_height(p, &approver);
    if (sign_height(p, &author) > height)
        height = sign_height(p, &author);
    double right = PDF_LEFT + PDF_BODY;
    double top = y + least - height - SIGN_HEAD > y ? y + least - height - SIGN_HEAD : y;
    sign_draw(p, &approver, right - 2 * SIGN_WIDTH, top, height);
    sign_draw(p, &author, right - SIGN_WIDTH, top, height);
    return top + SIGN_HEAD + height - y;
}

static double fact_draw(struct pdf *p, const char *label_id, const char *text, double y)
{
    const double label_width = 62;
    if (text[0] == '\0')
        return 0;
    pdf_tag(p, "P");
    pdf_text_draw(p, msg_get(p->r->lang, label_id), &label_font, PDF_LEFT, y, label_width);
    double h =
        pdf_text_draw(p, text, &fact_font, PDF_LEFT + label_width, y, FACTS_WIDTH - label_width);
    pdf_tag_end(p, "P");
    return h;
}

static double facts_draw(struct pdf *p, double y)
{
    const struct report *r = p->r;
    double at = y;
    at += fact_draw(p, "report.label.organisation", r->organisation, at);
    at += fact_draw(p, "report.label.period", r->period, at);
    at += fact_draw(p, "report.label.coverage", r->coverage, at);
    at += fact_draw(p, "report.label.audience", r->audience, at);
    at += fact_draw(p, "report.label.meeting", r->meeting, at);
    at += fact_draw(p, "report.label.meeting_date", report_meeting_day(p->ctx, r), at);
    at += fact_draw(p, "report.label.date", report_date_long(p->ctx, r->lang, r->prepared), at);
    return at - y;
}

static void notice(struct pdf *p, const char *id)
{
    const struct pdf_font font = {.size = 8, .pitch = 12.5, .colour = "#8a4b00"};
    const char *text = msg_get(p->r->lang, id);
    double h = pdf_text_lines(p, text, &font, PDF_BODY - 20) * font.pitch + 8;
    const double dash[] = {3, 2};
    if (p->drawing)
        cairo_set_dash(p->cr, dash, 2, 0);
    pdf_fill(p, PDF_LEFT, p->y, PDF_BODY, h, "#fdf6ea");
    if (p->drawing) {
        pdf_colour(p, font.colour);
        cairo_set_line_width(p->cr, 0.8);
        cairo_rectangle(p->cr, PDF_LEFT, p->y, PDF_BODY, h);
        cairo_stroke(p->cr);
        cairo_set_dash(p->cr, NULL, 0, 0);
    }
    pdf_tag(p, "P");
    pdf_text_draw(p, text, &font, PDF_LEFT + 10, p->y + 4, PDF_BODY - 20);
    pdf_tag_end(p, "P");
    p->y += h + 6;
}

void pdf_title(struct pdf *p)
{
    p->y = PDF_TOP;
    pdf_tag(p, "H1");
    p->y += pdf_text_draw_title(p, p->r->title, &title_font, PDF_LEFT, p->y, PDF_BODY) + 10;
    pdf_tag_end(p, "H1");
    double facts = facts_draw(p, p->y);
    double signs = signs_draw(p, p->y, facts);
    p->y += (facts > signs ? facts : signs) + 12;
    pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 0.6, PDF_LINE);
    p->y += 10;
    if (p->r->partial)
        notice(p, "report.partial.notice");
    if (p->r->sample)
        notice(p, "report.sample.notice");
}
