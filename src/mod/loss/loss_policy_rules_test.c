/* What a policy pays, and where the rest goes. */
#include "mod/loss/loss_policy_rules.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct loss_scenario leak = {.key = "leak", .leak = true};
static const struct loss_scenario stop = {.key = "stop"};

static struct loss_policy policy(void)
{
    struct loss_policy p = {.event_limit = INFINITY, .year_limit = INFINITY};
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        p.form_limit[f] = INFINITY;
    p.covers[LOSS_RESPONSE] = p.covers[LOSS_LIABILITY] = p.covers[LOSS_INTERRUPTION] = true;
    return p;
}

static struct loss_event event(double response, double interruption, double hours, double ransom)
{
    struct loss_event e = {.hours = hours};
    e.loss[LOSS_RESPONSE] = response;
    e.loss[LOSS_INTERRUPTION] = interruption;
    e.loss[LOSS_RANSOM] = ransom;
    return e;
}

static double sum(const struct loss_claim *c, enum loss_share share)
{
    double yen = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        yen += c->yen[share][f];
    return yen;
}

static void forms_that_are_not_covered_are_not_paid(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    struct loss_event e = event(100, 0, 0, 50);
    struct loss_claim c;
    loss_policy_event(&p, &stop, &e, &c);
    assert_true(c.yen[LOSS_PAID][LOSS_RESPONSE] == 100);
    assert_true(c.yen[LOSS_NOT_COVERED][LOSS_RANSOM] == 50 && c.yen[LOSS_PAID][LOSS_RANSOM] == 0);
}

static void waiting_hours_take_their_part_of_the_interruption(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    struct loss_event e = event(0, 480, 48, 0);
    struct loss_claim c;
    p.waiting_hours = 12;
    loss_policy_event(&p, &stop, &e, &c);
    assert_true(c.yen[LOSS_OWN_SHARE][LOSS_INTERRUPTION] == 120);
    assert_true(c.yen[LOSS_PAID][LOSS_INTERRUPTION] == 360);
    e.hours = 8;
    loss_policy_event(&p, &stop, &e, &c);
    assert_true(sum(&c, LOSS_PAID) == 0);
}

static void deductible_and_limits_come_in_order_and_all_adds_up(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    struct loss_event e = event(300, 200, 24, 70);
    struct loss_claim c;
    p.form_limit[LOSS_RESPONSE] = 200;
    p.deductible = 100;
    p.event_limit = 240;
    loss_policy_event(&p, &stop, &e, &c); /* 300 → 200; 400 - 100 = 300; limited to 240 */
    assert_true(fabs(sum(&c, LOSS_PAID) - 240) < 1e-9);
    assert_true(fabs(sum(&c, LOSS_OWN_SHARE) - 100) < 1e-9);
    assert_true(fabs(sum(&c, LOSS_OVER_LIMIT) - 160) < 1e-9);
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        double all = 0;
        for (int to = 0; to < LOSS_SHARE_MAX; to++)
            all += c.yen[to][f];
        assert_true(fabs(all - e.loss[f]) < 1e-9);
    }
    assert_true(fabs(c.yen[LOSS_PAID][LOSS_RESPONSE] - 120) < 1e-9);
}

static void a_deductible_above_the_loss_leaves_nothing(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    struct loss_event e = event(30, 20, 24, 0);
    struct loss_claim c;
    p.deductible = 100;
    loss_policy_event(&p, &stop, &e, &c);
    assert_true(sum(&c, LOSS_PAID) == 0 && fabs(sum(&c, LOSS_OWN_SHARE) - 50) < 1e-9);
}

static void a_policy_for_leaks_pays_no_lost_profit_and_no_other_incident(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    struct loss_event e = event(100, 200, 24, 0);
    struct loss_claim c;
    p.leak_only = true;
    loss_policy_event(&p, &stop, &e, &c);
    assert_true(sum(&c, LOSS_PAID) == 0);
    loss_policy_event(&p, &leak, &e, &c);
    assert_true(sum(&c, LOSS_PAID) == 100 && sum(&c, LOSS_NOT_COVERED) == 200);
}

static void excluded_scenarios_are_not_paid(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    struct loss_event e = event(100, 0, 0, 0);
    struct loss_claim c;
    e.scenario = 3;
    p.excludes[3] = true;
    loss_policy_event(&p, &stop, &e, &c);
    assert_true(sum(&c, LOSS_NOT_COVERED) == 100);
}

static void the_limit_of_a_year_cuts_all_payments_alike(void **state)
{
    (void)state;
    struct loss_policy p = policy();
    assert_true(loss_policy_year(&p, 1e12) == 1);
    p.year_limit = 300;
    assert_true(loss_policy_year(&p, 400) == 0.75 && loss_policy_year(&p, 300) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_that_are_not_covered_are_not_paid),
        cmocka_unit_test(waiting_hours_take_their_part_of_the_interruption),
        cmocka_unit_test(deductible_and_limits_come_in_order_and_all_adds_up),
        cmocka_unit_test(a_deductible_above_the_loss_leaves_nothing),
        cmocka_unit_test(a_policy_for_leaks_pays_no_lost_profit_and_no_other_incident),
        cmocka_unit_test(excluded_scenarios_are_not_paid),
        cmocka_unit_test(the_limit_of_a_year_cuts_all_payments_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
