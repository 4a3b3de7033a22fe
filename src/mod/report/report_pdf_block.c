#include "mod/report/report_pdf_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_table_rules.h"
#include "mod/report/report_words_rules.h"

#include <string.h>

/* Words, paragraphs and key figures; the way to the other blocks. */

#define WORDS_INDENT 13.0
#define CARD_GAP 8.0
#define CARD_PAD 8.0

static const struct pdf_font body_font = {.size = 10, .pitch = 17, .colour = PDF_INK};
static const struct pdf_font lead_font = {.size = 11, .pitch = 19, .colour = PDF_INK};
static const struct pdf_font small_font = {.size = 8, .pitch = 13, .colour = PDF_SOFT};
static const struct pdf_font by_font = {
    .size = 8, .pitch = 13, .colour = PDF_SOFT, .align = REPORT_END};
static const struct pdf_font none_font = {.size = 10, .pitch = 17, .colour = PDF_SOFT};
static const struct pdf_font caption_font = {
    .size = 9.5, .pitch = 15, .bold = true, .colour = PDF_INK};

double pdf_caption_height(struct pdf *p, const char *caption)
{
    if (caption[0] == '\0')
        return 0;
    return pdf_text_lines(p, caption, &caption_font, PDF_BODY) * caption_font.pitch + 3;
}

void pdf_caption(struct pdf *p, const char *caption)
{
    if (caption[0] == '\0')
        return;
    pdf_tag(p, "P");
    p->y += pdf_text_draw(p, caption, &caption_font, PDF_LEFT, p->y, PDF_BODY) + 3;
    pdf_tag_end(p, "P");
}

double pdf_note_height(struct pdf *p, const char *note)
{
    if (note[0] == '\0')
        return 0;
    return pdf_text_lines(p, note, &small_font, PDF_BODY) * small_font.pitch + 3;
}

void pdf_note(struct pdf *p, const char *note)
{
    if (note[0] == '\0')
        return;
    pdf_gap(p, 3);
    pdf_flow_text(p, note, &small_font, PDF_LEFT, PDF_BODY, false);
}

static const struct pdf_font *paragraph_font(const struct report_paragraph *text)
{
    static const struct pdf_font *const fonts[] = {&body_font, &lead_font, &small_font};
    return fonts[text->style];
}

/* The mark of a list item, set into the space left of its text. */
static void item_mark(struct pdf *p, const struct report_part *part, double x)
{
    if (part->kind == REPORT_PART_TEXT)
        return;
    bool bullet = part->kind == REPORT_PART_BULLET;
    const char *mark = bullet ? msg_get(p->r->lang, "report.bullet") : part->mark;
    pdf_text_draw(p, mark, &body_font, x, p->y, 40);
}

static double item_indent(struct pdf *p, const struct report_part *part)
{
    if (part->kind == REPORT_PART_TEXT)
        return 0;
    if (part->kind == REPORT_PART_BULLET)
        return 12;
    double w = pdf_text_width(p, part->mark, &body_font) + 6;
    return w < 18 ? 18 : w;
}

static void words_bar_gap(struct pdf *p, double height)
{
    if (p->y <= PDF_TOP)
        return;
    if (height > pdf_room(p))
        height = pdf_room(p);
    pdf_fill(p, PDF_LEFT, p->y, 2, height, PDF_BRAND);
    p->y += height;
}

static void words_parts(struct pdf *p, const struct report_part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool same_list =
            i > 0 && parts[i].kind == parts[i - 1].kind && parts[i].kind != REPORT_PART_TEXT;
        if (i > 0)
            words_bar_gap(p, same_list ? 1 : 6);
        double indent = WORDS_INDENT + item_indent(p, &parts[i]);
        /* The mark goes to where the text will begin; "as follows:" stays with its list. */
        int lines = pdf_text_lines(p, parts[i].text, &body_font, PDF_BODY - indent);
        bool leads = parts[i].kind == REPORT_PART_TEXT && i + 1 < n &&
                     parts[i + 1].kind != REPORT_PART_TEXT && lines < 3;
        pdf_need(p, (leads ? lines + 2 : lines < 2 ? lines : 2) * body_font.pitch);
        item_mark(p, &parts[i], PDF_LEFT + WORDS_INDENT);
        pdf_flow_text(p, parts[i].text, &body_font, PDF_LEFT + indent, PDF_BODY - indent, true);
    }
}

