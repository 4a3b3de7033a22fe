/* SQL of identities. */
#ifndef KANAME_KERNEL_SSO_IDENTITY_STORE_H
#define KANAME_KERNEL_SSO_IDENTITY_STORE_H

#include "base/jw.h"
#include "kernel/sso/identity.h"

/* ERR_NOT_FOUND: nobody. */
enum err identity_store_find(struct call *c, const struct identity *who, int64_t *ret_account_id);
/* Whether the account is linked with somebody of this issuer. */
enum err identity_store_linked(
    struct call *c, int64_t account_id, const struct identity *who, bool *ret_linked);
/* Of the only person with this address: the account (0: none yet) and the person as the API names
 * it. ERR_NOT_FOUND: none, or several accounts. */
enum err identity_store_by_email(
    struct call *c, const char *email, int64_t *ret_account_id, struct uuid *ret_person);
/* Writes the account's identities as objects into an open array. */
enum err identity_store_list(struct call *c, int64_t account_id, struct jw *w);

/* The rest is for open write transactions. */
enum err identity_store_add(struct call *c, int64_t account_id, const struct identity *who);
enum err identity_store_used(struct call *c, const struct identity *who);
/* *ret_kind under c. ERR_NOT_FOUND: not the account's. */
enum err identity_store_remove(
    struct call *c, int64_t account_id, const struct uuid *uid, const char **ret_kind);

#endif
