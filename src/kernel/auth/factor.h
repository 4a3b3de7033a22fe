/* Second factors of accounts: codes by time from an authenticator, passkeys (kernel/passkey), and
 * recovery codes for when those are lost. Everything runs inside the caller's open write
 * transaction.
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
/* The same with a code of the secret that is being set up, and no other. */
enum err factor_try(
    struct call *c, const struct account *account, const char *typed, bool *ret_good);

typedef char factor_codes[FACTOR_RECOVERY_CODES][FACTOR_RECOVERY_TEXT_SIZE];

/* Whether codes by time are asked for, beside what else the account has. */
enum err factor_has_codes(struct call *c, int64_t account_id, bool *ret_has);
/* From here on sign-ins need a factor, and codes by time are one. The caller has spent a code of
 * the new secret (factor_try). */
enum err factor_confirm(struct call *c, const struct account *account, factor_codes ret_codes);
/* New recovery codes in place of all older ones. */
enum err factor_codes_new(struct call *c, const struct account *account, factor_codes ret_codes);
/* After a first passkey was added: the same, with its recovery codes. */
enum err factor_first(struct call *c, const struct account *account, factor_codes ret_codes);
/* ERR_CONFLICT factor_of_role: the account has one factor and its roles need it. Said before a
 * proof is asked for; who removes one asks again in the transaction (factor_less). */
enum err factor_spare(struct call *c, int64_t account_id);
/* No codes by time any more, by oneself. ERR_CONFLICT as above. */
enum err factor_off(struct call *c, const struct account *account);
/* The same after a passkey was removed: whatever follows from having one factor less. */
enum err factor_less(struct call *c, const struct account *account);
/* All of them, by somebody else; the account's sessions end. */
enum err factor_reset(struct call *c, const struct account *account);

#endif
