#include "kernel/auth/sign_in_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct sign_in_trait office[] = {{"Windows Edge", "192.0.2.", 9},
    {"Windows Edge", "192.0.2.", 13}, {"iOS Safari", "198.51.100.", 22}};

static unsigned odd(const char *browser, const char *network, int hour)
{
    struct sign_in_trait now = {browser, network, hour};
    return sign_in_odd(office, 3, &now);
}

static void two_new_things_make_it_odd(void **state)
{
    (void)state;
    assert_int_equal(odd("Linux Firefox", "203.0.113.", 10), ODD_BROWSER | ODD_NETWORK);
    assert_int_equal(odd("Windows Edge", "203.0.113.", 4), ODD_NETWORK | ODD_HOUR);
    assert_int_equal(odd("Linux Firefox", "192.0.2.", 4), ODD_BROWSER | ODD_HOUR);
    assert_int_equal(odd("Linux Firefox", "203.0.113.", 4), ODD_ALL);
}

static void one_new_thing_is_everyday(void **state)
{
    (void)state;
    assert_int_equal(odd("Windows Edge", "203.0.113.", 10), 0);
    assert_int_equal(odd("Linux Firefox", "192.0.2.", 9), 0);
    assert_int_equal(odd("Windows Edge", "192.0.2.", 4), 0);
    assert_int_equal(odd("iOS Safari", "198.51.100.", 0), 0); /* two hours after 22 */
}

static void at_first_nothing_is_odd(void **state)
{
    (void)state;
    struct sign_in_trait now = {"Linux Firefox", "203.0.113.", 4};
    assert_int_equal(sign_in_odd(office, 2, &now), 0);
    assert_int_equal(sign_in_odd(NULL, 0, &now), 0);
}

static void browsers_and_networks_are_told_apart_roughly(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const char *edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
                       "Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
    assert_string_equal(sign_in_browser(ctx, edge), "Windows Edge");
    assert_string_equal(sign_in_browser(ctx, "curl/8.1"), "curl");
    assert_string_equal(sign_in_browser(ctx, NULL), "");
    assert_string_equal(sign_in_network(ctx, "192.0.2.77"), "192.0.2.");
    assert_string_equal(sign_in_network(ctx, "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2:");
    assert_string_equal(sign_in_network(ctx, "::1"), "::1");
    assert_string_equal(sign_in_odd_text(ctx, ODD_BROWSER | ODD_HOUR), "browser hour");
    assert_string_equal(sign_in_odd_text(ctx, 0), "");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_new_things_make_it_odd),
        cmocka_unit_test(one_new_thing_is_everyday),
        cmocka_unit_test(at_first_nothing_is_odd),
        cmocka_unit_test(browsers_and_networks_are_told_apart_roughly),
    };
    return cmocka_run_group_tests_name("sign_in", tests, NULL, NULL);
}
