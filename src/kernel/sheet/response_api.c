/* Routes of responses: lists, one response, its steps, my tasks. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

enum { TASKS_SHOWN = 100 };

/* ---- lists ---- */

/* The newest of several lists, each newest first: the caller's units may be several subtrees. */
static size_t merge(struct response *all, size_t n_all, struct response *more, size_t n_more,
    size_t most, struct response *ret)
{
    size_t i = 0;
    size_t k = 0;
    size_t n = 0;
    while (n < most && (i < n_all || k < n_more)) {
        bool first = k == n_more || (i < n_all && all[i].id > more[k].id);
        ret[n++] = first ? all[i++] : more[k++];
    }
    return n;
}

/* What a filter finds in the units where the caller holds the permission; at most limit + 1. */
static enum err list_in_scope(struct call *c, const struct perm *perm,
    struct response_filter filter, struct response **ret_list, size_t *ret_n)
{
    size_t n_paths = 0;
    const char **paths = who_scope(c, c->who, perm, &n_paths);
    size_t most = (size_t)filter.limit + 1;
    struct response *all = NULL;
    size_t n = 0;
    for (size_t i = 0; i < n_paths; i++) {
        char end[UNIT_PATH_SIZE];
        struct response *more = NULL;
        size_t n_more = 0;
        unit_path_end(paths[i], end);
        filter.unit_from = paths[i];
        filter.unit_to = end;
        enum err e = response_store_list(c, &filter, &more, &n_more);
        if (e != ERR_OK)
            return e;
        struct response *both = mem_array(c, struct response, most);
        n = merge(all, n, more, n_more, most, both);
        all = both;
    }
    *ret_list = all;
    *ret_n = n;
    return ERR_OK;
}

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
    enum err e = list_in_scope(c, &PERM_RESPONSE_READ, *filter, &list, &n);
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

static const struct perm OWN_UNIT = {"response.own_unit", PERM_ROLE, OF_MANAGER | OF_MEMBER};

/* Submissions of one's own are somebody else's to review, as long as there is somebody. */
static enum err without_own(struct call *c, struct response *list, size_t n, size_t *ret_n)
{
    int64_t others = 0;
    size_t kept = 0;
    enum err e = response_store_reviewers(c, c->who->account_id, "/", &others);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (others == 0 || list[i].submitted_by.id != c->who->account_id)
            list[kept++] = list[i];
    if (e == ERR_OK)
        *ret_n = kept;
    return e;
}

/* What is due first, and within a campaign as the units stand in the tree: lists come newest first,
 * which is the tree upside down. */
static int by_turn(const void *a, const void *b)
{
    const struct response *x = a;
    const struct response *y = b;
    int order = strcmp(x->due, y->due);
    if (order == 0)
        order = (x->campaign.id > y->campaign.id) - (x->campaign.id < y->campaign.id);
    return order == 0 ? unit_path_compare(x->unit_path, y->unit_path) : order;
}

static void write_turns(
    struct jw *w, struct call *c, const char *key, struct response *list, size_t n)
{
    if (n > 0)
        qsort(list, n, sizeof *list, by_turn);
    briefs_write(w, c, key, list, n);
}

static enum err tasks(struct req *r)
{
    struct call *c = &r->call;
    struct response_filter filter = {
        .state = "open", .open_only = true, .before_id = INT64_MAX, .limit = TASKS_SHOWN - 1};
    struct response *mine = NULL;
    struct response *nobodys = NULL;
    struct response *review = NULL;
    size_t n_mine = 0;
    size_t n_nobodys = 0;
    size_t n_review = 0;
    enum err e = tx_begin_read(c);
    filter.assignee_id = c->who->account_id;
    if (e == ERR_OK)
        e = list_in_scope(c, &PERM_RESPONSE_ANSWER, filter, &mine, &n_mine);
    filter.assignee_id = -1;
    if (e == ERR_OK)
        e = list_in_scope(c, &OWN_UNIT, filter, &nobodys, &n_nobodys);
    filter.assignee_id = 0;
    filter.open_only = false;
    filter.state = response_state_key(RESPONSE_SUBMITTED);
    if (e == ERR_OK)
        e = list_in_scope(c, &PERM_RESPONSE_REVIEW, filter, &review, &n_review);
    if (e == ERR_OK)
        e = without_own(c, review, n_review, &n_review);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_turns(&w, c, "to_answer", mine, n_mine);
    write_turns(&w, c, "unassigned", nobodys, n_nobodys);
    write_turns(&w, c, "to_review", review, n_review);
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
    .name = "response", .routes = routes, .n_routes = ROWS(routes)};
