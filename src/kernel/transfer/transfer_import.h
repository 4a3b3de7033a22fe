/* Inside kernel/transfer only: an archive on its way into a database, row by row. What is said here
 * is shared by the files transfer_import*.c; transfer.h has the one function for others. */
#ifndef KANAME_KERNEL_TRANSFER_TRANSFER_IMPORT_H
#define KANAME_KERNEL_TRANSFER_TRANSFER_IMPORT_H

#include "kernel/register/register.h"
#include "kernel/transfer/transfer_read.h"

/* The ids of a part, ascending. */
struct transfer_known {
    int64_t *ids;
    size_t n, room;
};

struct transfer_import {
    struct call *c;
    struct transfer_plan plan;
    struct transfer_archive *archive;
    struct transfer_manifest manifest;
    struct transfer_built_ins built_ins;
    struct transfer_numbers numbers;
    struct transfer_known *known; /* as many as tables */
    int64_t last_id;              /* the greatest there was, of records that are gone too */
    int64_t n_rows, n_files;
    int64_t chain_fault; /* number of the first bad entry; 0: none */
};

/* A line being looked at. */
struct transfer_row {
    struct transfer_import *x;
    const struct transfer_table *table;
    size_t at;           /* of the table */
    struct shape stored; /* of a register's table: what its rows must be */
    int64_t line;
    void *ctx; /* dies with the line */
    struct transfer_value values[TRANSFER_COLUMNS_MAX];
};

/* transfer_import_rows.c */
/* Whose turn it is; an error ends the import. */
typedef enum err transfer_row_fn(struct transfer_row *r);
/* Every line of a part, and that all of them together are what the manifest says. */
enum err transfer_import_part(struct transfer_import *x, size_t at, transfer_row_fn *take);
enum err transfer_import_parts(struct transfer_import *x, transfer_row_fn *take);

/* Refuses with the place (part, line, member; NULL: the line as a whole) as the detail's {arg}. */
enum err transfer_row_refuse(
    const struct transfer_row *r, enum err e, const char *detail, const char *member);
/* Puts what is wrong with a row (fields of `found`, named by member) to what is wrong with the
 * archive. An error only when there is no room for more: others are to be found, too. */
enum err transfer_row_faults(const struct transfer_row *r, const struct problem *found);
/* ERR_OK: nothing was wrong so far. */
enum err transfer_import_faults(const struct transfer_import *x);
bool transfer_row_is(const struct transfer_row *r, const char *table);
/* By the column's name; NULL: the table has no such column. */
const struct transfer_value *transfer_row_value(const struct transfer_row *r, const char *name);

/* Ids stand in ascending order, so that each part's are a list to search in. */
enum err transfer_import_remember(struct transfer_row *r);
bool transfer_import_knows(const struct transfer_import *x, const char *table, int64_t id);

/* transfer_import_record.c: the row of a register, held to that register's definition. */
enum err transfer_row_record(struct transfer_row *r);

/* transfer_import_file.c: the content of the file whose row this is, against size and digest;
 * file_id 0: only looked at, else written to that file's blocks. */
enum err transfer_row_file(struct transfer_row *r, int64_t file_id);

/* transfer_import_look.c: the first pass, which writes nothing. */
enum err transfer_import_look(struct transfer_import *x);

/* transfer_import_write.c: the second one, in the open transaction. */
enum err transfer_import_write(struct transfer_import *x);

#endif
