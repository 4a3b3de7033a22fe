/* What an insurance policy pays of an event and of a year, and why it does not pay the rest. */
#ifndef KANAME_MOD_LOSS_LOSS_POLICY_RULES_H
#define KANAME_MOD_LOSS_LOSS_POLICY_RULES_H

#include "mod/loss/loss.h"

struct loss_event {
    size_t scenario;
    double loss[LOSS_FORM_MAX]; /* yen */
    double hours;               /* the longest interruption */
};

/* Where the yen of a form go; for each form they add up to the loss. */
enum loss_share {
    LOSS_PAID,
    LOSS_NOT_COVERED, /* form, scenario or kind of incident is outside the policy */
    LOSS_OWN_SHARE,   /* waiting hours and deductible */
    LOSS_OVER_LIMIT,
    LOSS_SHARE_MAX
};

struct loss_claim {
    double yen[LOSS_SHARE_MAX][LOSS_FORM_MAX];
};

/* In this order: what is covered at all; waiting hours, as the part of an interruption's loss that
 * its first hours are; the limits of forms; the deductible; the limit of the event. Deductible and
 * limits of several forms are borne by each in proportion. */
void loss_policy_event(const struct loss_policy *policy, const struct loss_scenario *scenario,
    const struct loss_event *event, struct loss_claim *ret_claim);

/* The part of a year's payments that the year's limit leaves, 0 to 1. Which event came first does
 * not matter. */
double loss_policy_year(const struct loss_policy *policy, double paid);

#endif
