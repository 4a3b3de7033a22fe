#include "kernel/table/xlsx_fill.h"

#include "base/mem.h"
#include "kernel/table/xlsx_fill_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A signature would say that the book was changed after it was signed. */
static enum err refuse_signed(struct xlsx *x)
{
    for (zip_int64_t i = 0; i < zip_get_num_entries(x->zip, 0); i++) {
        const char *name = zip_get_name(x->zip, (zip_uint64_t)i, 0);
        if (name != NULL && strncmp(name, "_xmlsignatures/", 15) == 0)
            return problem_set(x->problem, ERR_MALFORMED, "xlsx_signed");
    }
    return ERR_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* Two parts of one name, two sheets of one name or in one part: what is filled in would not be what
 * Excel shows. */
static enum err refuse_doubled(struct xlsx *x)
{
    size_t n = 0;
    bool doubled = x->doubled;
    zip_int64_t entries = zip_get_num_entries(x->zip, 0);
    const char **names = mem_array(x->ctx, const char *, (size_t)entries + 1);
    for (zip_int64_t i = 0; i < entries; i++) {
        const char *name = zip_get_name(x->zip, (zip_uint64_t)i, 0);
        if (name != NULL)
            names[n++] = name;
    }
    if (n > 0)
        qsort(names, n, sizeof *names, by_name);
    for (size_t i = 1; i < n; i++)
        doubled |= strcasecmp(names[i - 1], names[i]) == 0;
    for (size_t i = 0; i < x->n_sheets; i++)
        for (size_t k = 0; k < i; k++) {
            const struct xlsx_sheet *a = &x->sheets[i];
            const struct xlsx_sheet *b = &x->sheets[k];
            doubled |= a->name != NULL && b->name != NULL && strcasecmp(a->name, b->name) == 0;
            doubled |= a->path != NULL && b->path != NULL && strcasecmp(a->path, b->path) == 0;
        }
    return doubled ? problem_set(x->problem, ERR_MALFORMED, "xlsx_broken") : ERR_OK;
}

static enum err refuse(struct xlsx *x)
{
    enum err e = refuse_signed(x);
    return e == ERR_OK ? refuse_doubled(x) : e;
}

enum err xlsx_sheets(void *ctx, const char *data, size_t len, struct problem *problem,
    struct book_sheet **ret_sheets, size_t *ret_n)
{
    struct xlsx *x = NULL;
    size_t n = 0;
    enum err e = xlsx_open(ctx, data, len, problem, NULL, &x);
    if (e != ERR_OK)
        return e;
    e = refuse(x);
    zip_discard(x->zip);
    struct book_sheet *sheets = mem_array(ctx, struct book_sheet, x->n_sheets + 1);
    for (size_t i = 0; i < x->n_sheets; i++)
        if (x->sheets[i].name != NULL && x->sheets[i].path != NULL)
            sheets[n++] = (struct book_sheet){x->sheets[i].name, x->sheets[i].hidden};
    if (e == ERR_OK && n == 0)
        e = problem_set(problem, ERR_INVALID, "xlsx_no_sheet");
    if (e != ERR_OK)
        return e;
    *ret_sheets = sheets;
    *ret_n = n;
    return ERR_OK;
}

/* ---- filling in ---- */

/* Puts the part in the place of the one that was. */
static enum err replace(struct xlsx *x, const char *path, const struct buf *xml)
{
    zip_int64_t at = zip_name_locate(x->zip, path, 0);
    zip_source_t *part = zip_source_buffer(x->zip, xml->data, xml->len, 0);
    if (part == NULL)
        return ERR_INTERNAL;
    if (at < 0 || zip_file_replace(x->zip, (zip_uint64_t)at, part, 0) != 0) {
        zip_source_free(part);
        return ERR_INTERNAL;
    }
    return zip_set_file_compression(x->zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, 0) == 0
               ? ERR_OK
               : ERR_INTERNAL;
}

static size_t targets_of(
    struct xlsx *x, const char *sheet, struct book_cell *cells, size_t n, struct fill_sheet *s)
{
    s->x = x;
    s->targets = mem_array(x->ctx, struct fill_target, n + 1);
    for (size_t i = 0; i < n; i++)
        if (strcmp(cells[i].sheet, sheet) == 0)
            s->targets[s->n_targets++] = (struct fill_target){
                .cell = &cells[i], .line = cells[i].line, .column = cells[i].column};
    return s->n_targets;
}

static bool has_text(const struct fill_sheet *s)
{
    for (size_t i = 0; i < s->n_targets; i++)
        if (s->targets[i].cell->text != NULL && s->targets[i].cell->can == BOOK_CAN)
            return true;
    return false;
}

static enum err fill_one(struct xlsx *x, size_t i, const struct fill_styles *styles,
    struct book_cell *cells, size_t n, bool *changed)
{
    struct fill_sheet s = {0};
    struct buf *xml = NULL;
    struct buf *filled = NULL;
    const struct xlsx_sheet *sheet = &x->sheets[i];
    if (sheet->name == NULL || sheet->path == NULL || targets_of(x, sheet->name, cells, n, &s) == 0)
        return ERR_OK;
    enum err e = xlsx_bytes(x, sheet->path, &xml);
    if (e == ERR_NOT_FOUND)
        return problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
    s.xml = xml;
    if (e == ERR_OK)
        e = fill_look(&s, styles);
    if (e != ERR_OK || !has_text(&s))
        return e;
    e = fill_edit(&s, &filled);
    if (e == ERR_OK)
        e = replace(x, sheet->path, filled);
    *changed = *changed || e == ERR_OK;
    return e;
}

static enum err recalculate(struct xlsx *x)
{
    struct buf *xml = NULL;
    struct buf *anew = NULL;
    enum err e = xlsx_bytes(x, "xl/workbook.xml", &xml);
    if (e == ERR_OK)
        e = fill_recalculate(x, xml, &anew);
    return e == ERR_OK ? replace(x, "xl/workbook.xml", anew) : e;
}

static enum err take_out(
    struct xlsx *x, zip_source_t *source, const char **ret_data, size_t *ret_len)
{
    zip_stat_t st;
    zip_stat_init(&st);
    if (zip_close(x->zip) != 0) {
        zip_discard(x->zip);
        return ERR_INTERNAL;
    }
    if (zip_source_open(source) != 0)
        return ERR_INTERNAL;
    enum err e = ERR_INTERNAL;
    if (zip_source_stat(source, &st) == 0 && (st.valid & ZIP_STAT_SIZE) != 0) {
        char *data = mem_array(x->ctx, char, st.size + 1);
        if (zip_source_read(source, data, st.size) == (zip_int64_t)st.size) {
            *ret_data = data;
            *ret_len = (size_t)st.size;
            e = ERR_OK;
        }
    }
    zip_source_close(source);
    return e;
}

enum err xlsx_fill(void *ctx, const char *data, size_t len, struct book_cell *cells, size_t n,
    struct problem *problem, const char **ret_data, size_t *ret_len)
{
    struct xlsx *x = NULL;
    zip_source_t *source = NULL;
    struct fill_styles styles = {0};
    bool changed = false;
    for (size_t i = 0; i < n; i++)
        cells[i].can = BOOK_NO_SHEET;
    enum err e = xlsx_open(ctx, data, len, problem, &source, &x);
    if (e != ERR_OK)
        return e;
    e = refuse(x);
    if (e == ERR_OK)
        e = fill_styles_read(x, &styles);
    for (size_t i = 0; e == ERR_OK && i < x->n_sheets; i++)
        e = fill_one(x, i, &styles, cells, n, &changed);
    if (e == ERR_OK && changed)
        e = recalculate(x);
    *ret_data = NULL;
    if (e == ERR_OK && changed)
        e = take_out(x, source, ret_data, ret_len);
    else
        zip_discard(x->zip);
    zip_source_free(source);
    return e;
}
