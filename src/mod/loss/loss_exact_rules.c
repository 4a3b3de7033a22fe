#include "mod/loss/loss_exact_rules.h"

static double square(double x)
{
    return x * x;
}

static double item_mean(const struct loss_item *item)
{
    double units = item->has_units ? loss_quantity_mean(&item->units) : 1;
    return item->probability * loss_quantity_mean(&item->amount) * units;
}

static double second_moment(const struct loss_quantity *q)
{
    return loss_quantity_variance(q) + square(loss_quantity_mean(q));
}

static double item_variance(const struct loss_item *item)
{
    double units = item->has_units ? second_moment(&item->units) : 1;
    return item->probability * second_moment(&item->amount) * units - square(item_mean(item));
}

double loss_exact_event_form(const struct loss_scenario *scenario, enum loss_form form)
{
    double mean = 0;
    for (size_t i = 0; i < scenario->n_items; i++)
        mean += scenario->items[i].form == form ? item_mean(&scenario->items[i]) : 0;
    return mean;
}

struct loss_moments loss_exact_event(const struct loss_scenario *scenario)
{
    struct loss_moments m = {0};
    for (size_t i = 0; i < scenario->n_items; i++) {
        m.mean += item_mean(&scenario->items[i]);
        m.variance += item_variance(&scenario->items[i]);
    }
    return m;
}

/* A year of a source of events: how often, and what one event costs. */
static struct loss_moments year(const struct loss_quantity *frequency, struct loss_moments event)
{
    double often = loss_quantity_mean(frequency);
    return (struct loss_moments){
        .mean = often * event.mean,
        .variance = often * (event.variance + square(event.mean)) +
                    loss_quantity_variance(frequency) * square(event.mean),
    };
}

/* What one happening of a shock costs: in `only` scenario, or in all of them. */
static struct loss_moments shock_event(
    const struct loss_model *model, const struct loss_shock *shock, const size_t *only)
{
    struct loss_moments sum = {0};
    for (size_t i = 0; i < shock->n_triggers; i++) {
        const struct loss_trigger *t = &shock->triggers[i];
        if (only != NULL && t->scenario != *only)
            continue;
        struct loss_moments event = loss_exact_event(&model->scenarios[t->scenario]);
        double second = event.variance + square(event.mean);
        sum.mean += t->probability * event.mean;
        sum.variance += t->probability * second - square(t->probability * event.mean);
    }
    return sum;
}

static void add_shocks(const struct loss_model *model, const size_t *only, struct loss_moments *sum)
{
    for (size_t i = 0; i < model->n_shocks; i++) {
        const struct loss_shock *shock = &model->shocks[i];
        struct loss_moments m = year(&shock->frequency, shock_event(model, shock, only));
        sum->mean += m.mean;
        sum->variance += m.variance;
    }
}

struct loss_moments loss_exact_scenario(const struct loss_model *model, size_t scenario)
{
    const struct loss_scenario *s = &model->scenarios[scenario];
    struct loss_moments sum = year(&s->frequency, loss_exact_event(s));
    add_shocks(model, &scenario, &sum);
    return sum;
}

struct loss_moments loss_exact_total(const struct loss_model *model)
{
    struct loss_moments sum = {0};
    for (size_t i = 0; i < model->n_scenarios; i++) {
        const struct loss_scenario *s = &model->scenarios[i];
        struct loss_moments own = year(&s->frequency, loss_exact_event(s));
        sum.mean += own.mean;
        sum.variance += own.variance;
    }
    add_shocks(model, NULL, &sum);
    return sum;
}
