/* A customer's file: who may use it, what is asked in it, and what of our statements is proposed as
 * an answer. Proposals are never answers before a person confirms them. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/table/table.h"
#include "mod/inquiry/inquiry_private.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum err inquiry_book_of(
    struct call *c, const char *id, enum book_use use, bool needed, struct book_of *ret_of)
{
    struct book_of of = {0};
    enum err e = use == BOOK_READ ? ERR_OK : call_needs_top(c, &PERM_INQUIRY_WRITE);
    if (e == ERR_OK)
        e = reg_look(c, &REG_INQUIRIES, id, &of.inquiry);
    if (e != ERR_OK)
        return e;
    const char *state = body_text(of.inquiry.after, "state");
    bool open = strcmp(state, "received") == 0 || strcmp(state, "answering") == 0;
    if (use != BOOK_READ && !open)
        return problem_set(c->problem, ERR_CONFLICT, "inquiry_settled");
    if (use == BOOK_CHANGE)
        e = approval_hold(c, &REG_INQUIRIES, of.inquiry.id);
    if (e == ERR_OK && use == BOOK_CHANGE)
        e = inquiry_store_touch(c, of.inquiry.id);
    if (e != ERR_OK)
        return e;
    e = book_store_find(c, of.inquiry.id, &of.book);
    if (e == ERR_NOT_FOUND && !needed)
        e = ERR_OK;
    if (e == ERR_OK)
        *ret_of = of;
    return e;
}

enum err inquiry_sheet_of(
    struct call *c, int64_t inquiry_id, const char *name, struct inquiry_sheet *ret_sheet)
{
    struct inquiry_sheet *sheets = NULL;
    size_t n = 0;
    enum err e = book_store_sheets(c, inquiry_id, &sheets, &n);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < n; i++)
        if (strcmp(sheets[i].name, name) == 0) {
            *ret_sheet = sheets[i];
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

enum err book_changed(struct call *c, const struct book_of *of, json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = "inquiry",
                     .subject_id = of->inquiry.id,
                     .subject_uid = &of->inquiry.uid,
                     .before = before,
                     .after = after});
    return approval_touched(c, &REG_INQUIRIES, of->inquiry.id);
}

enum err inquiry_book_done(struct call *c, int64_t inquiry_id, bool *ret_has, bool *ret_done)
{
    struct inquiry_book book;
    int64_t all = 0;
    int64_t open = 0;
    enum err e = book_store_find(c, inquiry_id, &book);
    *ret_has = false;
    *ret_done = true;
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    e = row_store_count(c, inquiry_id, 0, &all, &open);
    *ret_has = true;
    *ret_done = all > 0 && open == 0;
    return e;
}

static void set_column(json_t *to, const char *key, int column)
{
    json_object_set_new(to, key, column == NO_COLUMN ? json_null() : json_integer(column));
}

static json_t *sheets_json(const struct inquiry_sheet *sheets, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *sheet = json_pack("{s:s}", "name", sheets[i].name);
        set_column(sheet, "answer", sheets[i].answer);
        set_column(sheet, "remark", sheets[i].remark);
        json_array_append_new(list, sheet);
    }
    return list;
}

static json_t *rows_json(const struct inquiry_row *rows, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:I, s:s, s:s, s:s?, s:s?}", "sheet", rows[i].sheet, "line",
                      (json_int_t)rows[i].line, "question", rows[i].question, "state",
                      rows[i].state, "text", rows[i].text, "remark", rows[i].remark));
    return list;
}

enum err inquiry_book_beside(struct call *c, const struct reg_record *record, json_t *content)
{
    char sha256[DIGEST_TEXT_SIZE];
    struct inquiry_book book;
    struct file_info file;
    struct inquiry_sheet *sheets = NULL;
    struct inquiry_row *rows = NULL;
    size_t n_sheets = 0;
    size_t n_rows = 0;
    enum err e = book_store_find(c, record->id, &book);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    e = file_find(c, book.file_id, &file);
    if (e == ERR_OK)
        e = book_store_sheets(c, record->id, &sheets, &n_sheets);
    if (e == ERR_OK)
        e = row_store_list(c, record->id, 0, &rows, &n_rows);
    if (e != ERR_OK)
        return e;
    digest_format(&file.sha256, sha256);
    json_object_set_new(content, "book",
        json_pack("{s:s, s:s, s:o, s:o}", "name", file.name, "sha256", sha256, "sheets",
            sheets_json(sheets, n_sheets), "rows", rows_json(rows, n_rows)));
    return ERR_OK;
}

enum err inquiry_book_purge(struct call *c, int64_t inquiry_id)
{
    struct inquiry_book book;
    enum err e = book_store_find(c, inquiry_id, &book);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    e = book_store_remove(c, inquiry_id);
    return e == ERR_OK ? file_remove(c, book.file_id) : e;
}

/* ---- answers ---- */

