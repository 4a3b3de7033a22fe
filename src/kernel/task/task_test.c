#include "base/mem.h"
#include "kernel/task/task_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_near_day_is_told_once(void **state)
{
    (void)state;
    assert_int_equal(task_reminder("2026-11-30", NULL, "2026-11-26"), TASK_NOT_YET);
    assert_int_equal(task_reminder("2026-11-30", NULL, "2026-11-27"), TASK_SOON);
    assert_int_equal(task_reminder("2026-11-30", "2026-11-27", "2026-11-28"), TASK_NOT_YET);
    assert_int_equal(task_reminder("2026-11-30", "2026-11-27", "2026-11-30"), TASK_NOT_YET);
    assert_int_equal(task_reminder("2026-11-30", NULL, "2026-11-30"), TASK_SOON);
}

static void a_day_that_is_over_is_told_every_week(void **state)
{
    (void)state;
    assert_int_equal(task_reminder("2026-11-30", "2026-11-27", "2026-12-01"), TASK_LATE);
    assert_int_equal(task_reminder("2026-11-30", NULL, "2026-12-20"), TASK_LATE);
    assert_int_equal(task_reminder("2026-11-30", "2026-12-01", "2026-12-07"), TASK_NOT_YET);
    assert_int_equal(task_reminder("2026-11-30", "2026-12-01", "2026-12-08"), TASK_LATE);
}

static void a_day_put_off_is_told_again(void **state)
{
    (void)state;
    assert_int_equal(task_reminder("2026-12-31", "2026-12-01", "2026-12-02"), TASK_NOT_YET);
    assert_int_equal(task_reminder("2026-12-31", "2026-12-01", "2026-12-29"), TASK_SOON);
}

static void what_has_no_day_is_never_told(void **state)
{
    (void)state;
    assert_int_equal(task_reminder(NULL, NULL, "2026-12-01"), TASK_NOT_YET);
}

static void a_record_is_named_by_what_it_has(void **state)
{
    void *ctx = mem_context(NULL, 0);
    (void)state;
    assert_string_equal(task_about(ctx, "M-2026-0001", "MFA"), "M-2026-0001 MFA");
    assert_string_equal(task_about(ctx, "M-2026-0001", NULL), "M-2026-0001");
    assert_string_equal(task_about(ctx, NULL, "Osaka"), "Osaka");
    assert_null(task_about(ctx, NULL, NULL));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_near_day_is_told_once),
        cmocka_unit_test(a_day_that_is_over_is_told_every_week),
        cmocka_unit_test(a_day_put_off_is_told_again),
        cmocka_unit_test(what_has_no_day_is_never_told),
        cmocka_unit_test(a_record_is_named_by_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
