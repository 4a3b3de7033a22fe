/* Inside the module only. */
#ifndef KANAME_MOD_INQUIRY_INQUIRY_PRIVATE_H
#define KANAME_MOD_INQUIRY_INQUIRY_PRIVATE_H

#include "kernel/http/req.h"
#include "kernel/sheet/out.h"
#include "kernel/table/book_fill.h"
#include "kernel/transfer/transfer.h"
#include "mod/inquiry/inquiry.h"
#include "mod/inquiry/statement_rules.h"

extern const struct perm PERM_INQUIRY_READ, PERM_INQUIRY_WRITE, PERM_INQUIRY_APPROVE;
extern const struct option_set OPTIONS_STATEMENT_ANSWER, OPTIONS_ROW_STATE, OPTIONS_ROW_WHY,
    OPTIONS_BOOK_CELL;

/* ---- inquiry_reg.c ---- */

/* ERR_CONFLICT: there is nothing to approve yet. */
enum err inquiry_ready(struct call *c, const struct reg_record *record);

/* ---- inquiry_book_store.c: all SQL ---- */

/* A change of what belongs to the request counts as one of the request. ERR_CONFLICT: it is not
 * being answered (any more). */
enum err inquiry_store_touch(struct call *c, int64_t inquiry_id);

struct inquiry_book {
    int64_t inquiry_id, file_id;
    struct statement_words words;
};

enum { NO_COLUMN = -1 };

struct inquiry_sheet {
    int64_t id;
    int no;
    const char *name;
    bool hidden;
    int question, answer, remark; /* columns from 0; NO_COLUMN: none */
    int first_line;
    const char *choices; /* NULL: none */
};

struct inquiry_row {
    int64_t id;
    struct uuid uid;
    int64_t sheet_id;
    const char *sheet; /* its name */
    int64_t line;
    const char *question;
    struct digest asked;
    const char *can;        /* key of enum book_can */
    const char *remark_can; /* of its remark; NULL: it has none */
    const char *state;      /* "open", "proposed", "confirmed", "blank" */
    const char *why;        /* of a proposal: "earlier", "alike"; NULL: a person chose */
    int likeness;           /* per cent; 0: not said */
    struct ref earlier;     /* deleted: its id alone */
    const char *earlier_asker;
    struct ref statement; /* title: its question; deleted: its id alone */
    const char *statement_answer, *statement_detail, *statement_state, *statement_until;
    const char *answer, *text, *remark; /* NULL: none */
    const char *basis_answer, *basis_detail;
    int64_t confirmed_at_ms;
    struct ref confirmed_by;
    int64_t version;
};

/* ERR_NOT_FOUND: there is none. */
enum err book_store_find(struct call *c, int64_t inquiry_id, struct inquiry_book *ret_book);
enum err book_store_add(struct call *c, const struct inquiry_book *book);
enum err book_store_words(struct call *c, const struct inquiry_book *book);
/* With its sheets and rows; the file stays. */
enum err book_store_remove(struct call *c, int64_t inquiry_id);

enum err book_store_sheets(
    struct call *c, int64_t inquiry_id, struct inquiry_sheet **ret_sheets, size_t *ret_n);
enum err book_store_sheet_add(struct call *c, int64_t inquiry_id, const struct inquiry_sheet *s);
enum err book_store_sheet_mark(struct call *c, const struct inquiry_sheet *s);

/* In order of sheet and line. `sheet_id` 0: all. */
enum err row_store_list(struct call *c, int64_t inquiry_id, int64_t sheet_id,
    struct inquiry_row **ret_rows, size_t *ret_n);
enum err row_store_find(
    struct call *c, int64_t inquiry_id, const struct uuid *uid, struct inquiry_row *ret_row);
enum err row_store_add(struct call *c, int64_t inquiry_id, const struct inquiry_row *row);
/* What is answered, if the version is still the row's; counts it up. ERR_STALE. */
enum err row_store_answer(struct call *c, struct inquiry_row *row);
enum err row_store_remove_sheet(struct call *c, int64_t inquiry_id, int64_t sheet_id);
/* Before the request or the statement leaves for good: rows of others no longer refer to it. */
enum err row_store_forget_inquiry(struct call *c, int64_t inquiry_id);
enum err row_store_forget_statement(struct call *c, int64_t statement_id);
/* Questions in all sheets but one; and those of them that nobody has confirmed or left blank. */
enum err row_store_count(
    struct call *c, int64_t inquiry_id, int64_t but_sheet_id, int64_t *ret_all, int64_t *ret_open);

