/* A check list that somebody keeps as a table (Excel, CSV) becomes a sheet: which column holds the
 * number of an item, its section, its text, its levels. Pure: no database, no HTTP; the rows come
 * from kernel/table. Faults are told by row and column, and nothing is half taken. */
#ifndef KANAME_KERNEL_SHEET_SHEET_TABLE_H
#define KANAME_KERNEL_SHEET_SHEET_TABLE_H

#include "base/problem.h"
#include "kernel/shape.h"

#include <jansson.h>
#include <stddef.h>

/* What a column can hold. X(name, key): the label is message "enum.sheet_column.<key>". */
#define SHEET_COLUMN_LIST(X)                                                              \
    X(COLUMN_KEY, "key")         /* number of the item; without it items are numbered */  \
    X(COLUMN_SECTION, "section") /* a blank cell: the one above goes on (merged cells) */ \
    X(COLUMN_TEXT, "text")       /* what is asked */                                      \
    X(COLUMN_HINT, "hint")                                                                \
    X(COLUMN_EVIDENCE, "evidence")                                                        \
    X(COLUMN_LEVEL1, "level1") /* what each of five levels means, side by side */         \
    X(COLUMN_LEVEL2, "level2")                                                            \
    X(COLUMN_LEVEL3, "level3")                                                            \
    X(COLUMN_LEVEL4, "level4")                                                            \
    X(COLUMN_LEVEL5, "level5")                                                            \
    X(COLUMN_ANSWERS, "answers") /* or the answers to choose from, one below the other */

#define SHEET_COLUMN_ENUM(name, key) name,
enum sheet_column { SHEET_COLUMN_LIST(SHEET_COLUMN_ENUM) COLUMN_MAX };
#undef SHEET_COLUMN_ENUM

extern const struct option_set OPTIONS_SHEET_COLUMN;
/* How items without levels of their own are answered: "yes_no_na", "have", "graded" (done, partly,
 * not), "text". */
extern const struct option_set OPTIONS_SHEET_TABLE_SCALE;

enum {
    SHEET_TABLE_COLUMNS = 60,
    SHEET_TABLE_ROWS = 30000, /* an item may take several rows */
    SHEET_TABLE_FAULTS = 200, /* that are told one by one */
    SHEET_TABLE_HEAD = 30,    /* the header is among so many rows */
};

struct sheet_table_row {
    size_t line; /* of the file */
    size_t n;
    const char *const *cells;
};

/* The rows of a file; they live as long as the context of whoever gathered them. */
struct sheet_table {
    const struct sheet_table_row *rows;
    size_t n;
};

struct sheet_table_plan {
    size_t header;                                 /* place of the header in rows */
    int column[COLUMN_MAX];                        /* place in a row; -1: none */
    const char *scale;                             /* a key of OPTIONS_SHEET_TABLE_SCALE */
    const char *key, *title, *version, *publisher; /* publisher NULL: not said */
    const char *lang;                              /* of the texts: "ja", "en" */
};

/* The header and what its columns seem to hold, by the words that such lists use in Japanese and
 * English. `header_line` 0: the row among the first that names most; else that line. False: there
 * is no such row. Fills header and column only. */
bool sheet_table_guess(const void *ctx, const struct sheet_table *table, size_t header_line,
    struct sheet_table_plan *plan);

/* The sheet of a book that such lists are in, as IPA's tool names it. */
const char *sheet_table_book_sheet(const void *ctx);

/* The sheet as kaname-sheet/1, under ctx. `ret_faults`: list of { line, column (from 1; 0: the
 * row), code, value } (line 0: the whole), code being a message "error.field.sheet_<code>"; with
 * any, no sheet
 * (*ret_sheet NULL). */
void sheet_table_convert(const void *ctx, const struct sheet_table *table,
    const struct sheet_table_plan *plan, json_t **ret_sheet, json_t **ret_faults);

/* A key of ours out of a title: what may not stand in one becomes a hyphen. */
const char *sheet_table_key(const void *ctx, const char *title);

#endif
