/* Accounts: who may sign in and which roles they hold where. All functions run inside the caller's
 * open write transaction and add their audit entries; bad input is told in c->problem.
 *
 * An administrator manages accounts and, by that alone, sees no business data. An administrator
 * can still make somebody's sign-in link and so act as them: that is written in the audit, which
 * administrators cannot read or change. */
#ifndef KANAME_KERNEL_AUTH_ACCOUNT_H
#define KANAME_KERNEL_AUTH_ACCOUNT_H

#include "kernel/auth/account_store.h"
#include "kernel/shape.h"

/* { login, name, person, lang, roles }, as the body of POST /accounts. A new account is "invited"
 * until its first sign-in. */
extern const struct shape SHAPE_ACCOUNT_NEW;
enum err account_create(struct call *c, const json_t *body, struct account *ret_account);

/* { login, name, person, lang }, partial. ERR_STALE when the version is not account->version. */
extern const struct shape SHAPE_ACCOUNT_PATCH;
enum err account_change(struct call *c, const struct account *account, const json_t *body);

/* A list of { role, unit } with the units looked up; what is wrong is told in c->problem. */
enum err account_read_roles(struct call *c, const json_t *list, struct account_role **ret_roles);

/* A list of { role, unit }, in place of those held. ERR_CONFLICT last_admin. */
enum err account_set_roles(struct call *c, const struct account *account, const json_t *list);
/* The same with roles that have been looked up. */
enum err account_put_roles(struct call *c, const struct account *account,
    const struct account_role *after, size_t n_after);

/* Roles as audit entries tell them: a new reference. */
json_t *account_audit_roles(const struct account_role *roles, size_t n);

/* Disabling ends all sessions and links. ERR_CONFLICT last_admin. */
enum err account_set_enabled(struct call *c, const struct account *account, bool enabled);

#endif
