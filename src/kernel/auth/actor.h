/* Whom a piece of work acts for, when no session says so: jobs, commands, the first set-up. */
#ifndef KANAME_KERNEL_AUTH_ACTOR_H
#define KANAME_KERNEL_AUTH_ACTOR_H

#include "kernel/call.h"

/* The system itself in an organisation: fills who, org, lang and the connection's organisation.
 * ERR_NOT_FOUND: no such organisation. */
enum err actor_system(struct call *c, int64_t org_id);

/* An account with its roles, in the connection's organisation. ERR_NOT_FOUND: none, or disabled. */
enum err actor_account(struct call *c, int64_t account_id);

/* What `ask` says when that account asks it; c acts for whom it acted for again afterwards. False:
 * it says no, or there is no such account any more. */
enum err actor_asks(struct call *c, int64_t account_id,
    enum err (*ask)(struct call *c, const void *arg, bool *ret_yes), const void *arg,
    bool *ret_yes);

/* The only organisation; ERR_NOT_FOUND: none yet. Several: the first (log-in names it, later). */
enum err actor_only_org(struct call *c, int64_t *ret_org_id);

/* All organisations, in order of id, under c. */
enum err actor_orgs(struct call *c, int64_t **ret_ids, size_t *ret_n);

#endif
