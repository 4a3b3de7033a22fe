/* What it takes to close the gaps of a campaign, by target level: items, measures, people, money.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/assessment/assessment_perm.h"
#include "mod/assessment/assessment_shape.h"
#include "mod/assessment/gap_plan_rules.h"
#include "mod/measure/measure.h"

#include <string.h>

enum { UNITS_NAMED = 20 };

#define MUST FIELD_REQUIRED

static const char *const aim_keys[] = {
    [GAP_AIM_TARGET] = "target",
    [GAP_AIM_INDUSTRY] = "industry",
    [GAP_AIM_LAST] = "last",
    [GAP_AIM_MAX] = NULL,
};
static const struct option_set AIMS = {"gap_aim", aim_keys};

static const struct field unit_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = MUST},
    {.key = "level", .type = FIELD_NUM, .flags = MUST},
};
static const struct shape SHAPE_UNIT = SHAPE("GapPlanUnit", unit_fields);

static const struct field measure_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_MEASURE_STATE},
    {.key = "unit", .type = FIELD_REF, .flags = MUST},
    {.key = "due", .type = FIELD_DATE},
    {.key = "level_to_reach", .type = FIELD_INT},
    {.key = "people_needed", .type = FIELD_INT},
    {.key = "people_skills", .type = FIELD_TEXT},
    {.key = "people_from", .type = FIELD_DATE},
    {.key = "cost_initial", .type = FIELD_MONEY},
    {.key = "cost_low", .type = FIELD_MONEY},
    {.key = "cost_high", .type = FIELD_MONEY},
    {.key = "cost_yearly", .type = FIELD_MONEY},
    /* The level in which its people and money count: this one or one above. */
    {.key = "counts_in", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_MEASURE = SHAPE("GapPlanMeasure", measure_fields);
enum { COPIED = sizeof measure_fields / sizeof measure_fields[0] - 1 };

static const struct field item_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "section", .type = FIELD_TEXT, .flags = MUST},
    {.key = "text", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "own", .type = FIELD_NUM, .flags = MUST},
    {.key = "aim", .type = FIELD_NUM, .flags = MUST},
    {.key = "aim_by", .type = FIELD_ENUM, .flags = MUST, .options = &AIMS},
    /* Those that the caller may see and that stand below the level; some of them by name. */
    {.key = "n_units", .type = FIELD_INT, .flags = MUST},
    {.key = "units", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_UNIT, .max = UNITS_NAMED},
    {.key = "measures", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MEASURE},
};
static const struct shape SHAPE_ITEM = SHAPE("GapPlanItem", item_fields);

static const struct field level_fields[] = {
    {.key = "level", .type = FIELD_INT, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ITEM},
    {.key = "without_measure", .type = FIELD_INT, .flags = MUST},
    /* Of the measures that count in this level: proposed; approved or under way; deferred. */
    {.key = "to_ask", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_NEED_SUM},
    {.key = "granted", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_NEED_SUM},
    {.key = "deferred", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_NEED_SUM},
};
static const struct shape SHAPE_LEVEL = SHAPE("GapPlanLevel", level_fields);

static const struct field request_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_TEXT, .flags = MUST},
    {.key = "level_to_reach", .type = FIELD_INT},
    {.key = "measures", .type = FIELD_LIST, .flags = MUST},
};
static const struct shape SHAPE_REQUEST = SHAPE("GapPlanRequest", request_fields);

