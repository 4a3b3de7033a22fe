#include "mod/risk/risk_worth_rules.h"

enum { RANKS = 3 };

int risk_importance_step(const struct risk_method *m, int rank)
{
    int n = m->scales[RISK_IMPORTANCE].n;
    if (rank < 1 || rank > RANKS || n == 0)
        return 0;
    if (rank == RANKS)
        return n;
    return rank == 1 ? 1 : n / 2 + 1;
}

struct risk_steps risk_steps_before(const struct risk_method *m, const struct risk_said *said)
{
    struct risk_steps steps = said->steps;
    if (steps.importance == 0)
        steps.importance = (uint8_t)risk_importance_step(m, said->ledger_importance);
    return steps;
}

struct risk_steps risk_steps_after(const struct risk_method *m, const struct risk_said *said)
{
    struct risk_steps steps = risk_steps_before(m, said);
    bool told = said->residual_vulnerability != 0 || said->residual_likelihood != 0 ||
                said->residual_importance != 0;
    if (!told)
        return (struct risk_steps){0};
    if (said->residual_importance != 0)
        steps.importance = said->residual_importance;
    if (said->residual_likelihood != 0) {
        steps.likelihood = said->residual_likelihood;
    } else if (said->residual_vulnerability != 0) {
        steps.likelihood = 0;
        steps.vulnerability = said->residual_vulnerability;
    }
    return steps;
}

struct risk_worth risk_worth_of(const struct risk_method *m, const struct risk_said *said)
{
    struct risk_steps before = risk_steps_before(m, said);
    struct risk_steps after = risk_steps_after(m, said);
    struct risk_worth w = {
        .likelihood = (uint8_t)risk_likelihood(m, before),
        .importance = before.importance,
        .value = (uint8_t)risk_value(m, before),
        .residual_likelihood = (uint8_t)risk_likelihood(m, after),
        .residual_importance = after.importance,
        .residual_value = (uint8_t)risk_value(m, after),
    };
    w.value_now = w.residual_value != 0 ? w.residual_value : w.value;
    return w;
}

void risk_worth_all(const struct risk_method *m, const struct risk_said *said, size_t n,
    struct risk_worth *ret_worth)
{
    for (size_t i = 0; i < n; i++)
        ret_worth[i] = risk_worth_of(m, &said[i]);
}
