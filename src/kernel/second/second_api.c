/* Routes of second opinions. Each change leaves an audit entry: unlike a draft it is the view of
 * somebody who checks. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/second/second_store.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_perm.h"

static const struct perm AUDIT = {"response.audit", PERM_ROLE, OF_AUDITOR};

static const struct field body_fields[] = {
    {.key = "value", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
    {.key = "comment", .type = FIELD_LONGTEXT, .max = 2000},
};
static const struct shape SHAPE_BODY = SHAPE("SecondAnswerBody", body_fields);

/* may: the caller may give an opinion now. */
static const struct field list_fields[] = {
    {.key = "may", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ANSWER},
};
static const struct shape SHAPE_LIST = SHAPE("SecondAnswers", list_fields);

static bool is_in(const struct response *r)
{
    return r->state == RESPONSE_SUBMITTED || r->state == RESPONSE_ACCEPTED;
}

/* Nobody gives a second opinion on answers of their own. */
static bool may(const struct call *c, const struct response *r)
{
    return who_may(c->who, &AUDIT, r->unit_path) && is_in(r) &&
           r->submitted_by.id != c->who->account_id;
}

static enum err answer_list(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct response_sheet s;
    enum err e = response_load(c, response, &s);
    if (e != ERR_OK)
        return e;
    struct answer *seconds = mem_array(c, struct answer, s.doc->n_items);
    e = second_store_all(c, response->id, seconds, s.doc->n_items);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "may", may(c, response));
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < s.doc->n_items; i++)
        if (seconds[i].version > 0)
            answer_write(&w, &r->call, &s.doc->items[i], &seconds[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err get(struct req *r)
{
    struct response response;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_find(&r->call, req_param(r, "id"), false, &response);
    return e == ERR_OK ? answer_list(r, &response) : e;
}

/* The response and the item, to be changed. */
static enum err for_change(struct req *r, struct response *ret_response,
    const struct sheet_doc **ret_doc, int *ret_item_no)
{
    struct call *c = &r->call;
    struct response_sheet s;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), true, ret_response);
    if (e == ERR_OK && !who_may(c->who, &AUDIT, ret_response->unit_path))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK && !is_in(ret_response))
        e = problem_set(c->problem, ERR_CONFLICT, "response_state");
    if (e == ERR_OK && !may(c, ret_response))
        e = problem_set(c->problem, ERR_FORBIDDEN, "self_review");
    if (e == ERR_OK)
        e = response_load(c, ret_response, &s);
    if (e != ERR_OK)
        return e;
    *ret_item_no = sheet_item_no(s.doc, req_param(r, "item"));
    *ret_doc = s.doc;
    return *ret_item_no == 0 ? ERR_NOT_FOUND : ERR_OK;
}

static void audit(struct call *c, const struct response *r, const char *item, const json_t *value)
{
    json_t *after = json_pack("{s:s, s:O?}", "item", item, "value", value);
    audit_add(c, &(struct audit_entry){.action = "second_opinion",
                     .subject = "response",
                     .subject_id = r->id,
                     .subject_uid = &r->uid,
                     .unit_id = r->unit.id,
                     .after = after});
    json_decref(after);
}

static enum err done(struct req *r, const struct response *response)
{
    enum err e = answer_list(r, response);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static enum err put(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    const struct sheet_doc *doc = NULL;
    int no = 0;
    enum err e = for_change(r, &response, &doc, &no);
    if (e != ERR_OK)
        return e;
    const struct sheet_item *item = &doc->items[no - 1];
    const json_t *value = json_object_get(r->body, "value");
    struct answer a = {.item_no = no, .comment = mem_strdup(c, body_text(r->body, "comment"))};
    const char *code = sheet_value_parse(c, item, value, &a.value);
    if (code != NULL) {
        problem_field(c->problem, "/value", code);
        return ERR_INVALID;
    }
    a.has_score = sheet_value_score(doc, item, a.value, &a.score);
    e = second_store_put(c, response.id, &a);
    if (e != ERR_OK)
        return e;
    audit(c, &response, item->key, value);
    return done(r, &response);
}

static enum err take_back(struct req *r)
{
    struct response response;
    const struct sheet_doc *doc = NULL;
    int no = 0;
    enum err e = for_change(r, &response, &doc, &no);
    if (e == ERR_OK)
        e = second_store_delete(&r->call, response.id, no);
    if (e != ERR_OK)
        return e;
    audit(&r->call, &response, doc->items[no - 1].key, NULL);
    return done(r, &response);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/second-answers",
        .op = "second_answer_list",
        .perm = &PERM_RESPONSE_READ,
        .handle = get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_PUT,
        .path = "/api/v1/responses/{id}/second-answers/{item}",
        .op = "second_answer_put",
        .perm = &AUDIT,
        .handle = put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_LIST},
    {.method = METHOD_DELETE,
        .path = "/api/v1/responses/{id}/second-answers/{item}",
        .op = "second_answer_delete",
        .perm = &AUDIT,
        .handle = take_back,
        .answer = &SHAPE_LIST},
};

const struct module module_second = {.name = "second", .routes = routes, .n_routes = ROWS(routes)};
