/* The signature of an ID token, by the keys that its issuer publishes (Rhonabwy). Keys that the
 * token itself carries or points to are never used. */
#ifndef KANAME_KERNEL_SSO_OIDC_TOKEN_H
#define KANAME_KERNEL_SSO_OIDC_TOKEN_H

#include <jansson.h>
#include <stdbool.h>

enum oidc_token_result {
    OIDC_TOKEN_GOOD,
    OIDC_TOKEN_BAD,    /* no token, an algorithm that is not taken, or a wrong signature */
    OIDC_TOKEN_NO_KEY, /* the keys have none of that name: they may have been changed */
};

/* `jwks` is the text of the key set. *ret_claims lives as long as ctx. */
enum oidc_token_result oidc_token_verify(
    const void *ctx, const char *token, const char *jwks, json_t **ret_claims);

#endif
