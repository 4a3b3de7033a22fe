/* What a model may say. */
#include "mod/loss/loss.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PLACE_SIZE = 120 };

struct place {
    char text[PLACE_SIZE];
};

static struct place __attribute__((format(printf, 1, 2))) place(const char *format, ...)
{
    struct place p;
    va_list args;
    va_start(args, format);
    vsnprintf(p.text, sizeof p.text, format, args);
    va_end(args);
    return p;
}

const char *loss_form_key(enum loss_form form)
{
#define LOSS_FORM_KEY(name, key) key,
    static const char *const keys[LOSS_FORM_MAX] = {LOSS_FORM_LIST(LOSS_FORM_KEY)};
#undef LOSS_FORM_KEY
    return keys[form];
}

enum loss_form loss_form_of(const char *key)
{
    int f = 0;
    while (f < LOSS_FORM_MAX && strcmp(loss_form_key((enum loss_form)f), key) != 0)
        f++;
    return (enum loss_form)f;
}

static void check_share(double value, struct place at, struct problem *problem)
{
    if (!(value >= 0))
        problem_field_limit(problem, at.text, "too_small", 0);
    else if (value > 1)
        problem_field_limit(problem, at.text, "too_large", 1);
}

static void check_amount(double value, struct place at, struct problem *problem)
{
    if (!(value >= 0))
        problem_field_limit(problem, at.text, "too_small", 0);
    else if (value > (double)LOSS_AMOUNT_MAX && !isinf(value))
        problem_field_limit(problem, at.text, "too_large", LOSS_AMOUNT_MAX);
}

static bool waits(const struct loss_model *m)
{
    for (size_t i = 0; i < m->n_policies; i++)
        if (m->policies[i].covers[LOSS_INTERRUPTION] && m->policies[i].waiting_hours > 0)
            return true;
    return false;
}

static void check_items(const struct loss_model *m, size_t s, struct problem *problem)
{
    const struct loss_scenario *scenario = &m->scenarios[s];
    for (size_t i = 0; i < scenario->n_items; i++) {
        const struct loss_item *item = &scenario->items[i];
        struct place at = place("/scenarios/%zu/items/%zu", s, i);
        check_share(item->probability, place("%s/probability", at.text), problem);
        loss_quantity_check(
            &item->amount, LOSS_AMOUNT_MAX, place("%s/amount", at.text).text, problem);
        if (item->has_units)
            loss_quantity_check(
                &item->units, LOSS_UNITS_MAX, place("%s/units", at.text).text, problem);
        else if (item->form == LOSS_INTERRUPTION && waits(m))
            problem_field(problem, place("%s/units", at.text).text, "loss_days");
    }
}

static void check_key(const char *key, const char *other, struct place at, struct problem *problem)
{
    if (strcmp(key, other) == 0)
        problem_field(problem, at.text, "twice");
}

static void check_scenarios(const struct loss_model *m, struct problem *problem)
{
    for (size_t s = 0; s < m->n_scenarios; s++) {
        struct place at = place("/scenarios/%zu", s);
        for (size_t i = 0; i < s; i++)
            check_key(m->scenarios[s].key, m->scenarios[i].key, place("%s/key", at.text), problem);
        loss_quantity_check(&m->scenarios[s].frequency, LOSS_FREQUENCY_MAX,
            place("%s/frequency", at.text).text, problem);
        check_items(m, s, problem);
    }
}

static void check_shocks(const struct loss_model *m, struct problem *problem)
{
    for (size_t s = 0; s < m->n_shocks; s++) {
        const struct loss_shock *shock = &m->shocks[s];
        struct place at = place("/shocks/%zu", s);
        for (size_t i = 0; i < s; i++)
            check_key(shock->key, m->shocks[i].key, place("%s/key", at.text), problem);
        for (size_t i = 0; i < m->n_scenarios; i++)
            check_key(shock->key, m->scenarios[i].key, place("%s/key", at.text), problem);
        loss_quantity_check(
            &shock->frequency, LOSS_FREQUENCY_MAX, place("%s/frequency", at.text).text, problem);
        for (size_t i = 0; i < shock->n_triggers; i++)
            check_share(shock->triggers[i].probability,
                place("%s/triggers/%zu/probability", at.text, i), problem);
    }
}

static void check_measures(const struct loss_model *m, struct problem *problem)
{
    for (size_t i = 0; i < m->n_measures; i++) {
        const struct loss_measure *measure = &m->measures[i];
        for (size_t k = 0; k < i; k++)
            check_key(measure->key, m->measures[k].key, place("/measures/%zu/key", i), problem);
        check_amount(measure->cost, place("/measures/%zu/cost", i), problem);
        for (size_t k = 0; k < measure->n_effects; k++) {
            struct place at = place("/measures/%zu/effects/%zu", i, k);
            check_share(measure->effects[k].frequency, place("%s/frequency", at.text), problem);
            for (int f = 0; f < LOSS_FORM_MAX; f++)
                check_share(measure->effects[k].loss[f], place("%s/loss", at.text), problem);
        }
    }
}

static void check_policies(const struct loss_model *m, struct problem *problem)
{
    for (size_t i = 0; i < m->n_policies; i++) {
        const struct loss_policy *policy = &m->policies[i];
        struct place at = place("/policies/%zu", i);
        for (size_t k = 0; k < i; k++)
            check_key(policy->key, m->policies[k].key, place("%s/key", at.text), problem);
        check_amount(policy->premium, place("%s/premium", at.text), problem);
        check_amount(policy->deductible, place("%s/deductible", at.text), problem);
        check_amount(policy->event_limit, place("%s/event_limit", at.text), problem);
        check_amount(policy->year_limit, place("%s/year_limit", at.text), problem);
        for (int f = 0; f < LOSS_FORM_MAX; f++)
            check_amount(policy->form_limit[f], place("%s/covers", at.text), problem);
        if (!(policy->waiting_hours >= 0))
            problem_field_limit(problem, place("%s/waiting_hours", at.text).text, "too_small", 0);
        if (policy->waiting_hours > LOSS_HOURS_MAX)
            problem_field_limit(
                problem, place("%s/waiting_hours", at.text).text, "too_large", LOSS_HOURS_MAX);
    }
}

/* A larger loss may not be more probable. */
static void check_appetite(const struct loss_model *m, struct problem *problem)
{
    for (size_t i = 0; i < m->n_appetite; i++) {
        const struct loss_appetite *a = &m->appetite[i];
        check_amount(a->loss, place("/appetite/%zu/loss", i), problem);
        check_share(a->probability, place("/appetite/%zu/probability", i), problem);
        if (i > 0 && !(a->loss > a[-1].loss))
            problem_field(problem, place("/appetite/%zu/loss", i).text, "loss_rising");
        if (i > 0 && a->probability > a[-1].probability)
            problem_field(problem, place("/appetite/%zu/probability", i).text, "loss_falling");
    }
}

enum err loss_model_check(const struct loss_model *model, struct problem *problem)
{
    check_scenarios(model, problem);
    check_shocks(model, problem);
    check_measures(model, problem);
    check_policies(model, problem);
    check_appetite(model, problem);
    return problem_check(problem);
}
