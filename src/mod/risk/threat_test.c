/* The yearly lists of threats: complete, of known threats, and marked where nobody has seen them.
 */
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/risk/risk_catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;
static const struct threat_list *lists;
static const struct threat *threats;
static size_t n_lists, n_threats;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    struct problem *p = problem_new(ctx);
    enum err e = threat_lists_load(ctx, p, &lists, &n_lists);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return threat_load(ctx, p, &threats, &n_threats) == ERR_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static void the_lists_of_2023_to_2026_are_there(void **state)
{
    (void)state;
    assert_int_equal(n_lists, 4);
    for (size_t i = 0; i < n_lists; i++)
        assert_int_equal(lists[i].year, 2023 + (int)i);
}

static void ranks_that_nobody_has_seen_are_marked(void **state)
{
    (void)state;
    static const char *const unverified[] = {
        "..x.xxxx.x", "....x..xxx", "..........", ".........."};
    for (size_t i = 0; i < n_lists; i++)
        for (int r = 0; r < THREAT_RANKS; r++)
            assert_int_equal(lists[i].ranks[r].unverified, unverified[i][r] == 'x');
}

static void names_are_those_of_the_source_and_keys_stay_the_same(void **state)
{
    (void)state;
    const struct threat_rank *now = lists[3].ranks, *before = lists[1].ranks;
    assert_string_equal(catalog_text(now[0].name, "ja"), "ランサム攻撃による被害");
    assert_string_equal(catalog_text(before[0].name, "ja"), "ランサムウェアによる被害");
    assert_string_equal(now[0].threat, before[0].threat);
    assert_string_equal(catalog_text(now[2].name, "ja"), "AIの利用をめぐるサイバーリスク");
    assert_int_equal(now[2].first_year, 2026);
    assert_int_equal(now[3].in_a_row, 6);
    assert_int_equal(now[3].times, 9);
}

static bool is_known(const char *key)
{
    for (size_t i = 0; i < n_threats; i++)
        if (strcmp(threats[i].key, key) == 0)
            return true;
    return false;
}

static void every_threat_has_a_name_in_both_languages_and_follows_known_ones(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_threats; i++) {
        assert_non_null(catalog_text(threats[i].name, "ja"));
        assert_non_null(catalog_text(threats[i].name, "en"));
        for (int f = 0; f < THREAT_FOLLOWS_MAX && threats[i].follows[f] != NULL; f++)
            assert_true(is_known(threats[i].follows[f]));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(threats[i].key, threats[k].key);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_lists_of_2023_to_2026_are_there),
        TEST(ranks_that_nobody_has_seen_are_marked),
        TEST(names_are_those_of_the_source_and_keys_stay_the_same),
        TEST(every_threat_has_a_name_in_both_languages_and_follows_known_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
