/* Ways through a network for who is inside already. */
#include "base/mem.h"
#include "mod/risk/defence_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { OFFICE, SERVERS, FACTORY, GUESTS, SEGMENTS };

/* Offices reach the factory by the servers, which are guarded, or straight over an old line. */
static const struct defence_link links[] = {
    {OFFICE, SERVERS, true, true},
    {SERVERS, FACTORY, true, true},
    {OFFICE, FACTORY, false, false},
};
static const int stands[SEGMENTS] = {0, 1, 0, 0};

static struct defence_net net_of(size_t n_links)
{
    return (struct defence_net){
        .n_segments = SEGMENTS, .stands = stands, .links = links, .n_links = n_links};
}

static void the_way_that_meets_least_is_found(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct defence_net net = net_of(3);
    struct defence_way way;
    assert_true(defence_weakest_way(ctx, &net, OFFICE, FACTORY, &way));
    assert_int_equal(way.n_links, 1);
    assert_int_equal(way.links[0], 2);
    assert_int_equal(way.stands, 0);
    mem_free(ctx);
}

static void guards_and_what_stands_in_segments_entered_count(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct defence_net net = net_of(2);
    struct defence_way way;
    assert_true(defence_weakest_way(ctx, &net, OFFICE, FACTORY, &way));
    assert_int_equal(way.n_links, 2);
    assert_int_equal(way.stands, 3);
    static const size_t through[] = {OFFICE, SERVERS, FACTORY};
    for (int i = 0; i < 3; i++)
        assert_int_equal(way.segments[i], through[i]);
    mem_free(ctx);
}

static void a_one_way_line_is_not_gone_back(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct defence_net net = net_of(3);
    struct defence_way way;
    assert_true(defence_weakest_way(ctx, &net, FACTORY, OFFICE, &way));
    assert_int_equal(way.n_links, 2);
    assert_int_equal(way.segments[1], SERVERS);
    mem_free(ctx);
}

static void what_nothing_leads_to_cannot_be_reached(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct defence_net net = net_of(3);
    struct defence_way way = {.stands = 7};
    assert_false(defence_weakest_way(ctx, &net, OFFICE, GUESTS, &way));
    assert_int_equal(way.stands, 7);
    mem_free(ctx);
}

static void who_is_there_already_goes_no_way(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct defence_net net = net_of(3);
    struct defence_way way;
    assert_true(defence_weakest_way(ctx, &net, SERVERS, SERVERS, &way));
    assert_int_equal(way.n_links, 0);
    assert_int_equal(way.stands, 0);
    assert_int_equal(way.segments[0], SERVERS);
    mem_free(ctx);
}

static void a_status_that_nobody_knows_is_the_worst(void **state)
{
    (void)state;
    assert_int_equal(protection_status_of("in_place"), PROTECTION_IN_PLACE);
    assert_int_equal(protection_status_of("missing"), PROTECTION_MISSING);
    assert_int_equal(protection_status_of("other"), PROTECTION_UNKNOWN);
    assert_int_equal(protection_status_of(NULL), PROTECTION_UNKNOWN);
    assert_string_equal(protection_status_key(PROTECTION_UNKNOWN), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_way_that_meets_least_is_found),
        cmocka_unit_test(guards_and_what_stands_in_segments_entered_count),
        cmocka_unit_test(a_one_way_line_is_not_gone_back),
        cmocka_unit_test(what_nothing_leads_to_cannot_be_reached),
        cmocka_unit_test(who_is_there_already_goes_no_way),
        cmocka_unit_test(a_status_that_nobody_knows_is_the_worst),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
