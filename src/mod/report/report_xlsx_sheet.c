#include "mod/report/report_xlsx_private.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "mod/report/report_chart_rules.h"
#include "mod/report/report_format_rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sheets, formats and single cells. */

#define HEAD_FILL 0xeef3fb
#define STRONG_FILL 0xf4f5f7
#define ATTENTION_FILL 0xfdf3e3
#define LINE 0xd0d0d0
#define SOFT 0x4d4d4d

static uint32_t colour_number(const char *colour) /* "#rrggbb" */
{
    return (uint32_t)strtoul(colour + 1, NULL, 16);
}

static const char *decimals(int digits)
{
    static const char *const zeros[] = {"", ".0", ".00", ".000", ".0000"};
    return zeros[digits];
}

/* Excel's code for the values of a style. */
static const char *number_code(struct xlsx *x, const struct xlsx_look *look)
{
    const struct report_style *s = &look->style;
    const char *tail = decimals(s->digits);
    switch (s->kind) {
    case REPORT_NUMBER:
        if (s->sign)
            return mem_printf(x->ctx, "+#,##0%s;-#,##0%s;0%s", tail, tail, tail);
        return mem_printf(x->ctx, "#,##0%s", tail);
    case REPORT_LEVEL:
        if (s->sign)
            return mem_printf(x->ctx, "+0%s;-0%s;0%s", tail, tail, tail);
        return mem_printf(x->ctx, "0%s", tail);
    case REPORT_DATE:
        return msg_get(
            x->r->lang, x->r->era ? "report.sheet.date_code.era" : "report.sheet.date_code");
    case REPORT_MONEY:
        if (strcmp(look->currency, "JPY") == 0)
            return msg_get(x->r->lang, "report.sheet.yen_code");
        return mem_printf(x->ctx, "[$%s] #,##0%s", look->currency,
            decimals(report_currency_digits(look->currency)));
    default:
        return NULL;
    }
}

static void format_fill(lxw_format *f, uint32_t colour)
{
    format_set_pattern(f, LXW_PATTERN_SOLID);
    format_set_bg_color(f, colour);
}

