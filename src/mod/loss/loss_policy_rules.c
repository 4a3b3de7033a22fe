#include "mod/loss/loss_policy_rules.h"

#include <math.h>

static bool is_covered(const struct loss_policy *p, const struct loss_scenario *scenario,
    size_t index, enum loss_form form)
{
    if (!p->covers[form] || p->excludes[index])
        return false;
    return !p->leak_only || (scenario->leak && form != LOSS_INTERRUPTION);
}

static void move(struct loss_claim *c, enum loss_share to, int form, double yen)
{
    c->yen[LOSS_PAID][form] -= yen;
    c->yen[to][form] += yen;
}

static double paid(const struct loss_claim *c)
{
    double sum = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        sum += c->yen[LOSS_PAID][f];
    return sum;
}

/* Moves `yen` of all payments, from each form in proportion. */
static void move_in_proportion(struct loss_claim *c, enum loss_share to, double yen)
{
    double all = paid(c);
    for (int f = 0; f < LOSS_FORM_MAX && yen > 0 && all > 0; f++)
        move(c, to, f, c->yen[LOSS_PAID][f] * fmin(1, yen / all));
}

void loss_policy_event(const struct loss_policy *policy, const struct loss_scenario *scenario,
    const struct loss_event *event, struct loss_claim *ret_claim)
{
    struct loss_claim c = {0};
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        c.yen[LOSS_PAID][f] = event->loss[f];
        if (!is_covered(policy, scenario, event->scenario, (enum loss_form)f))
            move(&c, LOSS_NOT_COVERED, f, event->loss[f]);
    }
    double stopped = c.yen[LOSS_PAID][LOSS_INTERRUPTION];
    if (stopped > 0 && policy->waiting_hours > 0)
        move(&c, LOSS_OWN_SHARE, LOSS_INTERRUPTION,
            stopped * fmin(1, policy->waiting_hours / event->hours));
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        move(&c, LOSS_OVER_LIMIT, f, fmax(0, c.yen[LOSS_PAID][f] - policy->form_limit[f]));
    move_in_proportion(&c, LOSS_OWN_SHARE, policy->deductible);
    move_in_proportion(&c, LOSS_OVER_LIMIT, paid(&c) - policy->event_limit);
    *ret_claim = c;
}

double loss_policy_year(const struct loss_policy *policy, double paid_sum)
{
    return paid_sum > policy->year_limit ? policy->year_limit / paid_sum : 1;
}
