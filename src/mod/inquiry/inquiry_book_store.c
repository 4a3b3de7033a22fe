/* SQL of statements and of customers' files. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/inquiry/inquiry_private.h"

#include <string.h>

enum err inquiry_store_touch(struct call *c, int64_t inquiry_id)
{
    static const char SQL[] =
        "UPDATE inquiry SET version = version + 1, updated_at = ?, updated_by = ?"
        " WHERE org_id = :org AND id = ? AND deleted_at IS NULL"
        " AND state IN ('received', 'answering')";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, inquiry_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) != 1
               ? problem_set(c->problem, ERR_CONFLICT, "inquiry_settled")
               : e;
}

/* ---- the file ---- */

enum err book_store_find(struct call *c, int64_t inquiry_id, struct inquiry_book *ret_book)
{
    static const char SQL[] = "SELECT file_id, word_yes, word_partly, word_no, word_na"
                              " FROM inquiry_book WHERE org_id = :org AND inquiry_id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e == ERR_OK ? ERR_NOT_FOUND : e;
    *ret_book = (struct inquiry_book){.inquiry_id = inquiry_id, .file_id = db_int(q, 0)};
    for (int i = 0; i < ANSWER_TEXT; i++)
        ret_book->words.of[i] = mem_strdup(c, db_text(q, i + 1, NULL));
    return ERR_OK;
}

enum err book_store_add(struct call *c, const struct inquiry_book *book)
{
    static const char SQL[] =
        "INSERT INTO inquiry_book (org_id, inquiry_id, file_id, word_yes, word_partly, word_no,"
        " word_na, added_at, added_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, book->inquiry_id);
    db_bind_int(q, book->file_id);
    for (int i = 0; i < ANSWER_TEXT; i++)
        db_bind_text(q, book->words.of[i]);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err book_store_words(struct call *c, const struct inquiry_book *book)
{
    static const char SQL[] = "UPDATE inquiry_book SET word_yes = ?, word_partly = ?, word_no = ?,"
                              " word_na = ? WHERE org_id = :org AND inquiry_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    for (int i = 0; i < ANSWER_TEXT; i++)
        db_bind_text(q, book->words.of[i]);
    db_bind_int(q, book->inquiry_id);
    return db_run(q);
}

static enum err run_on(struct call *c, const char *sql, int64_t id)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

enum err book_store_remove(struct call *c, int64_t inquiry_id)
{
    static const char ROWS[] = "DELETE FROM inquiry_row WHERE org_id = :org AND inquiry_id = ?";
    static const char SHEETS[] = "DELETE FROM inquiry_sheet WHERE org_id = :org AND inquiry_id = ?";
    static const char BOOK[] = "DELETE FROM inquiry_book WHERE org_id = :org AND inquiry_id = ?";
    enum err e = run_on(c, ROWS, inquiry_id);
    if (e == ERR_OK)
        e = run_on(c, SHEETS, inquiry_id);
    return e == ERR_OK ? run_on(c, BOOK, inquiry_id) : e;
}

/* ---- its sheets ---- */

static int column_of(struct db_query *q, int col)
{
    return db_is_null(q, col) ? NO_COLUMN : (int)db_int(q, col);
}

enum err book_store_sheets(
    struct call *c, int64_t inquiry_id, struct inquiry_sheet **ret_sheets, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, no, name, hidden, question_column, answer_column, remark_column, first_line,"
        " choices FROM inquiry_sheet WHERE org_id = :org AND inquiry_id = ? ORDER BY no";
    struct inquiry_sheet *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct inquiry_sheet, n + 1);
        list[n++] = (struct inquiry_sheet){.id = db_int(q, 0),
            .no = (int)db_int(q, 1),
            .name = mem_strdup(c, db_text(q, 2, NULL)),
            .hidden = db_int(q, 3) == 1,
            .question = column_of(q, 4),
            .answer = column_of(q, 5),
            .remark = column_of(q, 6),
            .first_line = (int)db_int(q, 7),
            .choices = mem_strdup(c, db_text(q, 8, NULL))};
    }
    *ret_sheets = list;
    *ret_n = n;
    return e;
}

enum err book_store_sheet_add(struct call *c, int64_t inquiry_id, const struct inquiry_sheet *s)
{
    static const char SQL[] = "INSERT INTO inquiry_sheet (org_id, inquiry_id, no, name, hidden)"
                              " VALUES (:org, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    db_bind_int(q, s->no);
    db_bind_text(q, s->name);
    db_bind_int(q, s->hidden);
    return db_run(q);
}

