/* SQL of resetting passwords: who is meant, and the one-time tokens (rows of session of kind
 * "reset"). */
#ifndef KANAME_KERNEL_AUTH_PASSWORD_RESET_STORE_H
#define KANAME_KERNEL_AUTH_PASSWORD_RESET_STORE_H

#include "base/digest.h"
#include "kernel/call.h"

/* The account with this login or mail address (both folded); 0: none. */
enum err reset_store_account(struct call *c, const char *typed, int64_t *ret_account_id);
/* Older tokens of the account that have not been used. */
enum err reset_store_end(struct call *c, int64_t account_id);
/* Whose token it is; ERR_NOT_FOUND: spent, out of time or never made. */
enum err reset_store_find(struct call *c, const struct digest *token, int64_t *ret_account_id);
/* The same, and it is spent. */
enum err reset_store_spend(struct call *c, const struct digest *token, int64_t *ret_account_id);
enum err reset_store_end_api_tokens(struct call *c, int64_t account_id, int64_t *ret_ended);

#endif
