#include "kernel/sso/oidc_token.h"

#include "base/json_in.h"
#include "kernel/sso/oidc_rules.h"

#include <pthread.h>
#include <rhonabwy.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void init(void)
{
    r_global_init();
}

static unsigned type_of_alg(const char *alg)
{
    return alg[0] == 'R' || alg[0] == 'P' ? R_KEY_TYPE_RSA
           : alg[1] == 'S'                ? R_KEY_TYPE_EC
                                          : R_KEY_TYPE_EDDSA;
}

static bool text_is(const char *text, const char *want)
{
    return text != NULL && strcmp(text, want) == 0;
}

/* A public key for signatures of the algorithm's kind; a short RSA key is none. */
static bool usable(jwk_t *key, const char *alg)
{
    unsigned bits = 0;
    unsigned type = (unsigned)r_jwk_key_type(key, &bits, R_FLAG_IGNORE_REMOTE);
    unsigned want = type_of_alg(alg);
    const char *use = r_jwk_get_property_str(key, "use");
    const char *of = r_jwk_get_property_str(key, "alg");
    if ((type & want) == 0 || (type & R_KEY_TYPE_HMAC) != 0)
        return false;
    if (want == R_KEY_TYPE_RSA && bits < 2048)
        return false;
    return (use == NULL || strcmp(use, "sig") == 0) && (of == NULL || strcmp(of, alg) == 0);
}

/* By the name in the header; without one the only usable key. */
static jwk_t *find_key(jwks_t *keys, const char *kid, const char *alg)
{
    jwk_t *found = NULL;
    size_t n = r_jwks_size(keys), usable_keys = 0;
    for (size_t i = 0; i < n; i++) {
        jwk_t *key = r_jwks_get_at(keys, i);
        bool take =
            usable(key, alg) && (kid == NULL || text_is(r_jwk_get_property_str(key, "kid"), kid));
        usable_keys += take;
        if (take && found == NULL)
            found = key;
        else
            r_jwk_free(key);
    }
    if (usable_keys > 1 && kid == NULL) {
        r_jwk_free(found);
        return NULL;
    }
    return found;
}

static enum oidc_token_result verify(jwt_t *jwt, jwks_t *keys, const char *alg)
{
    jwk_t *key = find_key(keys, r_jwt_get_header_str_value(jwt, "kid"), alg);
    if (key == NULL)
        return OIDC_TOKEN_NO_KEY;
    int result = r_jwt_verify_signature(jwt, key, R_FLAG_IGNORE_REMOTE);
    r_jwk_free(key);
    return result == RHN_OK ? OIDC_TOKEN_GOOD : OIDC_TOKEN_BAD;
}

enum oidc_token_result oidc_token_verify(
    const void *ctx, const char *token, const char *jwks, json_t **ret_claims)
{
    jwt_t *jwt = NULL;
    jwks_t *keys = NULL;
    enum oidc_token_result result = OIDC_TOKEN_BAD;
    pthread_once(&once, init);
    if (r_jwt_init(&jwt) == RHN_OK && r_jwks_init(&keys) == RHN_OK &&
        /* PARSE_NONE: no key of the header is taken, no unsigned token. */
        r_jwt_advanced_parse(jwt, token, R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) == RHN_OK) {
        const char *alg = r_jwt_get_header_str_value(jwt, "alg");
        json_t *crit = r_jwt_get_header_json_t_value(jwt, "crit");
        bool plain = jwt->type == R_JWT_TYPE_SIGN && oidc_alg_ok(alg) && crit == NULL;
        json_decref(crit);
        /* A key that cannot be read is left out, the others count. */
        (void)r_jwks_import_from_json_str(keys, jwks);
        result = plain ? verify(jwt, keys, alg) : OIDC_TOKEN_BAD;
        if (result == OIDC_TOKEN_GOOD) {
            *ret_claims = r_jwt_get_full_claims_json_t(jwt);
            json_in_keep(ctx, *ret_claims);
        }
    }
    r_jwks_free(keys);
    r_jwt_free(jwt);
    return result;
}
