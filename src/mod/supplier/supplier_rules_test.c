#include "mod/supplier/supplier_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const enum supplier_answer nothing[SUPPLIER_MARKS] = {[SUPPLIER_STOPS] = SUPPLIER_NO};

static void internet_use_marks_and_nothing_else_does_at_first(void **state)
{
    (void)state;
    enum supplier_mark mark = SUPPLIER_STOPS;
    enum supplier_answer answers[SUPPLIER_MARKS] = {
        SUPPLIER_YES, SUPPLIER_NO, SUPPLIER_NO, SUPPLIER_NO};
    assert_int_equal(supplier_risk_of(&SUPPLIER_RULES_FIRST, answers, &mark), SUPPLIER_WITH_RISK);
    assert_int_equal(mark, SUPPLIER_INTERNET);
    answers[SUPPLIER_INTERNET] = SUPPLIER_NO;
    answers[SUPPLIER_CONNECTION] = SUPPLIER_YES;
    assert_int_equal(
        supplier_risk_of(&SUPPLIER_RULES_FIRST, answers, &mark), SUPPLIER_WITHOUT_RISK);
}

static void what_nobody_answered_is_neither_with_nor_without(void **state)
{
    (void)state;
    enum supplier_mark mark = SUPPLIER_STOPS;
    struct supplier_rules rules = SUPPLIER_RULES_FIRST;
    enum supplier_answer answers[SUPPLIER_MARKS] = {
        SUPPLIER_UNKNOWN, SUPPLIER_YES, SUPPLIER_NO, SUPPLIER_NO};
    assert_int_equal(supplier_risk_of(&rules, nothing, &mark), SUPPLIER_RISK_UNKNOWN);
    assert_int_equal(supplier_risk_of(&rules, answers, &mark), SUPPLIER_RISK_UNKNOWN);
    rules.marks[SUPPLIER_INFORMATION] = true;
    assert_int_equal(supplier_risk_of(&rules, answers, &mark), SUPPLIER_WITH_RISK);
    assert_int_equal(mark, SUPPLIER_INFORMATION);
    rules = (struct supplier_rules){.marks = {false}};
    assert_int_equal(supplier_risk_of(&rules, nothing, &mark), SUPPLIER_WITHOUT_RISK);
}

static char class_of(
    struct supplier_rules rules, enum supplier_officer officer, int64_t employees, int64_t sales)
{
    return supplier_class_of(&rules, officer, (struct supplier_size){employees, sales});
}

static void whoever_has_or_can_have_an_officer_is_a(void **state)
{
    (void)state;
    assert_int_equal(class_of(SUPPLIER_RULES_FIRST, OFFICER_HAS, -1, -1), 'a');
    assert_int_equal(class_of(SUPPLIER_RULES_FIRST, OFFICER_CAN, 3, -1), 'a');
    assert_int_equal(class_of(SUPPLIER_RULES_FIRST, OFFICER_UNKNOWN, 3000, -1), 0);
}

static void others_are_sorted_by_either_size(void **state)
{
    (void)state;
    struct supplier_rules rules = SUPPLIER_RULES_FIRST;
    assert_int_equal(class_of(rules, OFFICER_CANNOT, 3000, 1000), 0);
    rules.b = (struct supplier_size){.employees = 100, .sales = 1000};
    rules.c = (struct supplier_size){.employees = 20, .sales = -1};
    assert_int_equal(class_of(rules, OFFICER_CANNOT, 100, 0), 'b');
    assert_int_equal(class_of(rules, OFFICER_CANNOT, -1, 1000), 'b');
    assert_int_equal(class_of(rules, OFFICER_CANNOT, 99, 999), 'c');
    assert_int_equal(class_of(rules, OFFICER_CANNOT, 20, -1), 'c');
    assert_int_equal(class_of(rules, OFFICER_CANNOT, 19, 999), 'd');
    assert_int_equal(class_of(rules, OFFICER_CANNOT, -1, -1), 0);
}

static void a_duty_counts_when_its_grace_is_over(void **state)
{
    (void)state;
    assert_int_equal(supplier_standing_of(true, true, NULL, "2026-11-23"), STANDING_MET);
    assert_int_equal(supplier_standing_of(false, false, NULL, "2026-11-23"), STANDING_UNKNOWN);
    assert_int_equal(supplier_standing_of(true, false, NULL, "2026-11-23"), STANDING_NOT_ASKED);
    assert_int_equal(
        supplier_standing_of(true, false, "2026-11-24", "2026-11-23"), STANDING_WITHIN_GRACE);
    assert_int_equal(
        supplier_standing_of(true, false, "2026-11-23", "2026-11-23"), STANDING_NOT_MET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(internet_use_marks_and_nothing_else_does_at_first),
        cmocka_unit_test(what_nobody_answered_is_neither_with_nor_without),
        cmocka_unit_test(whoever_has_or_can_have_an_officer_is_a),
        cmocka_unit_test(others_are_sorted_by_either_size),
        cmocka_unit_test(a_duty_counts_when_its_grace_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
