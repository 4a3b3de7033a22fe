#include "kernel/table/csv.h"

#include "base/csv_out.h"
#include "base/limits.h"
#include "base/mem.h"

#include <csv.h>
#include <string.h>

enum { COLUMNS_DEFAULT = 200, ROWS_STEP = 64 };

struct reader {
    void *ctx;
    struct csv_limits limits;
    struct problem *problem;
    struct csv_table table;
    size_t rows_cap;
    struct csv_row row; /* being read */
    const char **cells; /* of the row being read, limits.columns long */
    char *text;         /* where the next cell's text goes */
    char *row_text;     /* where that of a row begins when rows are handed over */
    bool (*each)(void *arg, const struct csv_row *row); /* NULL: rows are kept */
    void *arg;
    bool enough;
    enum err fault; /* of a callback; the parser cannot be stopped from there */
    bool row_done;  /* a row ended since this was last cleared */
    size_t line;    /* of the file, being fed */
};

static void fault(struct reader *r, const char *detail, size_t limit)
{
    if (r->fault != ERR_OK)
        return;
    const char *column = mem_printf(r->ctx, "%zu", r->row.n + 1);
    problem_field_limit(
        r->problem, csv_place(r->ctx, r->row.line, column), "too_large", (int64_t)limit);
    r->fault = problem_set_limit(r->problem, ERR_TOO_LARGE, detail, (int64_t)limit);
}

static void on_cell(void *data, size_t len, void *arg)
{
    struct reader *r = arg;
    if (r->fault != ERR_OK || r->enough)
        return;
    if (r->row.n == r->limits.columns) {
        fault(r, "csv_columns", r->limits.columns);
        return;
    }
    if (len > r->limits.cell) {
        fault(r, "csv_cell", r->limits.cell);
        return;
    }
    char *cell = r->text;
    if (len > 0)
        memcpy(cell, data, len);
    cell[len] = '\0';
    r->text += len + 1;
    r->cells[r->row.n++] = cell + (*cell == '\'' && csv_formula(cell) ? 1 : 0);
}

static void keep(struct reader *r)
{
    if (r->table.n_rows == r->rows_cap) {
        r->rows_cap = r->rows_cap == 0 ? ROWS_STEP : r->rows_cap * 2;
        r->table.rows = mem_grow(r->ctx, r->table.rows, struct csv_row, r->rows_cap);
    }
    r->row.cells = mem_dup(r->table.rows, r->cells, r->row.n * sizeof r->cells[0]);
    r->table.rows[r->table.n_rows++] = r->row;
}

static void hand_over(struct reader *r)
{
    r->row.cells = r->cells;
    r->table.n_rows++;
    r->enough = !r->each(r->arg, &r->row);
    r->text = r->row_text;
}

static void on_row(int terminator, void *arg)
{
    (void)terminator;
    struct reader *r = arg;
    r->row_done = true;
    if (r->fault != ERR_OK || r->enough)
        return;
    if (r->table.n_rows == r->limits.rows) {
        fault(r, "csv_rows", r->limits.rows);
        return;
    }
    if (r->each != NULL)
        hand_over(r);
    else
        keep(r);
    r->row.n = 0;
}

/* Bytes of the line at the start of `text` with its end: LF, CR LF or a lone CR. */
static size_t line_length(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n')
            return i + 1;
        if (text[i] == '\r')
            return i + 1 < len && text[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return len;
}

static bool is_blank_line(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr(" \t\r\n", text[i]) == NULL)
            return false;
    return true;
}

static enum err broken(struct reader *r, const char *detail)
{
    const char *line = mem_printf(r->problem, "%zu", r->row.line);
    return problem_set_arg(r->problem, ERR_MALFORMED, detail, line);
}

/* Line by line, so that rows know where they begin. */
static enum err feed(struct reader *r, struct csv_parser *p, const char *text, size_t len)
{
    bool open = false; /* in the middle of a row: a quoted cell goes over the line */
    for (r->line = 1; len > 0; r->line++) {
        size_t n = line_length(text, len);
        if (!open)
            r->row.line = r->line;
        r->row_done = false;
        if (csv_parse(p, text, n, on_cell, on_row, r) != n)
            return broken(r, "csv_quotes");
        if (r->fault != ERR_OK || r->enough)
            return r->fault;
        open = r->row_done ? false : open || !is_blank_line(text, n);
        text += n;
        len -= n;
    }
    if (csv_fini(p, on_cell, on_row, r) != 0)
        return broken(r, "csv_quote_open");
    return r->fault;
}

static struct csv_limits limits_or_defaults(const struct csv_limits *limits)
{
    struct csv_limits l = limits != NULL ? *limits : (struct csv_limits){0};
    l.rows = l.rows > 0 ? l.rows : LIMIT_EXPORT_ROWS;
    l.columns = l.columns > 0 ? l.columns : COLUMNS_DEFAULT;
    l.cell = l.cell > 0 ? l.cell : CSV_CELL_DEFAULT;
    return l;
}

static enum err read_all(struct reader *r, const char *text, size_t len)
{
    char delimiter = r->limits.delimiter;
    unsigned char strict = delimiter == 0 ? CSV_STRICT | CSV_STRICT_FINI : 0;
    r->cells = mem_array(r->ctx, const char *, r->limits.columns);
    /* A cell ends in a separator of the text or at its end: one more byte holds all with NULs. Not
     * zeroed: a big file's rows are handed over from the few pages at its start. */
    r->text = r->row_text = mem_grow(r->ctx, NULL, char, len + 2);
    __attribute__((cleanup(csv_free))) struct csv_parser p;
    if (csv_init(&p, strict) != 0)
        return ERR_INTERNAL;
    csv_set_blk_size(&p, 4096);
    if (delimiter != 0)
        csv_set_delim(&p, (unsigned char)delimiter);
    return feed(r, &p, text, len);
}

enum err csv_read(void *ctx, const char *data, size_t len, const struct csv_limits *limits,
    struct problem *problem, struct csv_table *ret_table)
{
    if (len > LIMIT_IMPORT)
        return problem_set_limit(problem, ERR_TOO_LARGE, "import_size", LIMIT_IMPORT);
    struct csv_table table = {0};
    const char *text;
    enum err e = csv_text(ctx, data, len, problem, &table.cp932, &text, &len);
    if (e != ERR_OK)
        return e;
    struct reader r = {
        .ctx = ctx, .limits = limits_or_defaults(limits), .problem = problem, .table = table};
    e = read_all(&r, text, len);
    if (e == ERR_OK)
        *ret_table = r.table;
    return e;
}

enum err csv_each(void *ctx, const char *text, size_t len, const struct csv_limits *limits,
    struct problem *problem, bool (*row)(void *arg, const struct csv_row *row), void *arg)
{
    struct reader r = {.ctx = ctx,
        .limits = limits_or_defaults(limits),
        .problem = problem,
        .each = row,
        .arg = arg};
    return read_all(&r, text, len);
}
