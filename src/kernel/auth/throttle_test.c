#include "kernel/auth/throttle.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <sodium.h>

enum { WAIT = 900000, LIMIT = 3 };

static int set_up(void **state)
{
    if (sodium_init() < 0)
        return 1;
    *state = throttle_new(NULL, WAIT);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static bool try_at(void **state, const char *name, int64_t now)
{
    int64_t wait = 0;
    return throttle_try(*state, name, LIMIT, now, &wait);
}

static void the_attempt_after_the_limit_is_refused_and_told_how_long(void **state)
{
    int64_t wait = 0;
    for (int i = 0; i < LIMIT; i++)
        assert_true(try_at(state, "a", 1000));
    assert_false(throttle_try(*state, "a", LIMIT, 1500, &wait));
    assert_int_equal(wait, WAIT - 500);
}

static void another_name_is_not_concerned(void **state)
{
    for (int i = 0; i < LIMIT; i++)
        assert_true(try_at(state, "a", 1000));
    assert_true(try_at(state, "b", 1000));
}

static void after_the_wait_all_attempts_are_there_again(void **state)
{
    for (int i = 0; i < LIMIT; i++)
        assert_true(try_at(state, "a", 1000));
    for (int i = 0; i < LIMIT; i++)
        assert_true(try_at(state, "a", 1000 + WAIT));
    assert_false(try_at(state, "a", 1000 + WAIT));
}

static void failures_long_ago_do_not_count(void **state)
{
    assert_true(try_at(state, "a", 1000));
    assert_true(try_at(state, "a", 1000));
    assert_true(try_at(state, "a", 1000 + WAIT));
    assert_true(try_at(state, "a", 1001 + WAIT));
}

static void a_good_attempt_forgets_the_failures(void **state)
{
    assert_true(try_at(state, "a", 1000));
    assert_true(try_at(state, "a", 1000));
    assert_true(try_at(state, "a", 1000));
    throttle_forget(*state, "a");
    assert_true(try_at(state, "a", 1000));
}

static void a_good_attempt_takes_back_only_its_own_count(void **state)
{
    for (int i = 0; i < LIMIT; i++)
        assert_true(try_at(state, "address", 1000));
    throttle_take_back(*state, "address");
    assert_true(try_at(state, "address", 1000));
    assert_false(try_at(state, "address", 1000));
}

static void more_names_than_room_never_block_anybody(void **state)
{
    char name[32];
    for (int i = 0; i < 50000; i++) {
        snprintf(name, sizeof name, "name %d", i);
        assert_true(try_at(state, name, 1000 + i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_attempt_after_the_limit_is_refused_and_told_how_long, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_name_is_not_concerned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            after_the_wait_all_attempts_are_there_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(failures_long_ago_do_not_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_good_attempt_forgets_the_failures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_good_attempt_takes_back_only_its_own_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            more_names_than_room_never_block_anybody, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("throttle", tests, NULL, NULL);
}
