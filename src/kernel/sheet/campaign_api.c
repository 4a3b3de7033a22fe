/* Routes of campaigns as records: list, create, get, change, delete, history. Those of their units,
 * progress and supplements are in campaign_unit_api.c. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/campaign_route.h"
#include "kernel/sheet/sheet_perm.h"

#include <stdlib.h>

/* How many have answered is for those who may follow the whole. */
static bool follows(const struct call *c)
{
    return who_may(c->who, &PERM_CAMPAIGN_FOLLOW, "/");
}

/* The id of the last campaign of the page before; the newest of all without a cursor. */
static enum err cursor_of(struct req *r, int64_t *ret_before)
{
    struct campaign last;
    const char *cursor = req_query(r, "cursor");
    if (cursor == NULL) {
        *ret_before = INT64_MAX;
        return ERR_OK;
    }
    enum err e = campaign_find(&r->call, cursor, false, &last);
    if (e == ERR_OK)
        *ret_before = last.id;
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(r->call.problem, "/query/cursor", "reference");
    return ERR_INVALID;
}

static enum err filter_of(struct req *r, struct campaign_filter *ret_filter)
{
    const char *state = req_query(r, "state");
    const char *period = req_query(r, "period");
    const char *sheet = req_query(r, "sheet");
    *ret_filter = (struct campaign_filter){.state = state == NULL ? "" : state,
        .period = period == NULL ? "" : period,
        .sheet_key = sheet == NULL ? "" : sheet,
        .limit = list_limit(r)};
    return cursor_of(r, &ret_filter->before_id);
}

static void list_write(struct req *r, const struct campaign *list, size_t n, size_t shown,
    const struct campaign_counts *counts, int64_t total)
{
    char next[UUID_TEXT_SIZE];
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < shown; i++)
        campaign_write(&w, &r->call, &list[i], counts == NULL ? NULL : &counts[i]);
    jw_arr_end(&w);
    if (n > shown)
        uuid_format(&list[shown - 1].uid, next);
    jw_kstr(&w, "next", n > shown ? next : NULL);
    jw_kint(&w, "total", total);
    jw_obj_end(&w);
}

static enum err list(struct req *r)
{
    struct call *c = &r->call;
    struct campaign_filter filter;
    struct campaign *list = NULL;
    struct campaign_counts *counts = NULL;
    size_t n = 0;
    int64_t total = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = filter_of(r, &filter);
    if (e == ERR_OK)
        e = campaign_store_list(c, &filter, &list, &n);
    if (e == ERR_OK)
        e = campaign_store_count(c, &filter, &total);
    if (e != ERR_OK)
        return e;
    size_t shown = n > (size_t)filter.limit ? (size_t)filter.limit : n;
    if (follows(c)) {
        counts = mem_array(c, struct campaign_counts, shown + 1);
        e = campaign_store_counts(c, list, shown, counts);
    }
    if (e == ERR_OK)
        list_write(r, list, n, shown, counts, total);
    return e;
}

enum err campaign_answer(struct req *r, const struct campaign *campaign)
{
    struct call *c = &r->call;
    struct campaign_counts counts;
    bool shown = follows(c);
    enum err e = shown ? campaign_store_counts(c, campaign, 1, &counts) : ERR_OK;
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    campaign_write(&w, c, campaign, shown ? &counts : NULL);
    resp_etag(r, campaign->version);
    return ERR_OK;
}

enum err campaign_of(struct req *r, struct campaign *ret_campaign)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? campaign_find(&r->call, req_param(r, "id"), false, ret_campaign) : e;
}

enum err campaign_for_change(struct req *r, struct campaign *ret_campaign)
{
    struct campaign k;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = campaign_find(&r->call, req_param(r, "id"), true, &k);
    if (e == ERR_OK && (r->route->flags & ROUTE_IF_MATCH) != 0)
        e = req_match(r, k.version);
    if (e == ERR_OK)
        *ret_campaign = k;
    return e;
}

