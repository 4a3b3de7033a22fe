/* The first set-up: while there is no organisation, a one-time link lets one person make it and
 * become its administrator. There is no default password. */
#ifndef KANAME_KERNEL_AUTH_SETUP_H
#define KANAME_KERNEL_AUTH_SETUP_H

#include "kernel/call.h"
#include "kernel/shape.h"

extern const struct shape SHAPE_SETUP;

/* Makes the link, in place of an older one; its URL under c. ERR_CONFLICT: set up already. Own
 * transaction. */
enum err setup_link(struct call *c, const char **ret_url);

/* Inside an open write transaction: organisation, its top unit, the first person with an account
 * that is admin and ciso at the top – in many firms one person is both. The call is the system's
 * in the new organisation afterwards. `hash`: of the password; NULL: none, a sign-in link opens
 * the account. Used by the demonstration data too, which is why the link is not looked at here. */
enum err setup_create(
    struct call *c, const json_t *body, const char *hash, int64_t *ret_account_id);

#endif
