#include "mod/loss/loss_result_json.h"

#include <math.h>

const char *loss_case_key(enum loss_case_kind kind)
{
    static const char *const keys[] = {"as_is", "measure", "measures", "policy"};
    return keys[kind];
}

static const char *name_or_key(const char *name, const char *key)
{
    return name != NULL ? name : key;
}

const char *loss_case_name(const struct loss_model *model, const struct loss_case *what)
{
    if (what->kind == LOSS_WITH_MEASURE)
        return name_or_key(model->measures[what->index].name, model->measures[what->index].key);
    if (what->kind == LOSS_WITH_POLICY)
        return name_or_key(model->policies[what->index].name, model->policies[what->index].key);
    return NULL;
}

static double case_cost(const struct loss_model *model, const struct loss_case *what)
{
    double sum = 0;
    if (what->kind == LOSS_WITH_POLICY)
        return model->policies[what->index].premium;
    for (size_t i = 0; i < model->n_measures; i++)
        if (what->kind == LOSS_WITH_MEASURES ||
            (what->kind == LOSS_WITH_MEASURE && what->index == i))
            sum += model->measures[i].cost;
    return sum;
}

bool loss_case_return(const struct loss_model *model, const struct loss_case_result *result,
    double *ret_cost, double *ret_per_yen)
{
    double cost = case_cost(model, &result->what);
    if (!(cost > 0))
        return false;
    *ret_cost = cost;
    *ret_per_yen = result->avoided.mean / cost;
    return true;
}

static void write_yen(struct jw *w, const char *key, double yen)
{
    jw_knum(w, key, round(yen));
}

static void write_summary(struct jw *w, const char *key, const struct loss_summary *s)
{
    static const char *const levels[LOSS_LEVEL_MAX] = {"median", "p90", "p95", "p99"};
    static const char *const tails[LOSS_LEVEL_MAX] = {NULL, "tail90", "tail95", "tail99"};
    jw_key(w, key);
    jw_obj_begin(w);
    write_yen(w, "mean", s->mean.mean);
    write_yen(w, "standard_error", s->mean.standard_error);
    write_yen(w, "deviation", s->deviation);
    for (int l = 0; l < LOSS_LEVEL_MAX; l++) {
        jw_key(w, levels[l]);
        jw_obj_begin(w);
        write_yen(w, "value", s->level[l].value);
        write_yen(w, "low", s->level[l].low);
        write_yen(w, "high", s->level[l].high);
        jw_obj_end(w);
        if (tails[l] != NULL)
            write_yen(w, tails[l], s->tail[l]);
    }
    write_yen(w, "most", s->most);
    jw_knum(w, "any", s->any);
    jw_obj_end(w);
}

static void write_scenarios(
    struct jw *w, const struct loss_model *model, const struct loss_result *result)
{
    jw_key(w, "scenarios");
    jw_arr_begin(w);
    for (size_t i = 0; i < result->n_scenarios; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "key", model->scenarios[i].key);
        write_summary(w, "year", &result->scenarios[i]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_curve(struct jw *w, const struct loss_case_result *c)
{
    jw_key(w, "curve");
    jw_arr_begin(w);
    for (size_t i = 0; i < c->n_curve; i++) {
        jw_obj_begin(w);
        write_yen(w, "loss", c->curve[i].loss);
        jw_knum(w, "probability", c->curve[i].probability);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_appetite(
    struct jw *w, const struct loss_model *model, const struct loss_case_result *c)
{
    jw_key(w, "appetite");
    jw_arr_begin(w);
    for (size_t i = 0; i < model->n_appetite; i++) {
        jw_obj_begin(w);
        write_yen(w, "loss", model->appetite[i].loss);
        jw_knum(w, "allowed", model->appetite[i].probability);
        jw_knum(w, "probability", c->exceeds[i]);
        jw_kbool(w, "within", c->exceeds[i] <= model->appetite[i].probability);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_forms(struct jw *w, const char *key, const double yen[LOSS_FORM_MAX])
{
    jw_key(w, key);
    jw_obj_begin(w);
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        write_yen(w, loss_form_key((enum loss_form)f), yen[f]);
    jw_obj_end(w);
}

static void write_gap(struct jw *w, const struct loss_gap *gap)
{
    static const char *const shares[LOSS_SHARE_MAX] = {
        "paid", "not_covered", "own_share", "over_limit"};
    jw_key(w, "gap");
    jw_obj_begin(w);
    write_forms(w, "loss", gap->loss);
    for (int to = 0; to < LOSS_SHARE_MAX; to++)
        write_forms(w, shares[to], gap->share[to]);
    jw_obj_end(w);
}

static void write_case(struct jw *w, const struct loss_model *model,
    const struct loss_result *result, const struct loss_case_result *c)
{
    double cost = 0, per_yen = 0;
    jw_obj_begin(w);
    jw_kstr(w, "case", loss_case_key(c->what.kind));
    if (c->what.kind == LOSS_WITH_MEASURE)
        jw_kstr(w, "key", model->measures[c->what.index].key);
    if (c->what.kind == LOSS_WITH_POLICY)
        jw_kstr(w, "key", model->policies[c->what.index].key);
    write_summary(w, "year", &c->year);
    write_yen(w, "avoided", c->avoided.mean);
    write_yen(w, "avoided_standard_error", c->avoided.standard_error);
    if (loss_case_return(model, c, &cost, &per_yen)) {
        write_yen(w, "cost", cost);
        jw_knum(w, "avoided_per_yen", per_yen);
    }
    write_curve(w, c);
    write_appetite(w, model, c);
    if (c->what.kind == LOSS_WITH_POLICY)
        write_gap(w, &result->gaps[c->what.index]);
    jw_obj_end(w);
}

static void write_running(struct jw *w, const struct loss_result *result)
{
    jw_key(w, "running");
    jw_arr_begin(w);
    for (size_t i = 0; i < result->n_running; i++) {
        jw_obj_begin(w);
        jw_kint(w, "years", result->running[i].years);
        write_yen(w, "mean", result->running[i].mean.mean);
        write_yen(w, "standard_error", result->running[i].mean.standard_error);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

void loss_result_write(
    struct jw *w, const struct loss_model *model, const struct loss_result *result)
{
    jw_obj_begin(w);
    jw_kstr(w, "format", "kaname-loss-result/1");
    jw_kstr(w, "name", model->name);
    jw_kint(w, "seed", (int64_t)result->seed);
    jw_kint(w, "years", result->years);
    write_yen(w, "exact_mean", result->exact_mean);
    write_scenarios(w, model, result);
    write_forms(w, "forms", result->form);
    jw_key(w, "cases");
    jw_arr_begin(w);
    for (size_t i = 0; i < result->n_cases; i++)
        write_case(w, model, result, &result->cases[i]);
    jw_arr_end(w);
    write_running(w, result);
    jw_obj_end(w);
}
