/* Answers kept for 24 hours, so that a POST repeated with the same Idempotency-Key is done once.
 *
 * The key is stored in the transaction of the change itself (tx_commit does it for the key that
 * idempotency_begin left in the call), the answer after it: a crash in between leaves a key
 * without an answer, and the repeated request is told so rather than done again. */
#ifndef KANAME_KERNEL_AUTH_IDEMPOTENCY_H
#define KANAME_KERNEL_AUTH_IDEMPOTENCY_H

#include "base/digest.h"
#include "kernel/call.h"

enum { IDEMPOTENCY_KEY_MAX = 200 }; /* printable ASCII characters */

struct idempotency_answer {
    int status;
    const char *location; /* NULL: none */
    const char *body;     /* JSON; NULL: none */
};

/* Before the handler of a POST by a signed-in caller. `request` is the digest of method, path and
 * body. *ret_kept tells whether *ret_answer is the answer to give instead of calling the handler.
 * ERR_INVALID: the key is malformed, or was used for another request; ERR_CONFLICT: the first
 * request is still under way or ended without its answer being kept. */
enum err idempotency_begin(struct call *c, const char *key, const struct digest *request,
    bool *ret_kept, struct idempotency_answer *ret_answer);

/* After a handler that succeeded, outside transactions. Keeps nothing when the handler changed
 * nothing. Not for answers that hold a secret (ROUTE_SECRET). */
enum err idempotency_end(struct call *c, const struct idempotency_answer *answer);

#endif
