/* Writes CSV (RFC 4180) that Excel opens without running anything: a cell that a spreadsheet would
 * take for a formula gets an apostrophe before it, which kernel/table/csv.h takes off again.
 * The first rows of a file are csv_out_bom (Excel in Japan reads UTF-8 only with it) and the
 * header. */
#ifndef KANAME_BASE_CSV_OUT_H
#define KANAME_BASE_CSV_OUT_H

#include "base/buf.h"

#include <stdbool.h>

void csv_out_bom(struct buf *b);

/* One row with its line end. A NULL cell is empty. */
void csv_out_row(struct buf *b, const char *const *cells, size_t n);

/* One cell, without comma or line end, for callers that write a row piece by piece. */
void csv_out_cell(struct buf *b, const char *text);

/* Would a spreadsheet calculate this text? Leading = + - @, their full-width forms, tab and line
 * ends; plain numbers and a sign alone are harmless. Apostrophes before it do not count, so that
 * taking one off and putting one on are each other's inverse. */
bool csv_formula(const char *text);

#endif