static bool words_empty(const struct report_words *w)
{
    return w->text[strspn(w->text, " \t\r\n")] == '\0';
}

static void words(struct pdf *p, const struct report_words *w)
{
    size_t n;
    if (words_empty(w)) {
        pdf_flow_text(
            p, msg_get(p->r->lang, "report.words.none"), &none_font, PDF_LEFT, PDF_BODY, false);
        return;
    }
    const struct report_part *parts = report_words_split(p->ctx, w->text, &n);
    words_parts(p, parts, n);
    const char *by = report_byline_text(p->ctx, p->r->lang, w);
    if (by[0] == '\0')
        return;
    words_bar_gap(p, 4);
    pdf_flow_text(p, by, &by_font, PDF_LEFT + WORDS_INDENT, PDF_BODY - WORDS_INDENT, true);
}

/* Key figures: cards in rows of equal height. */
static const struct pdf_font card_label = {.size = 8, .pitch = 11.5, .colour = PDF_SOFT};
static const struct pdf_font card_note = {.size = 7.5, .pitch = 11, .colour = PDF_SOFT};
static const struct pdf_font card_unit = {.size = 9, .pitch = 24, .colour = PDF_INK};

static size_t cards_across(size_t n)
{
    if (n <= 5)
        return n < 2 ? 2 : n;
    return n == 6 || n == 9 ? 3 : 4;
}

static double card_height(struct pdf *p, const struct report_figure *f, double inner)
{
    const struct pdf_font label = pdf_font_fit(p, f->label, &card_label, inner);
    double h = pdf_text_lines(p, f->label, &label, inner) * label.pitch + 24;
    if (f->has_change) {
        const char *change = report_change_text(p->ctx, p->r->lang, f);
        const struct pdf_font font = pdf_font_fit(p, change, &card_note, inner);
        h += pdf_text_lines(p, change, &font, inner) * font.pitch;
    }
    if (f->note[0] != '\0')
        h += pdf_text_lines(p, f->note, &card_note, inner) * card_note.pitch;
    return h + 2 * CARD_PAD;
}

/* The value as large as the card allows, its unit behind it. */
static void card_value(
    struct pdf *p, const struct report_figure *f, double x, double y, double inner)
{
    struct pdf_font font = {.size = 18, .pitch = 24, .bold = true, .colour = PDF_INK};
    struct pdf_font unit_font = card_unit;
    const char *value = report_value_text(p->ctx, p->r->lang, f->style, &f->value);
    const char *unit = f->value.present ? f->unit : "";
    double unit_width = unit[0] == '\0' ? 0 : pdf_text_width(p, unit, &unit_font) + 3;
    double width = pdf_text_width(p, value, &font);
    double room = inner - unit_width;
    if (width > room && room > 20) {
        font.size = font.size * room / width * 0.985;
        if (font.size < 9)
            font.size = 9;
        width = pdf_text_width(p, value, &font);
    }
    if (!f->value.present)
        font.colour = PDF_PALE;
    if (font.size > 9)
        pdf_text_draw(p, value, &font, x, y, inner + 2);
    else /* a sentence, not a figure */
        pdf_text_draw_cut(p, value, &font, x, y, inner);
    /* Baselines meet: a line's baseline follows from pitch and size. */
    double drop = (font.pitch - font.size) / 2 + 0.88 * font.size -
                  ((unit_font.pitch - unit_font.size) / 2 + 0.88 * unit_font.size);
    if (unit_width > 0)
        pdf_text_draw_cut(p, unit, &unit_font, x + width + 3, y + drop, unit_width + 2);
}

