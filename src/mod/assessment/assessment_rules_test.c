/* Means and findings by hand-computed figures. */
#include "base/mem.h"
#include "mod/assessment/assessment_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Two sections: 1 (items a, b) and 2 (item c). */
static const struct sheet_section sections[] = {{.key = "1"}, {.key = "2"}};
static const struct sheet_item items[] = {
    {.key = "a", .section_no = 1, .scale = SCALE_MATURITY5, .weight = 1},
    {.key = "b", .section_no = 1, .scale = SCALE_MATURITY5, .weight = 1},
    {.key = "c", .section_no = 2, .scale = SCALE_MATURITY5, .weight = 1},
};
static const struct sheet_doc doc = {.key = "t",
    .score_min = 1,
    .score_max = 5,
    .sections = sections,
    .n_sections = 2,
    .items = items,
    .n_items = 3};

static struct sheet_sum head_sums[] = {{7, 2, 2, 0}, {2, 1, 1, 0}};
static struct sheet_sum shop_sums[] = {{4, 2, 2, 0}, {0, 0, 0, 1}};
static struct sheet_sum none_sums[2];
static const struct score_unit scores[] = {
    {.head_office = true, .counted = true, .sums = head_sums, .item_scores = "3,4,2"},
    {.counted = true, .sums = shop_sums, .item_scores = "1,3,"},
    {.counted = false, .sums = none_sums},
};

static struct assessment *company_of(const void *ctx, const struct sheet_doc *of)
{
    struct assessment *a = mem_new(ctx, struct assessment);
    a->doc = of;
    a->n_units = 3;
    a->units = mem_array(ctx, struct unit_result, 3);
    a->sections = mem_array(ctx, struct comparison, 2);
    a->items = mem_array(ctx, struct comparison, 3);
    for (size_t i = 0; i < 3; i++) {
        a->units[i].unit = &scores[i];
        a->units[i].visible = true;
        assessment_unit_result(ctx, of, &a->units[i]);
    }
    assessment_company(a);
    return a;
}

static struct assessment *company(const void *ctx)
{
    return company_of(ctx, &doc);
}

static void the_company_is_the_plain_mean_of_units_that_answered(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = company(ctx);
    assert_int_equal(a->n_counted, 2);
    assert_int_equal(mean_value_tenths(a->units[0].sections[0]), 35);
    assert_int_equal(mean_value_tenths(a->units[0].overall), 28); /* (3.5 + 2) / 2 = 2.75 */
    assert_false(a->units[1].sections[1].known);                  /* missing is no level */
    assert_int_equal(a->units[1].missing, 1);
    assert_int_equal(mean_value_tenths(a->units[1].overall), 20);
    assert_int_equal(mean_value_tenths(a->sections[0].own), 28); /* (3.5 + 2) / 2 = 2.75 */
    assert_int_equal(mean_value_tenths(a->sections[0].head_office), 35);
    assert_int_equal(a->sections[1].n, 1);
    assert_int_equal(mean_value_tenths(a->items[0].own), 20);
    assert_false(a->units[2].overall.known);
    mem_free(ctx);
}

static void a_gap_is_below_industry_or_target_or_last_time(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = company(ctx);
    size_t n = 0;
    a->items[0].target = (struct mean_value){true, 3.0};       /* own 2.0 */
    a->items[1].industry = (struct industry_value){true, 3.6}; /* own 3.5 */
    a->items[2].last = (struct mean_value){true, 2.0};         /* own 2.0: no gap */
    struct gap *gaps = assessment_gaps(ctx, a, &n);
    assert_int_equal(n, 2);
    assert_int_equal(gaps[0].item_no, 1); /* the larger first */
    assert_true(gaps[0].below_target > 0.99 && gaps[0].below_industry == 0);
    assert_int_equal(gaps[1].item_no, 2);
    mem_free(ctx);
}

static void what_reads_the_same_is_no_gap(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = company(ctx);
    size_t n = 0;
    a->items[0].last = (struct mean_value){true, 2.04};         /* own 2.0, shown as 2.0 */
    a->items[1].industry = (struct industry_value){true, 3.54}; /* own 3.5 */
    a->items[2].target = (struct mean_value){true, 2.05};       /* own 2.0, shown as 2.1 */
    struct gap *gaps = assessment_gaps(ctx, a, &n);
    assert_int_equal(n, 1);
    assert_int_equal(gaps[0].item_no, 3);
    assert_int_equal(raw_tenths(gaps[0].below_target), 1); /* as a reader would subtract */
    mem_free(ctx);
}

static void a_unit_above_the_head_office_is_good_practice(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = company(ctx);
    size_t n = 0;
    a->units[1].items[2] = (struct mean_value){true, 4.0}; /* head office 2 */
    struct unit_item *rows = assessment_good_practices(ctx, a, &n);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].unit, 1);
    assert_int_equal(rows[0].item_no, 3);
    a->units[1].visible = false; /* not the caller's to see */
    assessment_good_practices(ctx, a, &n);
    assert_int_equal(n, 0);
    mem_free(ctx);
}

static void a_unit_below_the_company_is_a_floor_to_raise(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = company(ctx);
    size_t n = 0;
    struct unit_item *rows = assessment_floors(ctx, a, &n);
    assert_int_equal(n, 2); /* the shop: a 1 below 2.0, b 3 below 3.5 */
    assert_int_equal(rows[0].item_no, 1);
    assert_true(rows[0].difference > 0.99);
    mem_free(ctx);
}

