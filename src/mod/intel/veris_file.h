/* veris_rules.h on a file of a stranger: taken apart by a child (kernel/child), so that a fault in
 * reading it opens nothing of ours. */
#ifndef KANAME_MOD_INTEL_VERIS_FILE_H
#define KANAME_MOD_INTEL_VERIS_FILE_H

#include "base/problem.h"
#include "kernel/child/child.h"

/* The table of the file at `fd` from its offset on, as CSV under ctx; whoever takes it in checks it
 * anew. ERR_TOO_LARGE above LIMIT_VERIS and when the child met its limits. */
enum err veris_file_table(void *ctx, int fd, struct problem *problem, const char **ret_csv);

/* The work of its child, for main(). */
extern const struct child_work VERIS_CHILD;

#endif
