/* Reads CSV tables from outside: UTF-8 with or without BOM and CP932 (Excel in Japan), commas,
 * RFC 4180 quotes, any line ends. What base/csv_out.h writes is read back as it was. Every fault
 * names its line; nothing is half taken.
 * Not for Excel books (.xlsx); kernel/table/table.h tells the formats apart. */
#ifndef KANAME_KERNEL_TABLE_CSV_H
#define KANAME_KERNEL_TABLE_CSV_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

enum { CSV_CELL_DEFAULT = 40000 }; /* bytes of a cell: LIMIT_TEXT characters */

/* 0: LIMIT_EXPORT_ROWS, 200 columns, CSV_CELL_DEFAULT. Rows count the header. The whole file is
 * bounded by LIMIT_IMPORT. */
struct csv_limits {
    size_t rows;
    size_t columns;
    size_t cell;    /* bytes in UTF-8 */
    char delimiter; /* 0: comma. Others are not held to RFC 4180's quotes: Excel's clipboard is not.
                     */
};

struct csv_row {
    size_t line; /* of the file, from 1, on which the row begins (cells may hold line ends) */
    size_t n;
    const char **cells; /* never NULL; without blanks around unless they were quoted */
};

struct csv_table {
    struct csv_row *rows; /* blank lines are left out; row 0 is the header where there is one */
    size_t n_rows;
    bool cp932; /* the file was not UTF-8 */
};

/* Reads a whole file. The table lives under `ctx`. ERR_MALFORMED: neither encoding fits, control
 * characters, broken quotes, UTF-16; ERR_TOO_LARGE: a limit. The place is in the problem. */
enum err csv_read(void *ctx, const char *data, size_t len, const struct csv_limits *limits,
    struct problem *problem, struct csv_table *ret_table);

/* Hands over text that csv_text has given, row by row and without keeping any: a row lives during
 * the call. `row` returns false for enough; the rest is not looked at then. */
enum err csv_each(void *ctx, const char *text, size_t len, const struct csv_limits *limits,
    struct problem *problem, bool (*row)(void *arg, const struct csv_row *row), void *arg);

/* A column somebody expects: the names its header may have ("industry", "業種"), compared without
 * regard to width and case. The first name is the one told when it is missing. */
struct csv_column {
    const char *const *names; /* NULL-terminated */
    bool required;
};

enum { CSV_NO_COLUMN = -1 };

/* Finds the columns in row 0: ret_index[i] is the place of columns[i] or CSV_NO_COLUMN. Lists every
 * missing, unknown and repeated column and every row with more cells than the header. */
enum err csv_columns(void *ctx, const struct csv_table *table, const struct csv_column *columns,
    size_t n, struct problem *problem, int *ret_index);

/* A cell of a row; "" when the row ends before it or the column is CSV_NO_COLUMN. */
const char *csv_cell(const struct csv_row *row, int column);

/* The pointer of a problem field: "line 3, column due"; without column "line 3". */
const char *csv_place(void *ctx, size_t line, const char *column);

/* The bytes of a text file as UTF-8 without BOM; the same faults as csv_read. */
enum err csv_text(void *ctx, const char *data, size_t len, struct problem *problem, bool *ret_cp932,
    const char **ret_text, size_t *ret_len);

#endif