static void bind_column(struct db_query *q, int column)
{
    if (column == NO_COLUMN)
        db_bind_null(q);
    else
        db_bind_int(q, column);
}

enum err book_store_sheet_mark(struct call *c, const struct inquiry_sheet *s)
{
    static const char SQL[] =
        "UPDATE inquiry_sheet SET question_column = ?, answer_column = ?, remark_column = ?,"
        " first_line = ?, choices = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    bind_column(q, s->question);
    bind_column(q, s->answer);
    bind_column(q, s->remark);
    db_bind_int(q, s->first_line);
    db_bind_text(q, s->choices);
    db_bind_int(q, s->id);
    return db_run(q);
}

/* ---- its questions ---- */

#define ROWS                                                                               \
    "SELECT r.id, r.uid, r.sheet_id, s.name, r.line, r.question, r.asked, r.can, r.state," \
    " r.why, r.likeness, i.id, i.uid, i.number, i.title, i.asker, t.id, t.uid, t.number,"  \
    " t.question, t.answer, t.detail, t.state, t.valid_until, r.answer, r.text, r.remark," \
    " r.basis_answer, r.basis_detail, r.confirmed_at, a.id, a.uid, a.name, r.version,"     \
    " r.remark_can, r.earlier_id, r.statement_id"                                          \
    " FROM inquiry_row r JOIN inquiry_sheet s ON s.org_id = :org AND s.id = r.sheet_id"    \
    " LEFT JOIN inquiry i ON i.org_id = :org AND i.id = r.earlier_id"                      \
    " AND i.deleted_at IS NULL"                                                            \
    " LEFT JOIN statement t ON t.org_id = :org AND t.id = r.statement_id"                  \
    " AND t.deleted_at IS NULL"                                                            \
    " LEFT JOIN account a ON a.org_id = :org AND a.id = r.confirmed_by"                    \
    " WHERE r.org_id = :org AND r.inquiry_id = ?"

static struct ref numbered(struct call *c, struct db_query *q, int col)
{
    return (struct ref){.id = db_int(q, col),
        .uid = db_uuid(q, col + 1),
        .number = mem_strdup(c, db_text(q, col + 2, NULL)),
        .title = mem_strdup(c, db_text(q, col + 3, NULL))};
}

static struct inquiry_row row_read(struct call *c, struct db_query *q)
{
    struct inquiry_row r = {.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .sheet_id = db_int(q, 2),
        .sheet = mem_strdup(c, db_text(q, 3, NULL)),
        .line = db_int(q, 4),
        .question = mem_strdup(c, db_text(q, 5, NULL)),
        .can = mem_strdup(c, db_text(q, 7, NULL)),
        .state = mem_strdup(c, db_text(q, 8, NULL)),
        .why = mem_strdup(c, db_text(q, 9, NULL)),
        .likeness = (int)db_int(q, 10),
        .earlier = numbered(c, q, 11),
        .earlier_asker = mem_strdup(c, db_text(q, 15, NULL)),
        .statement = numbered(c, q, 16),
        .statement_answer = mem_strdup(c, db_text(q, 20, NULL)),
        .statement_detail = mem_strdup(c, db_text(q, 21, NULL)),
        .statement_state = mem_strdup(c, db_text(q, 22, NULL)),
        .statement_until = mem_strdup(c, db_text(q, 23, NULL)),
        .answer = mem_strdup(c, db_text(q, 24, NULL)),
        .text = mem_strdup(c, db_text(q, 25, NULL)),
        .remark = mem_strdup(c, db_text(q, 26, NULL)),
        .basis_answer = mem_strdup(c, db_text(q, 27, NULL)),
        .basis_detail = mem_strdup(c, db_text(q, 28, NULL)),
        .confirmed_at_ms = db_int(q, 29),
        .confirmed_by = ref_columns(c, q, 30),
        .version = db_int(q, 33),
        .remark_can = mem_strdup(c, db_text(q, 34, NULL))};
    size_t len = 0;
    r.earlier.id = db_int(q, 35);
    r.statement.id = db_int(q, 36);
    const void *asked = db_blob(q, 6, &len);
    if (len == sizeof r.asked.bytes)
        memcpy(r.asked.bytes, asked, len);
    return r;
}

