/* When answers are hinted at as a matter of form, and when not. */
#include "kernel/hollow/hollow_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { N = 12, MINUTE_MS = 60000 };

static const struct hollow_limits LIMITS = {.fewest_items = 10,
    .used = {true, true, true, true, true},
    .share = {90, 90, 50, 0, 100},
    .high_level = 4,
    .seconds = 5};

/* Honest work: levels that differ, a comment each, a minute each. */
static void honest(struct hollow_answer a[N])
{
    for (int i = 0; i < N; i++)
        a[i] = (struct hollow_answer){
            .has_level = true, .level = i % 4 + 1, .at_ms = (int64_t)i * MINUTE_MS};
}

static bool given(const struct hollow_answer *a, size_t n, enum hollow_hint hint)
{
    struct hollow_found found[HOLLOW_MAX];
    hollow_judge(&LIMITS, a, n, found);
    return found[hint].given;
}

static void honest_work_gives_no_hint(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    for (int h = 0; h < HOLLOW_MAX; h++)
        assert_false(given(a, N, (enum hollow_hint)h));
}

static void last_years_answers_word_for_word_are_hinted_at(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    for (int i = 0; i < N; i++)
        a[i].as_last = i != 0;
    assert_true(given(a, N, HOLLOW_COPIED)); /* 11 of 12: 91 % */
    a[1].as_last = false;
    assert_false(given(a, N, HOLLOW_COPIED));
}

static void one_level_everywhere_is_hinted_at(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    for (int i = 1; i < N; i++)
        a[i].level = 3;
    assert_true(given(a, N, HOLLOW_SAME_LEVEL));
}

static void high_levels_without_a_word_are_hinted_at(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a); /* three of them at level 4 */
    a[3].bare = true;
    assert_false(given(a, N, HOLLOW_BARE_HIGH));
    a[7].bare = true;
    assert_true(given(a, N, HOLLOW_BARE_HIGH));
}

static void answers_quicker_than_one_can_read_are_hinted_at(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    for (int i = 0; i < N; i++)
        a[i].at_ms = (int64_t)i * 2000;
    assert_true(given(a, N, HOLLOW_FAST));
}

static void answers_that_came_as_a_file_are_not_quick(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    for (int i = 0; i < N; i++)
        a[i].at_ms = 1000;
    assert_false(given(a, N, HOLLOW_FAST));
}

static void evidence_that_is_all_last_years_is_hinted_at(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    a[2].files = 2;
    a[2].files_before = 2;
    assert_true(given(a, N, HOLLOW_SAME_FILES));
    a[4].files = 1;
    assert_false(given(a, N, HOLLOW_SAME_FILES));
}

static void a_short_sheet_gives_no_hint(void **state)
{
    (void)state;
    struct hollow_answer a[N];
    honest(a);
    for (int i = 0; i < N; i++)
        a[i] = (struct hollow_answer){
            .has_level = true, .level = 5, .bare = true, .as_last = true, .at_ms = i};
    for (int h = 0; h < HOLLOW_MAX; h++)
        assert_false(given(a, (size_t)LIMITS.fewest_items - 1, (enum hollow_hint)h));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(honest_work_gives_no_hint),
        cmocka_unit_test(last_years_answers_word_for_word_are_hinted_at),
        cmocka_unit_test(one_level_everywhere_is_hinted_at),
        cmocka_unit_test(high_levels_without_a_word_are_hinted_at),
        cmocka_unit_test(answers_quicker_than_one_can_read_are_hinted_at),
        cmocka_unit_test(answers_that_came_as_a_file_are_not_quick),
        cmocka_unit_test(evidence_that_is_all_last_years_is_hinted_at),
        cmocka_unit_test(a_short_sheet_gives_no_hint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