void book_answer_texts(void *ctx, const struct inquiry_book *book, bool has_remark,
    const char *answer, const char *detail, const char **ret_text, const char **ret_remark)
{
    enum statement_answer a = statement_answer_of(answer);
    *ret_text = NULL;
    *ret_remark = NULL;
    if (a == ANSWER_TEXT)
        *ret_text = mem_strdup(ctx, detail);
    else if (a != ANSWER_MAX) {
        *ret_text = mem_strdup(ctx, book->words.of[a]);
        *ret_remark = has_remark ? mem_strdup(ctx, detail) : NULL;
    }
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

bool row_changed(const struct inquiry_row *row)
{
    return strcmp(row->state, "confirmed") == 0 && row->statement_answer != NULL &&
           (!same_text(row->basis_answer, row->statement_answer) ||
               !same_text(row->basis_detail, row->statement_detail));
}

/* ---- what is asked ---- */

enum { QUESTION_MAX = 1000 };

struct reading {
    struct call *c;
    const struct inquiry_sheet *sheet;
    struct asked_rows rows;
    size_t cap;
    bool too_many;
};

static bool see(void *arg, const struct table_row *row)
{
    struct reading *r = arg;
    const char *start;
    size_t column = (size_t)r->sheet->question;
    if (row->line < (size_t)r->sheet->first_line || column >= row->n)
        return true;
    char *cell = mem_strdup(r->c, row->cells[column]);
    size_t len = utf8_trim(cell, &start);
    if (len == 0)
        return true;
    r->too_many = r->rows.n == LIMIT_FILL_ROWS;
    if (r->too_many)
        return false;
    if (r->rows.n == r->cap) {
        r->cap = r->cap == 0 ? 128 : r->cap * 2;
        r->rows.list = mem_grow(r->c, r->rows.list, struct asked_row, r->cap);
    }
    const char *question = utf8_head(r->c, mem_strndup(r->c, start, len), QUESTION_MAX);
    r->rows.list[r->rows.n++] =
        (struct asked_row){.line = (int64_t)row->line, .question = question};
    return true;
}

/* What can be filled in, and the words the answers are chosen from. */
static enum err look(struct call *c, int fd, struct inquiry_sheet *sheet, struct asked_rows *rows)
{
    size_t per = sheet->remark == NO_COLUMN ? 1 : 2;
    size_t can = 0;
    int64_t size = 0;
    struct book_cell *cells = mem_array(c, struct book_cell, rows->n * per + 1);
    for (size_t i = 0; i < rows->n; i++) {
        cells[i * per] = (struct book_cell){.sheet = sheet->name,
            .line = (size_t)rows->list[i].line,
            .column = (size_t)sheet->answer};
        if (per == 2)
            cells[i * per + 1] = (struct book_cell){.sheet = sheet->name,
                .line = (size_t)rows->list[i].line,
                .column = (size_t)sheet->remark};
    }
    enum err e = lseek(fd, 0, SEEK_SET) < 0
                     ? ERR_INTERNAL
                     : book_fill(c, fd, cells, rows->n * per, -1, c->problem, &size);
    for (size_t i = 0; e == ERR_OK && i < rows->n; i++) {
        rows->list[i].can = book_can_key(cells[i * per].can);
        rows->list[i].remark_can = per == 2 ? book_can_key(cells[i * per + 1].can) : NULL;
        can += cells[i * per].can == BOOK_CAN;
        if (sheet->choices == NULL)
            sheet->choices = cells[i * per].choices;
    }
    return e == ERR_OK && can == 0 ? problem_set(c->problem, ERR_INVALID, "book_locked") : e;
}

enum err book_rows_read(struct call *c, const struct inquiry_book *book,
    struct inquiry_sheet *sheet, struct asked_rows *ret_rows)
{
    struct file_info file;
    struct table_info info = {0};
    struct reading reading = {.c = c, .sheet = sheet};
    int fd = -1;
    sheet->choices = NULL;
    enum err e = file_find(c, book->file_id, &file);
    if (e == ERR_OK)
        e = file_spool(c, &file, &fd);
    if (e != ERR_OK)
        return e;
    e = table_read(c, fd, sheet->name, c->problem, see, &reading, &info);
    if (e == ERR_OK && reading.too_many)
        e = problem_set_limit(c->problem, ERR_TOO_LARGE, "book_rows", LIMIT_FILL_ROWS);
    if (e == ERR_OK && reading.rows.n == 0)
        problem_field(c->problem, "/question", "book_no_question");
    if (e == ERR_OK)
        e = problem_check(c->problem);
    if (e == ERR_OK)
        e = look(c, fd, sheet, &reading.rows);
    close(fd);
    if (e == ERR_OK)
        *ret_rows = reading.rows;
    return e;
}

/* ---- proposals ---- */

struct proposing {
    struct call *c;
    const struct book_of *of;
    struct statement *ready;
    size_t n_ready;
};

void book_rows_compare(
    struct call *c, const struct statement *ready, size_t n_ready, const struct asked_rows *rows)
{
    const char **texts = mem_array(c, const char *, n_ready + 1);
    for (size_t i = 0; i < n_ready; i++)
        texts[i] = ready[i].question;
    struct statement_index *index = statement_index_new(c, texts, n_ready);
    for (size_t i = 0; i < rows->n; i++) {
        struct asked_row *row = &rows->list[i];
        int64_t found = statement_index_find(index, row->question, &row->likeness);
        row->alike = found < 0 ? 0 : ready[found].id;
    }
}

static int by_id_descending(const void *key, const void *element)
{
    int64_t id = *(const int64_t *)key;
    int64_t other = ((const struct statement *)element)->id;
    return id < other ? 1 : id > other ? -1 : 0;
}

/* As it is now; NULL: it may not be told any more. */
static const struct statement *ready_of(const struct proposing *p, int64_t id)
{
    return id == 0 ? NULL
                   : bsearch(&id, p->ready, p->n_ready, sizeof p->ready[0], by_id_descending);
}

static void propose(const struct proposing *p, struct inquiry_row *row, const struct statement *s)
{
    bool remark = row->remark_can != NULL && strcmp(row->remark_can, "free") == 0;
    row->state = "proposed";
    row->statement.id = s->id;
    row->answer = s->answer;
    book_answer_texts(p->c, &p->of->book, remark, s->answer, s->detail, &row->text, &row->remark);
}

/* The same question in another request: what our statement says now, or else what was told then. */
static enum err propose_earlier(const struct proposing *p, struct inquiry_row *row)
{
    struct earlier_answer earlier;
    struct statement s;
    enum err e = row_store_earlier(p->c, p->of->inquiry.id, &row->asked, &earlier);
    if (e == ERR_OK && earlier.statement_id != 0) {
        e = statement_store_by_id(p->c, earlier.statement_id, &s);
        if (e == ERR_OK)
            propose(p, row, &s);
    } else if (e == ERR_OK) {
        row->state = "proposed";
        row->answer = earlier.answer;
        row->text = earlier.text;
        row->remark = row->remark_can == NULL ? NULL : earlier.remark;
    }
    if (e == ERR_OK) {
        row->why = "earlier";
        row->earlier.id = earlier.inquiry_id;
    }
    return e;
}

static enum err propose_any(
    const struct proposing *p, const struct asked_row *asked, struct inquiry_row *row)
{
    enum err e = propose_earlier(p, row);
    if (e != ERR_NOT_FOUND)
        return e;
    const struct statement *alike = ready_of(p, asked->alike);
    if (alike == NULL)
        return ERR_OK;
    propose(p, row, alike);
    row->why = "alike";
    row->likeness = asked->likeness;
    return ERR_OK;
}

/* What was confirmed for the question before its sheet was marked anew; NULL: nothing was. */
static const struct inquiry_row *kept(
    const struct inquiry_row *old, size_t n, const struct digest *asked, int64_t line)
{
    const struct inquiry_row *found = NULL;
    for (size_t i = 0; i < n; i++)
        if ((strcmp(old[i].state, "confirmed") == 0 || strcmp(old[i].state, "blank") == 0) &&
            digest_equal(&old[i].asked, asked) && (found == NULL || old[i].line == line))
            found = &old[i];
    return found;
}

static enum err put_row(const struct proposing *p, const struct inquiry_sheet *sheet,
    const struct asked_row *asked, const struct inquiry_row *old, size_t n_old)
{
    struct inquiry_row row = {.sheet_id = sheet->id,
        .line = asked->line,
        .question = asked->question,
        .asked = statement_asked(p->c, asked->question),
        .can = asked->can,
        .remark_can = asked->remark_can,
        .state = "open"};
    bool can = strcmp(asked->can, "free") == 0;
    const struct inquiry_row *before = kept(old, n_old, &row.asked, row.line);
    enum err e = ERR_OK;
    if (!can)
        row.state = "blank";
    else if (before != NULL) {
        struct inquiry_row again = *before;
        again.sheet_id = row.sheet_id;
        again.line = row.line;
        again.question = row.question;
        again.can = row.can;
        again.remark_can = row.remark_can;
        again.remark = row.remark_can == NULL ? NULL : again.remark;
        row = again;
    } else
        e = propose_any(p, asked, &row);
    return e == ERR_OK ? row_store_add(p->c, p->of->inquiry.id, &row) : e;
}

enum err book_rows_put(struct call *c, const struct book_of *of, const struct inquiry_sheet *sheet,
    const struct asked_rows *rows)
{
    struct proposing p = {.c = c, .of = of};
    struct inquiry_row *old = NULL;
    size_t n_old = 0;
    int64_t others = 0;
    int64_t open = 0;
    enum err e = row_store_count(c, of->inquiry.id, sheet->id, &others, &open);
    if (e == ERR_OK && others + (int64_t)rows->n > LIMIT_FILL_ROWS)
        e = problem_set_limit(c->problem, ERR_TOO_LARGE, "book_rows", LIMIT_FILL_ROWS);
    if (e == ERR_OK)
        e = row_store_list(c, of->inquiry.id, sheet->id, &old, &n_old);
    if (e == ERR_OK)
        e = statement_store_ready(c, &p.ready, &p.n_ready);
    if (e == ERR_OK)
        e = row_store_remove_sheet(c, of->inquiry.id, sheet->id);
    for (size_t i = 0; e == ERR_OK && i < rows->n; i++)
        e = put_row(&p, sheet, &rows->list[i], old, n_old);
    return e;
}
