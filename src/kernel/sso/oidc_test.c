/* What is demanded of a provider's description and of an ID token's claims. */
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/net/fetch.h"
#include "kernel/sso/identity.h"
#include "kernel/sso/ldap.h"
#include "kernel/sso/oidc_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct oidc_expect EXPECT = {
    .issuer = "https://id.example", .client_id = "kaname", .nonce = "n1", .now_s = 1000000};

/* A good token's claims with one member in place of the good one; NULL takes it away. */
static const char *fault_with(const char *key, json_t *value)
{
    json_t *claims = json_pack("{s:s, s:s, s:s, s:i, s:i, s:s}", "iss", EXPECT.issuer, "sub", "u1",
        "aud", EXPECT.client_id, "exp", 1000300, "iat", 999990, "nonce", EXPECT.nonce);
    if (value == NULL)
        json_object_del(claims, key);
    else
        json_object_set_new(claims, key, value);
    const char *fault = oidc_claims_fault(claims, &EXPECT);
    json_decref(claims);
    return fault;
}

static void assert_fault(const char *key, json_t *value, const char *want)
{
    const char *got = fault_with(key, value);
    assert_non_null(got);
    assert_string_equal(got, want);
}

static void good_claims_are_taken(void **state)
{
    (void)state;
    assert_null(fault_with("x", json_true()));
    assert_null(fault_with("aud", json_pack("[s]", "kaname")));
    assert_null(fault_with("azp", json_string("kaname")));
}

static void claims_of_another_issuer_client_or_time_are_refused(void **state)
{
    (void)state;
    assert_fault("iss", json_string("https://id.example/"), "iss");
    assert_fault("aud", json_string("other"), "aud");
    assert_fault("aud", json_pack("[s, s]", "kaname", "other"), "azp");
    assert_fault("azp", json_string("other"), "azp");
    assert_fault("exp", json_integer(999940), "exp");
    assert_fault("exp", NULL, "exp");
    assert_fault("exp", json_string("1000300"), "exp");
    assert_fault("iat", json_integer(1000061), "iat");
    assert_fault("iat", json_integer(999000), "iat");
    assert_fault("iat", NULL, "iat");
    assert_fault("nbf", json_integer(1000100), "nbf");
    assert_fault("nonce", json_string("n2"), "nonce");
    assert_fault("nonce", NULL, "nonce");
    assert_fault("sub", json_string(""), "sub");
}

static void clocks_may_differ_by_a_minute(void **state)
{
    (void)state;
    assert_null(fault_with("exp", json_integer(999941)));
    assert_null(fault_with("iat", json_integer(1000060)));
}

static void only_signatures_by_key_pairs_are_taken(void **state)
{
    (void)state;
    assert_true(oidc_alg_ok("RS256") && oidc_alg_ok("ES256") && oidc_alg_ok("EdDSA"));
    assert_false(oidc_alg_ok("none") || oidc_alg_ok("HS256") || oidc_alg_ok("rs256"));
    assert_false(oidc_alg_ok(NULL) || oidc_alg_ok("RSA-OAEP"));
}

static void a_description_of_another_issuer_is_none(void **state)
{
    (void)state;
    struct oidc_provider p;
    json_t *d = json_pack("{s:s, s:s, s:s, s:s}", "issuer", "https://id.example",
        "authorization_endpoint", "https://id.example/a", "token_endpoint", "https://id.example/t",
        "jwks_uri", "https://id.example/k");
    assert_true(oidc_provider_read(d, "https://id.example", &p));
    assert_true(p.basic);
    assert_null(p.end_session);
    assert_false(oidc_provider_read(d, "https://evil.example", &p));
    json_object_del(d, "jwks_uri");
    assert_false(oidc_provider_read(d, "https://id.example", &p));
    json_decref(d);
}

static void count(void *arg, const char *value)
{
    int *n = arg;
    *n += strcmp(value, "a") == 0 || strcmp(value, "b") == 0;
}

