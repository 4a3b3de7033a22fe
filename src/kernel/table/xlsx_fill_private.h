/* Inside xlsx_fill*.c only. */
#ifndef KANAME_KERNEL_TABLE_XLSX_FILL_PRIVATE_H
#define KANAME_KERNEL_TABLE_XLSX_FILL_PRIVATE_H

#include "kernel/table/xlsx_fill.h"
#include "kernel/table/xlsx_private.h"

enum { FILL_AREAS = 20000 };

struct fill_area {
    size_t top, left, bottom, right; /* lines from 1, columns from 0, all inclusive */
    bool formula;                    /* the result of one; else merged */
};

/* A cell to be filled in, as it is on its way: where it really stands, and in which style. */
struct fill_target {
    struct book_cell *cell;
    size_t line, column;
    size_t style; /* SIZE_MAX: the sheet has no such cell yet */
    bool formula;
};

struct fill_sheet {
    struct xlsx *x;
    const struct buf *xml;
    struct fill_target *targets; /* by line and column */
    size_t n_targets;
    struct fill_area *areas;
    size_t n_areas;
    bool protect;
};

/* Whether the style leaves a cell free in a protected sheet (styles.xml). */
struct fill_styles {
    unsigned char *open; /* by cellXfs */
    size_t n;
};

/* xlsx_fill_look.c: sets `can` and `choices` of the targets' cells and sorts the targets. */
enum err fill_styles_read(struct xlsx *x, struct fill_styles *ret_styles);
enum err fill_look(struct fill_sheet *s, const struct fill_styles *styles);

/* xlsx_fill_edit.c: the sheet with its targets filled in, under x->ctx. */
enum err fill_edit(struct fill_sheet *s, struct buf **ret_xml);
/* The workbook, so that it is calculated anew when it is opened. */
enum err fill_recalculate(struct xlsx *x, const struct buf *xml, struct buf **ret_xml);

/* Where a walk over a sheet stands: lines and columns as Excel counts them. */
struct fill_place {
    int depth;
    size_t line, column;
};
enum fill_at { AT_OTHER, AT_DATA, AT_ROW, AT_CELL };
enum fill_at fill_begin(struct fill_place *at, const char *name, const char **attributes);
enum fill_at fill_end(struct fill_place *at, const char *name);

/* Walks over XML in memory. ERR_MALFORMED. */
struct fill_walk {
    void (*start)(void *arg, const char *name, const char **attributes);
    void (*end)(void *arg, const char *name);
    void (*text)(void *arg, const char *text, int len);
    void *arg;
};
enum err fill_walk(struct xlsx *x, const struct buf *xml, const struct fill_walk *walk);

const char *fill_local(const char *name);

#endif
