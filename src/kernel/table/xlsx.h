/* Reads Excel books (.xlsx) row by row: libzip and expat, shared and inline strings without their
 * furigana, dates by style, formulas by the value Excel kept. Refused: macros, entity declarations,
 * what unpacks to far more than it is. Only for the sandbox of table_child.c: the file is hostile.
 */
#ifndef KANAME_KERNEL_TABLE_XLSX_H
#define KANAME_KERNEL_TABLE_XLSX_H

#include "kernel/table/table_read.h"

/* `sheet`: its name, NULL: the first that is not hidden. */
enum err xlsx_read(void *ctx, const char *data, size_t len, const char *sheet,
    struct problem *problem, const struct table_sink *sink, struct table_info *info);

#endif
