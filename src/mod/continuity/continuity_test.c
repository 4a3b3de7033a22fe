/* What is wrong with backups, objectives and procedures. */
#include "mod/continuity/continuity_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct date today = {2026, 11, 23};

/* Nothing is wrong with it. */
static struct backup_facts sound(void)
{
    return (struct backup_facts){.cycle = "weekly",
        .made_on = "2026-11-16",
        .tested_on = "2026-02-01",
        .test_result = "ok",
        .tested_hours = 6,
        .objective_hours = 8,
        .point_hours = 168};
}

static unsigned found(struct backup_facts facts)
{
    return continuity_of_backup(&facts, today);
}

static void a_backup_within_its_cycle_tried_and_fast_enough_is_sound(void **state)
{
    (void)state;
    assert_int_equal(found(sound()), 0);
}

static void a_copy_in_the_same_system_is_found(void **state)
{
    (void)state;
    struct backup_facts facts = sound();
    facts.same_system = true;
    assert_int_equal(found(facts), 1U << FINDING_SAME_SYSTEM);
}

static void a_missed_week_is_found_the_day_after(void **state)
{
    (void)state;
    struct backup_facts facts = sound();
    facts.made_on = "2026-11-15";
    assert_int_equal(found(facts), 1U << FINDING_MISSED);
    facts.made_on = NULL;
    assert_int_equal(found(facts), 1U << FINDING_MISSED);
}

static void a_long_weekend_is_no_missed_working_day(void **state)
{
    (void)state;
    struct backup_facts facts = sound();
    facts.cycle = "workdays";
    facts.made_on = "2026-11-19";
    assert_int_equal(found(facts), 0);
    facts.made_on = "2026-11-18";
    assert_int_equal(found(facts), 1U << FINDING_MISSED);
}

static void a_restore_counts_for_a_year_and_has_to_bring_all_back(void **state)
{
    (void)state;
    struct backup_facts facts = sound();
    facts.tested_on = "2025-11-22";
    assert_int_equal(found(facts), 0);
    facts.tested_on = "2025-11-21";
    assert_int_equal(found(facts), 1U << FINDING_UNTESTED);
    facts = sound();
    facts.test_result = "partly";
    assert_int_equal(found(facts), 1U << FINDING_TEST_FAILED);
    facts.tested_on = facts.test_result = NULL;
    assert_int_equal(found(facts), 1U << FINDING_UNTESTED);
}

static void a_restore_slower_and_a_cycle_longer_than_what_is_borne_are_found(void **state)
{
    (void)state;
    struct backup_facts facts = sound();
    facts.tested_hours = 8.5;
    assert_int_equal(found(facts), 1U << FINDING_SLOW);
    facts.objective_hours = CONTINUITY_UNKNOWN;
    assert_int_equal(found(facts), 0);
    facts.point_hours = 24;
    assert_int_equal(found(facts), 1U << FINDING_SPARSE);
}

static void a_system_that_matters_has_a_copy_that_is_off_between_runs(void **state)
{
    (void)state;
    assert_int_equal(
        continuity_of_system(&(struct system_facts){true, 0, 0}), 1U << FINDING_NO_BACKUP);
    assert_int_equal(
        continuity_of_system(&(struct system_facts){true, 2, 0}), 1U << FINDING_NONE_OFF);
    assert_int_equal(continuity_of_system(&(struct system_facts){true, 2, 1}), 0);
    assert_int_equal(continuity_of_system(&(struct system_facts){false, 0, 0}), 0);
}

static void an_objective_longer_than_the_business_bears_is_found(void **state)
{
    (void)state;
    assert_int_equal(continuity_of_need(&(struct need_facts){4, 1, 4, 1}), 0);
    assert_int_equal(continuity_of_need(&(struct need_facts){4, 1, 8, 2}),
        1U << FINDING_LONGER | 1U << FINDING_POINT_LONGER);
    assert_int_equal(continuity_of_need(&(struct need_facts){
                         4, CONTINUITY_UNKNOWN, CONTINUITY_UNKNOWN, CONTINUITY_UNKNOWN}),
        1U << FINDING_NO_OBJECTIVE);
    assert_int_equal(continuity_of_need(&(struct need_facts){CONTINUITY_UNKNOWN, CONTINUITY_UNKNOWN,
                         CONTINUITY_UNKNOWN, CONTINUITY_UNKNOWN}),
        0);
}

static void what_was_said_for_a_system_counts_before_what_the_business_bears(void **state)
{
    (void)state;
    assert_true(continuity_bears(4, 24) == 24);
    assert_true(continuity_bears(4, CONTINUITY_UNKNOWN) == 4);
    assert_true(continuity_tighter(4, CONTINUITY_UNKNOWN) == 4);
    assert_true(continuity_tighter(CONTINUITY_UNKNOWN, 3) == 3);
    assert_true(continuity_tighter(4, 3) == 3);
}

static void a_procedure_is_exercised_each_year_and_in_time(void **state)
{
    (void)state;
    assert_int_equal(
        continuity_of_procedure(&(struct procedure_facts){"2026-06-01", 3, 4}, today), 0);
    assert_int_equal(continuity_of_procedure(&(struct procedure_facts){"2025-06-01", 5, 4}, today),
        1U << FINDING_UNEXERCISED | 1U << FINDING_EXERCISE_SLOW);
}

static void attacks_are_told_from_disasters(void **state)
{
    (void)state;
    assert_true(continuity_cyber("ransomware"));
    assert_true(continuity_cyber("supplier_attack"));
    assert_false(continuity_cyber("earthquake"));
    assert_false(continuity_cyber(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_backup_within_its_cycle_tried_and_fast_enough_is_sound),
        cmocka_unit_test(a_copy_in_the_same_system_is_found),
        cmocka_unit_test(a_missed_week_is_found_the_day_after),
        cmocka_unit_test(a_long_weekend_is_no_missed_working_day),
        cmocka_unit_test(a_restore_counts_for_a_year_and_has_to_bring_all_back),
        cmocka_unit_test(a_restore_slower_and_a_cycle_longer_than_what_is_borne_are_found),
        cmocka_unit_test(a_system_that_matters_has_a_copy_that_is_off_between_runs),
        cmocka_unit_test(an_objective_longer_than_the_business_bears_is_found),
        cmocka_unit_test(what_was_said_for_a_system_counts_before_what_the_business_bears),
        cmocka_unit_test(a_procedure_is_exercised_each_year_and_in_time),
        cmocka_unit_test(attacks_are_told_from_disasters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
