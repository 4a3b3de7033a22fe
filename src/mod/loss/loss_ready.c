/* The model made ready for the simulation: samplers, sources, and what each case leaves. */
#include "base/mem.h"
#include "mod/loss/loss_simulate_private.h"

#include <math.h>

const struct loss_case *loss_cases(const void *ctx, const struct loss_model *model, size_t *ret_n)
{
    struct loss_case *cases =
        mem_array(ctx, struct loss_case, 2 + model->n_measures + model->n_policies);
    size_t n = 1; /* the first is LOSS_AS_IS */
    for (size_t i = 0; i < model->n_measures; i++)
        cases[n++] = (struct loss_case){LOSS_WITH_MEASURE, i};
    if (model->n_measures > 1)
        cases[n++] = (struct loss_case){LOSS_WITH_MEASURES, 0};
    for (size_t i = 0; i < model->n_policies; i++)
        cases[n++] = (struct loss_case){LOSS_WITH_POLICY, i};
    *ret_n = n;
    return cases;
}

/* The Poisson distribution, summed up until nothing is left that a number below 1 could tell. */
static const double *poisson_table(const void *ctx, double rate)
{
    double *at_most = mem_array(ctx, double, LOSS_RATE_ROWS);
    double term = exp(-rate), sum = term;
    for (int n = 0; n < LOSS_RATE_ROWS; n++) {
        at_most[n] = n < LOSS_RATE_ROWS - 1 ? fmin(sum, 1) : 1;
        term *= rate / (n + 1);
        sum += term;
    }
    return at_most;
}

static struct ready_source ready_source(
    const void *ctx, const char *key, const struct loss_quantity *frequency)
{
    bool known = frequency->shape == LOSS_FIXED && frequency->likely <= LOSS_RATE_TABLE;
    return (struct ready_source){
        .id = loss_source(key, NULL),
        .rate = loss_sampler(ctx, frequency),
        .at_most = known ? poisson_table(ctx, frequency->likely) : NULL,
    };
}

static void ready_scenarios(const void *ctx, struct ready *r)
{
    const struct loss_model *m = r->model;
    r->scenarios = mem_array(ctx, struct ready_source, m->n_scenarios);
    r->items = mem_array(ctx, struct ready_item *, m->n_scenarios);
    for (size_t s = 0; s < m->n_scenarios; s++) {
        const struct loss_scenario *scenario = &m->scenarios[s];
        r->scenarios[s] = ready_source(ctx, scenario->key, &scenario->frequency);
        r->items[s] = mem_array(ctx, struct ready_item, scenario->n_items);
        for (size_t i = 0; i < scenario->n_items; i++) {
            const struct loss_item *item = &scenario->items[i];
            r->items[s][i].amount = loss_sampler(ctx, &item->amount);
            if (item->has_units)
                r->items[s][i].units = loss_sampler(ctx, &item->units);
        }
    }
}

static void ready_shocks(const void *ctx, struct ready *r)
{
    const struct loss_model *m = r->model;
    r->shocks = mem_array(ctx, struct ready_source, m->n_shocks);
    r->triggers = mem_array(ctx, uint64_t *, m->n_shocks);
    for (size_t s = 0; s < m->n_shocks; s++) {
        const struct loss_shock *shock = &m->shocks[s];
        r->shocks[s] = ready_source(ctx, shock->key, &shock->frequency);
        r->triggers[s] = mem_array(ctx, uint64_t, shock->n_triggers);
        for (size_t i = 0; i < shock->n_triggers; i++)
            r->triggers[s][i] =
                loss_source(shock->key, m->scenarios[shock->triggers[i].scenario].key);
    }
}

static void apply(struct ready_case *c, const struct loss_measure *measure)
{
    for (size_t i = 0; i < measure->n_effects; i++) {
        const struct loss_effect *e = &measure->effects[i];
        if (e->on_shock) {
            c->shock[e->index] *= e->frequency;
            continue;
        }
        c->scenario[e->index] *= e->frequency;
        for (int f = 0; f < LOSS_FORM_MAX; f++)
            c->loss[e->index][f] *= e->loss[f];
    }
}

static void ready_case(const void *ctx, const struct loss_model *m, const struct loss_case *what,
    struct ready_case *ret_case)
{
    struct ready_case c = {
        .scenario = mem_array(ctx, double, m->n_scenarios),
        .shock = mem_array(ctx, double, m->n_shocks),
        .loss = (double(*)[LOSS_FORM_MAX])mem_array(ctx, double, m->n_scenarios *LOSS_FORM_MAX),
    };
    for (size_t s = 0; s < m->n_scenarios; s++) {
        c.scenario[s] = 1;
        for (int f = 0; f < LOSS_FORM_MAX; f++)
            c.loss[s][f] = 1;
    }
    for (size_t s = 0; s < m->n_shocks; s++)
        c.shock[s] = 1;
    for (size_t i = 0; i < m->n_measures; i++)
        if (what->kind == LOSS_WITH_MEASURES ||
            (what->kind == LOSS_WITH_MEASURE && what->index == i))
            apply(&c, &m->measures[i]);
    *ret_case = c;
}

struct ready *loss_ready(
    const void *ctx, const struct loss_model *model, const struct loss_run *run)
{
    struct ready *r = mem_new(ctx, struct ready);
    size_t n = 0;
    r->model = model;
    r->run = run;
    r->whats = loss_cases(ctx, model, &n);
    r->n_cases = n - model->n_policies;
    r->n_series = model->n_scenarios + n;
    r->n_sums = loss_sum_of_share(r, model->n_policies);
    r->n_chunks = (run->years + LOSS_CHUNK - 1) / LOSS_CHUNK;
    ready_scenarios(ctx, r);
    ready_shocks(ctx, r);
    r->cases = mem_array(ctx, struct ready_case, r->n_cases);
    for (size_t i = 0; i < r->n_cases; i++)
        ready_case(ctx, model, &r->whats[i], &r->cases[i]);
    return r;
}
