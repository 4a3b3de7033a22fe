#include "kernel/auth/token.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void a_new_token_parses_back_to_its_organisation_and_hash(void **state)
{
    (void)state;
    struct token made = token_new(12), read;
    assert_true(token_parse(made.text, &read));
    assert_int_equal(read.org_id, 12);
    assert_true(digest_equal(&made.hash, &read.hash));
}

static void two_tokens_differ(void **state)
{
    (void)state;
    struct token a = token_new(1), b = token_new(1);
    assert_string_not_equal(a.text, b.text);
}

static void other_texts_are_no_tokens(void **state)
{
    (void)state;
    struct token t;
    assert_false(token_parse("", &t));
    assert_false(token_parse("1", &t));
    assert_false(token_parse(".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &t));
    assert_false(token_parse("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &t));
    assert_false(token_parse("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &t));
    assert_false(token_parse("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'-", &t));
    assert_false(
        token_parse("9999999999999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &t));
    assert_true(token_parse("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_-", &t));
}

static void a_cookie_is_found_among_others(void **state)
{
    (void)state;
    char value[TOKEN_TEXT_SIZE];
    assert_true(token_cookie_find("a=1; kaname_session=abc; b=2", "kaname_session", value));
    assert_string_equal(value, "abc");
    assert_true(token_cookie_find("kaname_session=;x", "kaname_session", value));
    assert_string_equal(value, "");
    assert_false(token_cookie_find("xkaname_session=abc", "kaname_session", value));
    assert_false(token_cookie_find("kaname_session", "kaname_session", value));
    assert_false(token_cookie_find("", "kaname_session", value));
}

static void a_value_longer_than_a_token_is_not_taken(void **state)
{
    (void)state;
    char header[400];
    char value[TOKEN_TEXT_SIZE];
    memset(header, 'a', sizeof header);
    memcpy(header, "kaname_session=", 15);
    header[sizeof header - 1] = '\0';
    assert_false(token_cookie_find(header, "kaname_session", value));
}

static void the_cookie_is_bound_to_the_host_when_people_come_by_https(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(token_cookie_format(ctx, "https://k.example", "1.x", 60),
        "__Host-kaname_session=1.x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
    assert_string_equal(token_cookie_format(ctx, "http://localhost:8080", "1.x", 60),
        "kaname_session=1.x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
    assert_string_equal(token_cookie_format(ctx, NULL, NULL, 60),
        "kaname_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_token_parses_back_to_its_organisation_and_hash),
        cmocka_unit_test(two_tokens_differ),
        cmocka_unit_test(other_texts_are_no_tokens),
        cmocka_unit_test(a_cookie_is_found_among_others),
        cmocka_unit_test(a_value_longer_than_a_token_is_not_taken),
        cmocka_unit_test(the_cookie_is_bound_to_the_host_when_people_come_by_https),
    };
    return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