enum err row_store_list(struct call *c, int64_t inquiry_id, int64_t sheet_id,
    struct inquiry_row **ret_rows, size_t *ret_n)
{
    static const char SQL[] = ROWS " AND (? = 0 OR r.sheet_id = ?) ORDER BY s.no, r.line LIMIT ?";
    struct inquiry_row *list = mem_array(c, struct inquiry_row, LIMIT_FILL_ROWS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    db_bind_int(q, sheet_id);
    db_bind_int(q, sheet_id);
    db_bind_int(q, LIMIT_FILL_ROWS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = row_read(c, q);
    *ret_rows = list;
    *ret_n = n;
    return e;
}

enum err row_store_find(
    struct call *c, int64_t inquiry_id, const struct uuid *uid, struct inquiry_row *ret_row)
{
    static const char SQL[] = ROWS " AND r.uid = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    db_bind_uuid(q, uid);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_row = row_read(c, q);
    return e;
}

static void bind_id(struct db_query *q, int64_t id)
{
    if (id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, id);
}

static void bind_answer(struct db_query *q, const struct inquiry_row *row)
{
    db_bind_text(q, row->state);
    db_bind_text(q, row->why);
    if (row->likeness == 0)
        db_bind_null(q);
    else
        db_bind_int(q, row->likeness);
    bind_id(q, row->earlier.id);
    bind_id(q, row->statement.id);
    db_bind_text(q, row->answer);
    db_bind_text(q, row->text);
    db_bind_text(q, row->remark);
    db_bind_text(q, row->basis_answer);
    db_bind_text(q, row->basis_detail);
    bind_id(q, row->confirmed_at_ms);
    bind_id(q, row->confirmed_by.id);
}

enum err row_store_add(struct call *c, int64_t inquiry_id, const struct inquiry_row *row)
{
    static const char SQL[] =
        "INSERT INTO inquiry_row (org_id, uid, inquiry_id, sheet_id, line, question, asked, can,"
        " remark_can, state, why, likeness, earlier_id, statement_id, answer, text, remark, "
        "basis_answer,"
        " basis_detail, confirmed_at, confirmed_by, version)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, inquiry_id);
    db_bind_int(q, row->sheet_id);
    db_bind_int(q, row->line);
    db_bind_text(q, row->question);
    db_bind_blob(q, row->asked.bytes, sizeof row->asked.bytes);
    db_bind_text(q, row->can);
    db_bind_text(q, row->remark_can);
    bind_answer(q, row);
    return db_run_later(q);
}

enum err row_store_answer(struct call *c, struct inquiry_row *row)
{
    static const char SQL[] =
        "UPDATE inquiry_row SET state = ?, why = ?, likeness = ?, earlier_id = ?, statement_id = ?,"
        " answer = ?, text = ?, remark = ?, basis_answer = ?, basis_detail = ?, confirmed_at = ?,"
        " confirmed_by = ?, version = version + 1 WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    bind_answer(q, row);
    db_bind_int(q, row->id);
    db_bind_int(q, row->version);
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) != 1)
        return ERR_STALE;
    row->version++;
    return e;
}

enum err row_store_remove_sheet(struct call *c, int64_t inquiry_id, int64_t sheet_id)
{
    static const char SQL[] =
        "DELETE FROM inquiry_row WHERE org_id = :org AND inquiry_id = ? AND sheet_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    db_bind_int(q, sheet_id);
    return db_run(q);
}

enum err row_store_forget_inquiry(struct call *c, int64_t inquiry_id)
{
    static const char SQL[] =
        "UPDATE inquiry_row SET earlier_id = NULL WHERE org_id = :org AND earlier_id = ?";
    return run_on(c, SQL, inquiry_id);
}

enum err row_store_forget_statement(struct call *c, int64_t statement_id)
{
    static const char SQL[] =
        "UPDATE inquiry_row SET statement_id = NULL WHERE org_id = :org AND statement_id = ?";
    return run_on(c, SQL, statement_id);
}

enum err row_store_count(
    struct call *c, int64_t inquiry_id, int64_t but_sheet_id, int64_t *ret_all, int64_t *ret_open)
{
    static const char SQL[] =
        "SELECT count(*) AS n, COALESCE(sum(CASE WHEN state IN ('confirmed', 'blank') THEN 0"
        " ELSE 1 END), 0) AS left_over FROM inquiry_row"
        " WHERE org_id = :org AND inquiry_id = ? AND sheet_id <> ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, inquiry_id);
    db_bind_int(q, but_sheet_id);
    enum err e = db_step(q, &row);
    *ret_all = db_int(q, 0);
    *ret_open = db_int(q, 1);
    return e;
}

