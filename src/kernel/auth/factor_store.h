/* SQL of second factors and of the rules of signing in. */
#ifndef KANAME_KERNEL_AUTH_FACTOR_STORE_H
#define KANAME_KERNEL_AUTH_FACTOR_STORE_H

#include "base/digest.h"
#include "kernel/call.h"

enum { FACTOR_SEALED_MAX = 128 };

struct factor_row {
    uint8_t sealed[FACTOR_SEALED_MAX];
    size_t sealed_len;
    int64_t last_step;
    bool confirmed; /* else it is being set up and opens nothing */
};

/* ERR_NOT_FOUND: none, not even one being set up. */
enum err factor_store_get(struct call *c, int64_t account_id, struct factor_row *ret_row);

/* Recovery codes not used yet. */
enum err factor_store_codes_left(struct call *c, int64_t account_id, int64_t *ret_n);

/* Factors of all kinds: codes by time count as one, each passkey as one. */
enum err factor_store_count(struct call *c, int64_t account_id, int64_t *ret_n);

/* Whether one of the account's roles needs a second factor. */
enum err factor_store_needed(struct call *c, int64_t account_id, bool *ret_needed);

/* The rest is for open write transactions. */

/* A secret in place of one that was never confirmed. */
enum err factor_store_put(struct call *c, int64_t account_id, const void *sealed, size_t len);
/* The code of this step is spent. ERR_NOT_FOUND: it was already, or a later one. */
enum err factor_store_step(struct call *c, int64_t account_id, int64_t step);
enum err factor_store_code_add(struct call *c, int64_t account_id, const struct digest *code);
/* ERR_NOT_FOUND: no such code, or used. */
enum err factor_store_code_spend(struct call *c, int64_t account_id, const struct digest *code);
enum err factor_store_codes_clear(struct call *c, int64_t account_id);
/* The secret. */
enum err factor_store_remove(struct call *c, int64_t account_id);
/* ERR_NOT_FOUND: none is being set up. */
enum err factor_store_confirm(struct call *c, int64_t account_id);
/* After a factor came or went: sets account.factor_at; recovery codes go with the last one.
 * *ret_left: whether there is one. */
enum err factor_store_settle(struct call *c, int64_t account_id, bool *ret_left);
/* Sets session.must_enrol as roles, rules and factors are now. `account_id` 0: of all accounts. */
enum err factor_store_mark_sessions(struct call *c, int64_t account_id);

struct sign_in_rule {
    int64_t password_min;
    int64_t version; /* 0: never set */
    bool factor_role[ROLE_MAX];
};
/* The program's own where the organisation has set none. */
enum err sign_in_rule_get(struct call *c, struct sign_in_rule *ret_rule);
/* ERR_STALE: the version is not rule->version. */
enum err sign_in_rule_put(struct call *c, const struct sign_in_rule *rule);

#endif
