#include "base/mem.h"
#include "mod/supplier/supplier_chain_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { DEEP = 20 };

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void steps_stand_once_and_never_from_a_firm_to_itself(void **state)
{
    struct chain_step steps[] = {{0, 1}, {1, 1}, {0, 1}, {2, 1}, {0, 2}};
    struct chain chain = chain_new(*state, 3, 0, steps, COUNT(steps));
    assert_int_equal(chain_count(&chain.below, 0, CHAIN_ANY), 2);
    assert_int_equal(chain_count(&chain.below, 1, CHAIN_ANY), 0);
    assert_int_equal(chain_count(&chain.above, 1, CHAIN_ANY), 2);
    assert_int_equal(chain.above.list[chain.above.start[1]], 0);
    assert_int_equal(chain.above.list[chain.above.start[1] + 1], 2);
}

static void the_shortest_way_is_the_tier_and_what_is_deeper_than_asked_is_on_none(void **state)
{
    struct chain_step steps[] = {{0, 1}, {1, 2}, {2, 3}, {0, 2}};
    bool direct[5] = {true};
    int tiers[5];
    int *way = NULL;
    struct chain chain = chain_new(*state, 5, 0, steps, COUNT(steps));
    chain_tiers(&chain, direct, CHAIN_ANY, DEEP, tiers);
    assert_memory_equal(tiers, ((int[]){1, 2, 2, 3, 0}), sizeof tiers);
    assert_int_equal(chain_way(*state, &chain, tiers, 3, &way), 3);
    assert_memory_equal(way, ((int[]){0, 2, 3}), 3 * sizeof *way);
    assert_int_equal(chain_way(*state, &chain, tiers, 4, &way), 0);
    chain_tiers(&chain, direct, CHAIN_ANY, 2, tiers);
    assert_int_equal(tiers[3], 0);
}

static void a_firm_under_several_counts_each_business_once(void **state)
{
    /* 0 and 1 are direct; both give to 2, which gives to 3: a diamond with 4 beside it. */
    struct chain_step steps[] = {{0, 2}, {1, 2}, {2, 3}, {0, 4}, {4, 3}};
    struct chain_need needs[] = {{0, 0}, {1, 0}, {1, 1}, {3, 2}};
    struct chain chain = chain_new(*state, 5, 3, steps, COUNT(steps));
    struct chain_load load = chain_load_new(*state, &chain, needs, COUNT(needs), DEEP);
    static const int expected[] = {1, 2, 2, 3, 1};
    for (int i = 0; i < 5; i++)
        assert_int_equal(chain_load_count(&load, i, NULL), expected[i]);
    assert_true(chain_load_has(&load, 4, 0));
    assert_false(chain_load_has(&load, 4, 1));
    assert_int_equal(chain_load_count(&load, 3, &(uint64_t){1 << 1}), 1);
}

static void firms_that_give_each_other_work_end_every_walk(void **state)
{
    struct chain_step steps[] = {{0, 1}, {1, 2}, {2, 0}, {2, 1}, {3, 3}};
    struct chain_need needs[] = {{1, 70}};
    bool direct[4] = {false, true};
    int tiers[4];
    struct chain_place places[4];
    struct chain chain = chain_new(*state, 4, 71, steps, COUNT(steps));
    struct chain_load load = chain_load_new(*state, &chain, needs, COUNT(needs), DEEP);
    chain_tiers(&chain, direct, CHAIN_ANY, DEEP, tiers);
    assert_memory_equal(tiers, ((int[]){3, 1, 2, 0}), sizeof tiers);
    for (int i = 0; i < 3; i++)
        assert_int_equal(chain_load_count(&load, i, NULL), 1);
    assert_int_equal(chain_load_count(&load, 3, NULL), 0);
    assert_int_equal(chain_around(*state, &chain, 1, DEEP, DEEP, 4, places), 3);
    assert_int_equal(places[0].firm, 1);
}

static void businesses_are_carried_down_to_the_deepest_tier_and_no_further(void **state)
{
    struct chain_step steps[DEEP + 4];
    struct chain_need needs[] = {{0, 0}, {1, 64}};
    for (int i = 0; i < DEEP + 4; i++)
        steps[i] = (struct chain_step){i, i + 1};
    struct chain chain = chain_new(*state, DEEP + 5, 65, steps, COUNT(steps));
    struct chain_load load = chain_load_new(*state, &chain, needs, COUNT(needs), DEEP);
    assert_true(chain_load_has(&load, DEEP - 1, 0)); /* on the last tier */
    assert_false(chain_load_has(&load, DEEP, 0));
    assert_true(chain_load_has(&load, DEEP, 64));
    assert_false(chain_load_has(&load, DEEP + 1, 64));
}

static void a_step_for_one_business_carries_no_other(void **state)
{
    /* 0 gives on to 1 for business 0 alone and to 2 for whatever hangs on it; 1 gives on to 3. */
    uint64_t first[] = {1, 0};
    uint64_t last[] = {0, 1};
    struct chain_step steps[] = {{0, 1, first}, {0, 2, NULL}, {1, 3, NULL}, {2, 3, last}};
    struct chain_need needs[] = {{0, 0}, {0, 1}, {0, 64}};
    bool direct[4] = {true};
    int tiers[4];
    struct chain chain = chain_new(*state, 4, 65, steps, COUNT(steps));
    struct chain_load load = chain_load_new(*state, &chain, needs, COUNT(needs), DEEP);
    static const int expected[] = {3, 1, 3, 2};
    for (int i = 0; i < 4; i++)
        assert_int_equal(chain_load_count(&load, i, NULL), expected[i]);
    assert_false(chain_load_has(&load, 1, 64));
    assert_true(chain_load_has(&load, 3, 64));
    chain_tiers(&chain, direct, 1, DEEP, tiers);
    assert_memory_equal(tiers, ((int[]){1, 0, 2, 0}), sizeof tiers);
    chain_tiers(&chain, direct, 0, DEEP, tiers);
    assert_memory_equal(tiers, ((int[]){1, 2, 2, 3}), sizeof tiers);
    assert_int_equal(chain_count(&chain.below, 0, 1), 1);
    assert_int_equal(chain_count(&chain.above, 3, 64), 2);
}

