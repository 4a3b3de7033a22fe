/* framework_import.h on a file of a stranger: taken apart by a child (kernel/child), so that a
 * fault in reading YAML, JSON or gzip opens nothing of ours. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_FILE_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_FILE_H

#include "kernel/child/child.h"
#include "kernel/sheet/framework_import.h"

/* As framework_import, of the file at `fd` from its offset on. What is found is JSON and no more:
 * whoever stores a sheet or a mapping checks it anew. ERR_TOO_LARGE also when the child met its
 * limit of time or memory; ERR_UNAVAILABLE: there is no child to be had. */
enum err framework_file_import(void *ctx, int fd, const char *file_name, struct problem *problem,
    struct framework_found *ret_found);

/* The work of its child, for main(). */
extern const struct child_work FRAMEWORK_CHILD;

#endif