static void the_overall_target_needs_all_sections(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = company(ctx);
    a->sections[0].target = (struct mean_value){true, 3.0};
    assessment_overall(a);
    assert_false(a->overall.target.known);
    a->sections[1].target = (struct mean_value){true, 4.0};
    assessment_overall(a);
    assert_int_equal(mean_value_tenths(a->overall.target), 35);
    mem_free(ctx);
}

/* The shop leaves one item open: only the head office has a total, 3 + 4 + 2 of 15. */
static void a_total_needs_every_answer_and_the_company_has_their_mean(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct sheet_doc with = doc;
    with.total.given = true;
    struct assessment *a = company_of(ctx, &with);
    assert_true(a->units[0].total.known);
    assert_false(a->units[1].total.known);
    assert_false(a->units[2].total.known);
    assert_true(a->total.points == 9 && a->total.most == 15);
    assert_false(company(ctx)->total.known); /* a sheet without a total */
    mem_free(ctx);
}

/* Units 1 (head office), 2 and 3: '1' has answered, '0' was asked and has not, '-' was there and
 * was not asked, ' ' was not there. */
static struct assessment *answered(const void *ctx, const char *units)
{
    struct score_unit *own = mem_array(ctx, struct score_unit, 3);
    struct assessment *a = mem_new(ctx, struct assessment);
    a->doc = &doc;
    a->units = mem_array(ctx, struct unit_result, 3);
    a->sections = mem_array(ctx, struct comparison, 2);
    a->items = mem_array(ctx, struct comparison, 3);
    a->there.ids = mem_array(ctx, int64_t, 3);
    for (size_t i = 0; i < 3; i++) {
        struct score_unit *unit = &own[a->n_units];
        if (units[i] == ' ')
            continue;
        a->there.ids[a->there.n++] = (int64_t)i + 1;
        if (units[i] == '-')
            continue;
        *unit = scores[i % 2];
        unit->unit_id = (int64_t)i + 1;
        unit->path = "/9/1/";
        unit->counted = units[i] == '1';
        a->units[a->n_units].unit = unit;
        assessment_unit_result(ctx, &doc, &a->units[a->n_units++]);
    }
    return a;
}

static void a_part_is_compared_with_the_same_units_of_last_time(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct assessment *a = answered(ctx, "100");
    struct assessment *last = answered(ctx, "111");
    assert_int_equal(assessment_last_basis(ctx, a, last), LAST_SAME_UNITS);
    assessment_keep_same_units(ctx, last, a);
    assessment_company(last);
    assessment_set_last(a, last);
    assert_int_equal(mean_value_tenths(a->overall.last), 28); /* the head office, not the company */
    assert_int_equal(mean_value_tenths(a->sections[0].last), 35); /* the company's would be 30 */
    assert_int_equal(mean_value_tenths(a->items[0].last), 30);
    mem_free(ctx);
}

static enum last_basis basis(const void *ctx, const char *now, const char *then)
{
    return assessment_last_basis(ctx, answered(ctx, now), answered(ctx, then));
}

static void like_is_compared_with_like(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_int_equal(basis(ctx, "111", "111"), LAST_COMPANY);
    assert_int_equal(basis(ctx, "11-", "11-"), LAST_COMPANY);
    assert_int_equal(basis(ctx, "1--", "111"), LAST_SAME_UNITS);  /* asked again alone */
    assert_int_equal(basis(ctx, "111", "100"), LAST_OTHER_UNITS); /* had not answered */
    assert_int_equal(basis(ctx, "111", "1--"), LAST_OTHER_UNITS); /* had not been asked */
    assert_int_equal(basis(ctx, "110", "1-1"), LAST_OTHER_UNITS);
    assert_int_equal(basis(ctx, "000", "111"), LAST_SAME_UNITS);
    mem_free(ctx);
}

static void the_company_is_compared_with_itself_when_units_have_come_and_gone(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_int_equal(basis(ctx, "111", "11 "), LAST_COMPANY);
    assert_int_equal(basis(ctx, "1 1", "11 "), LAST_COMPANY);
    assert_int_equal(basis(ctx, "110", "11 "), LAST_SAME_UNITS);
    mem_free(ctx);
}

static void the_organisation_answering_as_one_is_the_company(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct score_unit top = scores[0];
    top.unit_id = 3;
    top.path = "/3/";
    struct assessment *one = answered(ctx, "--1");
    one->units[0].unit = &top;
    assert_int_equal(assessment_last_basis(ctx, answered(ctx, "11-"), one), LAST_COMPANY);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_company_is_the_plain_mean_of_units_that_answered),
        cmocka_unit_test(a_gap_is_below_industry_or_target_or_last_time),
        cmocka_unit_test(what_reads_the_same_is_no_gap),
        cmocka_unit_test(a_unit_above_the_head_office_is_good_practice),
        cmocka_unit_test(a_unit_below_the_company_is_a_floor_to_raise),
        cmocka_unit_test(the_overall_target_needs_all_sections),
        cmocka_unit_test(a_total_needs_every_answer_and_the_company_has_their_mean),
        cmocka_unit_test(a_part_is_compared_with_the_same_units_of_last_time),
        cmocka_unit_test(like_is_compared_with_like),
        cmocka_unit_test(the_company_is_compared_with_itself_when_units_have_come_and_gone),
        cmocka_unit_test(the_organisation_answering_as_one_is_the_company),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
