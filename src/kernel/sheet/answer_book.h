/* A response as an Excel book: taken out, filled in without the program, brought back. The book
 * holds questions, hints and last time's answers as protected texts and the answers as cells with
 * drop-downs. A hidden sheet says whose it is and which version of each answer it was made from.
 *
 * What comes back is hostile: it is taken apart by kernel/table's child, formulas are not believed,
 * and of what the hidden sheet says nothing gives any right. An answer that somebody else changed
 * meanwhile is never overwritten unasked: three versions are compared, the one the book was made
 * from (kept in the answer's history), the book's and today's. */
#ifndef KANAME_KERNEL_SHEET_ANSWER_BOOK_H
#define KANAME_KERNEL_SHEET_ANSWER_BOOK_H

#include "kernel/sheet/response_view.h"
#include "kernel/table/book_out.h"

#define BOOK_FORMAT "kaname-answers/1"
#define BOOK_FACTS_SHEET "kaname"

enum {
    BOOK_KEY,
    BOOK_TEXT,
    BOOK_HELP,
    BOOK_LAST,
    BOOK_ANSWER,
    BOOK_NA,
    BOOK_COMMENT,
    BOOK_OTHER,  /* the text in the other language */
    BOOK_OPTION, /* hidden: of scale multi, the option whose row this is */
    BOOK_COLUMNS
};

/* answer_book_words.c: values as people write them into cells. */

/* "4", "はい", the options' texts; "" without one. */
const char *book_value_words(const void *ctx, const struct sheet_doc *doc,
    const struct sheet_item *item, const char *value, const char *lang);
/* The text of an option in drop-downs: with its key behind when the item has it twice. */
const char *book_option_words(const void *ctx, const struct sheet_doc *doc,
    const struct sheet_item *item, size_t option, const char *lang);
/* A cell as the value's JSON (a new reference); NULL: *ret_code of "error.field." says why not.
 * `*ret_na`: it says that the item does not apply. Not for multi. */
json_t *book_value_read(const void *ctx, const struct sheet_doc *doc, const struct sheet_item *item,
    const char *text, bool *ret_na, const char **ret_code);

/* answer_book_write.c: writes the book; the view is loaded, `doc` has its texts. */
enum err answer_book_write(struct call *c, const struct response_view *view,
    const struct sheet_doc *doc, int *ret_fd, int64_t *ret_size);

/* answer_book_read.c */

/* Something of the book that cannot be taken. */
struct book_fault {
    const char *item; /* NULL: none */
    const char *cell; /* "E12" */
    struct problem_field field;
};

/* What the book says of one item. */
struct book_row {
    int item_no;
    size_t line;
    json_t *body;    /* shape AnswerBody; NULL: the row has faults */
    int64_t version; /* of the answer it was made from; 0: there was none */
};

struct answer_book {
    const char *response; /* UUID */
    const char *campaign; /* number and name */
    const char *unit;
    const char *version; /* UUID of the sheet's version */
    const char *lang;
    int64_t written_at_ms;
    const char *sheet; /* name of the sheet with the answers */
    struct book_row *rows;
    size_t n_rows;
    struct book_fault *faults;
    size_t n_faults;
};

/* Takes the book at `fd` apart. Texts under c. ERR_INVALID, ERR_MALFORMED, ERR_TOO_LARGE: it is no
 * book of answers, or not of this response; the reason is in the problem. */
enum err answer_book_read(struct call *c, const struct response *response,
    const struct sheet_doc *doc, int fd, struct answer_book *ret_book);
void answer_book_fault(const struct call *c, struct answer_book *book, const char *item,
    size_t line, int column, struct problem_field field);

/* answer_book_take.c */

enum book_change {
    BOOK_SAME,
    BOOK_ADDED,
    BOOK_CHANGED,
    BOOK_CLEARED,
    BOOK_KEPT,     /* changed here meanwhile, untouched in the book */
    BOOK_CONFLICT, /* changed here and in the book */
};

struct book_step {
    enum book_change change;
    size_t line;
    int item_no;
    struct answer book; /* version 0 and no texts: no answer */
    struct answer now;
};

struct book_plan {
    struct book_step *steps; /* of rows without faults */
    size_t n_steps;
};

/* What taking the book would do. `overwrite`: "2-2:5,3-1:2", items whose conflict the person
 * decided for the book, with the version they saw; NULL: none. */
enum err answer_book_plan(struct call *c, const struct response *response,
    const struct response_sheet *sheet, struct answer_book *book, const char *overwrite,
    struct book_plan *ret_plan);
/* Does it, conflicts left out. Inside the open write transaction. */
enum err answer_book_take(struct call *c, struct response *response, struct response_sheet *sheet,
    const struct book_plan *plan);

#endif
