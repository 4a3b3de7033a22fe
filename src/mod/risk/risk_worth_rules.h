/* What a risk is worth by a method: likelihood and importance as they count, the value, and the
 * same after the measures. Pure. Steps are numbered from 1; 0 is "not known". */
#ifndef KANAME_MOD_RISK_RISK_WORTH_RULES_H
#define KANAME_MOD_RISK_RISK_WORTH_RULES_H

#include "mod/risk/risk_method_rules.h"

/* What people have said of a risk. */
struct risk_said {
    struct risk_steps steps;        /* importance 0: as the ledgers have it */
    uint8_t ledger_importance;      /* 1 low, 2 middle, 3 high; 0: not told */
    uint8_t residual_vulnerability; /* after the measures; 0: as before */
    uint8_t residual_likelihood;    /* set directly; 0: from the two */
    uint8_t residual_importance;    /* 0: as before */
};

struct risk_worth {
    uint8_t likelihood, importance, value;
    uint8_t residual_likelihood, residual_importance, residual_value; /* 0: nothing is said */
    uint8_t value_now; /* the residual one where it is known, else the value */
};

/* The step of a method's importance scale that one of three is: lowest, middle (the upper of two)
 * and highest. */
int risk_importance_step(const struct risk_method *method, int rank);

/* The steps that count before and after the measures. */
struct risk_steps risk_steps_before(const struct risk_method *method, const struct risk_said *said);
/* All 0 where nothing is said of the time after the measures. */
struct risk_steps risk_steps_after(const struct risk_method *method, const struct risk_said *said);

struct risk_worth risk_worth_of(const struct risk_method *method, const struct risk_said *said);

/* The same of many. */
void risk_worth_all(const struct risk_method *method, const struct risk_said *said, size_t n,
    struct risk_worth *ret_worth);

#endif
