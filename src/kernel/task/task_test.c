#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/task/task_private.h"
#include "kernel/test/kernel_fixture.h"
#include "kernel/unit/unit_reg.h"

#include <string.h>

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

/* ---- the statement and the rule ---- */

static const char *day_off(struct call *c, int days)
{
    struct date today;
    char *text = mem_array(c, char, DATE_TEXT_SIZE);
    assert_true(clock_day_in_zone(c->now_ms, c->org.zone, &today));
    date_format(date_of_days(date_days(today) + days), text);
    return text;
}

/* A task of the only person. */
static void add(
    struct call *c, const char *unit, const char *owner, const char *due, const char *reminded)
{
    struct reg_record task;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s}", "unit", unit, "owner", owner, "due", due,
        "priority", "middle", "title", "task");
    assert_int_equal(reg_create(c, &REG_TASKS, body, &task), ERR_OK);
    if (reminded != NULL)
        assert_int_equal(task_store_reminded(c, task.id, reminded), ERR_OK);
    json_decref(body);
}

static const char *first_id(struct call *c, const struct reg_def *def)
{
    json_t *items = NULL;
    assert_int_equal(reg_list(c, def, NULL, 0, NULL, 1, &items), ERR_OK);
    return body_text(json_array_get(items, 0), "id");
}

static bool listed(const struct task_due *due, size_t n, const char *day, const char *reminded)
{
    for (size_t i = 0; i < n; i++) {
        const char *said = due[i].reminded == NULL ? "" : due[i].reminded;
        if (strcmp(due[i].due, day) == 0 && strcmp(said, reminded == NULL ? "" : reminded) == 0)
            return true;
    }
    return false;
}

/* Between these days everything that the rule tells apart. */
enum { FIRST_DAY = -9, LAST_DAY = 5, FIRST_TOLD = -12, NEVER = 1 };

static void the_statement_finds_what_the_rule_says(void **state)
{
    struct kernel_fixture *f = *state;
    struct call *c = f->call;
    struct task_days days;
    struct task_due *due = NULL;
    size_t n = 0;
    const char *unit = first_id(c, &REG_UNITS);
    const char *owner = first_id(c, &REG_PEOPLE);
    assert_int_equal(tx_begin(c), ERR_OK);
    for (int day = FIRST_DAY; day <= LAST_DAY; day++)
        for (int told = FIRST_TOLD; told <= NEVER; told++)
            add(c, unit, owner, day_off(c, day), told == NEVER ? NULL : day_off(c, told));
    assert_true(task_days_of(c, &days));
    assert_int_equal(task_store_due(c, &days, LIMIT_TASKS_REMINDED, &due, &n), ERR_OK);
    for (int day = FIRST_DAY; day <= LAST_DAY; day++)
        for (int told = FIRST_TOLD; told <= NEVER; told++) {
            const char *on = day_off(c, day);
            const char *said = told == NEVER ? NULL : day_off(c, told);
            bool tells = task_reminder(on, said, days.today) != TASK_NOT_YET;
            if (listed(due, n, on, said) != tells)
                fail_msg("due %d, told %d: the rule says %d", day, told, tells);
        }
    assert_int_equal(tx_commit(c), ERR_OK);
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
    static const struct module *const modules[] = {&module_task, NULL};
    const struct CMUnitTest on_databases[] = {
        cmocka_unit_test(the_statement_finds_what_the_rule_says)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed + kernel_fixture_run("task", on_databases, 1, modules);
}
