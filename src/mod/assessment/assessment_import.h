/* Internal to the module: industry averages from CSV or JSON. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_IMPORT_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_IMPORT_H

#include "kernel/sheet/sheet.h"
#include "mod/assessment/assessment_average.h"

/* The newest version of the sheet with this key, under c. ERR_INVALID with `pointer`: none. */
enum err assessment_sheet(
    struct call *c, const char *sheet_key, const char *pointer, const struct sheet_doc **ret_doc);

/* What was read, and what it replaced. */
struct average_import {
    int64_t rows;
    int64_t replaced;     /* averages of the same set that were there before */
    const json_t *bodies; /* the rows as the register's bodies, until the call ends */
    const size_t *lines;  /* where each stands: line of a CSV file, place in a JSON list (from 1) */
};

/* What all rows share. `n`: organisations behind rows that do not say; 0: not said. */
struct average_source {
    struct average_set set;
    int64_t n;
};

/* CSV with a header: industry, section or item, mean, n (Japanese names too; an industry by its key
 * or its name). JSON: a list of objects with the same members. Either all rows are taken or none:
 * every fault is told with line and column, or pointer. A set that is there already is replaced as
 * a whole. Inside the caller's write transaction. */
enum err assessment_import(struct call *c, const struct average_source *source, const char *data,
    size_t len, bool json, struct average_import *ret_import);

enum err assessment_import_api(struct req *r);

#endif