static lxw_format *format_make(struct xlsx *x, const struct xlsx_look *look)
{
    lxw_format *f = workbook_add_format(x->book);
    format_set_font_name(f, msg_get(x->r->lang, "report.sheet.font"));
    format_set_font_size(f, look->title ? 16 : 10.5);
    bool cell = look->plain || look->heat || look->head;
    format_set_align(f, cell ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (look->plain && look->wrap) /* text beside figures */
        format_set_indent(f, 1);
    if (look->title || look->head || look->strong)
        format_set_bold(f);
    if (look->wrap || look->head)
        format_set_text_wrap(f);
    if (look->soft)
        format_set_font_color(f, SOFT);
    if (look->head) {
        format_fill(f, HEAD_FILL);
        format_set_bottom(f, LXW_BORDER_THIN);
    }
    if (look->strong && look->plain)
        format_fill(f, STRONG_FILL);
    if (look->attention)
        format_fill(f, ATTENTION_FILL);
    if (look->fill != 0)
        format_fill(f, look->fill);
    if (look->heat)
        format_set_align(f, LXW_ALIGN_CENTER);
    if (look->right)
        format_set_align(f, LXW_ALIGN_RIGHT);
    if (look->tone != REPORT_NEUTRAL)
        format_set_font_color(f, colour_number(chart_tone_colour(look->tone)));
    const char *code = number_code(x, look);
    if (code != NULL)
        format_set_num_format(f, code);
    return f;
}

static bool same_look(const struct xlsx_look *a, const struct xlsx_look *b)
{
    return a->head == b->head && a->title == b->title && a->soft == b->soft &&
           a->strong == b->strong && a->attention == b->attention && a->wrap == b->wrap &&
           a->heat == b->heat && a->right == b->right && a->plain == b->plain &&
           a->tone == b->tone && a->fill == b->fill && a->style.kind == b->style.kind &&
           a->style.digits == b->style.digits && a->style.sign == b->style.sign &&
           strcmp(a->currency, b->currency) == 0;
}

lxw_format *xlsx_format(struct xlsx *x, struct xlsx_look look)
{
    for (size_t i = 0; i < x->n_looks; i++)
        if (same_look(&x->look[i], &look))
            return x->format[i];
    if (x->n_looks == XLSX_LOOKS) /* more currencies than anybody has: the first will do */
        return x->format[0];
    x->look[x->n_looks] = look;
    x->format[x->n_looks] = format_make(x, &look);
    return x->format[x->n_looks++];
}

void xlsx_text(
    struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, const char *text, struct xlsx_look look)
{
    lxw_format *format = xlsx_format(x, look);
    if (text[0] == '\0')
        worksheet_write_blank(s->sheet, s->row, col, format);
    else
        worksheet_write_string(s->sheet, s->row, col, text, format);
}

void xlsx_head(struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, const char *text, bool right)
{
    xlsx_text(x, s, col, text, (struct xlsx_look){.head = true, .right = right});
}

void xlsx_width(struct xlsx_sheet *s, lxw_col_t from, lxw_col_t to, double characters)
{
    worksheet_set_column(s->sheet, from, to, characters, NULL);
    for (lxw_col_t i = from; i <= to && i < XLSX_COLUMNS; i++)
        s->width[i] = characters;
}

int xlsx_lines(const struct xlsx_sheet *s, lxw_col_t col, const char *text)
{
    /* A column's width is counted in figures, half as wide as a Japanese character. */
    double room = s->width[col] / 2;
    int lines = 1;
    for (const char *from = text; *from != '\0';) {
        size_t n = strcspn(from, "\n");
        char *line = mem_strndup(NULL, from, n);
        lines += room > 0 ? (int)(chart_text_width(line, 1) * 1.05 / room) : 0;
        lines += from[n] == '\n';
        mem_free(line);
        from += n + (from[n] == '\n');
    }
    return lines;
}

void xlsx_row_lines(struct xlsx_sheet *s, int lines)
{
    const double line = 18; /* points */
    const double most = 409;
    double height = lines * line;
    worksheet_set_row(s->sheet, s->row, height > most ? most : height, NULL);
}

static void date_write(
    struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, struct date d, struct xlsx_look look)
{
    lxw_datetime when;
    if (book_out_date(d, &when))
        worksheet_write_datetime(s->sheet, s->row, col, &when, xlsx_format(x, look));
    else
        xlsx_text(x, s, col, report_date_short(x->ctx, x->r->lang, d), look);
}

void xlsx_value(struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, struct report_style style,
    const struct report_value *value, struct xlsx_look look)
{
    bool text = style.kind == REPORT_TEXT || style.kind == REPORT_STATE;
    look.wrap = text;
    if (!value->present || text) {
        look.tone = value->present ? value->tone : REPORT_NEUTRAL;
        xlsx_text(x, s, col, value->present ? value->text : "", look);
        return;
    }
    look.style = style;
    if (style.kind == REPORT_DATE) {
        date_write(x, s, col, value->date, look);
        return;
    }
    double number = value->number;
    if (style.kind == REPORT_LEVEL)
        number = value->tenths / 10.0;
    if (style.kind == REPORT_MONEY) {
        snprintf(look.currency, sizeof look.currency, "%s", value->money.currency);
        number = (double)value->money.amount / pow(10, report_currency_digits(look.currency));
    }
    worksheet_write_number(s->sheet, s->row, col, number, xlsx_format(x, look));
}

/* A name that Excel takes: none of []:*?/\, no apostrophe at either end, at most 31 characters
 * (a number behind it, "(2)", included). */
static const char *legal_name(const void *ctx, const char *title, int copy)
{
    char *name = mem_strdup(ctx, title);
    const char *tail = copy > 1 ? mem_printf(ctx, " (%d)", copy) : "";
    size_t room = XLSX_NAME - strlen(tail);
    size_t used = 0;
    char *end = name;
    for (; *end != '\0'; end++) {
        unsigned char c = (unsigned char)*end;
        if ((c & 0xc0) != 0x80) { /* a character beyond the basic plane counts twice */
            size_t units = c >= 0xf0 ? 2 : 1;
            if (used + units > room)
                break;
            used += units;
        }
        if (strchr("[]:*?/\\'\n\r\t", c) != NULL)
            *end = ' ';
    }
    *end = '\0';
    return mem_printf(ctx, "%s%s", name, tail);
}

static bool name_taken(const struct xlsx *x, const char *name)
{
    for (size_t i = 0; i < x->n_names; i++)
        if (strcmp(utf8_fold(x->ctx, x->names[i]), utf8_fold(x->ctx, name)) == 0)
            return true;
    return false;
}

static const char *free_name(struct xlsx *x, const char *title)
{
    int copy = 1;
    const char *name = legal_name(x->ctx, title, copy);
    while (name_taken(x, name))
        name = legal_name(x->ctx, title, ++copy);
    x->names = mem_grow(x->ctx, x->names, const char *, x->n_names + 1);
    x->names[x->n_names++] = name;
    return name;
}

/* A header of the print: "&" begins a code there, and 255 characters are the most. */
static const char *print_text(const struct xlsx *x, const char *text, size_t chars)
{
    struct buf *b = buf_new(x->ctx);
    size_t n = 0;
    for (const char *c = text; *c != '\0'; c++) {
        n += ((unsigned char)*c & 0xc0) != 0x80;
        if (n > chars)
            break;
        if (*c == '&')
            buf_char(b, '&');
        buf_char(b, *c == '\n' ? ' ' : *c);
    }
    return b->data;
}

static void print_setup(struct xlsx *x, lxw_worksheet *sheet)
{
    const struct report *r = x->r;
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_header(sheet, mem_printf(x->ctx, "&L%s&R%s %s", print_text(x, r->title, 80),
                                    r->approved ? "" : msg_get(r->lang, "report.draft"),
                                    print_text(x, r->confidentiality, 40)));
    worksheet_set_footer(sheet, mem_printf(x->ctx, "&L%s&C&P / &N", print_text(x, r->number, 40)));
}

struct xlsx_sheet xlsx_sheet_new(struct xlsx *x, const char *title)
{
    struct xlsx_sheet s = {.name = free_name(x, title)};
    s.sheet = workbook_add_worksheet(x->book, s.name);
    if (s.sheet == NULL) /* a name it does not like for a reason of its own */
        s.sheet = workbook_add_worksheet(x->book, NULL);
    s.name = s.sheet->name;
    print_setup(x, s.sheet);
    return s;
}