static void steps_that_stand_twice_serve_what_either_serves(void **state)
{
    uint64_t sets[][2] = {{1, 0}, {2, 0}, {0, 1}, {4, 0}};
    struct chain_step steps[] = {{0, 1, sets[0]}, {0, 1, sets[1]}, {0, 2, sets[2]}, {0, 2, NULL},
        {0, 3, sets[3]}, {3, 3, NULL}};
    struct chain chain = chain_new(*state, 4, 65, steps, COUNT(steps));
    static const bool expected[][4] = {
        {true, true, false, false}, {true, true, true, true}, {false, false, true, false}};
    static const int businesses[] = {0, 1, 2, 64};
    for (int firm = 0; firm < 3; firm++)
        for (int b = 0; b < 4; b++)
            assert_int_equal(
                chain_count(&chain.above, firm + 1, businesses[b]), expected[firm][b] ? 1 : 0);
}

static void what_is_around_a_firm_is_cut_without_losing_a_side(void **state)
{
    enum { ABOVE = 50, BELOW = 50, MOST = 21 };
    struct chain_step steps[ABOVE + BELOW];
    struct chain_place places[MOST];
    int above = 0;
    for (int i = 0; i < ABOVE; i++)
        steps[i] = (struct chain_step){1 + i, 0};
    for (int i = 0; i < BELOW; i++)
        steps[ABOVE + i] = (struct chain_step){0, 1 + ABOVE + i};
    struct chain chain = chain_new(*state, 1 + ABOVE + BELOW, 0, steps, COUNT(steps));
    assert_int_equal(chain_around(*state, &chain, 0, 1, 2, MOST, places), MOST);
    for (int i = 1; i < MOST; i++)
        above += places[i].level < 0;
    assert_int_equal(above, 10);
    assert_int_equal(chain_around(*state, &chain, 0, 1, 0, MOST, places), MOST);
}

/* Ten thousand firms in five tiers, each with three firms above it: what comes out is what walks
 * from one business after the other find. */
static void ten_thousand_firms_in_five_tiers_agree_with_single_walks(void **state)
{
    enum { TIER = 2000, FIRMS = 5 * TIER, STEPS = 3 * 4 * TIER, BUSINESSES = 130 };
    struct chain_step *steps = mem_array(*state, struct chain_step, STEPS);
    struct chain_need needs[BUSINESSES];
    int tiers[FIRMS];
    int *counted = mem_array(*state, int, FIRMS);
    uint32_t seed = 7;
    for (int i = 0; i < STEPS; i++) {
        seed = seed * 1664525U + 1013904223U;
        int to = TIER + i / 3;
        steps[i] = (struct chain_step){(to / TIER - 1) * TIER + (int)((seed >> 8) % TIER), to};
    }
    for (int b = 0; b < BUSINESSES; b++)
        needs[b] = (struct chain_need){(b * 37) % TIER, b};
    struct chain chain = chain_new(*state, FIRMS, BUSINESSES, steps, STEPS);
    struct chain_load load = chain_load_new(*state, &chain, needs, BUSINESSES, DEEP);
    for (int b = 0; b < BUSINESSES; b++) {
        bool direct[FIRMS] = {false};
        direct[needs[b].firm] = true;
        chain_tiers(&chain, direct, CHAIN_ANY, DEEP, tiers);
        for (int i = 0; i < FIRMS; i++)
            counted[i] += tiers[i] > 0;
    }
    int most = 0;
    for (int i = 0; i < FIRMS; i++) {
        assert_int_equal(chain_load_count(&load, i, NULL), counted[i]);
        most = counted[i] > most ? counted[i] : most;
    }
    assert_true(most > 5);
}

static int begin(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int end(void **state)
{
    mem_free(*state);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            steps_stand_once_and_never_from_a_firm_to_itself, begin, end),
        cmocka_unit_test_setup_teardown(
            the_shortest_way_is_the_tier_and_what_is_deeper_than_asked_is_on_none, begin, end),
        cmocka_unit_test_setup_teardown(a_firm_under_several_counts_each_business_once, begin, end),
        cmocka_unit_test_setup_teardown(firms_that_give_each_other_work_end_every_walk, begin, end),
        cmocka_unit_test_setup_teardown(
            businesses_are_carried_down_to_the_deepest_tier_and_no_further, begin, end),
        cmocka_unit_test_setup_teardown(a_step_for_one_business_carries_no_other, begin, end),
        cmocka_unit_test_setup_teardown(
            steps_that_stand_twice_serve_what_either_serves, begin, end),
        cmocka_unit_test_setup_teardown(
            what_is_around_a_firm_is_cut_without_losing_a_side, begin, end),
        cmocka_unit_test_setup_teardown(
            ten_thousand_firms_in_five_tiers_agree_with_single_walks, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