static void card(struct pdf *p, const struct report_figure *f, double x, double w, double h)
{
    double inner = w - 2 * CARD_PAD;
    double left = x + CARD_PAD;
    double y = p->y + CARD_PAD;
    pdf_frame(p, x, p->y, w, h, 4, 0.7, PDF_LINE);
    pdf_tag(p, "P");
    const struct pdf_font label = pdf_font_fit(p, f->label, &card_label, inner);
    y += pdf_text_draw(p, f->label, &label, left, y, inner);
    card_value(p, f, left, y, inner);
    y += 24;
    if (f->has_change) {
        const char *change = report_change_text(p->ctx, p->r->lang, f);
        struct pdf_font font = pdf_font_fit(p, change, &card_note, inner);
        font.colour = chart_tone_colour(f->tone);
        y += pdf_text_draw(p, change, &font, left, y, inner);
    }
    if (f->note[0] != '\0')
        pdf_text_draw(p, f->note, &card_note, left, y, inner);
    pdf_tag_end(p, "P");
}

static double cards_row_height(
    struct pdf *p, const struct report_figures *figures, size_t from, size_t across, double w)
{
    double height = 0;
    for (size_t i = from; i < figures->n_items && i < from + across; i++) {
        double h = card_height(p, &figures->items[i], w - 2 * CARD_PAD);
        height = h > height ? h : height;
    }
    return height;
}

static double card_width(size_t across)
{
    return (PDF_BODY - CARD_GAP * (double)(across - 1)) / (double)across;
}

static void figures(struct pdf *p, const struct report_figures *figures_of)
{
    size_t across = cards_across(figures_of->n_items);
    double w = card_width(across);
    for (size_t from = 0; from < figures_of->n_items; from += across) {
        double h = cards_row_height(p, figures_of, from, across, w);
        pdf_need(p, h);
        for (size_t i = from; i < figures_of->n_items && i < from + across; i++)
            card(p, &figures_of->items[i], PDF_LEFT + (double)(i - from) * (w + CARD_GAP), w, h);
        p->y += h;
        if (from + across < figures_of->n_items)
            pdf_gap(p, CARD_GAP);
    }
}

static double text_least(struct pdf *p, const char *text, const struct pdf_font *font, double width)
{
    int lines = pdf_text_lines(p, text, font, width);
    return (lines < 3 ? lines : 2) * font->pitch;
}

double pdf_block_least(struct pdf *p, const struct report_block *b)
{
    size_t across;
    switch (b->type) {
    case REPORT_WORDS:
        return 2 * body_font.pitch;
    case REPORT_PARAGRAPH:
        return text_least(p, b->paragraph.text, paragraph_font(&b->paragraph), PDF_BODY);
    case REPORT_FIGURE_BLOCK:
        across = cards_across(b->figures.n_items);
        return cards_row_height(p, &b->figures, 0, across, card_width(across));
    case REPORT_TABLE:
        return pdf_table_least(p, &b->table);
    case REPORT_RADAR:
        return pdf_radar_least(p, &b->radar);
    case REPORT_TREND:
        return pdf_trend_least(p, &b->radar);
    case REPORT_HEATMAP:
        return pdf_heatmap_least(p, &b->heatmap);
    case REPORT_BAR_BLOCK:
        return pdf_bars_least(p, &b->bars);
    default:
        return pdf_table_least(p, report_sources_table(p->ctx, p->r->lang, &b->sources));
    }
}

void pdf_block(struct pdf *p, const struct report_block *b)
{
    switch (b->type) {
    case REPORT_WORDS:
        words(p, &b->words);
        break;
    case REPORT_PARAGRAPH:
        pdf_flow_text(
            p, b->paragraph.text, paragraph_font(&b->paragraph), PDF_LEFT, PDF_BODY, false);
        break;
    case REPORT_FIGURE_BLOCK:
        figures(p, &b->figures);
        break;
    case REPORT_TABLE:
        pdf_table(p, &b->table);
        break;
    case REPORT_RADAR:
        pdf_radar(p, &b->radar);
        break;
    case REPORT_TREND:
        pdf_trend(p, &b->radar);
        break;
    case REPORT_HEATMAP:
        pdf_heatmap(p, &b->heatmap);
        break;
    case REPORT_BAR_BLOCK:
        pdf_bars(p, &b->bars);
        break;
    default:
        pdf_table(p, report_sources_table(p->ctx, p->r->lang, &b->sources));
    }
}
