/* A book that others have made (a customer's questionnaire), given back with some of its cells
 * filled in and all else as it was. A child does it (kernel/child): the file is hostile.
 * Reading its rows is kernel/table/table.h. */
#ifndef KANAME_KERNEL_TABLE_BOOK_FILL_H
#define KANAME_KERNEL_TABLE_BOOK_FILL_H

#include "base/problem.h"
#include "kernel/child/child.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a cell can be filled in. X(name, key): the answer's word, and message
 * "enum.book_cell.<key>". */
#define BOOK_CAN_LIST(X)                                                                   \
    X(BOOK_CAN, "free")                                                                    \
    X(BOOK_FORMULA, "formula")   /* it holds a formula, or is part of one's result */      \
    X(BOOK_LOCKED, "locked")     /* the sheet is protected, and the cell not free in it */ \
    X(BOOK_SHARED, "shared")     /* a merged cell, asked for once already */               \
    X(BOOK_NO_SHEET, "no_sheet") /* the book has no such sheet */

#define BOOK_CAN_ENUM(name, key) name,
enum book_can { BOOK_CAN_LIST(BOOK_CAN_ENUM) BOOK_CAN_MAX };
#undef BOOK_CAN_ENUM

const char *book_can_key(enum book_can can);

enum { BOOK_TEXT_MAX = 32000 }; /* characters; Excel takes 32,767 into a cell */

struct book_cell {
    const char *sheet; /* its name */
    size_t line;       /* from 1 */
    size_t column;     /* from 0 */
    const char *text;  /* NULL: it is only asked whether it can be filled in */
    enum book_can can;
    const char *choices; /* what the sheet offers to choose from, "はい,いいえ"; NULL: nothing, or a
                            list that stands elsewhere */
};

struct book_sheet {
    const char *name;
    bool hidden;
};

/* The sheets of the book at `fd` (left alone but for its offset), under ctx. ERR_MALFORMED for what
 * is no book or cannot be filled in (macros, a password, a signature), ERR_TOO_LARGE, with the
 * reason in `problem`; ERR_UNAVAILABLE. */
enum err book_sheets(
    void *ctx, int fd, struct problem *problem, struct book_sheet **ret_sheets, size_t *ret_n);

/* Says of the cells whether they can be filled in, and writes the book with those that can be and
 * have a text to the empty file `out` (−1: no cell has a text). Errors as above. */
enum err book_fill(void *ctx, int fd, struct book_cell *cells, size_t n, int out,
    struct problem *problem, int64_t *ret_size);

extern const struct child_work BOOK_SHEETS_CHILD, BOOK_FILL_CHILD;

#endif
