/* What can be known of a model without simulating it: means and variances of annual losses. The
 * simulation is held against them, in tests and in every run's result. */
#ifndef KANAME_MOD_LOSS_LOSS_EXACT_RULES_H
#define KANAME_MOD_LOSS_LOSS_EXACT_RULES_H

#include "mod/loss/loss.h"

struct loss_moments {
    double mean, variance;
};

/* The cost of one event by its form; its variance is that of the sum. */
double loss_exact_event_form(const struct loss_scenario *scenario, enum loss_form form);
struct loss_moments loss_exact_event(const struct loss_scenario *scenario);

/* A year of one scenario, events of shocks among it. For a fixed frequency f without shocks the
 * mean is f·E[X] and the variance f·E[X²] (compound Poisson); a range of frequencies adds
 * Var(f)·E[X]². */
struct loss_moments loss_exact_scenario(const struct loss_model *model, size_t scenario);

/* A year of all scenarios: shocks make their losses move together. */
struct loss_moments loss_exact_total(const struct loss_model *model);

#endif
