/* Routes of results, gaps, good practices, floors, target levels and the import of averages. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/assessment/assessment_import.h"
#include "mod/assessment/assessment_perm.h"
#include "mod/assessment/assessment_rules.h"
#include "mod/assessment/assessment_shape.h"
#include "mod/assessment/assessment_target.h"
#include "mod/measure/measure.h"

#include <stdlib.h>
#include <string.h>

static enum err load(struct req *r, const struct assessment **ret_assessment)
{
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = assessment_load(&r->call, req_param(r, "id"), req_query(r, "industry"), ret_assessment);
    return e;
}

/* ---- members many answers have ---- */

void assessment_write_texts(
    struct jw *w, const char *key, const struct sheet_doc *doc, const struct sheet_texts *texts)
{
    jw_key(w, key);
    if (texts->of == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    for (size_t i = 0; i < doc->n_languages; i++)
        if (texts->of[i] != NULL)
            jw_kstr(w, doc->languages[i], texts->of[i]);
    jw_obj_end(w);
}

static void write_mean(struct jw *w, const char *key, struct mean_value v)
{
    jw_key(w, key);
    if (!v.known) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_knum(w, "raw", v.raw);
    jw_kint(w, "tenths", mean_value_tenths(v));
    jw_obj_end(w);
}

/* The band is that of the unrounded total. */
static void write_total(struct jw *w, const struct sheet_doc *doc, const struct total_value *t)
{
    jw_key(w, "total");
    if (!t->known) {
        jw_null(w);
        return;
    }
    const struct sheet_band *band = sheet_band_of(doc, t->points);
    jw_obj_begin(w);
    jw_knum(w, "points", t->points);
    jw_kint(w, "tenths", raw_tenths(t->points));
    jw_knum(w, "most", t->most);
    jw_key(w, "band");
    if (band == NULL) {
        jw_null(w);
    } else {
        jw_obj_begin(w);
        jw_kint(w, "from", band->from);
        assessment_write_texts(w, "name", doc, &band->name);
        assessment_write_texts(w, "advice", doc, &band->advice);
        jw_obj_end(w);
    }
    jw_obj_end(w);
}

static void write_line(struct jw *w, const char *key, const struct industry_value *v)
{
    jw_key(w, key);
    if (!v->known) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_knum(w, "mean", v->mean);
    jw_key(w, "n");
    if (v->n > 0)
        jw_int(w, v->n);
    else
        jw_null(w);
    jw_kstr(w, "source", v->source);
    jw_kstr(w, "as_of", v->as_of);
    jw_kbool(w, "sample", v->sample);
    jw_kbool(w, "of_section", v->of_section);
    jw_obj_end(w);
}

static void write_comparison(struct jw *w, const struct comparison *c)
{
    write_mean(w, "own", c->own);
    write_mean(w, "head_office", c->head_office);
    write_mean(w, "last", c->last);
    write_mean(w, "target", c->target);
    for (int line = 0; line < LEVEL_LINE_MAX; line++)
        write_line(w, OPTIONS_LEVEL_LINE.keys[line], &c->lines[line]);
    jw_kint(w, "n", c->n);
}

static void write_item_members(struct jw *w, const struct assessment *a, int item_no)
{
    const struct sheet_item *item = &a->doc->items[item_no - 1];
    jw_kstr(w, "key", item->key);
    jw_kstr(w, "section", a->doc->sections[item->section_no - 1].key);
    assessment_write_texts(w, "text", a->doc, &item->text);
}

/* ---- results ---- */

static void write_sections(struct jw *w, const struct assessment *a)
{
    jw_key(w, "sections");
    jw_arr_begin(w);
    for (int i = 0; i < a->doc->n_sections; i++) {
        const struct sheet_section *s = &a->doc->sections[i];
        jw_obj_begin(w);
        jw_kstr(w, "key", s->key);
        assessment_write_texts(w, "name", a->doc, &s->name);
        assessment_write_texts(w, "short", a->doc, &s->short_name);
        jw_kstr(w, "parent", s->parent_no == 0 ? NULL : a->doc->sections[s->parent_no - 1].key);
        write_comparison(w, &a->sections[i]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_items(struct jw *w, const struct assessment *a)
{
    jw_key(w, "items");
    jw_arr_begin(w);
    for (int i = 0; i < a->doc->n_items; i++) {
        if (!sheet_item_scored(&a->doc->items[i]))
            continue;
        jw_obj_begin(w);
        write_item_members(w, a, i + 1);
        write_comparison(w, &a->items[i]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_unit(struct jw *w, const struct assessment *a, const struct unit_result *u)
{
    jw_obj_begin(w);
    out_ref(w, "unit", &u->unit->unit);
    jw_kstr(w, "name_en", u->unit->name_en);
    jw_kstr(w, "kind", u->unit->kind);
    jw_kbool(w, "head_office", u->unit->head_office);
    out_uuid(w, "response", &u->unit->response_uid);
    jw_kstr(w, "state", u->unit->state);
    write_mean(w, "overall", u->overall);
    write_total(w, a->doc, &u->total);
    jw_kint(w, "missing", u->missing);
    jw_key(w, "sections");
    jw_arr_begin(w);
    for (int i = 0; i < a->doc->n_sections; i++) {
        if (u->sections[i].known)
            jw_int(w, mean_value_tenths(u->sections[i]));
        else
            jw_null(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_campaign(struct jw *w, const char *key, const struct campaign *k)
{
    const struct ref ref = {k->id, k->uid, k->number, k->name};
    out_ref(w, key, &ref);
}

static enum err results_get(struct req *r)
{
    const struct assessment *a = NULL;
    enum err e = load(r, &a);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_campaign(&w, "campaign", &a->campaign);
    jw_kstr(&w, "period", a->campaign.period);
    jw_kstr(&w, "state", campaign_state_key(a->campaign.state));
    if (a->has_last)
        write_campaign(&w, "last_campaign", &a->last);
    else
        jw_kraw(&w, "last_campaign", "null");
    jw_kstr(&w, "last_basis", last_basis_key(a->last_basis));
    jw_kstr(&w, "sheet_key", a->doc->key);
    assessment_write_texts(&w, "section_name", a->doc, &a->doc->section_name);
    jw_kint(&w, "score_min", a->doc->score_min);
    jw_kint(&w, "score_max", a->doc->score_max);
    jw_kstr(&w, "industry", a->industry);
    jw_kint(&w, "asked_units", (int64_t)a->n_units);
    jw_kint(&w, "counted_units", (int64_t)a->n_counted);
    jw_key(&w, "overall");
    jw_obj_begin(&w);
    write_comparison(&w, &a->overall);
    jw_obj_end(&w);
    write_total(&w, a->doc, &a->total);
    write_sections(&w, a);
    write_items(&w, a);
    jw_key(&w, "units");
    jw_arr_begin(&w);
    for (size_t i = 0; i < a->n_units; i++)
        if (a->units[i].visible)
            write_unit(&w, a, &a->units[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- gaps ---- */

static void write_gap_size(struct jw *w, const char *key, double size)
{
    jw_key(w, key);
    if (size > 0)
        jw_num(w, size);
    else
        jw_null(w);
}

/* The measures of an item, as few members as a list of gaps needs. */
static void write_measures(struct jw *w, const json_t *measures, const char *item_key)
{
    static const char *const members[] = {"id", "number", "title", "state", "due", "owner"};
    size_t i;
    const json_t *m;
    jw_key(w, "measures");
    jw_arr_begin(w);
    json_array_foreach(measures, i, m)
    {
        const char *key = body_text(m, "item_key");
        if (key == NULL || strcmp(key, item_key) != 0)
            continue;
        jw_obj_begin(w);
        for (size_t k = 0; k < sizeof members / sizeof members[0]; k++)
            jw_kjson(w, members[k], json_object_get(m, members[k]));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

enum { MEASURES_MAX = 2000 };

static enum err gaps_get(struct req *r)
{
    const struct assessment *a = NULL;
    json_t *measures = NULL;
    enum err e = load(r, &a);
    if (e == ERR_OK && who_holds(r->call.who, REG_MEASURES.read))
        e = measure_for_sheet(&r->call, a->doc->key, NULL, MEASURES_MAX, &measures);
    if (e != ERR_OK)
        return e;
    size_t n = 0;
    const struct gap *gaps = assessment_gaps(r, a, &n);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "sheet_key", a->doc->key);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_item_members(&w, a, gaps[i].item_no);
        write_comparison(&w, &a->items[gaps[i].item_no - 1]);
        write_gap_size(&w, "below_industry", gaps[i].below_industry);
        write_gap_size(&w, "below_target", gaps[i].below_target);
        write_gap_size(&w, "fell", gaps[i].fell);
        write_measures(&w, measures, a->doc->items[gaps[i].item_no - 1].key);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- units against the head office and the company ---- */

static bool is_unit(const struct score_unit *u, const char *wanted)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&u->unit.uid, id);
    return wanted == NULL || strcmp(id, wanted) == 0 ||
           (u->unit.number != NULL && strcmp(u->unit.number, wanted) == 0);
}

static void write_unit_item(
    struct jw *w, const struct assessment *a, const struct unit_item *row, bool practices)
{
    const struct unit_result *u = &a->units[row->unit];
    const struct comparison *c = &a->items[row->item_no - 1];
    jw_obj_begin(w);
    out_ref(w, "unit", &u->unit->unit);
    write_item_members(w, a, row->item_no);
    jw_knum(w, "level", u->items[row->item_no - 1].raw);
    write_mean(w, "compared_with", practices ? c->head_office : c->own);
    jw_knum(w, "difference", row->difference);
    out_uuid(w, "response", &u->unit->response_uid);
    jw_obj_end(w);
}

static enum err unit_items_get(struct req *r, bool practices)
{
    const struct assessment *a = NULL;
    const char *limit_text = req_query(r, "limit");
    long limit = limit_text == NULL ? UNIT_ITEMS_MAX : strtol(limit_text, NULL, 10);
    enum err e = load(r, &a);
    if (e != ERR_OK)
        return e;
    size_t n = 0;
    const struct unit_item *rows =
        practices ? assessment_good_practices(r, a, &n) : assessment_floors(r, a, &n);
    int64_t total = 0;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        if (!is_unit(a->units[rows[i].unit].unit, req_query(r, "unit")))
            continue;
        if (total++ < limit)
            write_unit_item(&w, a, &rows[i], practices);
    }
    jw_arr_end(&w);
    jw_kint(&w, "total", total);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err good_practices_get(struct req *r)
{
    return unit_items_get(r, true);
}

static enum err floors_get(struct req *r)
{
    return unit_items_get(r, false);
}

/* ---- setting ---- */

static enum err target_levels_put(struct req *r)
{
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = assessment_set_targets(&r->call, r->body);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/results",
        .op = "assessment_results",
        .perm = &PERM_RESULT_READ,
        .handle = results_get,
        .query = &SHAPE_RESULTS_QUERY,
        .answer = &SHAPE_RESULTS},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/gaps",
        .op = "assessment_gaps",
        .perm = &PERM_RESULT_READ,
        .handle = gaps_get,
        .query = &SHAPE_RESULTS_QUERY,
        .answer = &SHAPE_GAPS},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/good-practices",
        .op = "assessment_good_practices",
        .perm = &PERM_RESULT_READ,
        .handle = good_practices_get,
        .query = &SHAPE_UNIT_ITEMS_QUERY,
        .answer = &SHAPE_UNIT_ITEMS},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/floors",
        .op = "assessment_floors",
        .perm = &PERM_RESULT_READ,
        .handle = floors_get,
        .query = &SHAPE_UNIT_ITEMS_QUERY,
        .answer = &SHAPE_UNIT_ITEMS},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/claims",
        .op = "assessment_claims",
        .perm = &PERM_RESULT_READ,
        .handle = assessment_claims_get,
        .answer = &SHAPE_CLAIMS},
    {.method = METHOD_GET,
        .path = "/api/v1/assessment-trend",
        .op = "assessment_trend",
        .perm = &PERM_RESULT_READ,
        .handle = assessment_trend_get,
        .query = &SHAPE_TREND_QUERY,
        .answer = &SHAPE_TREND},
    {.method = METHOD_PUT,
        .path = "/api/v1/target-levels",
        .op = "target_levels_set",
        .perm = &PERM_TARGET_WRITE,
        .handle = target_levels_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_TARGET_LEVELS,
        .status = 204},
    {.method = METHOD_POST,
        .path = "/api/v1/industry-averages/import",
        .op = "industry_average_import",
        .perm = &PERM_AVERAGE_WRITE,
        .handle = assessment_import_api,
        .body_kind = BODY_RAW,
        .query = &SHAPE_AVERAGE_IMPORT_QUERY,
        .answer = &SHAPE_AVERAGE_IMPORT,
        .limit = LIMIT_IMPORT},
    {.method = METHOD_GET,
        .path = "/api/v1/industry-average-sets",
        .op = "industry_average_sets",
        .perm = &PERM_AVERAGE_READ,
        .handle = assessment_sets_get,
        .answer = &SHAPE_AVERAGE_SETS},
    {.method = METHOD_DELETE,
        .path = "/api/v1/industry-average-sets",
        .op = "industry_average_set_delete",
        .perm = &PERM_AVERAGE_WRITE,
        .handle = assessment_set_delete,
        .query = &SHAPE_AVERAGE_SET_QUERY,
        .status = 204},
};

static const struct reg_def *const registers[] = {
    &REG_TARGETS, &REG_INDUSTRY_AVERAGES, &REG_OUTSIDE_SCORES};

const struct module module_assessment = {
    .name = "assessment",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
};
