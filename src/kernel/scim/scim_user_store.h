/* SQL of accounts as a provider sees them. Internal to kernel/scim. */
#ifndef KANAME_KERNEL_SCIM_SCIM_USER_STORE_H
#define KANAME_KERNEL_SCIM_SCIM_USER_STORE_H

#include "kernel/call.h"

struct scim_row {
    int64_t id; /* of the account */
    struct uuid uid;
    const char *login, *name;
    const char *lang; /* NULL: the organisation's */
    bool active;
    int64_t version, created_at_ms, updated_at_ms;
    int64_t person_id; /* 0: none; then the next are NULL */
    struct uuid person_uid;
    int64_t person_version, person_updated_at_ms;
    const char *family_name, *given_name, *email, *post, *department;
    const char *external_id; /* NULL: none */
    const char *attributes;  /* JSON; NULL: the provider has written nothing yet */
    bool gone;
    bool off; /* disabled by the provider, not by hand */
};

/* Accounts that the provider finds, behind the id `after`, at most `most`. */
enum err scim_store_users(
    struct call *c, int64_t after, int most, struct scim_row **ret_rows, size_t *ret_n);

/* One of them. ERR_NOT_FOUND; the last two find what is gone, too. */
enum err scim_store_by_uid(struct call *c, const struct uuid *uid, struct scim_row *ret_row);
enum err scim_store_by_external(struct call *c, const char *id, struct scim_row *ret_row);
enum err scim_store_by_login(struct call *c, const char *folded, struct scim_row *ret_row);
enum err scim_store_by_id(struct call *c, int64_t id, struct scim_row *ret_row);

/* The live unit with this code, else the only one with this name. ERR_NOT_FOUND. */
enum err scim_store_unit(struct call *c, const char *name, struct uuid *ret_uid);
/* The organisation itself. */
enum err scim_store_top(struct call *c, struct uuid *ret_uid);

/* The account has a password and a role that no group gave. */
enum err scim_store_by_hand(struct call *c, int64_t account_id, bool *ret_by_hand);

/* How many accounts a provider has written. */
enum err scim_store_count(struct call *c, int64_t *ret_n);

/* The rest is for open write transactions. */

/* Holds the account, so that two changes of it come one after the other. */
enum err scim_store_lock(struct call *c, int64_t account_id);
/* What the provider knows of an account; it is not gone any more. ERR_UNIQUE: the external id is
 * another's. */
enum err scim_store_put(
    struct call *c, int64_t account_id, const char *external_id, const char *attributes);
/* The provider finds it no more, and what it knew of it is forgotten. */
enum err scim_store_forget(struct call *c, int64_t account_id);
/* It was the provider that has just disabled the account. */
enum err scim_store_off(struct call *c, int64_t account_id);

#endif
