/* Inside kernel/table only: the reading itself, as it happens in the child of table.c (and in tests
 * and fuzzers). */
#ifndef KANAME_KERNEL_TABLE_TABLE_READ_H
#define KANAME_KERNEL_TABLE_TABLE_READ_H

#include "kernel/table/table.h"

struct table_sink {
    bool (*row)(void *arg, const struct table_row *row);
    void *arg;
    void (*begin)(void *arg, const char *format); /* before the first row; NULL: not asked */
};

/* As table_read, in this process. */
enum err table_parse(void *ctx, int fd, const char *sheet, struct problem *problem,
    const struct table_sink *sink, struct table_info *ret_info);

/* Adds a notice while there is room; `value` lives as long as the info. */
void table_notice(struct table_info *info, const char *code, const char *value, int64_t limit);

#endif
