#include "kernel/approval/approval_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { DRAFTER = 1, A = 11, B = 12, C = 13, D = 14, STRANGER = 99 };

static const char TODAY[] = "2026-11-24";

#define ASKED(id)          \
    {                      \
        .account_id = (id) \
    }
#define YES(id)                                                              \
    {                                                                        \
        .account_id = (id), .decision = DECISION_APPROVE, .decided_by = (id) \
    }
#define YES_BY(id, by)                                                       \
    {                                                                        \
        .account_id = (id), .decision = DECISION_APPROVE, .decided_by = (by) \
    }

static struct rule_step step_of(
    enum approval_need need, int count, const struct rule_seat *seats, size_t n)
{
    return (struct rule_step){.need = need, .count = count, .seats = seats, .n_seats = n};
}

static struct rule_round round_of(int step, const struct rule_step *steps, size_t n)
{
    return (struct rule_round){.step = step, .steps = steps, .n_steps = n, .drafter_id = DRAFTER};
}

static enum approval_right right_of(
    const struct rule_round *round, int64_t actor, const struct rule_deputy *d, size_t n)
{
    size_t seat = 0;
    enum approval_as as = AS_SELF;
    return approval_right(round, actor, d, n, TODAY, &seat, &as);
}

static void all_any_and_n_of_m_say_when_a_step_is_done(void **state)
{
    (void)state;
    const struct rule_seat one[] = {YES(A), ASKED(B), ASKED(C)};
    const struct rule_seat two[] = {YES(A), YES(B), ASKED(C)};
    const struct rule_seat three[] = {YES(A), YES(B), YES(C)};
    struct rule_step s = step_of(NEED_ALL, 0, two, 3);
    assert_false(approval_step_done(&s));
    s.seats = three;
    assert_true(approval_step_done(&s));
    s = step_of(NEED_ANY, 0, one, 3);
    assert_true(approval_step_done(&s));
    s = step_of(NEED_COUNT, 2, one, 3);
    assert_false(approval_step_done(&s));
    s.seats = two;
    assert_true(approval_step_done(&s));
    s = step_of(NEED_ALL, 0, NULL, 0); /* nobody is left: nothing is approved by that */
    assert_false(approval_step_done(&s));
}

static void one_person_for_two_seats_is_one_of_n_but_both_of_all(void **state)
{
    (void)state;
    const struct rule_seat seats[] = {YES(A), YES_BY(B, A)};
    struct rule_step s = step_of(NEED_COUNT, 2, seats, 2);
    assert_false(approval_step_done(&s));
    s = step_of(NEED_ALL, 0, seats, 2);
    assert_true(approval_step_done(&s));
}

static void one_asked_by_escalation_suffices_and_is_not_waited_for(void **state)
{
    (void)state;
    struct rule_seat seats[] = {YES(A), ASKED(B), {.account_id = C, .escalated = true}};
    struct rule_step s = step_of(NEED_ALL, 0, seats, 3);
    assert_false(approval_step_done(&s));
    seats[2].decision = DECISION_APPROVE;
    assert_true(approval_step_done(&s));
    struct rule_seat others[] = {YES(A), YES(B), {.account_id = C, .escalated = true}};
    s.seats = others;
    assert_true(approval_step_done(&s));
}

static void after_the_last_step_a_round_is_approved(void **state)
{
    (void)state;
    const struct rule_seat a[] = {YES(A)}, b[] = {ASKED(B)}, done[] = {YES(B)};
    const struct rule_step steps[] = {step_of(NEED_ALL, 0, a, 1), step_of(NEED_ALL, 0, b, 1)};
    const struct rule_step end[] = {steps[0], step_of(NEED_ALL, 0, done, 1)};
    struct rule_round r = round_of(1, steps, 2);
    assert_int_equal(approval_next(&r), NEXT_STEP);
    r.step = 2;
    assert_int_equal(approval_next(&r), NEXT_WAIT);
    r.steps = end;
    assert_int_equal(approval_next(&r), NEXT_APPROVED);
}

