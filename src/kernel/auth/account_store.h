/* SQL of accounts and their roles. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_AUTH_ACCOUNT_STORE_H
#define KANAME_KERNEL_AUTH_ACCOUNT_STORE_H

#include "base/jw.h"
#include "kernel/call.h"

struct account {
    int64_t id;
    struct uuid uid;
    const char *login; /* folded */
    const char *name;
    int64_t person_id;         /* 0: none */
    const char *lang;          /* NULL: the organisation's */
    const char *state;         /* "active", "disabled", "invited" */
    const char *password_hash; /* NULL: none yet */
    int64_t failures;
    int64_t locked_until_ms;  /* 0: not */
    int64_t last_login_at_ms; /* 0: never */
    int64_t created_at_ms;
    int64_t version;
    struct uuid person_uid; /* zeros: no person */
    const char *person_number, *person_name;
    int64_t factor_at_ms; /* second factor confirmed; 0: none */
};

/* Texts under c. ERR_NOT_FOUND. */
enum err account_store_by_uid(struct call *c, const struct uuid *uid, struct account *ret_account);
enum err account_store_by_login(struct call *c, const char *folded, struct account *ret_account);
enum err account_store_by_id(struct call *c, int64_t id, struct account *ret_account);

/* A page in order of login: logins after `after` whose folded texts contain `like` (NULL: all; a
 * pattern for LIKE). */
enum err account_store_page(struct call *c, const char *after, const char *like, int limit,
    struct account **ret_accounts, size_t *ret_n);
enum err account_store_count(struct call *c, const char *like, int64_t *ret_n);

struct account_role {
    int64_t account_id;
    enum role role;
    int64_t unit_id;
    struct uuid unit_uid;
    const char *unit_number, *unit_name;
};
/* Roles of the accounts whose logins lie between two (both included). */
enum err account_store_roles(struct call *c, const char *first_login, const char *last_login,
    struct account_role **ret_roles, size_t *ret_n);

/* The rest of a query's rows, each of: whose, role, and the unit's id, uid, number and name. Roles
 * this program does not know are left out. Texts under c. */
enum err account_store_read_roles(
    struct call *c, struct db_query *q, struct account_role **ret_roles, size_t *ret_n);

/* Whether it is admin (which is only held at the top). */
enum err account_store_is_admin(struct call *c, int64_t id, bool *ret_admin);

/* The rest is for open write transactions. */

/* Fills id and uid. ERR_UNIQUE: the login is taken. */
enum err account_store_add(struct call *c, struct account *account);
/* What lists are searched by, of a row that came from elsewhere. */
enum err account_store_fold(struct call *c, int64_t id, const char *login, const char *name);
/* Login, name, person, language; ERR_STALE: another version. */
enum err account_store_change(struct call *c, const struct account *account);
enum err account_store_set_state(struct call *c, int64_t id, const char *state);
/* Whether it is disabled is no longer the provider's doing (kernel/scim, which says so again). */
enum err account_store_own_off(struct call *c, int64_t id);
enum err account_store_bump(struct call *c, int64_t id); /* version + 1, for changes of roles */
enum err account_store_set_lang(struct call *c, int64_t id, const char *lang);
enum err account_store_set_password(struct call *c, int64_t id, const char *hash);
enum err account_store_role_add(struct call *c, int64_t id, enum role role, int64_t unit_id);
enum err account_store_roles_clear(struct call *c, int64_t id);

/* One more failure; at the limit the account waits until `until_ms`. */
enum err account_store_failed(struct call *c, int64_t id, int limit, int64_t until_ms);
/* Signed in: no failures, active, seen now. */
enum err account_store_signed_in(struct call *c, int64_t id);

/* Accounts besides this one that can sign in and are admin at the top; they are held until the
 * transaction ends, so that two cannot remove each other. */
enum err account_store_other_admins(struct call *c, int64_t id, int64_t *ret_n);

/* A unit or person that is not deleted, by UUID or number. ERR_NOT_FOUND. */
enum err account_store_unit(
    struct call *c, const char *ref, struct account_role *ret_unit, bool *ret_top);
enum err account_store_person(struct call *c, const char *ref, int64_t *ret_person_id);

#endif
