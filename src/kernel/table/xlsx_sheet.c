/* The rows of one sheet. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/csv.h"
#include "kernel/table/xlsx_private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sheet {
    size_t line; /* the row's number in the sheet */
    size_t rows;
    struct buf *text;               /* of the row's cells, each with its NUL */
    size_t at[LIMIT_TABLE_COLUMNS]; /* where a cell's text begins, plus one; 0: none */
    const char *cells[LIMIT_TABLE_COLUMNS];
    size_t n;
    size_t column; /* of the cell being read, from 0 */
    struct buf *value;
    char type[12];
    size_t style;
    bool taking;   /* inside v or t */
    bool phonetic; /* inside rPh: furigana is no part of the text */
    int64_t formulas, merged;
    uint64_t of_row; /* table_row.formulas */
    char first_merged[32];
    char shown[48]; /* a number as text */
};

size_t xlsx_column(const char *ref)
{
    size_t column = 0;
    const char *p = ref;
    for (; *p >= 'A' && *p <= 'Z' && p - ref < 4; p++)
        column = column * 26 + (size_t)(*p - 'A' + 1);
    return p == ref ? SIZE_MAX : column - 1;
}

static void start_row(struct sheet *s, const char **attributes)
{
    const char *no = xlsx_attribute(attributes, "r");
    size_t line = no == NULL ? 0 : strtoul(no, NULL, 10);
    s->line = line >= 1 && line <= XLSX_ROWS ? line : s->line + 1;
    s->n = 0;
    s->of_row = 0;
    s->column = SIZE_MAX;
    buf_clear(s->text);
    memset(s->at, 0, sizeof s->at);
}

static void start_cell(struct sheet *s, const char **attributes)
{
    const char *ref = xlsx_attribute(attributes, "r");
    const char *type = xlsx_attribute(attributes, "t");
    const char *style = xlsx_attribute(attributes, "s");
    s->column = ref != NULL ? xlsx_column(ref) : s->column + 1;
    s->style = style == NULL ? 0 : strtoul(style, NULL, 10);
    snprintf(s->type, sizeof s->type, "%s", type == NULL ? "n" : type);
    buf_clear(s->value);
}

static void add_formula(struct sheet *s)
{
    s->formulas++;
    if (s->column < 64)
        s->of_row |= (uint64_t)1 << s->column;
}

/* A notice tells it: what was cut inside a character is no reference of Excel's. */
static void start_merged(struct sheet *s, const char **attributes)
{
    const char *ref = xlsx_attribute(attributes, "ref");
    if (s->merged++ > 0)
        return;
    snprintf(s->first_merged, sizeof s->first_merged, "%s", ref == NULL ? "" : ref);
    if (!utf8_ok(s->first_merged, strlen(s->first_merged)))
        s->first_merged[0] = '\0';
}

static void on_start(struct xlsx *x, void *arg, const char *name, const char **attributes)
{
    struct sheet *s = arg;
    (void)x;
    if (strcmp(name, "row") == 0)
        start_row(s, attributes);
    else if (strcmp(name, "c") == 0)
        start_cell(s, attributes);
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        s->taking = !s->phonetic;
    else if (strcmp(name, "rPh") == 0)
        s->phonetic = true;
    else if (strcmp(name, "f") == 0)
        add_formula(s);
    else if (strcmp(name, "mergeCell") == 0)
        start_merged(s, attributes);
}

static void on_text(struct xlsx *x, void *arg, const char *text, size_t len)
{
    struct sheet *s = arg;
    if (!s->taking)
        return;
    if (s->value->len + len > CSV_CELL_DEFAULT)
        xlsx_stop(x, ERR_TOO_LARGE, "csv_cell", CSV_CELL_DEFAULT);
    else
        buf_put(s->value, text, len);
}

/* ---- the cell's value as text ---- */

/* A day of Excel's calendar: the 1900 one takes that year for a leap year. Rounded to seconds, as
 * Excel shows it. False: after the year 9999. */
static bool date_show(const struct xlsx *x, double serial, char *ret_text, size_t size)
{
    int64_t whole = llround(serial * 86400);
    int64_t day = whole / 86400;
    int seconds = (int)(whole % 86400);
    int64_t epoch = x->from_1904 ? -24107 : day < 60 ? -25568 : -25569;
    char date[DATE_TEXT_SIZE];
    struct date d = date_of_days(day + epoch);
    if (d.year > 9999)
        return false;
    date_format(d, date);
    int h = seconds / 3600;
    if (serial < 1 && !x->from_1904) /* a time of day alone */
        snprintf(ret_text, size, "%d:%02d:%02d", h, seconds / 60 % 60, seconds % 60);
    else if (seconds == 0)
        snprintf(ret_text, size, "%s", date);
    else
        snprintf(ret_text, size, "%s %02d:%02d:%02d", date, h, seconds / 60 % 60, seconds % 60);
    return true;
}