static void only_whose_turn_it_is_may_decide_and_once(void **state)
{
    (void)state;
    const struct rule_seat one[] = {YES(A)}, two[] = {ASKED(B), YES(C)}, three[] = {ASKED(D)};
    const struct rule_step steps[] = {
        step_of(NEED_ALL, 0, one, 1), step_of(NEED_ALL, 0, two, 2), step_of(NEED_ALL, 0, three, 1)};
    struct rule_round r = round_of(2, steps, 3);
    assert_int_equal(right_of(&r, B, NULL, 0), RIGHT_YES);
    assert_int_equal(right_of(&r, A, NULL, 0), RIGHT_ALREADY);
    assert_int_equal(right_of(&r, C, NULL, 0), RIGHT_ALREADY);
    assert_int_equal(right_of(&r, D, NULL, 0), RIGHT_NOT_TURN);
    assert_int_equal(right_of(&r, STRANGER, NULL, 0), RIGHT_NOT_ASKED);
    r.state = APPROVAL_WITHDRAWN;
    assert_int_equal(right_of(&r, B, NULL, 0), RIGHT_ENDED);
}

static void nobody_approves_the_own_draft_unless_alone(void **state)
{
    (void)state;
    const struct rule_seat seats[] = {ASKED(DRAFTER), ASKED(B)};
    const struct rule_step steps[] = {step_of(NEED_ANY, 0, seats, 2)};
    const struct rule_deputy stands_in[] = {{B, DRAFTER, NULL, NULL}};
    struct rule_round r = round_of(1, steps, 1);
    assert_int_equal(right_of(&r, DRAFTER, stands_in, 1), RIGHT_DRAFTER);
    r.alone = true;
    assert_int_equal(right_of(&r, DRAFTER, NULL, 0), RIGHT_YES);
    const struct rule_step others[] = {step_of(NEED_ANY, 0, seats + 1, 1)}; /* who has come since */
    r.steps = others;
    assert_int_equal(right_of(&r, DRAFTER, stands_in, 1), RIGHT_NOT_ASKED);
}

static void a_deputy_decides_for_the_absent_on_the_days_given(void **state)
{
    (void)state;
    const struct rule_seat seats[] = {YES(A), ASKED(B)};
    const struct rule_step steps[] = {step_of(NEED_ALL, 0, seats, 2)};
    const struct rule_round r = round_of(1, steps, 1);
    size_t seat = 99;
    enum approval_as as = AS_SELF;
    const struct rule_deputy now[] = {{B, D, "2026-11-24", "2026-11-24"}};
    assert_int_equal(approval_right(&r, D, now, 1, TODAY, &seat, &as), RIGHT_YES);
    assert_int_equal(seat, 1);
    assert_int_equal(as, AS_DEPUTY);
    const struct rule_deputy over[] = {{B, D, "2026-11-01", "2026-11-23"}};
    assert_int_equal(right_of(&r, D, over, 1), RIGHT_DEPUTY_OUT);
    const struct rule_deputy soon[] = {{B, D, "2026-11-25", NULL}};
    assert_int_equal(right_of(&r, D, soon, 1), RIGHT_DEPUTY_OUT);
    const struct rule_deputy standing[] = {{B, D, NULL, NULL}};
    assert_int_equal(right_of(&r, D, standing, 1), RIGHT_YES);
    const struct rule_deputy other[] = {{A, D, NULL, NULL}}; /* of one who has decided */
    assert_int_equal(right_of(&r, D, other, 1), RIGHT_NOT_ASKED);
}

static void it_goes_back_to_the_drafter_or_an_earlier_step_only(void **state)
{
    (void)state;
    const struct rule_round r = round_of(2, NULL, 3);
    assert_true(approval_return_ok(&r, 0));
    assert_true(approval_return_ok(&r, 1));
    assert_false(approval_return_ok(&r, 2));
    assert_false(approval_return_ok(&r, 3));
    assert_false(approval_return_ok(&r, -1));
}

