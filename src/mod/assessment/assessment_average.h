/* Internal to the module: industry averages as they were loaded, one table after the other. A set
 * is what came from one source for one sheet with one date. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_AVERAGE_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_AVERAGE_H

#include "kernel/http/req.h"

struct average_set {
    const char *sheet_key;
    const char *source;
    const char *as_of; /* date */
    bool sample;
};

/* Deletes the averages of a set; each leaves its audit entry and can be restored like any record.
 * *ret_n: how many there were. Inside the caller's write transaction. */
enum err assessment_set_remove(struct call *c, const struct average_set *set, int64_t *ret_n);

enum err assessment_sets_get(struct req *r);
enum err assessment_set_delete(struct req *r);

#endif
