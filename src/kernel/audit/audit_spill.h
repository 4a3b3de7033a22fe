/* Inside kernel/audit only: entries of a long transaction that wait for its commit on disk, so that
 * a hundred thousand of them take no memory. The file is unlinked and read once, in order. */
#ifndef KANAME_KERNEL_AUDIT_AUDIT_SPILL_H
#define KANAME_KERNEL_AUDIT_AUDIT_SPILL_H

#include "kernel/call.h"

/* An entry with everything copied. */
struct audit_waiting {
    struct audit_waiting *next;
    const char *action;
    const char *subject;
    int64_t subject_id;
    bool has_uid;
    struct uuid uid;
    int64_t unit_id;
    const char *payload; /* NULL: none */
};

struct audit_spill;

/* Closed with `ctx`. ERR_STORAGE_FULL. */
enum err audit_spill_new(const void *ctx, const struct app *app, struct audit_spill **ret_spill);
enum err audit_spill_put(struct audit_spill *spill, const struct audit_waiting *entry);
/* From the first one: rewinds. After it nothing may be put. */
enum err audit_spill_rewind(struct audit_spill *spill);
/* The next one, its texts under ctx. */
enum err audit_spill_get(
    struct audit_spill *spill, const void *ctx, struct audit_waiting *ret_entry);

#endif
