/* SQL of kept answers. */
#ifndef KANAME_KERNEL_AUTH_IDEMPOTENCY_STORE_H
#define KANAME_KERNEL_AUTH_IDEMPOTENCY_STORE_H

#include "kernel/auth/idempotency.h"

/* The key of the request under way. */
struct idempotency {
    const char *key;
    struct digest request;
    bool kept; /* its row is committed */
};

struct idempotency_row {
    struct digest request;
    int64_t created_at_ms;
    struct idempotency_answer answer; /* status 0: not there (yet); texts under c */
};

/* ERR_NOT_FOUND: the caller has not used the key. */
enum err idempotency_store_find(struct call *c, const char *key, struct idempotency_row *ret_row);
/* Inside the transaction of the change. ERR_CONFLICT: somebody else has stored it meanwhile. */
enum err idempotency_store_keep(struct call *c);
/* Inside a write transaction. */
enum err idempotency_store_answer(struct call *c, const struct idempotency_answer *answer);
enum err idempotency_store_forget(struct call *c, const char *key);
enum err idempotency_store_purge(struct call *c, int64_t before_ms);

#endif
