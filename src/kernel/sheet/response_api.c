/* Routes of responses: lists, one response, its steps, my tasks. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/response_tasks.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists ---- */

static enum err count_in_scope(struct call *c, const struct perm *perm,
    struct response_filter filter, int64_t most, int64_t *ret_total)
{
    size_t n_paths = 0;
    const char **paths = who_scope(c, c->who, perm, &n_paths);
    int64_t total = 0;
    filter.before_id = INT64_MAX;
    for (size_t i = 0; i < n_paths && total < most; i++) {
        char end[UNIT_PATH_SIZE];
        int64_t n = 0;
        unit_path_end(paths[i], end);
        filter.unit_from = paths[i];
        filter.unit_to = end;
        enum err e = response_store_count(c, &filter, most, &n);
        if (e != ERR_OK)
            return e;
        total += n;
    }
    *ret_total = total;
    return ERR_OK;
}

/* A campaign or cursor that is not there is a wrong parameter, not a missing page. */
static enum err wrong(struct call *c, enum err e, const char *pointer)
{
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, pointer, "reference");
    return ERR_INVALID;
}

static enum err filter_of(struct req *r, struct response_filter *ret_filter)
{
    struct call *c = &r->call;
    struct campaign campaign;
    struct response cursor;
    const char *state = req_query(r, "state");
    const char *mine = req_query(r, "mine");
    struct response_filter f = {
        .state = state == NULL ? "" : state, .before_id = INT64_MAX, .limit = list_limit(r)};
    enum err e = ERR_OK;
    if (mine != NULL && strcmp(mine, "true") == 0)
        f.assignee_id = c->who->account_id;
    if (req_query(r, "campaign") != NULL) {
        e = wrong(
            c, campaign_find(c, req_query(r, "campaign"), false, &campaign), "/query/campaign");
        f.campaign_id = e == ERR_OK ? campaign.id : 0;
    }
    if (e == ERR_OK && req_query(r, "cursor") != NULL) {
        e = wrong(c, response_find(c, req_query(r, "cursor"), false, &cursor), "/query/cursor");
        f.before_id = e == ERR_OK ? cursor.id : 0;
    }
    if (e == ERR_OK)
        *ret_filter = f;
    return e;
}

static void briefs_write(
    struct jw *w, const struct call *c, const char *key, const struct response *list, size_t n)
{
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        response_brief_write(w, c, &list[i]);
    jw_arr_end(w);
}

