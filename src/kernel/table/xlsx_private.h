/* Inside xlsx*.c only. */
#ifndef KANAME_KERNEL_TABLE_XLSX_PRIVATE_H
#define KANAME_KERNEL_TABLE_XLSX_PRIVATE_H

#include "base/buf.h"
#include "kernel/table/xlsx.h"

#include <expat.h>
#include <zip.h>

enum {
    XLSX_SHEETS = 500,
    XLSX_NAME = 1024, /* bytes of a sheet's name; Excel takes 31 characters */
    XLSX_ROWS = 1024 * 1024,
    XLSX_STYLES = 65000,
    XLSX_DEPTH = 64,
    XLSX_ENTRIES = 5000,
    XLSX_RATIO = 300, /* sheets of equal rows pack to 1:100 */
    XLSX_SMALL = 8 * 1024 * 1024,
    XLSX_WHOLE = 64 * 1024 * 1024, /* bytes of a part taken as a whole */
};
#define XLSX_UNPACKED ((size_t)1024 * 1024 * 1024) /* bytes of all parts read */
#define XLSX_STRINGS ((size_t)192 * 1024 * 1024)   /* bytes of shared strings */

struct xlsx_sheet {
    const char *name, *id, *path;
    bool hidden;
};

struct xlsx {
    void *ctx;
    zip_t *zip;
    struct problem *problem;
    const struct table_sink *sink;
    struct table_info *info;
    enum err fault;
    XML_Parser parser; /* of the part being read */
    int depth;
    size_t unpacked;
    struct xlsx_sheet sheets[XLSX_SHEETS];
    size_t n_sheets;
    bool doubled; /* a sheet's relation stands there twice */
    bool from_1904;
    unsigned char *date_style; /* by cellXfs */
    size_t n_styles;
    bool in_cell_xfs;
    const char *date_formats[256]; /* numFmtIds of dates, as text */
    size_t n_date_formats;
    struct buf *strings; /* NUL-terminated, one after the other */
    size_t *string_at;
    size_t n_strings, strings_cap;
};

/* xlsx_part.c: one part through expat. ERR_NOT_FOUND: the book has none of that name. */
struct xlsx_handler {
    void (*start)(struct xlsx *x, void *arg, const char *name, const char **attributes);
    void (*end)(struct xlsx *x, void *arg, const char *name);
    void (*text)(struct xlsx *x, void *arg, const char *text, size_t len);
    void *arg;
};
enum err xlsx_part(struct xlsx *x, const char *path, const struct xlsx_handler *handler);
/* For handlers: ends the part with a fault, or without one. */
void xlsx_stop(struct xlsx *x, enum err e, const char *detail, int64_t limit);
/* The whole of a part as it is packed, under x->ctx. ERR_NOT_FOUND: the book has none of that name.
 */
enum err xlsx_bytes(struct xlsx *x, const char *path, struct buf **ret_bytes);
/* By local name; NULL: none. */
const char *xlsx_attribute(const char **attributes, const char *name);

/* xlsx.c: opens a book and reads which sheets it has and where they lie. Ended by zip_discard (or
 * zip_close) of its zip. `ret_source`: NULL: only to be read; else where the changed book's bytes
 * are after zip_close, a reference of the caller's. */
enum err xlsx_open(void *ctx, const char *data, size_t len, struct problem *problem,
    zip_source_t **ret_source, struct xlsx **ret_book);

/* xlsx_sheet.c: the rows of a sheet. "BC12" → 54; a reference that is none: SIZE_MAX. */
size_t xlsx_column(const char *ref);
enum err xlsx_sheet_read(struct xlsx *x, const char *path);

#endif
