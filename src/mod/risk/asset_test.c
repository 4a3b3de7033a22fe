#include "mod/risk/asset_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void the_highest_of_the_three_is_how_important_it_is(void **state)
{
    (void)state;
    assert_string_equal(asset_importance(ASSET_ONE_TO_THREE, 1, 1, 1), "low");
    assert_string_equal(asset_importance(ASSET_ONE_TO_THREE, 1, 2, 1), "middle");
    assert_string_equal(asset_importance(ASSET_ONE_TO_THREE, 1, 2, 3), "high");
    assert_string_equal(asset_importance(ASSET_ONE_TO_THREE, 3, 1, 1), "high");
}

static void a_sheet_that_counts_from_nought_says_the_same(void **state)
{
    (void)state;
    assert_string_equal(asset_importance(ASSET_ZERO_TO_TWO, 0, 0, 0), "low");
    assert_string_equal(asset_importance(ASSET_ZERO_TO_TWO, 0, 1, 0), "middle");
    assert_string_equal(asset_importance(ASSET_ZERO_TO_TWO, 0, 1, 2), "high");
}

static void what_is_not_rated_has_no_importance(void **state)
{
    (void)state;
    assert_null(asset_importance(ASSET_ONE_TO_THREE, -1, -1, -1));
    assert_string_equal(asset_importance(ASSET_ONE_TO_THREE, -1, 2, -1), "middle");
    assert_string_equal(asset_importance(ASSET_ZERO_TO_TWO, -1, -1, 0), "low");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_of_the_three_is_how_important_it_is),
        cmocka_unit_test(a_sheet_that_counts_from_nought_says_the_same),
        cmocka_unit_test(what_is_not_rated_has_no_importance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
