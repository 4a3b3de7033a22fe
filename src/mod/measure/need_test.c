/* What measures need together, by hand-computed figures. */
#include "base/mem.h"
#include "mod/measure/need_rules.h"

/* cmocka.h wants these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct kept {
    void *ctx;
    json_t *measures; /* their texts are those of the sum */
};

static struct need_sum sum_of(void **state, const char *const *measures, size_t n)
{
    struct kept *kept = *state;
    struct need_sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        json_t *one = json_loads(measures[i], 0, NULL);
        assert_non_null(one);
        json_array_append_new(kept->measures, one);
        need_add(kept->ctx, &sum, one, "JPY");
    }
    return sum;
}
#define SUM(...)                                      \
    sum_of(state, (const char *const[]){__VA_ARGS__}, \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static int begin(void **state)
{
    static struct kept kept;
    kept = (struct kept){mem_context(NULL, 0), json_array()};
    *state = &kept;
    return 0;
}

static int end(void **state)
{
    struct kept *kept = *state;
    json_decref(kept->measures);
    mem_free(kept->ctx);
    return 0;
}

static void an_estimate_is_both_ends_and_a_range_is_kept(void **state)
{
    struct need_sum sum = SUM("{\"cost_initial\": {\"amount\": 300, \"currency\": \"JPY\"}}",
        "{\"cost_initial\": {\"amount\": 50, \"currency\": \"JPY\"},"
        " \"cost_low\": {\"amount\": 40, \"currency\": \"JPY\"},"
        " \"cost_high\": {\"amount\": 90, \"currency\": \"JPY\"},"
        " \"cost_yearly\": {\"amount\": 12, \"currency\": \"JPY\"}}",
        "{\"cost_high\": {\"amount\": 5, \"currency\": \"JPY\"}}");
    assert_int_equal(sum.low, 345);
    assert_int_equal(sum.high, 395);
    assert_int_equal(sum.yearly, 12);
    assert_int_equal(sum.n, 3);
    assert_int_equal(sum.without_cost, 0);
}

static void what_states_no_cost_or_another_currency_is_counted_apart(void **state)
{
    struct need_sum sum = SUM("{\"cost_initial\": null}",
        "{\"cost_initial\": {\"amount\": 300, \"currency\": \"USD\"}, \"people_needed\": 1}",
        "{\"cost_low\": {\"amount\": 7, \"currency\": \"JPY\"},"
        " \"cost_yearly\": {\"amount\": 1, \"currency\": \"USD\"}}",
        "{\"cost_yearly\": {\"amount\": 6, \"currency\": \"JPY\"}}");
    assert_int_equal(sum.without_cost, 1);
    assert_int_equal(sum.other_currencies, 2);
    assert_int_equal(sum.low, 0);
    assert_int_equal(sum.yearly, 6);
    assert_int_equal(sum.people, 1);
}

static void people_are_added_by_skill_from_the_earliest_day(void **state)
{
    struct need_sum sum = SUM("{\"people_needed\": 2, \"people_skills\": \"SOC\"}",
        "{\"people_needed\": 1, \"people_skills\": \"SOC\", \"people_from\": \"2026-10-01\"}",
        "{\"people_needed\": 3, \"people_from\": \"2027-04-01\"}",
        "{\"people_needed\": 1, \"people_skills\": \"SOC\", \"people_from\": \"2026-07-01\"}",
        "{\"people_needed\": 0, \"people_skills\": \"nobody\"}", "{\"people_needed\": null}");
    assert_int_equal(sum.people, 7);
    assert_int_equal(sum.n_skills, 2);
    assert_string_equal(sum.by_skill[0].skills, "SOC");
    assert_int_equal(sum.by_skill[0].n, 4);
    assert_string_equal(sum.by_skill[0].from, "2026-07-01");
    assert_null(sum.by_skill[1].skills);
    assert_int_equal(sum.by_skill[1].n, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_estimate_is_both_ends_and_a_range_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(
            what_states_no_cost_or_another_currency_is_counted_apart, begin, end),
        cmocka_unit_test_setup_teardown(
            people_are_added_by_skill_from_the_earliest_day, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