enum err campaign_done(struct req *r, const struct campaign *campaign)
{
    enum err e = campaign_answer(r, campaign);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static enum err get(struct req *r)
{
    struct campaign k;
    enum err e = campaign_of(r, &k);
    return e == ERR_OK ? campaign_answer(r, &k) : e;
}

static enum err create(struct req *r)
{
    struct campaign k;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = campaign_create(&r->call, r->body, &k);
    if (e != ERR_OK)
        return e;
    resp_header(r, "Location", mem_printf(r, "/api/v1/campaigns/%s", k.number));
    return campaign_done(r, &k);
}

static enum err patch(struct req *r)
{
    struct campaign k;
    enum err e = campaign_for_change(r, &k);
    if (e == ERR_OK)
        e = campaign_update(&r->call, &k, r->body);
    return e == ERR_OK ? campaign_done(r, &k) : e;
}

static enum err delete (struct req *r) {
    struct campaign k; enum err e = campaign_for_change(r, &k);
    if (e == ERR_OK) e = campaign_remove(&r->call, &k);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static const struct field history_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &audit_entry_shape},
    {.key = "next", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
const struct shape SHAPE_SHEET_HISTORY = SHAPE("History", history_fields);

static const struct field history_query_fields[] = {
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "before", .type = FIELD_INT, .min = 1, .max = INT64_C(1) << 53},
};
const struct shape SHAPE_SHEET_HISTORY_QUERY = SHAPE("HistoryQuery", history_query_fields);

enum err history_answer(struct req *r, const char *subject, int64_t subject_id)
{
    const char *before = req_query(r, "before");
    int64_t next = 0;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    enum err e = audit_history(&r->call, subject, subject_id, list_limit(r),
        before == NULL ? 0 : strtoll(before, NULL, 10), &w, &next);
    jw_arr_end(&w);
    jw_key(&w, "next");
    if (next == 0)
        jw_null(&w);
    else
        jw_int(&w, next);
    jw_obj_end(&w);
    return e;
}

static enum err history(struct req *r)
{
    struct campaign k;
    enum err e = campaign_of(r, &k);
    if (e == ERR_OK && !follows(&r->call))
        e = ERR_FORBIDDEN;
    return e == ERR_OK ? history_answer(r, "campaign", k.id) : e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns",
        .op = "campaign_list",
        .perm = &PERM_CAMPAIGN_READ,
        .handle = list,
        .query = &SHAPE_CAMPAIGN_QUERY,
        .answer = &SHAPE_CAMPAIGN_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/campaigns",
        .op = "campaign_create",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = create,
        .body_kind = BODY_JSON,
        .body = &SHAPE_CAMPAIGN_BODY,
        .answer = &SHAPE_CAMPAIGN,
        .status = 201},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}",
        .op = "campaign_get",
        .perm = &PERM_CAMPAIGN_READ,
        .handle = get,
        .answer = &SHAPE_CAMPAIGN},
    {.method = METHOD_PATCH,
        .path = "/api/v1/campaigns/{id}",
        .op = "campaign_update",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = patch,
        .body_kind = BODY_PATCH,
        .body = &SHAPE_CAMPAIGN_BODY,
        .answer = &SHAPE_CAMPAIGN,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_DELETE,
        .path = "/api/v1/campaigns/{id}",
        .op = "campaign_delete",
        .perm = &PERM_CAMPAIGN_WRITE,
        .handle = delete,
        .status = 204,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/history",
        .op = "campaign_history",
        .perm = &PERM_CAMPAIGN_FOLLOW,
        .handle = history,
        .query = &SHAPE_SHEET_HISTORY_QUERY,
        .answer = &SHAPE_SHEET_HISTORY},
};
const struct module module_campaign = {
    .name = "campaign", .routes = routes, .n_routes = ROWS(routes)};
