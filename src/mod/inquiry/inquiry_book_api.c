/* Routes of a customer's file: brought in, marked, looked into, given back filled in. */
#include "base/fd.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/file/file_name.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "kernel/table/table.h"
#include "mod/inquiry/inquiry_private.h"

#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { WORD_MAX = 40, NAME_MAX_CHARS = 100, SEEN_LINES = 300, SEEN_COLUMNS = 40, SEEN_CHARS = 300 };

#define CAN_KEY(name, key) key,
static const char *const can_keys[] = {BOOK_CAN_LIST(CAN_KEY) NULL};
#undef CAN_KEY
const struct option_set OPTIONS_BOOK_CELL = {"book_cell", can_keys};

/* ---- shapes ---- */

static const struct field words_fields[] = {
    {.key = "yes", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = WORD_MAX},
    {.key = "partly", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = WORD_MAX},
    {.key = "no", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = WORD_MAX},
    {.key = "not_applicable", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = WORD_MAX},
};
static const struct shape SHAPE_WORDS = SHAPE("InquiryWords", words_fields);

static const struct field sheet_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "hidden", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "question", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "answer", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "remark", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "first_line", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "choices", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_SHEET = SHAPE("InquirySheet", sheet_fields);

static const struct field book_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "size", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "words", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_WORDS},
    {.key = "sheets", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SHEET},
    {.key = "questions", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "open", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_BOOK = SHAPE("InquiryBook", book_fields);

static const struct field held_fields[] = {
    {.key = "book",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_BOOK},
};
static const struct shape SHAPE_HELD = SHAPE("InquiryBookHeld", held_fields);

static const struct field line_fields[] = {
    {.key = "line", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "cells", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LINE = SHAPE("InquiryLine", line_fields);
static const struct field cells_fields[] = {
    {.key = "columns", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "lines", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_LINE},
    {.key = "more", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_CELLS = SHAPE("InquiryCells", cells_fields);

static const struct field cells_query[] = {
    {.key = "sheet", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = NAME_MAX_CHARS},
};
static const struct shape SHAPE_CELLS_QUERY = SHAPE("InquiryCellsQuery", cells_query);

static const struct field mark_fields[] = {
    {.key = "sheet", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = NAME_MAX_CHARS},
    {.key = "question", .type = FIELD_TEXT, .max = 3},
    {.key = "answer", .type = FIELD_TEXT, .max = 3},
    {.key = "remark", .type = FIELD_TEXT, .max = 3},
    {.key = "first_line", .type = FIELD_INT, .min = 1, .max = 1048576},
};
static const struct shape SHAPE_MARK = SHAPE("InquiryMark", mark_fields);

/* ---- telling ---- */

static void write_column(struct jw *w, void *ctx, const char *key, int column)
{
    jw_kstr(w, key, column == NO_COLUMN ? NULL : book_column_letters(ctx, (size_t)column));
}

static void write_sheet(struct jw *w, void *ctx, const struct inquiry_sheet *s)
{
    jw_obj_begin(w);
    jw_kstr(w, "name", s->name);
    jw_kbool(w, "hidden", s->hidden);
    write_column(w, ctx, "question", s->question);
    write_column(w, ctx, "answer", s->answer);
    write_column(w, ctx, "remark", s->remark);
    jw_key(w, "first_line");
    if (s->question == NO_COLUMN)
        jw_null(w);
    else
        jw_int(w, s->first_line);
    jw_kstr(w, "choices", s->choices);
    jw_obj_end(w);
}

/* In the open transaction, as the last thing of a request. */
static enum err tell(struct req *r, struct jw *w, const struct book_of *of)
{
    struct call *c = &r->call;
    struct file_info file;
    struct inquiry_sheet *sheets = NULL;
    size_t n = 0;
    int64_t all = 0;
    int64_t open = 0;
    enum err e = file_find(c, of->book.file_id, &file);
    if (e == ERR_OK)
        e = book_store_sheets(c, of->inquiry.id, &sheets, &n);
    if (e == ERR_OK)
        e = row_store_count(c, of->inquiry.id, 0, &all, &open);
    if (e != ERR_OK)
        return e;
    jw_obj_begin(w);
    jw_kstr(w, "name", file.name);
    jw_kint(w, "size", file.size);
    jw_key(w, "words");
    jw_obj_begin(w);
    for (int i = 0; i < ANSWER_TEXT; i++)
        jw_kstr(w, statement_answer_key((enum statement_answer)i), of->book.words.of[i]);
    jw_obj_end(w);
    jw_key(w, "sheets");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        write_sheet(w, r, &sheets[i]);
    jw_arr_end(w);
    jw_kint(w, "questions", all);
    jw_kint(w, "open", open);
    jw_obj_end(w);
    return ERR_OK;
}

static enum err told(struct req *r, enum err e, const struct book_of *of)
{
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    e = tell(r, &w, of);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static enum err book_get(struct req *r)
{
    struct book_of of;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = inquiry_book_of(&r->call, req_param(r, "id"), BOOK_READ, false, &of);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "book");
    if (of.book.file_id == 0)
        jw_null(&w);
    else
        e = tell(r, &w, &of);
    jw_obj_end(&w);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

/* ---- bringing it in ---- */

/* As offices write them; a list of choices in the file puts its own words in. */
static void usual_words(struct call *c, struct statement_words *words)
{
    for (int i = 0; i < ANSWER_TEXT; i++)
        words->of[i] = msg_get(c->org.lang,
            mem_printf(c, "inquiry.word.%s", statement_answer_key((enum statement_answer)i)));
}

static enum err add_sheets(struct call *c, int64_t id, const struct book_sheet *sheets, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const struct inquiry_sheet s = {
            .no = (int)i + 1, .name = sheets[i].name, .hidden = sheets[i].hidden};
        if (utf8_chars(s.name) <= NAME_MAX_CHARS)
            e = book_store_sheet_add(c, id, &s);
    }
    return e;
}

static enum err put_book(struct call *c, struct book_of *of, const struct file_info *file,
    const struct book_sheet *sheets, size_t n)
{
    json_t *before = NULL;
    struct file_info old;
    enum err e = ERR_OK;
    if (of->book.file_id != 0) {
        e = file_find(c, of->book.file_id, &old);
        if (e == ERR_OK)
            e = inquiry_book_purge(c, of->inquiry.id);
        if (e == ERR_OK)
            before = reg_keep(c, json_pack("{s:s}", "book", old.name));
    }
    of->book = (struct inquiry_book){.inquiry_id = of->inquiry.id, .file_id = file->id};
    usual_words(c, &of->book.words);
    if (e == ERR_OK)
        e = file_make_ready(c, file->id);
    if (e == ERR_OK)
        e = book_store_add(c, &of->book);
    if (e == ERR_OK)
        e = add_sheets(c, of->inquiry.id, sheets, n);
    return e == ERR_OK
               ? book_changed(c, of, before, reg_keep(c, json_pack("{s:s}", "book", file->name)))
               : e;
}

static enum err book_put(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    struct book_sheet *sheets = NULL;
    struct file_info file;
    size_t n = 0;
    enum err e = tx_begin_read(c); /* who may not is told before the file is looked into */
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_ASK, false, &of);
    tx_abort(c);
    if (e == ERR_OK)
        e = book_sheets(r, r->upload.fd, c->problem, &sheets, &n);
    if (e == ERR_OK && lseek(r->upload.fd, 0, SEEK_SET) < 0)
        e = ERR_INTERNAL;
    if (e == ERR_OK)
        e = file_store_upload(c, &r->upload, &file);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_CHANGE, false, &of);
    if (e == ERR_OK)
        e = put_book(c, &of, &file, sheets, n);
    return told(r, e, &of);
}

static enum err book_delete(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    struct file_info file;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_CHANGE, true, &of);
    if (e == ERR_OK)
        e = file_find(c, of.book.file_id, &file);
    if (e == ERR_OK)
        e = inquiry_book_purge(c, of.inquiry.id);
    if (e == ERR_OK)
        e = book_changed(c, &of, reg_keep(c, json_pack("{s:s}", "book", file.name)), NULL);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- looking into a sheet ---- */

/* Nothing was sent that could be too large: the file is as it is. */
static enum err of_file(enum err e)
{
    return e == ERR_TOO_LARGE ? ERR_INVALID : e;
}

struct lines {
    struct req *r;
    struct jw *w;
    size_t n, columns;
    bool more;
};

static bool see(void *arg, const struct table_row *row)
{
    struct lines *l = arg;
    if (l->n == SEEN_LINES) {
        l->more = true;
        return false;
    }
    l->n++;
    jw_obj_begin(l->w);
    jw_kint(l->w, "line", (int64_t)row->line);
    jw_key(l->w, "cells");
    jw_arr_begin(l->w);
    for (size_t i = 0; i < row->n && i < SEEN_COLUMNS; i++)
        jw_str(l->w, utf8_head(l->r, row->cells[i], SEEN_CHARS));
    jw_arr_end(l->w);
    jw_obj_end(l->w);
    if (row->n > l->columns)
        l->columns = row->n < SEEN_COLUMNS ? row->n : SEEN_COLUMNS;
    return true;
}

static enum err spool(struct call *c, const struct book_of *of, struct file_info *file, int *ret_fd)
{
    enum err e = file_find(c, of->book.file_id, file);
    return e == ERR_OK ? file_spool(c, file, ret_fd) : e;
}

static enum err cells_get(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    struct inquiry_sheet sheet;
    struct file_info file;
    struct table_info info = {0};
    FD_OWNED int fd = -1;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_READ, true, &of);
    if (e == ERR_OK)
        e = inquiry_sheet_of(c, of.inquiry.id, req_query(r, "sheet"), &sheet);
    tx_abort(c); /* nothing is held while the child reads */
    if (e == ERR_OK)
        e = spool(c, &of, &file, &fd);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    struct lines lines = {.r = r, .w = &w};
    jw_obj_begin(&w);
    jw_key(&w, "lines");
    jw_arr_begin(&w);
    e = table_read(r, fd, sheet.name, c->problem, see, &lines, &info);
    if (e != ERR_OK) {
        r->resp.body = NULL;
        return of_file(e);
    }
    jw_arr_end(&w);
    jw_key(&w, "columns");
    jw_arr_begin(&w);
    for (size_t i = 0; i < lines.columns; i++)
        jw_str(&w, book_column_letters(r, i));
    jw_arr_end(&w);
    jw_kbool(&w, "more", lines.more);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- marking ---- */

static int column_of(struct req *r, const char *key, bool needed)
{
    const char *letters = body_text(r->body, key);
    size_t column = letters == NULL ? SIZE_MAX : book_column(letters);
    if (letters == NULL ? needed : column == SIZE_MAX)
        problem_field(r->call.problem, mem_printf(r, "/%s", key),
            letters == NULL ? "required" : "book_column");
    return column == SIZE_MAX ? NO_COLUMN : (int)column;
}

static enum err mark_of(struct req *r, struct inquiry_sheet *sheet)
{
    struct problem *p = r->call.problem;
    bool marked = body_text(r->body, "question") != NULL;
    sheet->question = column_of(r, "question", false);
    sheet->answer = column_of(r, "answer", marked);
    sheet->remark = column_of(r, "remark", false);
    sheet->first_line = (int)body_int(r->body, "first_line", 1);
    sheet->choices = NULL;
    if (marked && sheet->answer == sheet->question)
        problem_field(p, "/answer", "book_same_column");
    if (sheet->remark != NO_COLUMN &&
        (sheet->remark == sheet->question || sheet->remark == sheet->answer))
        problem_field(p, "/remark", "book_same_column");
    return problem_check(p);
}

static json_t *mark_json(struct call *c, const struct inquiry_sheet *s)
{
    const char *columns =
        s->question == NO_COLUMN
            ? NULL
            : mem_printf(c, "%s, %s, %s %d", book_column_letters(c, (size_t)s->question),
                  book_column_letters(c, (size_t)s->answer),
                  s->remark == NO_COLUMN ? "-" : book_column_letters(c, (size_t)s->remark),
                  s->first_line);
    return reg_keep(c, json_pack("{s:s, s:s?}", "book_sheet", s->name, "columns", columns));
}

static enum err mark_put(struct call *c, struct book_of *of, struct inquiry_sheet *sheet,
    const struct inquiry_sheet *before, const struct asked_rows *rows)
{
    int64_t others = 0;
    int64_t open = 0;
    enum err e = row_store_count(c, of->inquiry.id, sheet->id, &others, &open);
    if (e == ERR_OK && others == 0 && sheet->choices != NULL) {
        statement_words_of_choices(c, sheet->choices, &of->book.words);
        e = book_store_words(c, &of->book);
    }
    if (e == ERR_OK)
        e = book_store_sheet_mark(c, sheet);
    if (e == ERR_OK)
        e = sheet->question == NO_COLUMN ? row_store_remove_sheet(c, of->inquiry.id, sheet->id)
                                         : book_rows_put(c, of, sheet, rows);
    return e == ERR_OK ? book_changed(c, of, mark_json(c, before), mark_json(c, sheet)) : e;
}

static enum err mark_find(
    struct req *r, enum book_use use, struct book_of *of, struct inquiry_sheet *sheet)
{
    struct call *c = &r->call;
    enum err e = inquiry_book_of(c, req_param(r, "id"), use, true, of);
    if (e == ERR_OK)
        e = inquiry_sheet_of(c, of->inquiry.id, body_text(r->body, "sheet"), sheet);
    return e;
}

/* The file is read, and compared with what we know, before the write transaction: it takes time. */
static enum err sheet_put(struct req *r)
{
    struct call *c = &r->call;
    struct statement *ready = NULL;
    size_t n_ready = 0;
    struct book_of of;
    struct inquiry_sheet sheet;
    struct inquiry_sheet before;
    struct asked_rows rows = {0};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = mark_find(r, BOOK_ASK, &of, &sheet);
    if (e == ERR_OK)
        e = mark_of(r, &sheet);
    if (e == ERR_OK)
        e = statement_store_ready(c, &ready, &n_ready);
    tx_abort(c);
    int64_t file = e == ERR_OK ? of.book.file_id : 0;
    if (e == ERR_OK && sheet.question != NO_COLUMN)
        e = book_rows_read(c, &of.book, &sheet, &rows);
    if (e == ERR_OK)
        book_rows_compare(c, ready, n_ready, &rows);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = mark_find(r, BOOK_CHANGE, &of, &before);
    if (e == ERR_OK && (of.book.file_id != file || before.id != sheet.id))
        e = ERR_CONFLICT; /* another file meanwhile */
    if (e == ERR_OK)
        e = mark_put(c, &of, &sheet, &before, &rows);
    return told(r, e, &of);
}

/* ---- words ---- */

/* Who gives answers another word answers for what they say then. */
static enum err reword(struct call *c, const struct book_of *of, const struct statement_words *old)
{
    struct inquiry_row *rows = NULL;
    size_t n = 0;
    enum err e = row_store_list(c, of->inquiry.id, 0, &rows, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        enum statement_answer a = statement_answer_of(rows[i].answer);
        if (a >= ANSWER_TEXT || rows[i].text == NULL || strcmp(rows[i].text, old->of[a]) != 0)
            continue;
        if (strcmp(rows[i].text, of->book.words.of[a]) == 0)
            continue;
        rows[i].text = of->book.words.of[a];
        if (strcmp(rows[i].state, "confirmed") == 0) {
            rows[i].confirmed_at_ms = c->now_ms;
            rows[i].confirmed_by.id = c->who->account_id;
        }
        e = row_store_answer(c, &rows[i]);
    }
    return e;
}

static json_t *words_json(struct call *c, const struct statement_words *w)
{
    return reg_keep(c, json_pack("{s:s}", "words",
                           mem_printf(c, "%s, %s, %s, %s", w->of[ANSWER_YES], w->of[ANSWER_PARTLY],
                               w->of[ANSWER_NO], w->of[ANSWER_NA])));
}

static enum err words_put(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_CHANGE, true, &of);
    if (e != ERR_OK)
        return e;
    struct statement_words old = of.book.words;
    for (int i = 0; i < ANSWER_TEXT; i++)
        of.book.words.of[i] = body_text(r->body, statement_answer_key((enum statement_answer)i));
    e = book_store_words(c, &of.book);
    if (e == ERR_OK)
        e = reword(c, &of, &old);
    if (e == ERR_OK)
        e = book_changed(c, &of, words_json(c, &old), words_json(c, &of.book.words));
    return told(r, e, &of);
}

/* ---- giving it back ---- */

static enum err original_get(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    struct file_info file;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_READ, true, &of);
    if (e == ERR_OK)
        e = file_find(c, of.book.file_id, &file);
    tx_abort(c); /* the file is read in transactions of its own */
    return e == ERR_OK ? file_send(r, &file) : e;
}

/* The cells of what has been confirmed. */
static enum err cells_of(
    struct call *c, int64_t inquiry_id, struct book_cell **ret_cells, size_t *ret_n)
{
    struct inquiry_sheet *sheets = NULL;
    struct inquiry_row *rows = NULL;
    size_t n_sheets = 0;
    size_t n_rows = 0;
    size_t n = 0;
    enum err e = book_store_sheets(c, inquiry_id, &sheets, &n_sheets);
    if (e == ERR_OK)
        e = row_store_list(c, inquiry_id, 0, &rows, &n_rows);
    if (e != ERR_OK)
        return e;
    struct book_cell *cells = mem_array(c, struct book_cell, 2 * n_rows + 1);
    for (size_t i = 0; i < n_rows; i++)
        for (size_t k = 0; k < n_sheets && strcmp(rows[i].state, "confirmed") == 0; k++) {
            if (sheets[k].id != rows[i].sheet_id)
                continue;
            if (rows[i].text != NULL)
                cells[n++] = (struct book_cell){.sheet = sheets[k].name,
                    .line = (size_t)rows[i].line,
                    .column = (size_t)sheets[k].answer,
                    .text = rows[i].text};
            if (rows[i].remark != NULL && sheets[k].remark != NO_COLUMN)
                cells[n++] = (struct book_cell){.sheet = sheets[k].name,
                    .line = (size_t)rows[i].line,
                    .column = (size_t)sheets[k].remark,
                    .text = rows[i].remark};
        }
    *ret_cells = cells;
    *ret_n = n;
    return ERR_OK;
}

static bool approved(const struct book_of *of)
{
    const char *state = body_text(of->inquiry.after, "state");
    return strcmp(state, "approved") == 0 || strcmp(state, "answered") == 0;
}

static enum err fill(struct req *r, int fd, struct book_cell *cells, size_t n)
{
    struct call *c = &r->call;
    int out = -1;
    int64_t size = 0;
    enum err e = file_spool_open(c->app, &out);
    if (e == ERR_OK)
        e = book_fill(r, fd, cells, n, out, c->problem, &size);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if (cells[i].can != BOOK_CAN)
            e = problem_set(c->problem, ERR_INVALID, "book_cell_left");
    if (e == ERR_OK && lseek(out, 0, SEEK_SET) == 0) {
        r->resp.fd = out;
        r->resp.fd_size = size;
        return ERR_OK;
    }
    if (out >= 0)
        close(out);
    return e == ERR_OK ? ERR_INTERNAL : of_file(e);
}

/* Nothing leaves that was not approved; what is filled in has been confirmed line by line. */
static enum err filled_get(struct req *r)
{
    struct call *c = &r->call;
    struct book_of of;
    struct file_info file;
    struct book_cell *cells = NULL;
    size_t n = 0;
    FD_OWNED int fd = -1;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = inquiry_book_of(c, req_param(r, "id"), BOOK_READ, true, &of);
    if (e == ERR_OK && !approved(&of))
        e = problem_set(c->problem, ERR_INVALID, "book_not_approved");
    if (e == ERR_OK)
        e = cells_of(c, of.inquiry.id, &cells, &n);
    if (e == ERR_OK && n == 0)
        e = problem_set(c->problem, ERR_INVALID, "book_nothing");
    tx_abort(c);
    if (e == ERR_OK)
        e = spool(c, &of, &file, &fd);
    if (e == ERR_OK)
        e = fill(r, fd, cells, n);
    if (e != ERR_OK)
        return e;
    r->resp.media_type = BOOK_MEDIA;
    resp_header(r, "Content-Disposition", file_disposition(r, file.name));
    return ERR_OK;
}

const struct route book_routes[BOOK_ROUTES] = {
    {.method = METHOD_GET,
        .path = "/api/v1/inquiries/{id}/book",
        .op = "inquiry_book_get",
        .perm = &PERM_INQUIRY_READ,
        .handle = book_get,
        .answer = &SHAPE_HELD},
    {.method = METHOD_PUT,
        .path = "/api/v1/inquiries/{id}/book",
        .op = "inquiry_book_put",
        .perm = &PERM_INQUIRY_WRITE,
        .handle = book_put,
        .body_kind = BODY_UPLOAD,
        .answer = &SHAPE_BOOK,
        .limit = LIMIT_FILL_BOOK},
    {.method = METHOD_DELETE,
        .path = "/api/v1/inquiries/{id}/book",
        .op = "inquiry_book_delete",
        .perm = &PERM_INQUIRY_WRITE,
        .handle = book_delete,
        .status = 204},
    {.method = METHOD_GET,
        .path = "/api/v1/inquiries/{id}/book/cells",
        .op = "inquiry_book_cells",
        .perm = &PERM_INQUIRY_READ,
        .handle = cells_get,
        .query = &SHAPE_CELLS_QUERY,
        .answer = &SHAPE_CELLS},
    {.method = METHOD_PUT,
        .path = "/api/v1/inquiries/{id}/book/columns",
        .op = "inquiry_book_columns",
        .perm = &PERM_INQUIRY_WRITE,
        .handle = sheet_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_MARK,
        .answer = &SHAPE_BOOK},
    {.method = METHOD_PUT,
        .path = "/api/v1/inquiries/{id}/book/words",
        .op = "inquiry_book_words",
        .perm = &PERM_INQUIRY_WRITE,
        .handle = words_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_WORDS,
        .answer = &SHAPE_BOOK},
    {.method = METHOD_GET,
        .path = "/api/v1/inquiries/{id}/book/original",
        .op = "inquiry_book_original",
        .perm = &PERM_INQUIRY_READ,
        .handle = original_get,
        .media = "application/octet-stream"},
    {.method = METHOD_GET,
        .path = "/api/v1/inquiries/{id}/book/filled",
        .op = "inquiry_book_filled",
        .perm = &PERM_INQUIRY_READ,
        .handle = filled_get,
        .media = BOOK_MEDIA},
};
