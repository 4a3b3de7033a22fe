/* What is to be watched in a piece of security work. */
#include "mod/contract/split_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct split_duty WHOLE = {
    .duty_class = DUTY_GIVEN,
    .named = 2,
    .counted = 2,
    .has_reason = true,
    .has_provider = true,
    .has_skills = true,
};

static unsigned bit(enum duty_warning warning)
{
    return 1U << warning;
}

static void two_people_and_all_that_is_said_need_no_warning(void **state)
{
    (void)state;
    assert_int_equal(split_warnings(&WHOLE), 0);
}

static void one_who_left_counts_no_more(void **state)
{
    struct split_duty d = WHOLE;
    (void)state;
    d.counted = 1;
    assert_int_equal(split_warnings(&d), bit(WARNING_ONE_PERSON) | bit(WARNING_PERSON_LEFT));
    d.counted = 0;
    assert_int_equal(split_warnings(&d), bit(WARNING_NOBODY) | bit(WARNING_PERSON_LEFT));
    d.named = 0;
    assert_int_equal(split_warnings(&d), bit(WARNING_NOBODY));
    d.named = d.counted = 1;
    assert_int_equal(split_warnings(&d), bit(WARNING_ONE_PERSON));
}

static void what_is_done_inside_needs_no_provider(void **state)
{
    struct split_duty d = {.duty_class = DUTY_OWN, .named = 2, .counted = 2, .has_reason = true};
    (void)state;
    assert_int_equal(split_warnings(&d), 0);
    d.duty_class = DUTY_ADVISED;
    assert_int_equal(split_warnings(&d), bit(WARNING_NO_PROVIDER) | bit(WARNING_NO_SKILLS));
    d.duty_class = DUTY_GIVEN;
    assert_int_equal(split_warnings(&d), bit(WARNING_NO_PROVIDER) | bit(WARNING_NO_SKILLS));
}

static void a_class_needs_a_reason_and_a_service_its_check(void **state)
{
    struct split_duty d = WHOLE;
    (void)state;
    d.has_reason = false;
    d.service_unchecked = true;
    assert_int_equal(split_warnings(&d), bit(WARNING_NO_REASON) | bit(WARNING_SERVICE_UNCHECKED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_people_and_all_that_is_said_need_no_warning),
        cmocka_unit_test(one_who_left_counts_no_more),
        cmocka_unit_test(what_is_done_inside_needs_no_provider),
        cmocka_unit_test(a_class_needs_a_reason_and_a_service_its_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