static void groups_are_found_in_texts_lists_and_objects(void **state)
{
    (void)state;
    int n = 0;
    json_t *claims = json_pack("{s:[s, s, i], s:s, s:{s:[s]}, s:[s]}", "groups", "a", "b", 3, "one",
        "a", "realm", "roles", "b", "https://x.example/y", "a");
    oidc_claim_each(claims, "groups", count, &n);
    assert_int_equal(n, 2);
    oidc_claim_each(claims, "one", count, &n);
    oidc_claim_each(claims, "realm.roles", count, &n);
    oidc_claim_each(claims, "https://x.example/y", count, &n);
    assert_int_equal(n, 5);
    oidc_claim_each(claims, "missing.roles", count, &n);
    assert_int_equal(n, 5);
    json_decref(claims);
}

static void roles_follow_the_lines_that_a_group_meets(void **state)
{
    (void)state;
    const char *groups[] = {"sales", "board"};
    json_t *lines = json_pack(
        "[{s:s, s:s, s:s}, {s:s, s:s, s:s}, {s:s, s:s, s:s}, {s:s, s:s, s:s}]", "value", "*",
        "role", "member", "unit", "u", "value", "sales", "role", "member", "unit", "u", "value",
        "board", "role", "executive", "unit", "u", "value", "it", "role", "admin", "unit", "u");
    json_t *roles = identity_roles(lines, groups, 2);
    assert_int_equal(json_array_size(roles), 2);
    json_decref(roles);
    roles = identity_roles(lines, NULL, 0);
    assert_int_equal(json_array_size(roles), 1);
    json_decref(roles);
    json_decref(lines);
}

static void addresses_must_be_secure_but_for_this_machine(void **state)
{
    (void)state;
    struct app app = {.config = {.plain_sign_in = "no"}};
    assert_true(fetch_address_ok(&app, "http", "https://id.example/x"));
    assert_false(fetch_address_ok(&app, "http", "http://127.0.0.1:1/x"));
    app.config.plain_sign_in = "loopback";
    assert_true(fetch_address_ok(&app, "http", "http://127.0.0.1:1/x"));
    assert_true(fetch_address_ok(&app, "http", "http://localhost/x"));
    assert_true(fetch_address_ok(&app, "ldap", "ldap://[::1]:389"));
    static const char *const bad[] = {"http://127.0.0.1.evil.example/", "http://id.example/",
        "http://localhost@id.example/", "https://", "https:///x", "file:///etc/passwd",
        "httpss://x", "http", "https://a b", "ldap://127.0.0.1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(fetch_address_ok(&app, "http", bad[i]));
}

static void a_login_has_no_meaning_in_a_filter(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(
        ldap_filter_fill(ctx, "(uid={login})", "{login}", "a.b@c-d_1"), "(uid=a.b@c-d_1)");
    assert_string_equal(ldap_filter_fill(ctx, "(|(u={l})(m={l}))", "{l}", "*)("),
        "(|(u=\\2a\\29\\28)(m=\\2a\\29\\28))");
    assert_string_equal(ldap_filter_fill(ctx, "(x=1)", "{login}", "y"), "(x=1)");
    assert_string_equal(ldap_first_value(ctx, "CN=Sales\\, East,OU=G,DC=x"), "Sales, East");
    assert_null(ldap_first_value(ctx, "no name"));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_claims_are_taken),
        cmocka_unit_test(claims_of_another_issuer_client_or_time_are_refused),
        cmocka_unit_test(clocks_may_differ_by_a_minute),
        cmocka_unit_test(only_signatures_by_key_pairs_are_taken),
        cmocka_unit_test(a_description_of_another_issuer_is_none),
        cmocka_unit_test(groups_are_found_in_texts_lists_and_objects),
        cmocka_unit_test(roles_follow_the_lines_that_a_group_meets),
        cmocka_unit_test(a_login_has_no_meaning_in_a_filter),
        cmocka_unit_test(addresses_must_be_secure_but_for_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