static const struct field plan_fields[] = {
    {.key = "campaign", .type = FIELD_REF, .flags = MUST},
    {.key = "period", .type = FIELD_PERIOD, .flags = MUST},
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "currency", .type = FIELD_TEXT, .flags = MUST},
    {.key = "levels", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LEVEL, .max = PLAN_LEVELS},
    {.key = "requests",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_REQUEST,
        .max = LIMIT_PLAN_REQUESTS},
    /* The measures of all units are for the caller to see. */
    {.key = "whole", .type = FIELD_BOOL, .flags = MUST},
    /* There are more measures than were looked at. */
    {.key = "cut", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_PLAN = SHAPE("GapPlan", plan_fields);

struct plan {
    const struct assessment *a;
    struct plan_item *items;
    size_t n_items;
    int levels[PLAN_LEVELS];
    int n_levels;
    json_t *measures, *requests; /* NULL: not for the caller */
    bool cut;                    /* there are more measures than these */
};

/* The sums of one level. */
struct level_sums {
    struct need_sum to_ask, granted, deferred;
    int64_t without_measure;
};

/* ---- one item in one level ---- */

static void write_units(struct jw *w, const struct assessment *a, int item_no, int level)
{
    int64_t n = 0;
    jw_key(w, "units");
    jw_arr_begin(w);
    for (size_t i = 0; i < a->n_units; i++) {
        const struct unit_result *u = &a->units[i];
        struct mean_value v = u->items[item_no - 1];
        if (!u->visible || !v.known || v.raw >= level || n++ >= UNITS_NAMED)
            continue;
        jw_obj_begin(w);
        out_ref(w, "unit", &u->unit->unit);
        jw_knum(w, "level", v.raw);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_kint(w, "n_units", n);
}

static void add_sum(
    struct call *c, struct level_sums *sums, const json_t *measure, const char *state)
{
    struct need_sum *to = strcmp(state, "proposed") == 0   ? &sums->to_ask
                          : strcmp(state, "deferred") == 0 ? &sums->deferred
                                                           : &sums->granted;
    need_add(c, to, measure, c->org.currency);
}

static void write_measure(struct jw *w, const json_t *measure, int counts_in)
{
    jw_obj_begin(w);
    for (size_t i = 0; i < COPIED; i++)
        jw_kjson(w, measure_fields[i].key, json_object_get(measure, measure_fields[i].key));
    jw_kint(w, "counts_in", counts_in);
    jw_obj_end(w);
}

/* The measures that lead the item to the level or through it. */
static void write_measures(struct call *c, struct jw *w, const struct plan *p,
    const struct plan_item *item, int at, struct level_sums *sums)
{
    const char *item_key = p->a->doc->items[item->item_no - 1].key;
    size_t n = 0;
    size_t i;
    const json_t *m;
    jw_key(w, "measures");
    jw_arr_begin(w);
    json_array_foreach(p->measures, i, m)
    {
        const char *key = body_text(m, "item_key");
        if (key == NULL || strcmp(key, item_key) != 0)
            continue;
        int to = gap_plan_counts(item, p->levels, p->n_levels, body_int(m, "level_to_reach", -1));
        if (to < at)
            continue;
        write_measure(w, m, p->levels[to]);
        if (to == at)
            add_sum(c, sums, m, body_text(m, "state"));
        n++;
    }
    jw_arr_end(w);
    if (n == 0)
        sums->without_measure++;
}

static void write_item(struct call *c, struct jw *w, const struct plan *p,
    const struct plan_item *item, int at, struct level_sums *sums)
{
    const struct sheet_item *of = &p->a->doc->items[item->item_no - 1];
    jw_obj_begin(w);
    jw_kstr(w, "key", of->key);
    jw_kstr(w, "section", p->a->doc->sections[of->section_no - 1].key);
    assessment_write_texts(w, "text", p->a->doc, &of->text);
    jw_knum(w, "own", (double)mean_value_tenths(item->own) / 10);
    jw_knum(w, "aim", (double)mean_value_tenths(item->aim) / 10);
    jw_kstr(w, "aim_by", aim_keys[item->by]);
    write_units(w, p->a, item->item_no, p->levels[at]);
    write_measures(c, w, p, item, at, sums);
    jw_obj_end(w);
}

/* ---- levels ---- */

static bool level_needed(const struct plan *p, int at)
{
    for (size_t i = 0; i < p->n_items; i++)
        if (gap_plan_needs(&p->items[i], p->levels, at))
            return true;
    return false;
}

static void write_level(struct call *c, struct jw *w, const struct plan *p, int at)
{
    struct level_sums sums = {0};
    jw_obj_begin(w);
    jw_kint(w, "level", p->levels[at]);
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_items; i++)
        if (gap_plan_needs(&p->items[i], p->levels, at))
            write_item(c, w, p, &p->items[i], at, &sums);
    jw_arr_end(w);
    jw_kint(w, "without_measure", sums.without_measure);
    need_write(w, "to_ask", &sums.to_ask, c->org.currency);
    need_write(w, "granted", &sums.granted, c->org.currency);
    need_write(w, "deferred", &sums.deferred, c->org.currency);
    jw_obj_end(w);
}

static void write_requests(struct jw *w, const json_t *requests)
{
    size_t i;
    const json_t *one;
    jw_key(w, "requests");
    jw_arr_begin(w);
    json_array_foreach(requests, i, one)
    {
        jw_obj_begin(w);
        for (size_t k = 0; k < SHAPE_REQUEST.n_fields; k++)
            jw_kjson(w, request_fields[k].key, json_object_get(one, request_fields[k].key));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

/* ---- the route ---- */

static enum err load_measures(struct call *c, struct plan *p)
{
    if (!who_holds(c->who, REG_MEASURES.read))
        return ERR_OK;
    enum err e = measure_open_for_sheet(c, p->a->doc->key, LIMIT_PLAN_MEASURES + 1, &p->measures);
    if (e != ERR_OK)
        return e;
    p->cut = json_array_size(p->measures) > LIMIT_PLAN_MEASURES;
    if (p->cut)
        json_array_remove(p->measures, LIMIT_PLAN_MEASURES);
    return measure_requests_for_sheet(c, p->a->doc->key, LIMIT_PLAN_REQUESTS, &p->requests);
}

static enum err load(struct req *r, struct plan *p)
{
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = assessment_load(&r->call, req_param(r, "id"), req_query(r, "industry"), &p->a);
    if (e == ERR_OK)
        e = load_measures(&r->call, p);
    if (e != ERR_OK)
        return e;
    p->items = gap_plan_items(r, p->a, &p->n_items);
    p->n_levels = gap_plan_levels(p->a->doc->score_max, p->levels);
    return ERR_OK;
}

static enum err plan_get(struct req *r)
{
    struct plan p = {0};
    enum err e = load(r, &p);
    if (e != ERR_OK)
        return e;
    const struct campaign *k = &p.a->campaign;
    const struct ref campaign = {k->id, k->uid, k->number, k->name};
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    out_ref(&w, "campaign", &campaign);
    jw_kstr(&w, "period", k->period);
    jw_kstr(&w, "sheet_key", p.a->doc->key);
    jw_kstr(&w, "currency", r->call.org.currency);
    jw_key(&w, "levels");
    jw_arr_begin(&w);
    for (int at = 0; at < p.n_levels; at++)
        if (level_needed(&p, at))
            write_level(&r->call, &w, &p, at);
    jw_arr_end(&w);
    write_requests(&w, p.requests);
    jw_kbool(&w, "whole", who_may(r->call.who, REG_MEASURES.read, "/"));
    jw_kbool(&w, "cut", p.cut);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/gap-plan",
        .op = "assessment_gap_plan",
        .perm = &PERM_RESULT_READ,
        .handle = plan_get,
        .query = &SHAPE_RESULTS_QUERY,
        .answer = &SHAPE_PLAN},
};

const struct module module_gap_plan = {.name = "gap_plan", .routes = routes, .n_routes = 1};
