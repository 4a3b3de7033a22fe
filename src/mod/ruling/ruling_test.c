/* What is still to be done about a decision. */
#include "mod/ruling/ruling_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void who_decides_decides_and_the_others_are_heard_until_then(void **state)
{
    (void)state;
    assert_int_equal(ruling_todo_of(RULING_ASKED, true, false, false), TODO_DECIDE);
    assert_int_equal(ruling_todo_of(RULING_ASKED, false, true, false), TODO_OPINION);
    assert_int_equal(ruling_todo_of(RULING_ASKED, true, true, false), TODO_DECIDE);
    assert_int_equal(ruling_todo_of(RULING_ASKED, false, false, false), TODO_NONE);
    assert_int_equal(ruling_todo_of(RULING_APPROVED, false, true, false), TODO_NONE);
    assert_int_equal(ruling_todo_of(RULING_WITHDRAWN, true, true, false), TODO_NONE);
}

static void what_was_not_waited_for_is_looked_at_by_who_should_have_decided(void **state)
{
    (void)state;
    assert_int_equal(ruling_todo_of(RULING_OVERRIDDEN, true, false, false), TODO_REVIEW);
    assert_int_equal(ruling_todo_of(RULING_OVERRIDDEN, true, false, true), TODO_NONE);
    assert_int_equal(ruling_todo_of(RULING_OVERRIDDEN, false, true, false), TODO_NONE);
    assert_int_equal(ruling_todo_of(RULING_APPROVED, true, false, false), TODO_NONE);
}

static void states_and_parts_are_known_by_their_keys(void **state)
{
    (void)state;
    assert_int_equal(ruling_state_of("overridden"), RULING_OVERRIDDEN);
    assert_int_equal(ruling_state_of("x"), RULING_STATE_MAX);
    assert_string_equal(ruling_state_key(RULING_REFUSED), "refused");
    assert_true(ruling_heard_before("first"));
    assert_true(ruling_heard_before("before"));
    assert_false(ruling_heard_before("after"));
    assert_false(ruling_heard_before("none"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_decides_decides_and_the_others_are_heard_until_then),
        cmocka_unit_test(what_was_not_waited_for_is_looked_at_by_who_should_have_decided),
        cmocka_unit_test(states_and_parts_are_known_by_their_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
