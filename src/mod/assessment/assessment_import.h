/* Internal to the module: industry averages from CSV or JSON. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_IMPORT_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_IMPORT_H

#include "kernel/http/req.h"
#include "kernel/sheet/sheet.h"

/* The newest version of the sheet with this key, under c. ERR_INVALID with `pointer`: none. */
enum err assessment_sheet(
    struct call *c, const char *sheet_key, const char *pointer, const struct sheet_doc **ret_doc);

/* What all rows of an import share. */
struct average_import {
    const char *sheet_key;
    const char *source;
    const char *as_of; /* date */
    bool sample;
};

/* CSV with a header: industry, section or item, mean, n (Japanese names too). JSON: a list of
 * objects with the same members. Either all rows are taken or none: every fault is told with line
 * and column, or pointer. Inside the caller's write transaction. *ret_rows: rows created. */
enum err assessment_import(struct call *c, const struct average_import *what, const char *data,
    size_t len, bool json, int64_t *ret_rows);

enum err assessment_import_api(struct req *r);

#endif
