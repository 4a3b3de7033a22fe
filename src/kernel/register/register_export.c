/* A whole list as CSV or Excel: paged by key into an unlinked file, so that a slow reader holds no
 * snapshot of the database and memory stays flat. */
#include "kernel/register/register_private.h"

#include "base/clock.h"
#include "base/csv_out.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/kept.h"
#include "kernel/table/book_out.h"
#include "kernel/table/cell.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_BYTES = 256 * 1024 };

/* Where rows go. One of the two formats is open. */
struct sink {
    const char *lang;
    int fd;
    struct buf *csv; /* rows not yet in the file */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *date_format;
    lxw_row_t row;
    lxw_col_t col;
    const struct reg_def *def;
    struct label *labels;
};

/* Of an option, looked up once for all rows. */
struct label {
    struct label *next;
    const struct option_set *set;
    const char *key, *text;
};

static bool write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n <= 0)
            return false;
        data += n;
        len -= (size_t)n;
    }
    return true;
}

static enum err flush(struct sink *s)
{
    if (s->csv == NULL || s->csv->len == 0)
        return ERR_OK;
    bool ok = write_all(s->fd, s->csv->data, s->csv->len);
    buf_clear(s->csv);
    return ok ? ERR_OK : ERR_STORAGE_FULL;
}

static void put_text(struct sink *s, const char *text)
{
    if (s->book != NULL) {
        if (text != NULL)
            worksheet_write_string(s->sheet, s->row, s->col, text, NULL);
    } else {
        if (s->col > 0)
            buf_char(s->csv, ',');
        csv_out_cell(s->csv, text);
    }
    s->col++;
}

static void put_number(struct sink *s, double value, const char *as_text)
{
    if (s->book == NULL) {
        put_text(s, as_text);
        return;
    }
    worksheet_write_number(s->sheet, s->row, s->col++, value, NULL);
}

static void put_date(struct sink *s, const char *text)
{
    struct date d;
    lxw_datetime when;
    if (s->book == NULL || !date_parse(text, &d) || !book_out_date(d, &when)) {
        put_text(s, text);
        return;
    }
    worksheet_write_datetime(s->sheet, s->row, s->col++, &when, s->date_format);
}

static void end_row(struct sink *s)
{
    if (s->book == NULL)
        buf_put(s->csv, "\r\n", 2);
    s->row++;
    s->col = 0;
}

/* ---- cells of a record ---- */

static const char *label_of(const void *ctx, const char *lang, const char *name, const char *key)
{
    return msg_get(lang, mem_printf(ctx, "reg.%s.%s", name, key));
}

static const char *option_label(
    struct call *c, struct sink *s, const struct option_set *set, const char *key)
{
    for (const struct label *l = s->labels; l != NULL; l = l->next)
        if (l->set == set && strcmp(l->key, key) == 0)
            return l->text;
    struct label *l = mem_new(c, struct label);
    *l = (struct label){
        s->labels, set, mem_strdup(c, key), reg_option_label(c, s->def, set, key, s->lang)};
    s->labels = l;
    return l->text;
}

/* Before the rows: while these come, the connection is theirs. */
static void load_labels(struct call *c, struct sink *s)
{
    kept_begin(c);
    for (size_t i = 0; i < s->def->n_fields; i++) {
        const struct option_set *set = s->def->fields[i].options;
        for (const char *const *key = set == NULL ? NULL : set->keys; key && *key != NULL; key++)
            option_label(c, s, set, *key);
    }
    kept_end(c);
}

static void put_integer(const void *ctx, struct sink *s, const struct field *f, int64_t value)
{
    if (f->flags & FIELD_TENTHS)
        put_number(s, (double)value / 10, mem_printf(ctx, "%.1f", (double)value / 10));
    else
        put_number(s, (double)value, mem_printf(ctx, "%lld", (long long)value));
}

/* As people write sums, so that an import reads the same back. */
static void put_money(const void *ctx, struct sink *s, int64_t minor, const char *currency)
{
    int digits = cell_money_digits(currency);
    double value = (double)minor;
    for (int i = 0; i < digits; i++)
        value /= 10;
    put_number(s, value, mem_printf(ctx, "%.*f", digits, value));
}

static void put_field(struct call *c, const void *ctx, struct sink *s, const struct field *f,
    struct db_query *q, int col)
{
    char at[INSTANT_TEXT_SIZE];
    if (db_is_null(q, col)) {
        put_text(s, NULL);
        return;
    }
    switch (f->type) {
    case FIELD_INT:
        put_integer(ctx, s, f, db_int(q, col));
        break;
    case FIELD_MONEY:
        put_money(ctx, s, db_int(q, col), db_text(q, col + 1, NULL));
        break;
    case FIELD_NUM:
        put_number(s, db_num(q, col), mem_printf(ctx, "%.15g", db_num(q, col)));
        break;
    case FIELD_BOOL:
        put_text(s, msg_get(s->lang, db_int(q, col) != 0 ? "value.yes" : "value.no"));
        break;
    case FIELD_INSTANT:
        instant_format(db_int(q, col), at);
        put_text(s, at);
        break;
    case FIELD_DATE:
        put_date(s, db_text(q, col, NULL));
        break;
    case FIELD_ENUM:
        put_text(s, option_label(c, s, f->options, db_text(q, col, NULL)));
        break;
    case FIELD_REF:
        put_text(s, db_text(q, col + 2, NULL));
        break;
    default:
        put_text(s, db_text(q, col, NULL));
    }
}

