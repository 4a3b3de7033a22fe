/* When a case may leave containment. */
#include "mod/casework/casework_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const severities[] = {"critical", "high", "medium", "low", NULL};

static void the_analysis_is_needed_from_the_set_severity_on(void **state)
{
    (void)state;
    assert_true(cause_needed(severities, "critical", "critical"));
    assert_false(cause_needed(severities, "high", "critical"));
    assert_true(cause_needed(severities, "critical", "medium"));
    assert_true(cause_needed(severities, "medium", "medium"));
    assert_false(cause_needed(severities, "low", "medium"));
    assert_true(cause_needed(severities, "low", "low"));
    assert_false(cause_needed(severities, "critical", "never"));
    assert_false(cause_needed(severities, NULL, "low"));
}

static void only_what_is_done_is_done(void **state)
{
    (void)state;
    struct cause cause = {.needed = true, .threat = true, .lines = 3, .done = 2};
    assert_int_equal(cause_check(&cause), CAUSE_OPEN);
    cause.done = 3;
    assert_int_equal(cause_check(&cause), CAUSE_OK);
    cause.lines = cause.done = 0;
    assert_int_equal(cause_check(&cause), CAUSE_NO_PLAN);
    cause.threat = false;
    assert_int_equal(cause_check(&cause), CAUSE_NO_THREAT);
    cause.waived = true;
    assert_int_equal(cause_check(&cause), CAUSE_OK);
    cause = (struct cause){.lines = 1};
    assert_int_equal(cause_check(&cause), CAUSE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_analysis_is_needed_from_the_set_severity_on),
        cmocka_unit_test(only_what_is_done_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
