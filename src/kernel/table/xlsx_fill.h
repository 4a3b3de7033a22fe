/* Fills in cells of an Excel book that others have made, where it is: of the parts of the book only
 * the sheets concerned change, and in these only the cells named (and that the book is calculated
 * anew when it is opened). Layout, formulas, styles, pictures and other sheets stay byte for byte.
 * Texts come in as texts, whatever they look like: nothing that is filled in is a formula.
 * For the child of book_fill.c: the file is hostile. Not for books of our own (book_out.h). */
#ifndef KANAME_KERNEL_TABLE_XLSX_FILL_H
#define KANAME_KERNEL_TABLE_XLSX_FILL_H

#include "base/problem.h"
#include "kernel/table/book_fill.h"

/* Fills in all cells that have a text and can be; `can` says of every one whether it can, and
 * `choices` what its sheet lets one choose from. *ret_data lives under ctx; NULL: no cell had a
 * text. */
enum err xlsx_fill(void *ctx, const char *data, size_t len, struct book_cell *cells, size_t n,
    struct problem *problem, const char **ret_data, size_t *ret_len);

/* Its sheets, under ctx. */
enum err xlsx_sheets(void *ctx, const char *data, size_t len, struct problem *problem,
    struct book_sheet **ret_sheets, size_t *ret_n);

#endif
