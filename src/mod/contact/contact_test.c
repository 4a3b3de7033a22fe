/* Which confirmations still count, and when a test mail is repeated. */
#include "mod/contact/contact_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const int64_t DAY = INT64_C(24) * 60 * 60 * 1000;

static void a_confirmation_counts_for_the_months_that_are_set(void **state)
{
    (void)state;
    char first[DATE_TEXT_SIZE];
    contact_first_day((struct date){2026, 11, 23}, 12, first);
    assert_string_equal(first, "2025-11-23");
    assert_false(contact_stale("2025-11-23", first));
    assert_true(contact_stale("2025-11-22", first));
    assert_true(contact_stale(NULL, first));
    contact_first_day((struct date){2026, 3, 31}, 1, first);
    assert_string_equal(first, "2026-02-28");
    contact_first_day((struct date){2026, 1, 5}, 1, first);
    assert_string_equal(first, "2025-12-05");
}

static void what_was_wrong_is_counted_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(contact_keys(NULL), 0);
    assert_int_equal(contact_keys(""), 0);
    assert_int_equal(contact_keys("phone"), 1);
    assert_int_equal(contact_keys("phone,email,moved"), 3);
}

static void a_test_mail_is_repeated_some_days_later_and_not_for_ever(void **state)
{
    (void)state;
    assert_false(contact_remind(6 * DAY, 0, 7, 1, 3));
    assert_true(contact_remind(7 * DAY, 0, 7, 1, 3));
    assert_true(contact_remind(7 * DAY, 0, 7, 2, 3));
    assert_false(contact_remind(7 * DAY, 0, 7, 3, 3));
    assert_false(contact_remind(7 * DAY, 0, 7, 0, 3)); /* not written to yet */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_confirmation_counts_for_the_months_that_are_set),
        cmocka_unit_test(what_was_wrong_is_counted_by_its_keys),
        cmocka_unit_test(a_test_mail_is_repeated_some_days_later_and_not_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
