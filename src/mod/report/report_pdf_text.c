#include "mod/report/report_pdf_private.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

#define FAMILY "IPAexGothic"

enum { PROBE = 100 /* font size at which widths are measured */ };

/* Where the baseline lies in a line: the font's ascent is 0.88 of its size. */
#define ASCENT 0.88

static bool family_present(PangoFont *font)
{
    PangoFontDescription *d = font == NULL ? NULL : pango_font_describe(font);
    const char *family = d == NULL ? NULL : pango_font_description_get_family(d);
    bool present = family != NULL && strstr(family, FAMILY) != NULL;
    if (d != NULL)
        pango_font_description_free(d);
    return present;
}

static void widths_measure(struct pdf *p)
{
    const struct pdf_font probe = {.size = PROBE, .pitch = PROBE, .colour = PDF_INK};
    for (int c = ' '; c < PDF_ASCII; c++) {
        char pair[4] = {'n', (char)c, 'n', '\0'};
        char alone[3] = {'n', 'n', '\0'};
        p->ascii[c] = (pdf_text_width(p, pair, &probe) - pdf_text_width(p, alone, &probe)) / PROBE;
    }
}

enum err pdf_text_init(struct pdf *p, struct problem *problem)
{
    /* A map of its own: the one of the thread would keep every size of every paper for ever. */
    PangoFontMap *fonts = pango_cairo_font_map_new();
    p->pango = pango_font_map_create_context(fonts);
    g_object_unref(fonts);
    pango_cairo_update_context(p->cr, p->pango);
    p->face = pango_font_description_from_string(FAMILY);
    PangoLanguage *language = pango_language_from_string(p->r->lang);
    pango_context_set_language(p->pango, language);
    pango_context_set_base_dir(p->pango, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(p->pango, FALSE);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(p->pango, options);
    cairo_font_options_destroy(options);
    pango_font_description_set_absolute_size(p->face, PROBE * PANGO_SCALE);
    PangoFont *font = pango_context_load_font(p->pango, p->face);
    bool present = family_present(font);
    if (present)
        p->coverage = pango_font_get_coverage(font, language);
    if (font != NULL)
        g_object_unref(font);
    p->layout = pdf_layout_new(p);
    if (!present)
        return problem_set(problem, ERR_UNAVAILABLE, "report_font");
    widths_measure(p);
    return ERR_OK;
}

void pdf_text_release(struct pdf *p)
{
    if (p->layout != NULL)
        g_object_unref(p->layout);
    if (p->coverage != NULL)
        g_object_unref(p->coverage);
    if (p->face != NULL)
        pango_font_description_free(p->face);
    if (p->pango != NULL)
        g_object_unref(p->pango);
}

PangoLayout *pdf_layout_new(struct pdf *p)
{
    PangoLayout *layout = pango_layout_new(p->pango);
    PangoAttrList *attributes = pango_attr_list_new();
    /* One family only: another one costs seconds and differs from machine to machine. */
    pango_attr_list_insert(attributes, pango_attr_fallback_new(FALSE));
    /* Nor hyphens where a long address is broken: they would seem to belong to it. */
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout, FALSE);
    return layout;
}

/* Marks that only change the character before them, and that the font cannot draw. */
static bool invisible(gunichar c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || c == 0x200d ||
           c == 0x200b || c == 0x2060 || c == 0xfeff;
}

/* What is printed for a character that the font lacks: what it stands for, else 〓, the mark of a
 * missing type in Japanese printing. */
static void replacement(struct pdf *p, gunichar c, struct buf *out)
{
    static const struct {
        gunichar from;
        const char *to;
    } known[] = {{0x2264, "≦"}, {0x2265, "≧"}, {0x2122, "TM"}, {0x00a0, " "}, {0x2011, "-"},
        {0x2010, "-"}, {0x202f, " "}, {0x2705, "✓"}, {0x2714, "✓"}, {0x2018, "'"}, {0x2019, "'"},
        {0x201c, "\""}, {0x201d, "\""}};
    gunichar parts[8];
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].from == c) {
            buf_str(out, known[i].to);
            return;
        }
    gsize n = g_unichar_fully_decompose(c, TRUE, parts, 8);
    bool drawable = n > 0 && n <= 8 && !(n == 1 && parts[0] == c);
    for (gsize i = 0; drawable && i < n; i++)
        drawable = pango_coverage_get(p->coverage, (int)parts[i]) == PANGO_COVERAGE_EXACT;
    if (!drawable) {
        buf_str(out, "〓");
        return;
    }
    for (gsize i = 0; i < n; i++) {
        char utf8[8];
        buf_put(out, utf8, (size_t)g_unichar_to_utf8(parts[i], utf8));
    }
}

/* The font's curly quotes are as wide as a Japanese character: in English the straight ones. */
static bool wide_quote(const struct pdf *p, gunichar c)
{
    bool quote = c == 0x2018 || c == 0x2019 || c == 0x201c || c == 0x201d;
    return quote && !report_in_japanese(p->r->lang);
}

/* First character that is not to be drawn as it is; NULL: none. */
static const char *undrawable(const struct pdf *p, const char *text)
{
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        if ((unsigned char)*at < 0x80)
            continue;
        gunichar c = g_utf8_get_char(at);
        if (wide_quote(p, c) || pango_coverage_get(p->coverage, (int)c) != PANGO_COVERAGE_EXACT)
            return at;
    }
    return NULL;
}

static const char *drawable(struct pdf *p, const void *ctx, const char *text)
{
    const char *bad = p->coverage == NULL ? NULL : undrawable(p, text);
    if (bad == NULL)
        return text;
    struct buf *out = buf_new(ctx);
    for (; bad != NULL; bad = undrawable(p, text)) {
        gunichar c = g_utf8_get_char(bad);
        buf_put(out, text, (size_t)(bad - text));
        if (!invisible(c))
            replacement(p, c, out);
        text = g_utf8_next_char(bad);
    }
    buf_str(out, text);
    return out->data;
}

