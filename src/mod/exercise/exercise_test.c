/* The clock of an exercise, what it delivers, and roles that rotate. */
#include "mod/exercise/exercise_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MINUTE INT64_C(60000)
static const struct exercise_pressed day[] = {
    {PRESS_START, 10 * MINUTE},
    {PRESS_PAUSE, 15 * MINUTE},
    {PRESS_RESUME, 20 * MINUTE},
    {PRESS_END, 30 * MINUTE},
};

static void the_clock_does_not_go_on_while_it_is_paused(void **state)
{
    (void)state;
    struct exercise_time time = exercise_time_of(NULL, 0, 5 * MINUTE);
    assert_int_equal(time.clock, CLOCK_WAITING);
    assert_int_equal(time.elapsed_ms, 0);
    time = exercise_time_of(day, 1, 13 * MINUTE);
    assert_int_equal(time.clock, CLOCK_RUNNING);
    assert_int_equal(time.elapsed_ms, 3 * MINUTE);
    time = exercise_time_of(day, 2, 19 * MINUTE);
    assert_int_equal(time.clock, CLOCK_PAUSED);
    assert_int_equal(time.elapsed_ms, 5 * MINUTE);
    time = exercise_time_of(day, 3, 22 * MINUTE);
    assert_int_equal(time.elapsed_ms, 7 * MINUTE);
    time = exercise_time_of(day, 4, 90 * MINUTE);
    assert_int_equal(time.clock, CLOCK_ENDED);
    assert_int_equal(time.elapsed_ms, 15 * MINUTE);
    assert_int_equal(time.started_ms, 10 * MINUTE);
    assert_int_equal(time.ended_ms, 30 * MINUTE);
}

static void what_is_planned_for_a_minute_comes_when_the_clock_shows_it(void **state)
{
    (void)state;
    assert_int_equal(exercise_reached_ms(day, 4, 90 * MINUTE, 0), 10 * MINUTE);
    assert_int_equal(exercise_reached_ms(day, 4, 90 * MINUTE, 5), 15 * MINUTE);
    assert_int_equal(exercise_reached_ms(day, 4, 90 * MINUTE, 6), 21 * MINUTE);
    assert_int_equal(exercise_reached_ms(day, 4, 90 * MINUTE, 15), 30 * MINUTE);
    assert_int_equal(exercise_reached_ms(day, 4, 90 * MINUTE, 16), 0);
    assert_int_equal(exercise_reached_ms(day, 2, 90 * MINUTE, 6), 0);
    assert_int_equal(exercise_reached_ms(day, 1, 12 * MINUTE, 3), 0);
    assert_int_equal(exercise_reached_ms(NULL, 0, 12 * MINUTE, 0), 0);
}

static void buttons_fit_where_the_clock_stands(void **state)
{
    (void)state;
    static const bool fits[EXERCISE_CLOCK_MAX][EXERCISE_PRESS_MAX] = {
        [CLOCK_WAITING] = {[PRESS_START] = true},
        [CLOCK_RUNNING] = {[PRESS_PAUSE] = true, [PRESS_END] = true},
        [CLOCK_PAUSED] = {[PRESS_RESUME] = true, [PRESS_END] = true},
    };
    for (int clock = 0; clock < EXERCISE_CLOCK_MAX; clock++)
        for (int press = 0; press < EXERCISE_PRESS_MAX; press++)
            assert_int_equal(
                exercise_press_fits((enum exercise_clock)clock, (enum exercise_press)press),
                fits[clock][press]);
}

static void nobody_is_proposed_the_role_of_last_time(void **state)
{
    (void)state;
    int taken[EXERCISE_ROLE_MAX] = {0};
    assert_int_equal(exercise_role_next(ROLE_IN_COMMAND, taken), ROLE_DETECTS);
    assert_int_equal(exercise_role_next(ROLE_RECORDS, taken), ROLE_IN_COMMAND);
    assert_int_equal(exercise_role_next(ROLE_SITS_OUT, taken), ROLE_IN_COMMAND);
    assert_int_equal(exercise_role_next(EXERCISE_ROLE_MAX, taken), ROLE_IN_COMMAND);
    taken[ROLE_DETECTS] = taken[ROLE_TECHNICAL] = 1;
    assert_int_equal(exercise_role_next(ROLE_IN_COMMAND, taken), ROLE_TELLS);
    taken[ROLE_TELLS] = taken[ROLE_RECORDS] = 2;
    assert_int_equal(exercise_role_next(ROLE_IN_COMMAND, taken), ROLE_DETECTS);
}

static void who_plays_is_told_apart_from_who_runs_it(void **state)
{
    (void)state;
    assert_true(exercise_role_plays(exercise_role_of("command")));
    assert_true(exercise_role_plays(exercise_role_of("defender")));
    assert_false(exercise_role_plays(exercise_role_of("facilitator")));
    assert_false(exercise_role_plays(exercise_role_of("observer")));
    assert_false(exercise_role_plays(exercise_role_of("sits_out")));
    assert_false(exercise_role_plays(exercise_role_of(NULL)));
    assert_true(exercise_role_counts(exercise_role_of("facilitator")));
    assert_false(exercise_role_counts(exercise_role_of("sits_out")));
    assert_int_equal(exercise_role_of("king"), EXERCISE_ROLE_MAX);
}

static void lines_have_the_members_and_results_of_their_kind(void **state)
{
    (void)state;
    assert_true(exercise_line_has(LINE_INJECT, "minute"));
    assert_false(exercise_line_has(LINE_GOAL, "minute"));
    assert_true(exercise_line_has(LINE_STEP, "measure"));
    assert_false(exercise_line_has(LINE_POINT, "result"));
    assert_true(exercise_result_fits(LINE_STEP, "detected"));
    assert_false(exercise_result_fits(LINE_STEP, "met"));
    assert_false(exercise_result_fits(LINE_INJECT, "met"));
    assert_int_equal(exercise_line_of("point"), LINE_POINT);
    assert_int_equal(exercise_line_of("other"), EXERCISE_LINE_MAX);
}

static void the_outcome_follows_from_goals_that_are_all_judged(void **state)
{
    (void)state;
    const char *const some[] = {"met", NULL}, *const both[] = {"met", "missed"};
    const char *const met[] = {"met", "met"}, *const missed[] = {"missed"};
    assert_null(exercise_outcome_of(NULL, 0));
    assert_null(exercise_outcome_of(some, 2));
    assert_string_equal(exercise_outcome_of(both, 2), "partly");
    assert_string_equal(exercise_outcome_of(met, 2), "met");
    assert_string_equal(exercise_outcome_of(missed, 1), "missed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_does_not_go_on_while_it_is_paused),
        cmocka_unit_test(what_is_planned_for_a_minute_comes_when_the_clock_shows_it),
        cmocka_unit_test(buttons_fit_where_the_clock_stands),
        cmocka_unit_test(nobody_is_proposed_the_role_of_last_time),
        cmocka_unit_test(who_plays_is_told_apart_from_who_runs_it),
        cmocka_unit_test(lines_have_the_members_and_results_of_their_kind),
        cmocka_unit_test(the_outcome_follows_from_goals_that_are_all_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
