#include "kernel/http/proxy.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct address at(const char *text)
{
    struct address a;
    assert_true(address_parse(text, &a));
    return a;
}

static const char *client(const char *proxies, const char *peer, const char *forwarded)
{
    static char text[ADDRESS_TEXT_SIZE];
    void *ctx = mem_context(NULL, 0);
    struct proxies *p = NULL;
    assert_int_equal(ERR_OK, proxies_parse(ctx, proxies, problem_new(ctx), &p));
    struct address from = at(peer);
    struct address found = proxies_client(p, &from, forwarded);
    address_format(&found, text);
    mem_free(ctx);
    return text;
}

static void without_proxies_nobody_is_believed(void **state)
{
    (void)state;
    assert_string_equal("203.0.113.4", client("", "203.0.113.4", "10.0.0.1"));
    assert_string_equal("127.0.0.1", client(NULL, "127.0.0.1", "10.0.0.1"));
}

static void a_proxy_is_believed(void **state)
{
    (void)state;
    assert_string_equal("198.51.100.7", client("127.0.0.1", "127.0.0.1", "198.51.100.7"));
    assert_string_equal("2001:db8::7", client("::1", "::1", "2001:db8::7"));
    assert_string_equal("127.0.0.1", client("127.0.0.1", "127.0.0.1", NULL));
    assert_string_equal("198.51.100.7", client("10.0.0.0/8", "10.1.2.3", "198.51.100.7"));
    assert_string_equal("11.1.2.3", client("10.0.0.0/8", "11.1.2.3", "198.51.100.7"));
}

static void what_the_client_wrote_before_the_proxy_is_not_believed(void **state)
{
    (void)state;
    const char *proxies = "127.0.0.1, 10.0.0.5";
    assert_string_equal("198.51.100.7", client(proxies, "127.0.0.1", "1.1.1.1, 198.51.100.7"));
    assert_string_equal(
        "198.51.100.7", client(proxies, "127.0.0.1", "1.1.1.1,198.51.100.7 , 10.0.0.5"));
}

static void what_is_no_address_ends_the_search(void **state)
{
    (void)state;
    assert_string_equal("127.0.0.1", client("127.0.0.1", "127.0.0.1", "unknown"));
    assert_string_equal("127.0.0.1", client("127.0.0.1", "127.0.0.1", ""));
    assert_string_equal("127.0.0.1", client("127.0.0.1", "127.0.0.1", ",,"));
    assert_string_equal("127.0.0.1", client("127.0.0.1", "127.0.0.1", "1.1.1.1,"));
    assert_string_equal(
        "127.0.0.1", client("127.0.0.1", "127.0.0.1",
                         "111111111111111111111111111111111111111111111111111111111111"));
}

static void unreadable_proxies_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x",
        "::/129", "10.0.0.1 nonsense", "10.0.0.0/-1"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        void *ctx = mem_context(NULL, 0);
        struct problem *problem = problem_new(ctx);
        struct proxies *p = NULL;
        assert_int_equal(ERR_INVALID, proxies_parse(ctx, texts[i], problem, &p));
        assert_string_equal("config_proxies", problem->detail);
        assert_null(p);
        mem_free(ctx);
    }
}

static void networks_match_by_their_bits(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct proxies *p = NULL;
    const char *text = "192.168.16.0/20 fd00::/8 0.0.0.0/32";
    assert_int_equal(ERR_OK, proxies_parse(ctx, text, problem_new(ctx), &p));
    struct address in[] = {at("192.168.31.255"), at("fdff::1"), at("::ffff:192.168.16.1")};
    struct address out[] = {at("192.168.32.0"), at("fc00::1"), at("192.168.15.255")};
    for (int i = 0; i < 3; i++) {
        assert_true(proxies_have(p, &in[i]));
        assert_false(proxies_have(p, &out[i]));
    }
    mem_free(ctx);
}

static void private_addresses_are_known(void **state)
{
    (void)state;
    static const char *const private[] = {"127.0.0.1", "127.9.9.9", "::1", "10.1.1.1", "172.16.0.1",
        "172.31.255.255", "192.168.0.1", "169.254.1.1", "fd12::1", "fe80::1"};
    static const char *const public[] = {
        "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "2001:db8::1", "::2", "128.0.0.1"};
    for (size_t i = 0; i < sizeof private / sizeof private[0]; i++) {
        struct address a = at(private[i]);
        assert_true(address_is_private(&a));
        assert_int_equal(i < 3, address_is_loopback(&a));
    }
    for (size_t i = 0; i < sizeof public / sizeof public[0]; i++) {
        struct address a = at(public[i]);
        assert_false(address_is_private(&a));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_proxies_nobody_is_believed),
        cmocka_unit_test(a_proxy_is_believed),
        cmocka_unit_test(what_the_client_wrote_before_the_proxy_is_not_believed),
        cmocka_unit_test(what_is_no_address_ends_the_search),
        cmocka_unit_test(unreadable_proxies_are_refused),
        cmocka_unit_test(networks_match_by_their_bits),
        cmocka_unit_test(private_addresses_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
