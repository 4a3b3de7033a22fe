/* What OpenID Connect demands of a provider's description, of an ID token's claims and of the
 * address a log-in begins with. Pure: no network, no clock, no signatures (oidc_token.h).
 * Sources: OpenID Connect Core 1.0 §3.1.3.7, Discovery 1.0 §4.3, RFC 7636 (PKCE), RFC 9207. */
#ifndef KANAME_KERNEL_SSO_OIDC_RULES_H
#define KANAME_KERNEL_SSO_OIDC_RULES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { OIDC_SKEW_S = 60, OIDC_OLD_S = 600 }; /* clocks may differ; a token is young */

/* Of the provider's description. Texts belong to the JSON they were read from. */
struct oidc_provider {
    const char *issuer, *authorize, *token, *jwks;
    const char *userinfo;    /* NULL: what the token does not say is not told */
    const char *end_session; /* NULL: cannot log out there */
    bool basic;              /* the client's secret goes in the Authorization header */
    bool tells_iss;          /* answers carry the issuer (RFC 9207) */
};

/* False: a member is missing or the issuer is not exactly `issuer`. */
bool oidc_provider_read(const json_t *description, const char *issuer, struct oidc_provider *ret_p);

/* Algorithms of signatures that are taken: none by shared secrets, none at all. */
bool oidc_alg_ok(const char *alg);

struct oidc_expect {
    const char *issuer, *client_id, *nonce;
    int64_t now_s;
};

/* NULL: the claims are good. Else what is wrong, a word for the log: "iss", "aud", "azp", "exp",
 * "iat", "nbf", "nonce", "sub". */
const char *oidc_claims_fault(const json_t *claims, const struct oidc_expect *expect);

/* The values of a claim that may be a text or a list of texts; a name with dots goes down into
 * objects ("realm_access.roles"). Calls `take` with each. */
void oidc_claim_each(
    const json_t *claims, const char *name, void (*take)(void *arg, const char *value), void *arg);
/* A claim that is a text; NULL: none, empty, or another type. */
const char *oidc_claim_text(const json_t *claims, const char *name);

#endif