enum err row_store_earlier(struct call *c, int64_t inquiry_id, const struct digest *asked,
    struct earlier_answer *ret_earlier)
{
    static const char SQL[] =
        "SELECT r.inquiry_id, COALESCE(t.id, 0) AS statement, r.answer, r.text, r.remark"
        " FROM inquiry_row r"
        " JOIN inquiry i ON i.org_id = :org AND i.id = r.inquiry_id AND i.deleted_at IS NULL"
        " LEFT JOIN statement t ON t.org_id = :org AND t.id = r.statement_id"
        " AND t.deleted_at IS NULL AND t.state <> 'retired'"
        " WHERE r.org_id = :org AND r.asked = ? AND r.inquiry_id <> ? AND r.state = 'confirmed'"
        " ORDER BY r.confirmed_at DESC, r.id DESC LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, asked->bytes, sizeof asked->bytes);
    db_bind_int(q, inquiry_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e == ERR_OK ? ERR_NOT_FOUND : e;
    *ret_earlier = (struct earlier_answer){.asked = *asked,
        .inquiry_id = db_int(q, 0),
        .statement_id = db_int(q, 1),
        .answer = mem_strdup(c, db_text(q, 2, NULL)),
        .text = mem_strdup(c, db_text(q, 3, NULL)),
        .remark = mem_strdup(c, db_text(q, 4, NULL))};
    return ERR_OK;
}

/* ---- statements ---- */

static struct statement statement_read(struct call *c, struct db_query *q)
{
    return (struct statement){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .question = mem_strdup(c, db_text(q, 2, NULL)),
        .state = mem_strdup(c, db_text(q, 3, NULL)),
        .answer = mem_strdup(c, db_text(q, 4, NULL)),
        .detail = mem_strdup(c, db_text(q, 5, NULL)),
        .until = mem_strdup(c, db_text(q, 6, NULL))};
}

enum err statement_store_ready(struct call *c, struct statement **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, question, state, answer, detail, valid_until FROM statement"
        " WHERE org_id = :org AND state = 'ready' AND deleted_at IS NULL ORDER BY id DESC LIMIT ?";
    struct statement *list = mem_array(c, struct statement, LIMIT_STATEMENTS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_STATEMENTS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = statement_read(c, q);
    *ret_list = list;
    *ret_n = n;
    return e;
}

enum err statement_store_by_id(struct call *c, int64_t id, struct statement *ret_statement)
{
    static const char SQL[] =
        "SELECT id, uid, question, state, answer, detail, valid_until FROM statement"
        " WHERE org_id = :org AND id = ? AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_statement = statement_read(c, q);
    return e;
}

enum err statement_store_of_sheet(
    struct call *c, const char *sheet_key, struct statement_of_item **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT uid, item_key, answer, detail FROM statement WHERE org_id = :org"
        " AND sheet_key = ? AND item_key IS NOT NULL AND deleted_at IS NULL ORDER BY item_key, id";
    struct statement_of_item *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, sheet_key);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct statement_of_item, n + 1);
        list[n++] = (struct statement_of_item){.uid = db_uuid(q, 0),
            .item_key = mem_strdup(c, db_text(q, 1, NULL)),
            .answer = mem_strdup(c, db_text(q, 2, NULL)),
            .detail = mem_strdup(c, db_text(q, 3, NULL))};
    }
    *ret_list = list;
    *ret_n = n;
    return e;
}

enum err statement_store_told(
    struct call *c, int64_t statement_id, int most, struct statement_told **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT i.id, i.uid, i.number, i.title, i.asker, i.state, i.told_on, r.question, r.answer,"
        " r.text, r.remark, CASE WHEN r.basis_answer <> t.answer OR"
        " COALESCE(r.basis_detail, '') <> COALESCE(t.detail, '') THEN 1 ELSE 0 END AS differs"
        " FROM inquiry_row r"
        " JOIN statement t ON t.org_id = :org AND t.id = r.statement_id"
        " JOIN inquiry i ON i.org_id = :org AND i.id = r.inquiry_id AND i.deleted_at IS NULL"
        " WHERE r.org_id = :org AND r.statement_id = ? AND r.state = 'confirmed'"
        " ORDER BY r.id DESC LIMIT ?";
    struct statement_told *list = mem_array(c, struct statement_told, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, statement_id);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct statement_told){.inquiry = numbered(c, q, 0),
            .asker = mem_strdup(c, db_text(q, 4, NULL)),
            .state = mem_strdup(c, db_text(q, 5, NULL)),
            .told_on = mem_strdup(c, db_text(q, 6, NULL)),
            .question = mem_strdup(c, db_text(q, 7, NULL)),
            .answer = mem_strdup(c, db_text(q, 8, NULL)),
            .text = mem_strdup(c, db_text(q, 9, NULL)),
            .remark = mem_strdup(c, db_text(q, 10, NULL)),
            .changed = db_int(q, 11) == 1};
    *ret_list = list;
    *ret_n = n;
    return e;
}