static void the_route_of_the_highest_amount_that_fits_is_taken(void **state)
{
    (void)state;
    const struct rule_condition routes[] = {
        {.path = NULL},
        {.has_amount = true, .amount = 1000000, .currency = "JPY"},
        {.has_amount = true, .amount = 10000000, .currency = "JPY"},
        {.class_key = "high"},
        {.path = "/1/5/"},
    };
    struct rule_facts f = {
        .path = "/1/7/", .has_amount = true, .amount = 3000000, .currency = "JPY"};
    assert_int_equal(approval_route_choose(routes, 5, &f), 1);
    f.amount = 10000000;
    assert_int_equal(approval_route_choose(routes, 5, &f), 2);
    f.currency = "USD"; /* no rate is known: an amount elsewhere says nothing */
    assert_int_equal(approval_route_choose(routes, 5, &f), 0);
    f = (struct rule_facts){.path = "/1/5/9/"};
    assert_int_equal(approval_route_choose(routes, 5, &f), 4);
    f.class_key = "high";
    assert_int_equal(approval_route_choose(routes, 5, &f), 3);
    assert_int_equal(approval_route_choose(routes + 1, 2, &f), -1);
}

static void a_role_is_looked_for_in_the_unit_and_then_above(void **state)
{
    (void)state;
    int64_t ids[APPROVAL_SEATS];
    const struct rule_candidate all[] = {
        {A, "/"}, {B, "/1/5/"}, {C, "/1/5/"}, {D, "/1/6/"}, {B, "/1/5/"}};
    const int64_t a = A, b = B;
    const struct rule_ids but_a = {&a, 1}, but_b = {&b, 1};
    assert_int_equal(approval_nearest(all, 5, "/1/5/9/", &(struct rule_ids){NULL, 0}, ids), 2);
    assert_int_equal(ids[0], B);
    assert_int_equal(ids[1], C);
    assert_int_equal(approval_nearest(all, 5, "/1/5/9/", &but_b, ids), 1);
    assert_int_equal(ids[0], C);
    assert_int_equal(
        approval_nearest(all, 2, "/1/5/9/", &but_b, ids), 1); /* not one's own superior */
    assert_int_equal(ids[0], A);
    assert_int_equal(approval_nearest(all, 1, "/1/5/9/", &but_a, ids), 0);
}

static void what_somebody_wrote_others_decide_on_rather(void **state)
{
    (void)state;
    int64_t ids[APPROVAL_SEATS];
    const struct rule_writer writers[] = {{A, 10}, {B, 20}, {D, 5}};
    const int64_t deciders[] = {A, B, C};
    struct rule_eyes eyes = {writers, 3, deciders, 3, 0};
    assert_int_equal(approval_rather(&eyes, A, ids), 1);
    assert_int_equal(ids[0], C);
    assert_int_equal(approval_rather(&eyes, B, ids), 2);
    assert_int_equal(approval_rather(&eyes, C, ids), 0);
    eyes.sender_id = C; /* may decide instead of sending */
    assert_int_equal(approval_rather(&eyes, A, ids), 1);
    eyes.n_deciders = 2; /* all have written: the earlier one decides */
    assert_int_equal(approval_rather(&eyes, A, ids), 0);
    assert_int_equal(approval_rather(&eyes, B, ids), 1);
    assert_int_equal(ids[0], A);
    eyes.sender_id = A; /* whoever sends does not decide */
    assert_int_equal(approval_rather(&eyes, B, ids), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_any_and_n_of_m_say_when_a_step_is_done),
        cmocka_unit_test(one_person_for_two_seats_is_one_of_n_but_both_of_all),
        cmocka_unit_test(one_asked_by_escalation_suffices_and_is_not_waited_for),
        cmocka_unit_test(after_the_last_step_a_round_is_approved),
        cmocka_unit_test(only_whose_turn_it_is_may_decide_and_once),
        cmocka_unit_test(nobody_approves_the_own_draft_unless_alone),
        cmocka_unit_test(a_deputy_decides_for_the_absent_on_the_days_given),
        cmocka_unit_test(it_goes_back_to_the_drafter_or_an_earlier_step_only),
        cmocka_unit_test(the_route_of_the_highest_amount_that_fits_is_taken),
        cmocka_unit_test(what_somebody_wrote_others_decide_on_rather),
        cmocka_unit_test(a_role_is_looked_for_in_the_unit_and_then_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
