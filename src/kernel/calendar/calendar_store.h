/* SQL of calendar links. One a person's account. */
#ifndef KANAME_KERNEL_CALENDAR_CALENDAR_STORE_H
#define KANAME_KERNEL_CALENDAR_CALENDAR_STORE_H

#include "base/digest.h"
#include "kernel/call.h"

struct calendar_feed {
    int64_t account_id;
    int64_t created_at_ms;
    int64_t fetched_at_ms; /* 0: never */
    const char *fetched_from;
};

/* ERR_NOT_FOUND: there is none. */
enum err calendar_store_of(struct call *c, int64_t account_id, struct calendar_feed *ret_feed);
enum err calendar_store_find(
    struct call *c, const struct digest *hash, struct calendar_feed *ret_feed);
/* A write of its own. */
enum err calendar_store_touch(struct call *c, int64_t account_id, const char *address);
/* The UUID of a person that is not deleted, as text under c; NULL: none. */
enum err calendar_store_person(struct call *c, int64_t person_id, const char **ret_uid);

/* The rest is for open write transactions. In place of an older link. */
enum err calendar_store_set(struct call *c, int64_t account_id, const struct digest *hash);
/* ERR_NOT_FOUND: there was none. */
enum err calendar_store_remove(struct call *c, int64_t account_id);

#endif
