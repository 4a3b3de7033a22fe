#include "kernel/mapping/carry_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

#define OPTION(name, worth)                                  \
    {                                                        \
        .key = (name), .has_points = true, .points = (worth) \
    }
static const struct sheet_option met_options[] = {
    OPTION("compliant", 2), OPTION("partially", 1), OPTION("not", 0)};
/* The self-check of 25 items: a penalty for not knowing. */
static const struct sheet_option done_options[] = {
    OPTION("done", 4), OPTION("partly", 2), OPTION("not", 0), OPTION("unknown", -1)};

static const struct sheet_item LEVELS = {.key = "l", .scale = SCALE_MATURITY5};
static const struct sheet_item YES_NO = {.key = "y", .scale = SCALE_YES_NO_NA};
static const struct sheet_item HAVE = {.key = "h", .scale = SCALE_HAVE};
static const struct sheet_item TEXT = {.key = "t", .scale = SCALE_TEXT};
static const struct sheet_item MET = {
    .key = "m", .scale = SCALE_CHOICE, .options = met_options, .n_options = 3};
static const struct sheet_item DONE = {
    .key = "d", .scale = SCALE_CHOICE, .options = done_options, .n_options = 4};

static void check(const struct sheet_item *from, const char *values, const struct sheet_item *to,
    const char *expected)
{
    char *rest = NULL;
    char *rest_to = NULL;
    char *all = mem_strdup(ctx, values);
    char *all_to = mem_strdup(ctx, expected);
    const char *value = strtok_r(all, " ", &rest);
    const char *wanted = strtok_r(all_to, " ", &rest_to);
    for (; value != NULL; value = strtok_r(NULL, " ", &rest)) {
        const char *got = carry_convert(ctx, from, value, to, false);
        assert_non_null(wanted);
        assert_string_equal(got == NULL ? "(none)" : got, wanted);
        wanted = strtok_r(NULL, " ", &rest_to);
    }
}

/* The table of docs/admin/mapping-format.md, row by row. */
static void scales_are_converted_by_the_stated_table(void **state)
{
    (void)state;
    check(&LEVELS, "1 2 3 4 5", &LEVELS, "1 2 3 4 5");
    check(&LEVELS, "1 2 3 4 5", &YES_NO, "no no no yes yes");
    check(&LEVELS, "1 2 3 4 5", &HAVE, "none none none have have");
    check(&LEVELS, "1 2 3 4 5", &MET, "not not partially partially compliant");
    check(&LEVELS, "1 2 3 4 5", &DONE, "not not partly partly done");
    check(&YES_NO, "yes no", &LEVELS, "3 1");
    check(&YES_NO, "yes no", &MET, "compliant not");
    check(&HAVE, "have none", &YES_NO, "yes no");
    check(&MET, "compliant partially not", &LEVELS, "4 2 1");
    check(&MET, "compliant partially not", &YES_NO, "yes no no");
    check(&DONE, "done partly not unknown", &LEVELS, "4 2 1 1");
    check(&DONE, "done partly not unknown", &MET, "compliant partially not not");
    check(&LEVELS, "3", &TEXT, "(none)");
    check(&TEXT, "free", &TEXT, "(none)");
}

static void words_are_taken_as_they_are_only_when_the_same_is_asked(void **state)
{
    (void)state;
    assert_string_equal(carry_convert(ctx, &TEXT, "free", &TEXT, true), "free");
    assert_null(carry_convert(ctx, &TEXT, "free", &LEVELS, true));
}

static void how_sure_follows_from_relation_and_strength(void **state)
{
    (void)state;
    assert_int_equal(carry_sure_of(RELATION_EQUAL, 0), SURE_HIGH);
    assert_int_equal(carry_sure_of(RELATION_EQUAL, 5), SURE_HIGH);
    assert_int_equal(carry_sure_of(RELATION_EQUAL, 4), SURE_MIDDLE);
    assert_int_equal(carry_sure_of(RELATION_SUPERSET, 10), SURE_MIDDLE);
    assert_int_equal(carry_sure_of(RELATION_SUPERSET, 1), SURE_LOW);
    assert_int_equal(carry_sure_of(RELATION_SUBSET, 10), SURE_LOW);
    assert_int_equal(carry_sure_of(RELATION_INTERSECT, 1), SURE_LOW);
}

