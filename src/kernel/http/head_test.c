#include "kernel/http/head.h"

#include "kernel/http/dispatch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void add(struct head *h, const char *name, const char *value)
{
    head_add(h, name, value, strlen(value));
}

static void names_of_fields_have_no_case(void **state)
{
    (void)state;
    struct head h = {.n_fields = 0};
    add(&h, "hOsT", "kaname.example");
    assert_string_equal("kaname.example", h.field[HEAD_HOST]);
    assert_null(h.field[HEAD_COOKIE]);
}

static enum err framing(const char *const *fields, bool http11, int64_t *ret_length)
{
    struct head h = {.n_fields = 0};
    for (; *fields != NULL; fields += 2)
        add(&h, fields[0], fields[1]);
    return head_framing(&h, http11, ret_length);
}

static void the_length_of_the_body_is_read(void **state)
{
    (void)state;
    int64_t length = -2;
    assert_int_equal(ERR_OK, framing((const char *[]){"Host", "a", NULL}, true, &length));
    assert_int_equal(0, length);
    assert_int_equal(ERR_OK,
        framing((const char *[]){"Host", "a", "Content-Length", "17", NULL}, true, &length));
    assert_int_equal(17, length);
    assert_int_equal(
        ERR_OK, framing((const char *[]){"Host", "a", "Transfer-Encoding", "Chunked", NULL}, true,
                    &length));
    assert_int_equal(-1, length);
    assert_int_equal(ERR_OK, framing((const char *[]){NULL}, false, &length));
}

static void framing_that_can_be_read_in_two_ways_is_refused(void **state)
{
    (void)state;
    static const char *const cases[][7] = {
        {NULL},
        {"Host", "a", "Host", "b", NULL},
        {"Host", "a", "Content-Length", "1", "Content-Length", "1", NULL},
        {"Host", "a", "Content-Length", "1", "Transfer-Encoding", "chunked", NULL},
        {"Host", "a", "Transfer-Encoding", "gzip, chunked", NULL},
        {"Host", "a", "Transfer-Encoding", "identity", NULL},
        {"Host", "a", "Content-Length", "+1", NULL},
        {"Host", "a", "Content-Length", "-1", NULL},
        {"Host", "a", "Content-Length", "1 1", NULL},
        {"Host", "a", "Content-Length", "0x10", NULL},
        {"Host", "a", "Content-Length", "", NULL},
        {"Host", "a", "Content-Length", "9999999999999999999", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t length = -2;
        assert_int_equal(ERR_MALFORMED, framing(cases[i], true, &length));
        assert_int_equal(-2, length);
    }
    struct head h = {.n_fields = 0};
    head_add(&h, "Host", "a\0b", 3);
    int64_t length;
    assert_int_equal(ERR_MALFORMED, head_framing(&h, true, &length));
}

static void codings_are_negotiated(void **state)
{
    (void)state;
    assert_true(head_accepts("gzip, deflate, br", "br"));
    assert_true(head_accepts("gzip;q=0.5", "gzip"));
    assert_true(head_accepts("GZIP", "gzip"));
    assert_false(head_accepts("gzip;q=0", "gzip"));
    assert_false(head_accepts("br, gzip; q=0.000, x", "gzip"));
    assert_false(head_accepts("xgzip, gzipx", "gzip"));
    assert_false(head_accepts(NULL, "gzip"));
    assert_false(head_accepts("", "gzip"));
}

static void etags_are_found_in_a_list(void **state)
{
    (void)state;
    assert_true(head_etag_listed("\"a\"", "a"));
    assert_true(head_etag_listed("\"x\", W/\"a\"", "a"));
    assert_true(head_etag_listed("*", "a"));
    assert_false(head_etag_listed("\"ab\"", "a"));
    assert_false(head_etag_listed("a", "a"));
    assert_false(head_etag_listed("", "a"));
    assert_false(head_etag_listed(NULL, "a"));
    assert_false(head_etag_listed("W/", "a"));
}

static void media_types_are_compared_without_parameters(void **state)
{
    (void)state;
    assert_true(head_is_type("application/json", "application/json"));
    assert_true(head_is_type("Application/JSON; charset=utf-8", "application/json"));
    assert_false(head_is_type("application/jsonp", "application/json"));
    assert_false(head_is_type("", "application/json"));
    assert_false(head_is_type(NULL, "application/json"));
}

static void a_bearer_token_is_taken_from_its_scheme_only(void **state)
{
    (void)state;
    struct head h = {.n_fields = 0};
    assert_null(head_bearer(&h));
    add(&h, "Authorization", "bearer  abc");
    assert_string_equal("abc", head_bearer(&h));
    h = (struct head){.n_fields = 0};
    add(&h, "Authorization", "Basic YTpi");
    assert_string_equal("", head_bearer(&h));
}

static bool from_here(const char *site, const char *origin)
{
    struct head h = {.n_fields = 0};
    add(&h, "Host", "kaname.example:8080");
    if (site != NULL)
        add(&h, "Sec-Fetch-Site", site);
    if (origin != NULL)
        add(&h, "Origin", origin);
    return dispatch_same_origin(&h, "https://public.example");
}

static void an_unsafe_request_comes_from_this_site(void **state)
{
    (void)state;
    assert_true(from_here("same-origin", NULL));
    assert_true(from_here("none", NULL));
    assert_true(from_here(NULL, NULL));
    assert_true(from_here(NULL, "http://kaname.example:8080"));
    assert_true(from_here(NULL, "https://public.example"));
    assert_false(from_here("cross-site", "https://public.example"));
    assert_false(from_here("same-site", NULL));
    assert_false(from_here(NULL, "https://evil.example"));
    assert_false(from_here(NULL, "http://kaname.example:8081"));
    assert_false(from_here(NULL, "https://public.example.evil"));
    assert_false(from_here(NULL, "null"));
    assert_false(from_here(NULL, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_fields_have_no_case),
        cmocka_unit_test(the_length_of_the_body_is_read),
        cmocka_unit_test(framing_that_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(codings_are_negotiated),
        cmocka_unit_test(etags_are_found_in_a_list),
        cmocka_unit_test(media_types_are_compared_without_parameters),
        cmocka_unit_test(a_bearer_token_is_taken_from_its_scheme_only),
        cmocka_unit_test(an_unsafe_request_comes_from_this_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
