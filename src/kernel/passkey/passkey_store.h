/* SQL of passkeys. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_PASSKEY_PASSKEY_STORE_H
#define KANAME_KERNEL_PASSKEY_PASSKEY_STORE_H

#include "kernel/call.h"
#include "kernel/passkey/passkey_rules.h"

struct passkey_row {
    int64_t id;
    struct uuid uid;
    int64_t account_id;
    const char *name;
    struct passkey_key key;
    int64_t created_at_ms;
    int64_t used_at_ms;    /* 0: never */
    int64_t stopped_at_ms; /* 0: not */
};

/* Of an account, oldest first; under c. */
enum err passkey_store_list(
    struct call *c, int64_t account_id, struct passkey_row **ret_rows, size_t *ret_n);
/* By the id its device chose. ERR_NOT_FOUND. */
enum err passkey_store_find(
    struct call *c, struct passkey_bytes credential, struct passkey_row *ret_row);
/* ERR_NOT_FOUND: not the account's. */
enum err passkey_store_by_uid(
    struct call *c, const struct uuid *uid, int64_t account_id, struct passkey_row *ret_row);

/* The rest is for open write transactions. */

/* Fills id and uid. ERR_UNIQUE: there is one with this id. */
enum err passkey_store_add(struct call *c, struct passkey_row *row);
enum err passkey_store_rename(struct call *c, int64_t id, const char *name);
/* Used, with this counter. ERR_NOT_FOUND: used or stopped in the meantime. */
enum err passkey_store_used(struct call *c, const struct passkey_row *row, int64_t count);
/* ERR_NOT_FOUND: stopped already. */
enum err passkey_store_stop(struct call *c, int64_t id);
enum err passkey_store_remove(struct call *c, int64_t id);
enum err passkey_store_remove_all(struct call *c, int64_t account_id);

#endif