static enum err list_answer(struct req *r, const struct response_filter *filter)
{
    struct call *c = &r->call;
    struct response *list = NULL;
    size_t n = 0;
    int64_t total = 0;
    char next[UUID_TEXT_SIZE];
    enum err e = response_list_in_scope(c, &PERM_RESPONSE_READ, *filter, &list, &n);
    if (e == ERR_OK)
        e = count_in_scope(c, &PERM_RESPONSE_READ, *filter, LIMIT_COUNT + 1, &total);
    if (e != ERR_OK)
        return e;
    size_t shown = n > (size_t)filter->limit ? (size_t)filter->limit : n;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    briefs_write(&w, c, "items", list, shown);
    if (n > shown)
        uuid_format(&list[shown - 1].uid, next);
    jw_kstr(&w, "next", n > shown ? next : NULL);
    bool exact = total <= LIMIT_COUNT;
    jw_kint(&w, exact ? "total" : "total_at_least", exact ? total : LIMIT_COUNT);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err list(struct req *r)
{
    struct response_filter filter;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = filter_of(r, &filter);
    return e == ERR_OK ? list_answer(r, &filter) : e;
}

static enum err campaign_list(struct req *r)
{
    struct response_filter filter;
    struct campaign campaign;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = campaign_find(&r->call, req_param(r, "id"), false, &campaign);
    if (e == ERR_OK)
        e = filter_of(r, &filter);
    if (e != ERR_OK)
        return e;
    filter.campaign_id = campaign.id;
    return list_answer(r, &filter);
}

/* ---- my tasks ---- */

static enum err tasks(struct req *r)
{
    struct call *c = &r->call;
    struct response_tasks tasks;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_tasks_load(c, &tasks);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    briefs_write(&w, c, "to_answer", tasks.mine, tasks.n_mine);
    briefs_write(&w, c, "unassigned", tasks.nobodys, tasks.n_nobodys);
    briefs_write(&w, c, "to_review", tasks.review, tasks.n_review);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- one response ---- */

static enum err answer_whole(struct req *r, const struct response *response)
{
    struct response_view view = {.response = *response};
    enum err e = response_view_load(&r->call, &view);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    response_view_write(&w, &r->call, &view);
    resp_etag(r, response->version);
    return ERR_OK;
}

static enum err get(struct req *r)
{
    struct response response;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_find(&r->call, req_param(r, "id"), false, &response);
    return e == ERR_OK ? answer_whole(r, &response) : e;
}

static enum err history(struct req *r)
{
    struct response response;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_find(&r->call, req_param(r, "id"), false, &response);
    return e == ERR_OK ? history_answer(r, "response", response.id) : e;
}

static enum err for_step(struct req *r, struct response *ret_response)
{
    struct response response;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = response_find(&r->call, req_param(r, "id"), true, &response);
    if (e == ERR_OK)
        e = req_match(r, response.version);
    if (e == ERR_OK)
        *ret_response = response;
    return e;
}

static enum err done(struct req *r, enum err e, const struct response *response)
{
    if (e == ERR_OK)
        e = answer_whole(r, response);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static enum err submit(struct req *r)
{
    struct response response;
    enum err e = for_step(r, &response);
    if (e == ERR_OK)
        e = response_submit(&r->call, &response);
    return done(r, e, &response);
}

static enum err withdraw(struct req *r)
{
    struct response response;
    enum err e = for_step(r, &response);
    if (e == ERR_OK)
        e = response_withdraw(&r->call, &response);
    return done(r, e, &response);
}

static enum err give_back(struct req *r)
{
    struct response response;
    enum err e = for_step(r, &response);
    if (e == ERR_OK)
        e = response_return(&r->call, &response, body_text(r->body, "reason"),
            json_object_get(r->body, "questions"));
    return done(r, e, &response);
}

static enum err accept(struct req *r)
{
    struct response response;
    enum err e = for_step(r, &response);
    if (e == ERR_OK)
        e = response_accept(&r->call, &response);
    return done(r, e, &response);
}

static enum err assign(struct req *r)
{
    struct response response;
    enum err e = for_step(r, &response);
    if (e == ERR_OK && json_object_get(r->body, "assignee") != NULL)
        e = response_assign(&r->call, &response, body_text(r->body, "assignee"));
    else if (e == ERR_OK)
        return answer_whole(r, &response); /* nothing was to be changed */
    return done(r, e, &response);
}

#define STEP(name, function, permission)                                                   \
    .method = METHOD_POST, .path = "/api/v1/responses/{id}/" name, .op = "response_" name, \
    .perm = (permission), .handle = (function), .answer = &SHAPE_RESPONSE, .flags = ROUTE_IF_MATCH

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses",
        .op = "response_list",
        .perm = &PERM_RESPONSE_READ,
        .handle = list,
        .query = &SHAPE_RESPONSE_QUERY,
        .answer = &SHAPE_RESPONSE_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/responses",
        .op = "campaign_responses",
        .perm = &PERM_RESPONSE_READ,
        .handle = campaign_list,
        .query = &SHAPE_RESPONSE_QUERY,
        .answer = &SHAPE_RESPONSE_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/tasks/mine",
        .op = "tasks_mine",
        .perm = &PERM_ACCOUNT,
        .handle = tasks,
        .answer = &SHAPE_TASKS},
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}",
        .op = "response_get",
        .perm = &PERM_RESPONSE_READ,
        .handle = get,
        .answer = &SHAPE_RESPONSE},
    {.method = METHOD_PATCH,
        .path = "/api/v1/responses/{id}",
        .op = "response_assign",
        .perm = &PERM_RESPONSE_ASSIGN,
        .handle = assign,
        .body_kind = BODY_PATCH,
        .body = &SHAPE_RESPONSE_PATCH,
        .answer = &SHAPE_RESPONSE,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/history",
        .op = "response_history",
        .perm = &PERM_RESPONSE_READ,
        .handle = history,
        .query = &SHAPE_SHEET_HISTORY_QUERY,
        .answer = &SHAPE_SHEET_HISTORY},
    {STEP("submit", submit, &PERM_RESPONSE_ANSWER)},
    {STEP("withdraw", withdraw, &PERM_RESPONSE_ANSWER)},
    {STEP("return", give_back, &PERM_RESPONSE_REVIEW), .body_kind = BODY_JSON,
        .body = &SHAPE_RETURN_BODY},
    {STEP("accept", accept, &PERM_RESPONSE_REVIEW)},
};

const struct module module_response = {
    .name = "response", .routes = routes, .n_routes = ROWS(routes), .calendar = response_calendar};
