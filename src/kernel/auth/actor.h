/* Whom a piece of work acts for, when no session says so: jobs, commands, the first set-up. */
#ifndef KANAME_KERNEL_AUTH_ACTOR_H
#define KANAME_KERNEL_AUTH_ACTOR_H

#include "kernel/call.h"

/* The system itself in an organisation: fills who, org, lang and the connection's organisation.
 * ERR_NOT_FOUND: no such organisation. */
enum err actor_system(struct call *c, int64_t org_id);

/* An account with its roles, in the connection's organisation. ERR_NOT_FOUND: none, or disabled. */
enum err actor_account(struct call *c, int64_t account_id);

/* The only organisation; ERR_NOT_FOUND: none yet. Several: the first (log-in names it, later). */
enum err actor_only_org(struct call *c, int64_t *ret_org_id);

/* All organisations, in order of id, under c. */
enum err actor_orgs(struct call *c, int64_t **ret_ids, size_t *ret_n);

#endif