static const char *number_text(const struct xlsx *x, struct sheet *s)
{
    enum { SERIAL_MAX = 2958466 }; /* the year 10000 */
    char *end;
    double value = strtod(s->value->data, &end);
    bool date = s->style < x->n_styles && x->date_style[s->style] != 0;
    if (*end != '\0' || !isfinite(value))
        return s->value->data;
    if (!date || value < 0 || value >= SERIAL_MAX ||
        !date_show(x, value, s->shown, sizeof s->shown))
        snprintf(s->shown, sizeof s->shown, "%.15g", value);
    return s->shown;
}

static const char *value_text(struct xlsx *x, struct sheet *s)
{
    if (s->value->len == 0)
        return "";
    if (strcmp(s->type, "s") == 0) {
        size_t no = strtoul(s->value->data, NULL, 10);
        return no < x->n_strings ? x->strings->data + x->string_at[no] : "";
    }
    if (strcmp(s->type, "b") == 0)
        return s->value->data[0] == '1' ? "TRUE" : "FALSE";
    return strcmp(s->type, "n") == 0 ? number_text(x, s) : s->value->data;
}

/* A mark of deletion shows nothing, and no text we keep has one. */
#define BLANKS " \t\r\n\x7f"

static void put_shown(struct buf *b, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        buf_char(b, text[i] == '\x7f' ? ' ' : text[i]);
    buf_char(b, '\0');
}

static void end_cell(struct xlsx *x, struct sheet *s)
{
    const char *text = value_text(x, s);
    size_t len = strlen(text);
    while (len > 0 && strchr(BLANKS, text[len - 1]) != NULL)
        len--;
    size_t blanks = strspn(text, BLANKS);
    if (len <= blanks)
        return;
    if (s->column >= LIMIT_TABLE_COLUMNS) {
        xlsx_stop(x, ERR_TOO_LARGE, "csv_columns", LIMIT_TABLE_COLUMNS);
        return;
    }
    if (len - blanks > CSV_CELL_DEFAULT) { /* a shared string may be longer */
        xlsx_stop(x, ERR_TOO_LARGE, "csv_cell", CSV_CELL_DEFAULT);
        return;
    }
    if (s->at[s->column] != 0)
        return; /* the same cell again and again would fill the memory */
    s->at[s->column] = s->text->len + 1;
    put_shown(s->text, text + blanks, len - blanks);
    if (s->n <= s->column)
        s->n = s->column + 1;
}

static void end_row(struct xlsx *x, struct sheet *s)
{
    if (s->n == 0)
        return;
    if (++s->rows > LIMIT_TABLE_ROWS + 1) {
        xlsx_stop(x, ERR_TOO_LARGE, "csv_rows", LIMIT_TABLE_ROWS + 1);
        return;
    }
    for (size_t i = 0; i < s->n; i++)
        s->cells[i] = s->at[i] == 0 ? "" : s->text->data + s->at[i] - 1;
    const struct table_row row = {
        .line = s->line, .n = s->n, .cells = s->cells, .formulas = s->of_row};
    if (!x->sink->row(x->sink->arg, &row))
        xlsx_stop(x, ERR_OK, NULL, 0);
}

static void on_end(struct xlsx *x, void *arg, const char *name)
{
    struct sheet *s = arg;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        s->taking = false;
    else if (strcmp(name, "rPh") == 0)
        s->phonetic = false;
    else if (strcmp(name, "c") == 0)
        end_cell(x, s);
    else if (strcmp(name, "row") == 0)
        end_row(x, s);
}

enum err xlsx_sheet_read(struct xlsx *x, const char *path)
{
    struct sheet *s = mem_new(x->ctx, struct sheet);
    const struct xlsx_handler handler = {on_start, on_end, on_text, s};
    s->text = buf_new(s);
    s->value = buf_new(s);
    enum err e = xlsx_part(x, path, &handler);
    if (e == ERR_NOT_FOUND)
        e = problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
    if (e != ERR_OK)
        return e;
    if (s->merged > 0)
        table_notice(x->info, "merged", mem_strdup(x->ctx, s->first_merged), s->merged);
    if (s->formulas > 0)
        table_notice(x->info, "formulas", NULL, s->formulas);
    return ERR_OK;
}
