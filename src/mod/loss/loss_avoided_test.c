/* What a simulation's result says of measures, and of several together. */
#include "mod/loss/loss_avoided_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char RESULT[] =
    "{\"cases\": ["
    "{\"case\": \"as_is\", \"avoided\": 0},"
    "{\"case\": \"measure\", \"key\": \"M-1\", \"avoided\": 300, \"cost\": 100,"
    " \"avoided_per_yen\": 3},"
    "{\"case\": \"measure\", \"key\": \"M-2\", \"avoided\": 900},"
    "{\"case\": \"measure\", \"key\": \"M-3\", \"avoided\": 500, \"cost\": 100,"
    " \"avoided_per_yen\": 5, \"avoided_standard_error\": 7},"
    "{\"case\": \"measures\", \"avoided\": 1100, \"cost\": 200, \"avoided_per_yen\": 5.5},"
    "{\"case\": \"policy\", \"key\": \"IP-1\", \"avoided\": 50}]}";

struct fixture {
    json_t *result;
    struct loss_avoided_run run;
};

static int begin(void **state)
{
    struct fixture *f = mem_new(NULL, struct fixture);
    f->result = json_loads(RESULT, 0, NULL);
    assert_non_null(f->result);
    f->run.known = true;
    loss_avoided_read(f, f->result, &f->run);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    json_decref(f->result);
    mem_free(f);
    return 0;
}

static void measures_come_by_what_they_spare_for_a_yen(void **state)
{
    const struct fixture *f = *state;
    assert_int_equal(f->run.n, 3);
    assert_string_equal(f->run.measures[0].measure, "M-3");
    assert_string_equal(f->run.measures[1].measure, "M-1");
    assert_string_equal(f->run.measures[2].measure, "M-2");
    assert_false(f->run.measures[2].priced);
    assert_true(f->run.measures[0].error == 7 && f->run.measures[0].cost == 100);
}

static void a_policy_and_things_as_they_are_are_no_measures(void **state)
{
    const struct fixture *f = *state;
    assert_null(loss_avoided_by(&f->run, "IP-1"));
    assert_non_null(loss_avoided_by(&f->run, "M-1"));
    assert_non_null(f->run.together);
    assert_true(f->run.together->yen == 1100);
}

static struct loss_joint joint(const struct fixture *f, size_t n, const char *const *measures)
{
    return loss_avoided_jointly(&f->run, measures, n);
}

static void several_measures_are_never_added_up(void **state)
{
    static const char *const two[] = {"M-1", "M-3"};
    static const char *const all[] = {"M-3", "M-2", "M-1"};
    static const char *const more[] = {"M-3", "M-2", "M-1", "M-9"};
    const struct fixture *f = *state;
    assert_string_equal(joint(f, 1, two).how, "one");
    assert_true(joint(f, 1, two).yen == 300);
    assert_string_equal(joint(f, 2, two).how, "at_least");
    assert_true(joint(f, 2, two).yen == 500);
    assert_string_equal(joint(f, 3, all).how, "together");
    assert_true(joint(f, 3, all).yen == 1100);
    assert_string_equal(joint(f, 4, more).how, "at_least");
    assert_true(joint(f, 4, more).yen == 1100);
}

static void what_was_not_played_has_no_figure(void **state)
{
    static const char *const unknown[] = {"M-9", "M-1"};
    const struct fixture *f = *state;
    const struct loss_avoided_run none = {0};
    assert_null(joint(f, 1, unknown).how);
    assert_null(joint(f, 0, unknown).how);
    assert_string_equal(joint(f, 2, unknown).how, "at_least");
    assert_null(loss_avoided_by(&none, "M-1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(measures_come_by_what_they_spare_for_a_yen, begin, end),
        cmocka_unit_test_setup_teardown(
            a_policy_and_things_as_they_are_are_no_measures, begin, end),
        cmocka_unit_test_setup_teardown(several_measures_are_never_added_up, begin, end),
        cmocka_unit_test_setup_teardown(what_was_not_played_has_no_figure, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