static struct carry_hint hint(enum mapping_relation relation, const char *level)
{
    return (struct carry_hint){.relation = relation, .from = &LEVELS, .value = level};
}

static struct carry_proposal propose(const struct carry_hint *hints, size_t n)
{
    struct carry_proposal p = {0};
    assert_true(carry_propose(ctx, &LEVELS, hints, n, &p));
    return p;
}

static void the_surest_hints_decide_alone(void **state)
{
    (void)state;
    const struct carry_hint hints[] = {
        hint(RELATION_INTERSECT, "1"), hint(RELATION_EQUAL, "4"), hint(RELATION_SUPERSET, "5")};
    struct carry_proposal p = propose(hints, 3);
    assert_string_equal(p.value, "4");
    assert_int_equal(p.sure, SURE_HIGH);
    assert_false(p.differ);
}

static void of_parts_the_lowest_stands_and_of_wholes_the_highest(void **state)
{
    (void)state;
    const struct carry_hint parts[] = {
        hint(RELATION_INTERSECT, "4"), hint(RELATION_SUBSET, "2"), hint(RELATION_INTERSECT, "3")};
    const struct carry_hint wholes[] = {hint(RELATION_SUPERSET, "2"), hint(RELATION_SUPERSET, "4")};
    struct carry_proposal p = propose(parts, 3);
    assert_string_equal(p.value, "2");
    assert_true(p.differ);
    p = propose(wholes, 2);
    assert_string_equal(p.value, "4");
    assert_true(p.differ);
}

static void not_applicable_is_taken_over_only_where_the_same_was_asked(void **state)
{
    (void)state;
    struct carry_proposal p = {0};
    struct carry_hint hints[] = {
        {.relation = RELATION_SUPERSET, .from = &LEVELS, .na_reason = "No shop"}};
    assert_false(carry_propose(ctx, &LEVELS, hints, 1, &p));
    hints[0].relation = RELATION_EQUAL;
    assert_true(carry_propose(ctx, &LEVELS, hints, 1, &p));
    assert_null(p.value);
    assert_string_equal(p.na_reason, "No shop");
}

static void keys_are_the_same_in_other_letters_and_signs(void **state)
{
    (void)state;
    assert_true(carry_key_same("GV.OC-01", "gv.oc-01"));
    assert_true(carry_key_same("A.5.1", "a-5-1"));
    assert_true(carry_key_same("(1)", "1"));
    assert_false(carry_key_same("1.11", "11.1"));
    assert_false(carry_key_same("1.1", "11"));
    assert_false(carry_key_same("A.5.1", "A.5.10"));
}

static void a_relation_is_turned_with_the_pair(void **state)
{
    (void)state;
    assert_int_equal(mapping_relation_turned(RELATION_SUPERSET), RELATION_SUBSET);
    assert_int_equal(mapping_relation_turned(RELATION_SUBSET), RELATION_SUPERSET);
    assert_int_equal(mapping_relation_turned(RELATION_EQUAL), RELATION_EQUAL);
    assert_int_equal(mapping_relation_turned(RELATION_INTERSECT), RELATION_INTERSECT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(scales_are_converted_by_the_stated_table),
        TEST(words_are_taken_as_they_are_only_when_the_same_is_asked),
        TEST(how_sure_follows_from_relation_and_strength),
        TEST(the_surest_hints_decide_alone),
        TEST(of_parts_the_lowest_stands_and_of_wholes_the_highest),
        TEST(not_applicable_is_taken_over_only_where_the_same_was_asked),
        TEST(keys_are_the_same_in_other_letters_and_signs),
        TEST(a_relation_is_turned_with_the_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
