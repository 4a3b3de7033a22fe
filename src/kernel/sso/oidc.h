/* OpenID Connect towards the provider: its description, its keys, a code for a token. All of it
 * blocks (kernel/net/fetch.h): never with a transaction open.
 *
 * A log-in begins with a ticket that the browser keeps: sealed with the key file's key, it holds
 * 256 random bits and the time. State, nonce and the PKCE verifier are derived from those bits, so
 * nothing of a log-in under way lies in the database, and an answer without the ticket of the same
 * browser is refused. That an answer is taken once only is once_store's. */
#ifndef KANAME_KERNEL_SSO_OIDC_H
#define KANAME_KERNEL_SSO_OIDC_H

#include "kernel/sso/oidc_rules.h"
#include "kernel/sso/provider.h"

enum { OIDC_PART_SIZE = 44 }; /* 43 characters of base64url and the NUL */

struct oidc_ticket {
    int64_t org_id;
    int64_t link_account_id; /* the signed-in account that is to be linked; 0: a log-in */
    int64_t expires_ms;
    char state[OIDC_PART_SIZE], nonce[OIDC_PART_SIZE], verifier[OIDC_PART_SIZE];
};

/* A new log-in: fills *ret_ticket and gives the text for the browser, under c. */
const char *oidc_ticket_new(
    struct call *c, int64_t link_account_id, struct oidc_ticket *ret_ticket);
/* False: not ours, out of time. */
bool oidc_ticket_open(struct call *c, const char *text, struct oidc_ticket *ret_ticket);

/* The provider's description, kept for some minutes. ERR_UNAVAILABLE oidc_unreachable; ERR_CONFLICT
 * oidc_description: it is none, is another issuer's, or names addresses that are not spoken to. */
enum err oidc_describe(
    struct call *c, const struct provider *p, struct oidc_provider *ret_description);

/* Where the browser goes: under c. */
const char *oidc_authorize_url(struct call *c, const struct provider *p,
    const struct oidc_provider *description, const struct oidc_ticket *ticket);
/* Where the provider sends it back to, as it must be registered there: under c. */
const char *oidc_return_url(struct call *c);

/* A code for the claims of the person. ERR_UNAUTHENTICATED oidc_refused: the provider or we do not
 * take it (the log says why); ERR_UNAVAILABLE oidc_unreachable. */
enum err oidc_exchange(struct call *c, const struct provider *p,
    const struct oidc_provider *description, const struct oidc_ticket *ticket, const char *code,
    const json_t **ret_claims);

/* Fetches the key set now: ERR_CONFLICT oidc_keys when it holds no key to check with. */
enum err oidc_keys_test(struct call *c, const struct oidc_provider *description, size_t *ret_n);

#endif
