/* Routes of a campaign's units, opening and closing, progress, supplements. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/answerer.h"
#include "kernel/sheet/campaign_route.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

/* ---- units ---- */

static enum err units_answer(struct req *r, const struct campaign *campaign)
{
    struct campaign_unit *units = NULL;
    size_t n = 0;
    enum err e = campaign_store_units(&r->call, campaign->id, false, &units, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        campaign_unit_write(&w, &units[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_kint(&w, "total", (int64_t)n);
    jw_obj_end(&w);
    resp_etag(r, campaign->version);
    return ERR_OK;
}

static enum err units_get(struct req *r)
{
    struct campaign k;
    if (!who_may(r->call.who, &PERM_CAMPAIGN_FOLLOW, "/"))
        return ERR_FORBIDDEN;
    enum err e = campaign_of(r, &k);
    return e == ERR_OK ? units_answer(r, &k) : e;
}

static enum err units_put(struct req *r)
{
    struct campaign k;
    enum err e = campaign_for_change(r, &k);
    if (e == ERR_OK)
        e = campaign_set_units(&r->call, &k, json_object_get(r->body, "units"));
    if (e == ERR_OK)
        e = units_answer(r, &k);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

/* Whom a unit's response can be given to. */
static enum err answerers_get(struct req *r)
{
    struct call *c = &r->call;
    struct answerers all;
    const char *path = NULL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = campaign_store_unit_path(c, req_query(r, "unit"), &path);
    if (e == ERR_OK && !who_may(c->who, &PERM_RESPONSE_ASSIGN, path))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = answerers_load(c, &all);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < all.n; i++) {
        if (!unit_path_below(path, all.list[i].unit_path))
            continue;
        jw_obj_begin(&w);
        out_ref(&w, "account", &all.list[i].account);
        jw_kstr(&w, "role", role_key(all.list[i].role));
        jw_kbool(&w, "own_unit", strcmp(all.list[i].unit_path, path) == 0);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* Which units nobody would answer for unless somebody is named. */
static enum err lacking_get(struct req *r)
{
    struct call *c = &r->call;
    struct unanswered *units = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = answerers_lacking(c, &units, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        if (!who_may(c->who, &PERM_RESPONSE_ASSIGN, units[i].path))
            continue;
        jw_obj_begin(&w);
        out_ref(&w, "unit", &units[i].unit);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- opening, closing ---- */

static enum err open_post(struct req *r)
{
    struct campaign k;
    int64_t n = 0;
    enum err e = campaign_for_change(r, &k);
    if (e == ERR_OK)
        e = campaign_open(&r->call, &k, &n);
    return e == ERR_OK ? campaign_done(r, &k) : e;
}

static enum err close_post(struct req *r)
{
    struct campaign k;
    enum err e = campaign_for_change(r, &k);
    if (e == ERR_OK)
        e = campaign_close(&r->call, &k);
    return e == ERR_OK ? campaign_done(r, &k) : e;
}

/* ---- progress ---- */

static const struct campaign_unit *unit_of(
    const struct campaign_unit *units, size_t n, const struct response *response)
{
    for (size_t i = 0; i < n; i++)
        if (units[i].unit.id == response->unit.id)
            return &units[i];
    return NULL;
}

struct progress {
    struct campaign campaign;
    struct campaign_unit *units;
    size_t n_units;
    struct response *responses;
    size_t n_responses;
    struct campaign_counts counts;
};

/* Both lists are in order of path, so the unit of a response stands at or behind that of the one
 * before. Rows the caller may not see are left out of the sums too. */
static void progress_rows(struct jw *w, struct call *c, struct progress *p)
{
    int64_t asked = 0;
    int64_t answered = 0;
    size_t at = 0;
    jw_key(w, "units");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_responses; i++) {
        const struct response *response = &p->responses[i];
        const struct campaign_unit *u = unit_of(p->units + at, p->n_units - at, response);
        if (u == NULL || response_is_outside(response) ||
            !who_may(c->who, &PERM_CAMPAIGN_FOLLOW, response->unit_path))
            continue;
        at = (size_t)(u - p->units);
        asked += response->asked;
        answered += response->answered;
        jw_obj_begin(w);
        campaign_unit_write(w, u);
        jw_key(w, "response");
        response_brief_write(w, c, response);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_kint(w, "asked", asked);
    jw_kint(w, "answered", answered);
}

static enum err progress_get(struct req *r)
{
    struct call *c = &r->call;
    struct progress p = {0};
    bool all = who_may(c->who, &PERM_CAMPAIGN_FOLLOW, "/");
    enum err e = campaign_of(r, &p.campaign);
    if (e == ERR_OK)
        e = campaign_store_units(c, p.campaign.id, false, &p.units, &p.n_units);
    if (e == ERR_OK)
        e = response_store_of_campaign(c, p.campaign.id, &p.responses, &p.n_responses);
    if (e == ERR_OK && all)
        e = campaign_store_counts(c, &p.campaign, 1, &p.counts);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "campaign");
    campaign_write(&w, c, &p.campaign, all ? &p.counts : NULL);
    progress_rows(&w, c, &p);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- supplements ---- */

static enum err supplements_answer(struct req *r, const struct campaign *campaign)
{
    struct call *c = &r->call;
    struct supplement *list = NULL;
    const struct sheet_doc *doc = NULL;
    size_t n = 0;
    enum err e = campaign_doc(c, campaign, &doc);
    if (e == ERR_OK)
        e = campaign_store_supplements(c, campaign->id, &list, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        jw_kstr(&w, "item", doc->items[list[i].item_no - 1].key);
        jw_kraw(&w, "text", list[i].texts);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    resp_etag(r, campaign->version);
    return ERR_OK;
}

static enum err supplements_get(struct req *r)
{
    struct campaign k;
    enum err e = campaign_of(r, &k);
    return e == ERR_OK ? supplements_answer(r, &k) : e;
}

static enum err supplement_change(struct req *r, const json_t *texts)
{
    struct campaign k;
    enum err e = campaign_for_change(r, &k);
    if (e == ERR_OK)
        e = campaign_set_supplement(&r->call, &k, req_param(r, "item"), texts);
    if (e == ERR_OK)
        e = supplements_answer(r, &k);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static enum err supplement_put(struct req *r)
{
    return supplement_change(r, json_object_get(r->body, "text"));
}

static enum err supplement_delete(struct req *r)
{
    return supplement_change(r, NULL);
}

static const struct field unit_query_fields[] = {
    {.key = "unit", .type = FIELD_ID, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_UNIT_QUERY = SHAPE("AnswererQuery", unit_query_fields);

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/units",
        .op = "campaign_units_get",
        .perm = &PERM_CAMPAIGN_FOLLOW,
        .handle = units_get,
        .answer = &SHAPE_CAMPAIGN_UNITS},
    {.method = METHOD_PUT,
        .path = "/api/v1/campaigns/{id}/units",
        .op = "campaign_units_put",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = units_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_CAMPAIGN_UNITS_BODY,
        .answer = &SHAPE_CAMPAIGN_UNITS,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/answerers",
        .op = "answerer_list",
        .perm = &PERM_RESPONSE_ASSIGN,
        .handle = answerers_get,
        .query = &SHAPE_UNIT_QUERY,
        .answer = &SHAPE_ANSWERERS},
    {.method = METHOD_GET,
        .path = "/api/v1/answerers/lacking",
        .op = "answerer_lacking",
        .perm = &PERM_RESPONSE_ASSIGN,
        .handle = lacking_get,
        .answer = &SHAPE_UNANSWERED},
    {.method = METHOD_POST,
        .path = "/api/v1/campaigns/{id}/open",
        .op = "campaign_open",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = open_post,
        .answer = &SHAPE_CAMPAIGN,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_POST,
        .path = "/api/v1/campaigns/{id}/close",
        .op = "campaign_close",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = close_post,
        .answer = &SHAPE_CAMPAIGN,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/progress",
        .op = "campaign_progress",
        .perm = &PERM_CAMPAIGN_FOLLOW,
        .handle = progress_get,
        .answer = &SHAPE_PROGRESS},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/supplements",
        .op = "campaign_supplements",
        .perm = &PERM_CAMPAIGN_READ,
        .handle = supplements_get,
        .answer = &SHAPE_SUPPLEMENTS},
    {.method = METHOD_PUT,
        .path = "/api/v1/campaigns/{id}/supplements/{item}",
        .op = "campaign_supplement_put",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = supplement_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_SUPPLEMENT_BODY,
        .answer = &SHAPE_SUPPLEMENTS},
    {.method = METHOD_DELETE,
        .path = "/api/v1/campaigns/{id}/supplements/{item}",
        .op = "campaign_supplement_delete",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = supplement_delete,
        .answer = &SHAPE_SUPPLEMENTS},
};

const struct module module_campaign_unit = {
    .name = "campaign_unit", .routes = routes, .n_routes = ROWS(routes)};