/* What a question was answered with in another request, the latest that a person has confirmed. */
struct earlier_answer {
    struct digest asked;
    int64_t inquiry_id, statement_id; /* statement 0: none */
    const char *answer, *text, *remark;
};
/* ERR_NOT_FOUND: it never was. */
enum err row_store_earlier(struct call *c, int64_t inquiry_id, const struct digest *asked,
    struct earlier_answer *ret_earlier);

struct statement {
    int64_t id;
    struct uuid uid;
    const char *question, *state, *answer, *detail, *until;
};
/* What may be told to others, at most LIMIT_STATEMENTS, the newest; by id, descending. */
enum err statement_store_ready(struct call *c, struct statement **ret_list, size_t *ret_n);
enum err statement_store_by_id(struct call *c, int64_t id, struct statement *ret_statement);

/* Keys of items of the sheet that have a statement. */
struct statement_of_item {
    struct uuid uid;
    const char *item_key, *answer, *detail;
};
enum err statement_store_of_sheet(
    struct call *c, const char *sheet_key, struct statement_of_item **ret_list, size_t *ret_n);

/* To whom something was told from a statement. */
struct statement_told {
    struct ref inquiry;                  /* title: its title */
    const char *asker, *state, *told_on; /* NULL: not yet */
    const char *question, *answer, *text, *remark;
    bool changed; /* the statement says something else now */
};
enum err statement_store_told(struct call *c, int64_t statement_id, int most,
    struct statement_told **ret_list, size_t *ret_n);

/* ---- inquiry_book.c ---- */

/* The request's book, for who may read or change it; a change wants a request that is being
 * answered. `id`: of the request. BOOK_CHANGE, in a write transaction and before anything else of
 * the book is read in it: the request is changed, so that nobody approves or changes it meanwhile;
 * BOOK_ASK: whether that may be done. */
enum book_use { BOOK_READ, BOOK_ASK, BOOK_CHANGE };
struct book_of {
    struct reg_record inquiry;
    struct inquiry_book book;
};
enum err inquiry_book_of(
    struct call *c, const char *id, enum book_use use, bool needed, struct book_of *ret_of);
enum err inquiry_sheet_of(
    struct call *c, int64_t inquiry_id, const char *name, struct inquiry_sheet *ret_sheet);

/* What is told with an answer of a statement: the word and the remark. */
void book_answer_texts(void *ctx, const struct inquiry_book *book, bool has_remark,
    const char *answer, const char *detail, const char **ret_text, const char **ret_remark);

/* Whether a confirmed answer differs from what its statement says now. */
bool row_changed(const struct inquiry_row *row);

/* Whether everything asked in the request's file is confirmed or left blank; no file: it is. */
enum err inquiry_book_done(struct call *c, int64_t inquiry_id, bool *ret_has, bool *ret_done);
/* What is approved of a request's file: the file and what is written where. */
enum err inquiry_book_beside(struct call *c, const struct reg_record *record, json_t *content);
/* What only the request holds. */
enum err inquiry_book_purge(struct call *c, int64_t inquiry_id);

/* The questions of a marked sheet, with proposals; inside the write transaction. `rows` as
 * book_rows_read gave them. Answers confirmed for the same question of the sheet before stay. */
struct asked_row {
    int64_t line;
    const char *question;
    const char *can, *remark_can;
    int64_t alike; /* the statement most like it; 0: none is */
    int likeness;
};
struct asked_rows {
    struct asked_row *list;
    size_t n;
};
enum err book_rows_read(struct call *c, const struct inquiry_book *book,
    struct inquiry_sheet *sheet, struct asked_rows *ret_rows);
/* Finds the statements most like them; outside of transactions, for it takes its time. */
void book_rows_compare(
    struct call *c, const struct statement *ready, size_t n_ready, const struct asked_rows *rows);
enum err book_rows_put(struct call *c, const struct book_of *of, const struct inquiry_sheet *sheet,
    const struct asked_rows *rows);

/* Says in the audit that the request's file was changed, and ends a round of approval. */
enum err book_changed(struct call *c, const struct book_of *of, json_t *before, json_t *after);

/* ---- routes ---- */

enum { BOOK_ROUTES = 8, ROW_ROUTES = 2, STATEMENT_ROUTES = 3 };
extern const struct route book_routes[BOOK_ROUTES], row_routes[ROW_ROUTES],
    statement_routes[STATEMENT_ROUTES];

enum { INQUIRY_TRANSFERS = 3 };
extern const struct transfer_table inquiry_transfers[INQUIRY_TRANSFERS];

#endif
