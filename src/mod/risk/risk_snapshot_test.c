#include "mod/risk/risk_snapshot_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check_quarter(struct date day, int first_month, const char *period, const char *end)
{
    char text[DATE_TEXT_SIZE];
    struct risk_quarter q = risk_quarter_ended(day, first_month);
    date_format(q.end, text);
    assert_string_equal(q.period, period);
    assert_string_equal(text, end);
}

static void the_quarter_that_has_ended_is_of_the_fiscal_year(void **state)
{
    (void)state;
    check_quarter((struct date){2026, 11, 23}, 4, "FY2026-Q2", "2026-09-30");
    check_quarter((struct date){2026, 9, 30}, 4, "FY2026-Q1", "2026-06-30");
    check_quarter((struct date){2026, 4, 1}, 4, "FY2025-Q4", "2026-03-31");
    check_quarter((struct date){2026, 1, 1}, 1, "FY2025-Q4", "2025-12-31");
    check_quarter((struct date){2026, 1, 15}, 12, "FY2024-Q4", "2025-11-30");
    check_quarter((struct date){2028, 3, 1}, 12, "FY2027-Q1", "2028-02-29");
}

static void a_quarter_is_kept_only_soon_after_its_end(void **state)
{
    struct risk_quarter q = risk_quarter_ended((struct date){2026, 10, 1}, 4);
    (void)state;
    assert_true(risk_quarter_is_fresh(&q, (struct date){2026, 10, 1}));
    assert_true(risk_quarter_is_fresh(&q, (struct date){2026, 10, 7}));
    assert_false(risk_quarter_is_fresh(&q, (struct date){2026, 10, 8}));
}

static const struct risk_standing FULL = {.likelihood = 3,
    .importance = 2,
    .value = 3,
    .residual_likelihood = 2,
    .residual_importance = 2,
    .residual_value = 2,
    .value_now = 2};

static void check_why(struct risk_standing to, bool same_method, size_t n, enum risk_why first)
{
    enum risk_why whys[RISK_WHY_MAX] = {RISK_WHY_MAX};
    assert_int_equal(risk_why_of(&FULL, &to, same_method, whys), n);
    if (n > 0)
        assert_int_equal(whys[0], first);
}

static void what_differs_is_named(void **state)
{
    struct risk_standing to = FULL;
    (void)state;
    check_why(to, true, 0, RISK_WHY_MAX);
    to.likelihood = 2;
    check_why(to, true, 1, RISK_WHY_LIKELIHOOD);
    to.importance = 1;
    check_why(to, true, 2, RISK_WHY_LIKELIHOOD);
    to = FULL;
    to.residual_likelihood = 1;
    check_why(to, true, 1, RISK_WHY_MEASURES);
    to = FULL;
    to.accepted = true;
    check_why(to, true, 1, RISK_WHY_ACCEPTED);
}

static void what_the_measures_leave_is_not_named_where_it_only_follows(void **state)
{
    struct risk_standing to = FULL;
    (void)state;
    to.importance = to.residual_importance = 1;
    check_why(to, true, 1, RISK_WHY_IMPORTANCE);
    to.residual_likelihood = to.residual_importance = to.residual_value = 0;
    check_why(to, true, 2, RISK_WHY_IMPORTANCE);
}

static void the_method_is_named_when_nothing_else_explains_the_value(void **state)
{
    struct risk_standing to = FULL;
    (void)state;
    to.value_now = 4;
    check_why(to, false, 1, RISK_WHY_METHOD);
    check_why(to, true, 0, RISK_WHY_MAX);
    to.likelihood = 2;
    check_why(to, false, 1, RISK_WHY_LIKELIHOOD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quarter_that_has_ended_is_of_the_fiscal_year),
        cmocka_unit_test(a_quarter_is_kept_only_soon_after_its_end),
        cmocka_unit_test(what_differs_is_named),
        cmocka_unit_test(what_the_measures_leave_is_not_named_where_it_only_follows),
        cmocka_unit_test(the_method_is_named_when_nothing_else_explains_the_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
