/* Which addresses are refused, in every way of writing one that a socket can hold. */
#include "kernel/net/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>

#include <cmocka.h>

static void assert_all(enum reach reach, bool allowed, const char *const *hosts)
{
    for (; *hosts != NULL; hosts++)
        if (reach_allows_host(reach, *hosts) != allowed)
            fail_msg("%s is %s", *hosts, allowed ? "refused" : "allowed");
}

static const char *const public_hosts[] = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.0.1",
    "100.128.0.1", "126.255.255.255", "168.63.129.15", "168.63.129.17", "128.0.0.1", "169.253.1.1",
    "172.15.255.255", "172.32.0.0", "192.167.1.1", "192.169.1.1", "223.255.255.255",
    "2606:4700::1111", "2400:cb00::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", NULL};

static const char *const private_hosts[] = {"10.0.0.1", "10.255.255.255", "127.0.0.1",
    "127.255.255.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "::1",
    "fc00::1", "fdff::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::10.0.0.1", NULL};

static const char *const never_hosts[] = {"0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1",
    "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::2",
    "fe80::1", "febf::1", "fec0::1", "ff02::1", "fd00:ec2::254", "2001:db8::1", "2001::1",
    "2002:7f00:1::", "3fff::1", "::ffff:169.254.169.254", "::ffff:0.0.0.0",
    "64:ff9b::169.254.169.254", "64:ff9b:1::1", "::127.0.0.1", "100::1", "4000::1", NULL};

static void what_anybody_can_reach_is_allowed(void **state)
{
    (void)state;
    assert_all(REACH_PUBLIC, true, public_hosts);
    assert_all(REACH_PRIVATE, true, public_hosts);
}

static void a_companys_own_networks_are_allowed_only_when_the_operator_says_so(void **state)
{
    (void)state;
    assert_all(REACH_PUBLIC, false, private_hosts);
    assert_all(REACH_PRIVATE, true, private_hosts);
}

static void metadata_and_addresses_of_nobody_are_never_allowed(void **state)
{
    (void)state;
    assert_all(REACH_PUBLIC, false, never_hosts);
    assert_all(REACH_PRIVATE, false, never_hosts);
}

static void a_name_waits_for_its_address_and_a_local_socket_is_none(void **state)
{
    (void)state;
    struct sockaddr local = {.sa_family = AF_UNIX};
    assert_true(reach_allows_host(REACH_PUBLIC, "hooks.example.jp"));
    assert_false(reach_allows(REACH_PRIVATE, &local));
}

static void a_receivers_address_is_read_as_the_library_will_read_it(void **state)
{
    (void)state;
    static const char *const good[] = {"https://hooks.example.jp/a?b=c", "https://1.1.1.1:8443/",
        "HTTPS://[2606:4700::1111]/", NULL};
    static const char *const bad[] = {"http://hooks.example.jp/", "https://", "https:///x",
        "https://127.0.0.1/", "https://127.1/", "https://0x7f000001/", "https://2130706433/",
        "https://017700000001/", "https://0177.0.0.1/", "https://[::1]/",
        "https://[::ffff:7f00:1]/", "https://[fe80::1%25eth0]/", "https://169.254.169.254/latest",
        "https://a@hooks.example.jp/", "https://a:b@hooks.example.jp/",
        "https://hooks.example.jp/#x", "https://a b/", "https://a\\b/", "file:///etc/passwd",
        "gopher://x/", "ftp://x/", "", NULL};
    for (const char *const *p = good; *p != NULL; p++)
        assert_true(fetch_receiver_ok(*p, REACH_PUBLIC, false));
    for (const char *const *p = bad; *p != NULL; p++)
        if (fetch_receiver_ok(*p, REACH_PUBLIC, false))
            fail_msg("%s is taken", *p);
    assert_true(fetch_receiver_ok("http://10.0.0.1:8080/x", REACH_PRIVATE, true));
    assert_false(fetch_receiver_ok("http://169.254.169.254/", REACH_PRIVATE, true));
    assert_false(fetch_receiver_ok("file:///etc/passwd", REACH_PRIVATE, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_anybody_can_reach_is_allowed),
        cmocka_unit_test(a_companys_own_networks_are_allowed_only_when_the_operator_says_so),
        cmocka_unit_test(metadata_and_addresses_of_nobody_are_never_allowed),
        cmocka_unit_test(a_receivers_address_is_read_as_the_library_will_read_it),
        cmocka_unit_test(a_name_waits_for_its_address_and_a_local_socket_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
