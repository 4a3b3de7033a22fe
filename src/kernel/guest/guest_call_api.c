/* Answers that one of ours takes down on the telephone: the call is on record – with whom, when, by
 * whom –, and until it is ended, or the answers are submitted, its account writes them by the
 * routes of accounts (response_answers). Who was asked sees it behind their link and may correct
 * it. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/guest_talk_store.h"
#include "kernel/guest/guest_view.h"
#include "kernel/sheet/campaign_days.h"
#include "kernel/sheet/response_view.h"

#include <string.h>

#define MUST FIELD_REQUIRED

static const struct field call_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "spoken_with", .type = FIELD_TEXT, .flags = MUST},
    {.key = "held_on", .type = FIELD_DATE, .flags = MUST},
    {.key = "by", .type = FIELD_REF},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "open", .type = FIELD_BOOL, .flags = MUST},
    {.key = "own", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_CALL = SHAPE("RespondentCall", call_fields);
static const struct field calls_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CALL},
};
static const struct shape SHAPE_CALLS = SHAPE("RespondentCallList", calls_fields);
static const struct field body_fields[] = {
    {.key = "spoken_with", .type = FIELD_TEXT, .flags = MUST, .max = LIMIT_LABEL},
    {.key = "held_on", .type = FIELD_DATE, .flags = MUST},
};
static const struct shape SHAPE_BODY = SHAPE("RespondentCallBody", body_fields);

static enum err calls_answer(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct guest_call *all = NULL;
    size_t n = 0;
    enum err e = guest_store_calls(c, response->id, &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        out_uuid(&w, "id", &all[i].uid);
        jw_kstr(&w, "spoken_with", all[i].spoken_with);
        jw_kstr(&w, "held_on", all[i].held_on);
        out_ref(&w, "by", &all[i].by);
        jw_kinstant(&w, "at", all[i].at_ms);
        jw_kbool(&w, "open", all[i].open);
        jw_kbool(&w, "own", all[i].by.id == c->who->account_id);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err calls_get(struct req *r)
{
    struct response response;
    enum err e = guest_response_begin(r, &PERM_GUEST_READ, false, &response);
    return e == ERR_OK ? calls_answer(r, &response) : e;
}

static enum err call_check(struct call *c, const struct response *response, const char *held_on)
{
    char today[DATE_TEXT_SIZE];
    struct guest_call *all = NULL;
    size_t n = 0;
    date_format(campaign_today(c, NULL), today);
    if (response->campaign_state != CAMPAIGN_OPEN)
        return problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (!response_editable(response->state, true))
        return problem_set(c->problem, ERR_CONFLICT, "response_state");
    if (strcmp(held_on, today) > 0) {
        problem_field_value(c->problem, "/held_on", "guest_call_day", today);
        return ERR_INVALID;
    }
    enum err e = guest_store_calls(c, response->id, &all, &n);
    if (e == ERR_OK && n >= LIMIT_GUEST_CALLS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "guest_calls_many", LIMIT_GUEST_CALLS);
    return e;
}

/* Without the name, which stands in the call alone. */
static void call_audit(
    struct call *c, const struct response *response, const char *action, const char *held_on)
{
    json_t *after = held_on == NULL ? NULL : json_pack("{s:s}", "held_on", held_on);
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "response",
                     .subject_id = response->id,
                     .subject_uid = &response->uid,
                     .unit_id = response->unit.id,
                     .after = after});
    json_decref(after);
}

static enum err call_post(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    const char *held_on = body_text(r->body, "held_on");
    enum err e = guest_response_begin(r, &PERM_GUEST_WRITE, true, &response);
    if (e == ERR_OK)
        e = call_check(c, &response, held_on);
    if (e == ERR_OK)
        e = guest_store_call_add(c, response.id, body_text(r->body, "spoken_with"), held_on);
    if (e != ERR_OK)
        return e;
    call_audit(c, &response, "call", held_on);
    e = calls_answer(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

static enum err call_end(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    enum err e = guest_response_begin(r, &PERM_GUEST_WRITE, true, &response);
    if (e == ERR_OK && response.taken_by == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "guest_call_none");
    if (e == ERR_OK)
        e = response_store_call_end(c, response.id);
    if (e != ERR_OK)
        return e;
    call_audit(c, &response, "call_end", NULL);
    e = calls_answer(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

#define CALLS "/api/v1/responses/{id}/calls"

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = CALLS,
        .op = "respondent_call_list",
        .perm = &PERM_GUEST_READ,
        .handle = calls_get,
        .answer = &SHAPE_CALLS},
    {.method = METHOD_POST,
        .path = CALLS,
        .op = "respondent_call_add",
        .perm = &PERM_GUEST_WRITE,
        .handle = call_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_CALLS,
        .status = 201},
    {.method = METHOD_POST,
        .path = CALLS "/end",
        .op = "respondent_call_end",
        .perm = &PERM_GUEST_WRITE,
        .handle = call_end,
        .answer = &SHAPE_CALLS},
};

const struct module module_guest_call = {
    .name = "guest_call", .routes = routes, .n_routes = ROWS(routes)};