int pdf_layout_set(
    struct pdf *p, PangoLayout *layout, const char *text, const struct pdf_font *font, double width)
{
    void *scratch = mem_context(p->ctx, 0);
    pango_font_description_set_absolute_size(p->face, font->size * PANGO_SCALE);
    pango_font_description_set_weight(
        p->face, font->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, p->face);
    pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_height(layout, -1);
    pango_layout_set_text(layout, drawable(p, scratch, text), -1);
    mem_free(scratch);
    return pango_layout_get_line_count(layout);
}

void pdf_layout_draw(struct pdf *p, PangoLayout *layout, const struct pdf_font *font, double x,
    double y, double width, int from, int to)
{
    if (!p->drawing)
        return;
    pdf_colour(p, font->colour);
    for (int i = from; i < to; i++) {
        PangoRectangle extents;
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
        if (line == NULL)
            return;
        pango_layout_line_get_extents(line, NULL, &extents);
        double used = (double)extents.width / PANGO_SCALE;
        double left = x;
        if (font->align == REPORT_END)
            left = x + width - used;
        else if (font->align == REPORT_CENTER)
            left = x + (width - used) / 2;
        double top = y + (i - from) * font->pitch;
        cairo_move_to(p->cr, left, top + (font->pitch - font->size) / 2 + ASCENT * font->size);
        pango_cairo_show_layout_line(p->cr, line);
    }
}

bool pdf_text_short(
    const struct pdf *p, const char *text, const struct pdf_font *font, double width)
{
    const double margin = 1.04; /* bold letters are a little wider */
    double room = width / font->size / margin;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '\n' || *c == '\r')
            return false;
        if (*c < 0x80)
            room -= p->ascii[*c];
        else if (*c >= 0xc0)
            room -= 1;
        if (room < 0)
            return false;
    }
    return true;
}

int pdf_text_lines(struct pdf *p, const char *text, const struct pdf_font *font, double width)
{
    if (pdf_text_short(p, text, font, width))
        return 1;
    return pdf_layout_set(p, p->layout, text, font, width);
}

double pdf_text_width(struct pdf *p, const char *text, const struct pdf_font *font)
{
    PangoRectangle extents;
    pdf_layout_set(p, p->layout, text, font, -1);
    pango_layout_get_extents(p->layout, NULL, &extents);
    return (double)extents.width / PANGO_SCALE;
}

struct pdf_font pdf_font_fit(
    struct pdf *p, const char *text, const struct pdf_font *font, double width)
{
    struct pdf_font smaller = *font;
    double used = pdf_text_width(p, text, font);
    if (used <= width || used * 0.82 > width)
        return *font;
    smaller.size = font->size * width / used * 0.995;
    return smaller;
}

double pdf_text_draw(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double y, double width)
{
    if (!p->drawing)
        return pdf_text_lines(p, text, font, width) * font->pitch;
    int lines = pdf_layout_set(p, p->layout, text, font, width);
    pdf_layout_draw(p, p->layout, font, x, y, width, 0, lines);
    return lines * font->pitch;
}

enum { GROUP_MOST = 24 }; /* characters in brackets that still go on one line of a title */

/* Bytes of what stands in brackets at `at`, the brackets among them; 0: none, or too much. */
static size_t bracketed(const char *at)
{
    const char *begin = at;
    if (g_utf8_get_char(at) != 0xff08) /* （ */
        return 0;
    for (int n = 0; *at != '\0' && n < GROUP_MOST; n++) {
        gunichar c = g_utf8_get_char(at);
        at = g_utf8_next_char(at);
        if (c == 0xff09) /* ） */
            return (size_t)(at - begin);
    }
    return 0;
}

/* Bytes of a number with what it counts. */
static size_t counted(const char *at)
{
    /* no message: what a title is searched for */
    static const char *const counters[] = {"年度", "年", "月", "日", "回", "項目", "組織", "件"};
    size_t digits = strspn(at, "0123456789");
    for (size_t i = 0; digits > 0 && i < sizeof counters / sizeof counters[0]; i++) {
        size_t n = strlen(counters[i]);
        if (strncmp(at + digits, counters[i], n) == 0)
            return digits + n;
    }
    return 0;
}

static void keep_together(PangoLayout *layout)
{
    const char *text = pango_layout_get_text(layout);
    PangoAttrList *list = pango_attr_list_copy(pango_layout_get_attributes(layout));
    for (const char *at = text; *at != '\0';) {
        size_t n = bracketed(at);
        if (n == 0)
            n = counted(at);
        if (n > 0) {
            PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);
            whole->start_index = (guint)(at - text);
            whole->end_index = (guint)(at - text + (ptrdiff_t)n);
            pango_attr_list_insert(list, whole);
        }
        at = n > 0 ? at + n : g_utf8_next_char(at);
    }
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

double pdf_text_draw_title(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double y, double width)
{
    PangoLayout *layout = pdf_layout_new(p);
    pdf_layout_set(p, layout, text, font, width);
    keep_together(layout);
    int lines = pango_layout_get_line_count(layout);
    pdf_layout_draw(p, layout, font, x, y, width, 0, lines);
    g_object_unref(layout);
    return lines * font->pitch;
}

void pdf_text_draw_cut(
    struct pdf *p, const char *text, const struct pdf_font *font, double x, double y, double width)
{
    pdf_layout_set(p, p->layout, text, font, width);
    pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
    pdf_layout_draw(p, p->layout, font, x, y, width, 0, 1);
}