static bool is_shown(const struct reg_query *query, const struct field *f, size_t i)
{
    return !(f->flags & FIELD_CONFIDENTIAL) && (!query->some || query->shown[i]);
}

/* Memory of a row dies with it: an export has up to LIMIT_EXPORT_ROWS. */
static void put_row(struct req *r, struct sink *s, const struct reg_def *def,
    const struct reg_query *query, struct db_query *q)
{
    void *ctx = mem_context(r, 0);
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    if (def->prefix != NULL)
        put_text(s, db_text(q, COL_NUMBER, NULL));
    for (size_t i = 0; i < n; i++)
        if (is_shown(query, fields[i], i))
            put_field(&r->call, ctx, s, fields[i], q, reg_row_column(def, fields[i]));
    end_row(s);
    mem_free(ctx);
}

static void put_header(
    struct req *r, struct sink *s, const struct reg_def *def, const struct reg_query *query)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    if (def->prefix != NULL)
        put_text(s, msg_get(s->lang, "reg.number"));
    for (size_t i = 0; i < n; i++)
        if (is_shown(query, fields[i], i))
            put_text(s, label_of(r, s->lang, def->singular, fields[i]->key));
    end_row(s);
}

/* ---- pages ---- */

/* One page; *ret_more says whether another follows, and query->after where. */
static enum err put_page(struct req *r, struct sink *s, const struct reg_def *def,
    struct reg_query *query, const struct reg_scope_sql *scope, bool *ret_more)
{
    REG_ROWS rows = reg_rows_open(&r->call, def, query, scope);
    bool row = false;
    enum err e = reg_rows_step(&rows, &row);
    int n = 0;
    while (e == ERR_OK && row && n < query->limit) {
        put_row(r, s, def, query, rows.q);
        if (++n == query->limit)
            reg_row_keys(r, def, query, rows.q, query->after);
        if (s->csv != NULL && s->csv->len > FLUSH_BYTES && flush(s) != ERR_OK)
            return ERR_STORAGE_FULL;
        e = reg_rows_step(&rows, &row);
    }
    query->has_cursor = true;
    *ret_more = row;
    return e;
}

static enum err put_all(struct req *r, struct sink *s, const struct reg_def *def,
    struct reg_query *query, const struct reg_scope_sql *scope)
{
    bool more = true;
    enum err e = ERR_OK;
    query->limit = LIMIT_PAGE;
    load_labels(&r->call, s);
    put_header(r, s, def, query);
    while (e == ERR_OK && more) {
        if (s->row > LIMIT_EXPORT_ROWS)
            return problem_set_limit(
                r->call.problem, ERR_INVALID, "export_rows", LIMIT_EXPORT_ROWS);
        e = put_page(r, s, def, query, scope, &more);
    }
    return e;
}

/* ---- the two formats ---- */

static void open_csv(struct req *r, struct sink *s)
{
    s->csv = buf_new(r);
    csv_out_bom(s->csv);
}

static enum err open_xlsx(struct req *r, struct sink *s, const struct reg_def *def)
{
    s->book = book_out_on(s->fd, r->call.app->config.spool_dir);
    if (s->book == NULL)
        return ERR_STORAGE_FULL;
    s->sheet = workbook_add_worksheet(s->book, NULL);
    s->date_format = workbook_add_format(s->book);
    format_set_num_format(s->date_format, "yyyy-mm-dd");
    worksheet_freeze_panes(s->sheet, 1, 0);
    worksheet_set_column(s->sheet, 0, (lxw_col_t)def->n_fields, 18, NULL);
    return ERR_OK;
}

static void answer_file(struct req *r, const struct sink *s, const char *name, const char *kind)
{
    bool xlsx = s->csv == NULL;
    r->resp.fd = s->fd;
    r->resp.fd_size = lseek(s->fd, 0, SEEK_END);
    r->resp.media_type = xlsx ? REG_EXPORT_XLSX : REG_EXPORT_CSV;
    resp_header(
        r, "Content-Disposition", mem_printf(r, "attachment; filename=\"%s.%s\"", name, kind));
}

enum err reg_export(struct req *r, const struct reg_def *def, struct reg_query *query,
    const struct reg_scope_sql *scope)
{
    bool xlsx = strcmp(query->format, "xlsx") == 0;
    struct sink s = {.lang = r->call.lang, .def = def};
    s.fd = open(r->call.app->config.spool_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (s.fd < 0)
        return ERR_STORAGE_FULL;
    enum err e = ERR_OK;
    if (xlsx)
        e = open_xlsx(r, &s, def);
    else
        open_csv(r, &s);
    if (e == ERR_OK)
        e = put_all(r, &s, def, query, scope);
    if (e == ERR_OK)
        e = flush(&s);
    if (s.book != NULL && workbook_close(s.book) != LXW_NO_ERROR && e == ERR_OK)
        e = ERR_STORAGE_FULL;
    if (e != ERR_OK) {
        close(s.fd);
        return e;
    }
    answer_file(r, &s, def->name, query->format);
    return ERR_OK;
}
