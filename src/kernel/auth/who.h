/* Who is asking: the account of a request, job or command with the roles it holds and where. */
#ifndef KANAME_KERNEL_AUTH_WHO_H
#define KANAME_KERNEL_AUTH_WHO_H

#include "base/uuid.h"
#include "kernel/auth/perm.h"

#include <stddef.h>
#include <stdint.h>

struct grant {
    enum role role;
    int64_t unit_id;
    const char *unit_path; /* "/1/5/": the unit and all below it; "/" is the whole organisation */
};

struct who {
    int64_t org_id;
    int64_t account_id; /* 0: the system itself (a job or a command) */
    struct uuid account_uid;
    int64_t person_id; /* 0: the account belongs to no person */
    const char *login;
    const char *name; /* as shown */
    int64_t session_id;
    bool must_enrol;           /* may only set up the second factor its roles need (ROUTE_ENROL) */
    const char *csrf;          /* NULL when the request did not come with a session cookie */
    const char *const *scopes; /* of the API token it came with; NULL: none came, no limits */
    size_t n_scopes;
    const struct grant *grants;
    size_t n_grants;
    bool system; /* holds every permission everywhere; only made by the CLI and by jobs */
    /* Somebody without an account (kernel/guest), who holds PERM_GUEST and no other permission: the
     * invitation and the one response it is for. account_id is 0, login "". */
    int64_t guest_id; /* 0: none */
    struct uuid guest_uid;
    int64_t guest_response_id;
};

/* Whether the token's scopes reach a permission. "read" and "write" are for all areas,
 * "measure.read" and "measure.write" for one; writing includes reading. `change`: something is
 * changed, whatever the permission is called. True without a token. The functions below ask it. */
bool who_in_scope(const struct who *who, const struct perm *perm, bool change);
/* One scope, as a person writes it, against a permission. One that is `named` is reached by a scope
 * of its own key alone. "scim" reaches PERM_SCIM and nothing
 * else, and nothing else reaches that. */
bool scope_covers(const char *scope, const struct perm *perm, bool change);

/* Step one, before the body is read: the permission is held in some unit. */
bool who_holds(const struct who *who, const struct perm *perm);

/* Step two, inside the transaction: it is held in the unit with this path ("/1/5/9/"); a NULL
 * path is a record of the whole organisation: any holder may read it, only holders at the top
 * ("/") may change it, so callers pass "/" for changes. */
bool who_may(const struct who *who, const struct perm *perm, const char *unit_path);

/* The units in which it is held, as path prefixes without overlap, allocated under `ctx`.
 * *ret_n = 0: none. The one predicate of lists, totals, search, exports and the change feed. */
const char **who_scope(
    const void *ctx, const struct who *who, const struct perm *perm, size_t *ret_n);

#endif
