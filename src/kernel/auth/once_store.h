/* SQL of what is taken once only: answers to a log-in that began elsewhere, challenges of passkeys.
 * Rows live until the thing itself is out of time. */
#ifndef KANAME_KERNEL_AUTH_ONCE_STORE_H
#define KANAME_KERNEL_AUTH_ONCE_STORE_H

#include "base/digest.h"
#include "kernel/call.h"

/* In an open write transaction. ERR_UNIQUE: it was taken already. */
enum err once_store_spend(struct call *c, const struct digest *what, int64_t expires_ms);
/* Whose log-in it is that waits for the second factor. */
enum err once_store_hold(struct call *c, const struct digest *what, int64_t account_id);
/* ERR_NOT_FOUND: none waits, or it is out of time. */
enum err once_store_held(struct call *c, const struct digest *what, int64_t *ret_account_id);
enum err once_store_release(struct call *c, const struct digest *what);
enum err once_store_purge(struct call *c);

#endif
