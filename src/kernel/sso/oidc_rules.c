#include "kernel/sso/oidc_rules.h"

#include <string.h>

static const char *text_of(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text != NULL && *text != '\0' ? text : NULL;
}

static bool listed(const json_t *list, const char *value)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *one = json_string_value(json_array_get(list, i));
        if (one != NULL && strcmp(one, value) == 0)
            return true;
    }
    return false;
}

bool oidc_provider_read(const json_t *description, const char *issuer, struct oidc_provider *ret_p)
{
    const json_t *methods = json_object_get(description, "token_endpoint_auth_methods_supported");
    struct oidc_provider p = {
        .issuer = text_of(description, "issuer"),
        .authorize = text_of(description, "authorization_endpoint"),
        .token = text_of(description, "token_endpoint"),
        .jwks = text_of(description, "jwks_uri"),
        .userinfo = text_of(description, "userinfo_endpoint"),
        .end_session = text_of(description, "end_session_endpoint"),
        /* Not told: client_secret_basic is the default (Discovery §3). */
        .basic = methods == NULL || listed(methods, "client_secret_basic"),
        .tells_iss = json_is_true(
            json_object_get(description, "authorization_response_iss_parameter_supported")),
    };
    if (p.issuer == NULL || p.authorize == NULL || p.token == NULL || p.jwks == NULL)
        return false;
    if (strcmp(p.issuer, issuer) != 0)
        return false;
    *ret_p = p;
    return true;
}

bool oidc_alg_ok(const char *alg)
{
    static const char *const good[] = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"};
    for (size_t i = 0; alg != NULL && i < sizeof good / sizeof good[0]; i++)
        if (strcmp(alg, good[i]) == 0)
            return true;
    return false;
}

static bool is_text(const json_t *claims, const char *key, const char *want)
{
    const char *text = text_of(claims, key);
    return text != NULL && strcmp(text, want) == 0;
}

static bool for_us(const json_t *claims, const char *client_id)
{
    const json_t *aud = json_object_get(claims, "aud");
    return json_is_array(aud) ? listed(aud, client_id) : is_text(claims, "aud", client_id);
}

/* With several audiences the party it was given to must be named; named, it must be us. */
static bool given_to_us(const json_t *claims, const char *client_id)
{
    bool several = json_array_size(json_object_get(claims, "aud")) > 1;
    if (json_object_get(claims, "azp") == NULL)
        return !several;
    return is_text(claims, "azp", client_id);
}

const char *oidc_claims_fault(const json_t *claims, const struct oidc_expect *expect)
{
    const json_t *exp = json_object_get(claims, "exp"), *iat = json_object_get(claims, "iat");
    const json_t *nbf = json_object_get(claims, "nbf");
    int64_t now = expect->now_s;
    if (!is_text(claims, "iss", expect->issuer))
        return "iss";
    if (!for_us(claims, expect->client_id))
        return "aud";
    if (!given_to_us(claims, expect->client_id))
        return "azp";
    if (!json_is_number(exp) || (int64_t)json_number_value(exp) <= now - OIDC_SKEW_S)
        return "exp";
    double issued = json_number_value(iat);
    if (!json_is_number(iat) || issued > (double)(now + OIDC_SKEW_S) ||
        issued < (double)(now - OIDC_OLD_S - OIDC_SKEW_S))
        return "iat";
    if (nbf != NULL && json_number_value(nbf) > (double)(now + OIDC_SKEW_S))
        return "nbf";
    if (!is_text(claims, "nonce", expect->nonce))
        return "nonce";
    return text_of(claims, "sub") == NULL ? "sub" : NULL;
}

/* The whole name first: claims of some providers have dots in them. */
static const json_t *claim_find(const json_t *claims, const char *name)
{
    const json_t *found = json_object_get(claims, name);
    const char *dot = strchr(name, '.');
    if (found != NULL || dot == NULL)
        return found;
    const json_t *inner = json_object_getn(claims, name, (size_t)(dot - name));
    return inner == NULL ? NULL : claim_find(inner, dot + 1);
}

void oidc_claim_each(
    const json_t *claims, const char *name, void (*take)(void *arg, const char *value), void *arg)
{
    const json_t *found = claim_find(claims, name);
    if (json_is_string(found))
        take(arg, json_string_value(found));
    for (size_t i = 0; i < json_array_size(found); i++) {
        const char *value = json_string_value(json_array_get(found, i));
        if (value != NULL)
            take(arg, value);
    }
}

const char *oidc_claim_text(const json_t *claims, const char *name)
{
    const char *text = json_string_value(claim_find(claims, name));
    return text != NULL && *text != '\0' ? text : NULL;
}
