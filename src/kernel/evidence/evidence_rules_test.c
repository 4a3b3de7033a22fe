/* What follows when rules hold or not, and which day lies so many months back. */
#include "kernel/evidence/evidence_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Item 2-2: a rule each for levels 2, 3 and 4; item 7-4: only from level 3 on. */
static struct evidence_rule rules[] = {
    {.key = "2-2.2.1", .item = "2-2", .level = 2, .share = true, .needs = 100},
    {.key = "2-2.3.1", .item = "2-2", .level = 3, .share = true, .needs = 100},
    {.key = "2-2.4.1", .item = "2-2", .level = 4, .share = true, .needs = 100},
    {.key = "7-4.3.1", .item = "7-4", .level = 3, .needs = 2},
};
static const struct evidence_set SET = {.rules = rules, .n_rules = sizeof rules / sizeof rules[0]};

#define MET        \
    {              \
        true, 5, 5 \
    }
#define NOT        \
    {              \
        true, 4, 5 \
    }

static void a_claim_above_what_the_records_show_is_unsupported(void **state)
{
    (void)state;
    const struct evidence_count counts[] = {MET, MET, NOT, MET};
    struct evidence_verdict v = evidence_judge(&SET, counts, "2-2", 4);
    assert_int_equal(v.supported, 3);
    assert_int_equal(v.state, EVIDENCE_UNSUPPORTED);
    assert_int_equal(evidence_judge(&SET, counts, "2-2", 3).state, EVIDENCE_SUPPORTED);
}

static void a_level_is_not_supported_over_a_gap_below_it(void **state)
{
    (void)state;
    const struct evidence_count counts[] = {MET, NOT, MET, MET};
    struct evidence_verdict v = evidence_judge(&SET, counts, "2-2", 4);
    assert_int_equal(v.supported, 2);
    assert_int_equal(v.state, EVIDENCE_UNSUPPORTED);
}

static void a_claim_that_no_rule_reaches_down_to_is_not_judged(void **state)
{
    (void)state;
    const struct evidence_count counts[] = {NOT, NOT, NOT, NOT};
    assert_int_equal(evidence_judge(&SET, counts, "7-4", 2).state, EVIDENCE_NOT_JUDGED);
    assert_int_equal(evidence_judge(&SET, counts, "2-2", 1).state, EVIDENCE_NOT_JUDGED);
    assert_int_equal(evidence_judge(&SET, counts, "2-2", 0).state, EVIDENCE_NOT_JUDGED);
    assert_false(evidence_judge(&SET, counts, "9-9", 5).judged);
}

static void a_claim_above_the_highest_rule_is_not_held_against_anybody(void **state)
{
    (void)state;
    const struct evidence_count counts[] = {MET, MET, MET, MET};
    struct evidence_verdict v = evidence_judge(&SET, counts, "2-2", 5);
    assert_int_equal(v.supported, 4);
    assert_int_equal(v.state, EVIDENCE_SUPPORTED);
}

static void a_rule_over_a_register_that_is_not_there_is_left_out(void **state)
{
    (void)state;
    const struct evidence_count counts[] = {MET, MET, {false, 0, 0}, {false, 0, 0}};
    struct evidence_verdict v = evidence_judge(&SET, counts, "2-2", 4);
    assert_int_equal(v.supported, 3);
    assert_int_equal(v.state, EVIDENCE_SUPPORTED);
    assert_false(evidence_judge(&SET, counts, "7-4", 4).judged);
}

static void a_share_of_no_records_does_not_hold(void **state)
{
    (void)state;
    const struct evidence_rule share = {.share = true, .needs = 80};
    const struct evidence_rule number = {.needs = 2};
    assert_false(evidence_holds(&share, &(struct evidence_count){true, 0, 0}));
    assert_false(evidence_holds(&share, &(struct evidence_count){true, 7, 9}));
    assert_true(evidence_holds(&share, &(struct evidence_count){true, 8, 10}));
    assert_false(evidence_holds(&number, &(struct evidence_count){true, 1, 9}));
    assert_true(evidence_holds(&number, &(struct evidence_count){true, 2, 9}));
}

static void assert_since(struct date day, int months, struct date wanted)
{
    assert_int_equal(date_compare(evidence_since(day, months), wanted), 0);
}

static void months_back_end_with_the_month(void **state)
{
    (void)state;
    assert_since((struct date){2026, 11, 22}, 12, (struct date){2025, 11, 22});
    assert_since((struct date){2026, 3, 31}, 1, (struct date){2026, 2, 28});
    assert_since((struct date){2024, 3, 31}, 1, (struct date){2024, 2, 29});
    assert_since((struct date){2026, 1, 15}, 1, (struct date){2025, 12, 15});
    assert_since((struct date){2026, 12, 31}, 13, (struct date){2025, 11, 30});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_above_what_the_records_show_is_unsupported),
        cmocka_unit_test(a_level_is_not_supported_over_a_gap_below_it),
        cmocka_unit_test(a_claim_that_no_rule_reaches_down_to_is_not_judged),
        cmocka_unit_test(a_claim_above_the_highest_rule_is_not_held_against_anybody),
        cmocka_unit_test(a_rule_over_a_register_that_is_not_there_is_left_out),
        cmocka_unit_test(a_share_of_no_records_does_not_hold),
        cmocka_unit_test(months_back_end_with_the_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
