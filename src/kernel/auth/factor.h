/* Second factors of accounts: codes by time from an authenticator, and recovery codes for when it
 * is lost. Everything runs inside the caller's open write transaction.
 *
 * The secret is stored sealed with the key file's key, recovery codes hashed. Against a stolen or
 * guessed password; not against a page that passes password and code on at once, nor against
 * whoever holds a signed-in browser. */
#ifndef KANAME_KERNEL_AUTH_FACTOR_H
#define KANAME_KERNEL_AUTH_FACTOR_H

#include "kernel/auth/account_store.h"
#include "kernel/auth/factor_rules.h"

/* A new secret, not in force until it is confirmed. ERR_CONFLICT factor_there. */
enum err factor_begin(
    struct call *c, const struct account *account, uint8_t ret_secret[FACTOR_SECRET_SIZE]);

/* Whether `typed` is a good code of the account; then it is spent. *ret_good false: wrong, or used
 * before; the caller ends the transaction. */
enum err factor_spend(
    struct call *c, const struct account *account, const char *typed, bool *ret_good);

typedef char factor_codes[FACTOR_RECOVERY_CODES][FACTOR_RECOVERY_TEXT_SIZE];

/* From here on sign-ins need a code. The caller has spent one of the new secret (factor_spend). */
enum err factor_confirm(struct call *c, const struct account *account, factor_codes ret_codes);
/* New recovery codes in place of all older ones. */
enum err factor_codes_new(struct call *c, const struct account *account, factor_codes ret_codes);
/* `action`: "factor_off" by oneself, "factor_reset" by somebody else, whose sessions end then. */
enum err factor_remove(struct call *c, const struct account *account, const char *action);

#endif
