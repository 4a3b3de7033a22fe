/* What a case cost by form of loss, and what cases cost together, for estimates of losses. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/aftercase/aftercase_private.h"
#include "mod/incident/incident.h"
#include "mod/risk/risk.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shapes ---- */

static const struct field body_fields[] = {
    {.key = "amount", .type = FIELD_INT, .flags = FIELD_NULLABLE, .min = 0, .max = LOSS_AMOUNT_MAX},
    {.key = "settled", .type = FIELD_BOOL},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_NULLABLE, .max = LIMIT_NOTE},
};
const struct shape SHAPE_CASE_COST_BODY = SHAPE("CaseCostPut", body_fields);

static const struct field cost_fields[] = {
    {.key = "form", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LOSS_FORM},
    {.key = "amount", .type = FIELD_INT, .flags = MAYBE},
    {.key = "settled", .type = FIELD_BOOL, .flags = MUST},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_CASE_COST = SHAPE("CaseCost", cost_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CASE_COST,
        .max = LOSS_FORM_MAX},
    {.key = "total", .type = FIELD_INT, .flags = MAYBE},
};
const struct shape SHAPE_CASE_COSTS = SHAPE("CaseCosts", list_fields);

static const struct field query_fields[] = {
    {.key = "threat_key", .type = FIELD_ENUM, .options = &OPTIONS_THREAT_KEY},
};
const struct shape SHAPE_CASE_COST_QUERY = SHAPE("CaseCostQuery", query_fields);

static const struct field figure_fields[] = {
    {.key = "form", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LOSS_FORM},
    {.key = "cases", .type = FIELD_INT, .flags = MUST},
    {.key = "low", .type = FIELD_INT, .flags = MUST},
    {.key = "high", .type = FIELD_INT, .flags = MUST},
    {.key = "total", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_FIGURE = SHAPE("CaseCostFigure", figure_fields);
static const struct field figures_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_FIGURE,
        .max = LOSS_FORM_MAX},
};
const struct shape SHAPE_CASE_COST_FIGURES = SHAPE("CaseCostFigures", figures_fields);

/* ---- of one case ---- */

static void write_cost(struct jw *w, enum loss_form form, const struct case_cost *cost)
{
    jw_obj_begin(w);
    jw_kstr(w, "form", loss_form_key(form));
    if (cost->known) {
        jw_kint(w, "amount", cost->amount);
    } else {
        jw_key(w, "amount");
        jw_null(w);
    }
    jw_kbool(w, "settled", cost->settled);
    jw_kstr(w, "note", cost->note);
    jw_kint(w, "version", cost->version);
    jw_obj_end(w);
}

static void write_total(struct jw *w, const struct case_cost costs[LOSS_FORM_MAX])
{
    int64_t total = 0;
    bool known = false;
    for (int i = 0; i < LOSS_FORM_MAX; i++) {
        known |= costs[i].known;
        total += costs[i].known ? costs[i].amount : 0;
    }
    if (known) {
        jw_kint(w, "total", total);
        return;
    }
    jw_key(w, "total");
    jw_null(w);
}

enum err case_costs_get(struct req *r)
{
    struct reg_record incident;
    struct case_cost costs[LOSS_FORM_MAX];
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = aftercase_of(r, &PERM_CASE_COST_READ, &incident);
    if (e == ERR_OK)
        e = case_cost_load(&r->call, incident.id, costs);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < LOSS_FORM_MAX; i++)
        write_cost(&w, (enum loss_form)i, &costs[i]);
    jw_arr_end(&w);
    write_total(&w, costs);
    jw_obj_end(&w);
    return ERR_OK;
}

static json_t *audited(const struct case_cost *cost, enum loss_form form)
{
    json_t *one = json_pack("{s:s, s:o, s:b}", "form", loss_form_key(form), "amount",
        cost->known ? json_integer(cost->amount) : json_null(), "settled", (int)cost->settled);
    if (cost->note != NULL)
        json_object_set_new(one, "note", json_string(cost->note));
    return one;
}

static void audit(struct call *c, const struct reg_record *incident, enum loss_form form,
    const struct case_cost *before, const struct case_cost *after)
{
    json_t *was = before->version == 0 ? NULL : audited(before, form);
    json_t *is = audited(after, form);
    audit_add(c, &(struct audit_entry){.action = "case_cost",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .before = was,
                     .after = is});
    json_decref(was);
    json_decref(is);
}

enum err case_cost_put_api(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_cost costs[LOSS_FORM_MAX];
    enum loss_form form = loss_form_of(req_param(r, "form"));
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = aftercase_of(r, &PERM_CASE_COST_WRITE, &incident);
    if (e == ERR_OK && form == LOSS_FORM_MAX)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = case_cost_load(c, incident.id, costs);
    if (e == ERR_OK)
        e = req_match(r, costs[form].version);
    if (e != ERR_OK)
        return e;
    struct case_cost cost = {.version = costs[form].version,
        .known = json_is_integer(json_object_get(r->body, "amount")),
        .amount = body_int(r->body, "amount", 0),
        .settled = body_bool(r->body, "settled"),
        .note = body_text(r->body, "note")};
    e = case_cost_put(c, incident.id, form, &cost);
    if (e == ERR_STALE)
        return problem_set(c->problem, e, "record_stale");
    if (e != ERR_OK)
        return e;
    audit(c, &incident, form, &costs[form], &cost);
    cost.version++;
    struct jw w = resp_json(r);
    write_cost(&w, form, &cost);
    resp_etag(r, cost.version);
    return tx_commit(c);
}

/* ---- of all ---- */

enum err case_cost_figures_get(struct req *r)
{
    struct case_costs costs[LOSS_FORM_MAX];
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_CASE_COST_READ);
    if (e == ERR_OK)
        e = case_cost_figures(&r->call, req_query(r, "threat_key"), costs);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < LOSS_FORM_MAX; i++) {
        if (costs[i].cases == 0)
            continue;
        jw_obj_begin(&w);
        jw_kstr(&w, "form", loss_form_key((enum loss_form)i));
        jw_kint(&w, "cases", costs[i].cases);
        jw_kint(&w, "low", costs[i].low);
        jw_kint(&w, "high", costs[i].high);
        jw_kint(&w, "total", costs[i].total);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err aftercase_costs_told(struct call *c, int64_t incident_id, json_t **ret_costs)
{
    struct case_cost costs[LOSS_FORM_MAX];
    enum err e = case_cost_load(c, incident_id, costs);
    if (e != ERR_OK)
        return e;
    json_t *list = reg_keep(c, json_array());
    for (int i = 0; i < LOSS_FORM_MAX; i++)
        if (costs[i].known)
            json_array_append_new(list, audited(&costs[i], (enum loss_form)i));
    *ret_costs = list;
    return ERR_OK;
}
