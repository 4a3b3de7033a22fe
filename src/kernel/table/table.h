/* Reads a table from outside row by row, whatever it came as: CSV (kernel/table/csv.h),
 * tab-separated text as Excel's clipboard gives it. Memory stays flat however long the table is.
 * What the cells mean is for the caller (kernel/table/cell.h helps). */
#ifndef KANAME_KERNEL_TABLE_TABLE_H
#define KANAME_KERNEL_TABLE_TABLE_H

#include "base/problem.h"
#include "kernel/child/child.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TABLE_NOTICES = 16 };

struct table_row {
    size_t line; /* of the file, from 1: a row of CSV may take several */
    size_t n;
    const char *const *cells; /* never NULL, blanks around them gone; live during the call */
    uint64_t formulas; /* bit i: cell i shows what a formula of a book once gave; of the first 64 */
};

/* Something that was read otherwise than its writer may think: message "table.notice.<code>" with
 * {value} and {limit}. */
struct table_notice {
    const char *code;
    const char *value; /* NULL: none */
    int64_t limit;
};

struct table_info {
    const char *format; /* "csv", "tsv", "xlsx" */
    struct table_notice notices[TABLE_NOTICES];
    size_t n_notices;
};

/* Reads the file at `fd` (left alone but for its offset) of at most LIMIT_TABLE bytes and hands its
 * rows to `row`, blank ones left out; false from it means enough. `sheet`: of a book, by name;
 * NULL: the first that is not hidden. What `ret_info` holds lies under `ctx`. ERR_MALFORMED,
 * ERR_TOO_LARGE, ERR_INVALID with place and reason in `problem`; ERR_TIMEOUT, ERR_UNAVAILABLE. */
enum err table_read(void *ctx, int fd, const char *sheet, struct problem *problem,
    bool (*row)(void *arg, const struct table_row *row), void *arg, struct table_info *ret_info);

/* The work of table_read's child, for main(). */
extern const struct child_work TABLE_CHILD;

#endif
