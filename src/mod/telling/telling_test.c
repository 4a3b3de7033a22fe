/* By when each class is told, and what a recipient reads. */
#include "mod/telling/telling_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int64_t MINUTE = INT64_C(60000);

static void a_clock_counts_from_the_judgement_to_the_first_text(void **state)
{
    (void)state;
    const int64_t judged = INT64_C(1800000000000);
    const struct telling_clock open = telling_clock_of(judged, 60, 0, judged + 60 * MINUTE);
    assert_int_equal(open.due_ms, judged + 60 * MINUTE);
    assert_false(open.late);
    assert_true(telling_clock_of(judged, 60, 0, judged + 60 * MINUTE + 1).late);
    assert_false(telling_clock_of(judged, 60, judged + 59 * MINUTE, judged + 900 * MINUTE).late);
    assert_true(telling_clock_of(judged, 60, judged + 61 * MINUTE, judged + 900 * MINUTE).late);
    assert_false(telling_clock_of(0, 60, 0, judged).late);
}

static void words_are_filled_in_once_and_unknown_ones_stay(void **state)
{
    const struct telling_word words[] = {
        {"【相手先】", "東都物産 [impact]"}, {"[impact]", "予約が遅れます"}, {"[us]", NULL}};
    unsigned used = 0;
    void *ctx = mem_context(NULL, 0);
    (void)state;
    assert_string_equal(telling_fill(ctx, "【相手先】 様 【unknown】 [", words, 3, &used),
        "東都物産 [impact] 様 【unknown】 [");
    assert_int_equal(used, 1);
    assert_string_equal(telling_fill(ctx, "[impact][us]。[impact]", words, 3, &used),
        "予約が遅れます。予約が遅れます");
    assert_int_equal(used, 6);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_counts_from_the_judgement_to_the_first_text),
        cmocka_unit_test(words_are_filled_in_once_and_unknown_ones_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
