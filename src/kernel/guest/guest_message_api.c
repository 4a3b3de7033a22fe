/* What guests ask, and what those who ask them write back: one thread a response, seen by its
 * guests and by those who see how far respondents are. What is written never goes by email, only
 * that something was. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/guest_ask.h"
#include "kernel/guest/guest_notice.h"
#include "kernel/guest/guest_store.h"
#include "kernel/guest/guest_talk_store.h"
#include "kernel/guest/guest_view.h"
#include "kernel/guest/respondent.h"
#include "kernel/mail/mail.h"
#include "kernel/sheet/response_view.h"

#define MUST FIELD_REQUIRED

static const struct field message_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "item", .type = FIELD_TEXT},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "by", .type = FIELD_REF},
    {.key = "guest", .type = FIELD_TEXT},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "open", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_MESSAGE = SHAPE("RespondentMessage", message_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MESSAGE},
};
static const struct shape SHAPE_LIST = SHAPE("RespondentMessageList", list_fields);
static const struct field body_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .max = 64},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = LIMIT_GUEST_MESSAGE},
};
static const struct shape SHAPE_BODY = SHAPE("RespondentMessageBody", body_fields);

/* Either side's, in the open write transaction. */
static enum err message_add(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct response_sheet sheet;
    int64_t n = 0;
    int no = 0;
    const char *item = body_text(r->body, "item");
    enum err e = ERR_OK;
    if (response->campaign_state != CAMPAIGN_OPEN)
        return problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    e = guest_store_message_count(c, response->id, &n);
    if (e == ERR_OK && n >= LIMIT_GUEST_MESSAGES)
        e = problem_set_limit(
            c->problem, ERR_CONFLICT, "guest_messages_many", LIMIT_GUEST_MESSAGES);
    if (e == ERR_OK && item != NULL)
        e = response_load(c, response, &sheet);
    if (e == ERR_OK && item != NULL)
        no = sheet_item_no(sheet.doc, item);
    if (e == ERR_OK && item != NULL && no == 0) {
        problem_field_value(c->problem, "/item", "sheet_item", item);
        e = ERR_INVALID;
    }
    return e == ERR_OK ? guest_store_message_add(c, response->id, no, body_text(r->body, "text"))
                       : e;
}

static void message_audit(struct call *c, const struct response *response, const char *action)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "response",
                     .subject_id = response->id,
                     .subject_uid = &response->uid,
                     .unit_id = response->unit.id});
}

/* The module whose respondent it is hears of it. */
static enum err tell_kind(struct call *c, const struct response *response, bool is_reply)
{
    const struct respondent_kind *kind = respondent_kind_find(c->app, response->respondent_kind);
    if (kind == NULL)
        return ERR_OK;
    enum err (*hear)(struct call *, const struct response *) =
        is_reply ? kind->replied : kind->asked;
    return hear == NULL ? ERR_OK : hear(c, response);
}

/* ---- a guest asks ---- */

/* Whoever asked is told of the first that waits, not of each. */
static enum err ask(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct guest me;
    int64_t *waiting = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = response_of(r, true, &response);
    if (e == ERR_OK)
        e = guest_store_askers(c, response.id, &waiting, &n);
    if (e == ERR_OK)
        e = message_add(r, &response);
    if (e == ERR_OK)
        e = guest_store_by_uid(c, &c->who->guest_uid, false, &me);
    if (e == ERR_OK && n == 0)
        e = guest_notice_asked(c, &me);
    if (e == ERR_OK)
        e = tell_kind(c, &response, false);
    if (e != ERR_OK)
        return e;
    message_audit(c, &response, "guest_ask");
    e = guest_view_answer(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- those who ask answer ---- */

static enum err thread(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct response_sheet sheet;
    struct guest_message *all = NULL;
    size_t n = 0;
    enum err e = response_load(c, response, &sheet);
    if (e == ERR_OK)
        e = guest_store_messages(c, response->id, &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        const struct guest_message *m = &all[i];
        jw_obj_begin(&w);
        out_uuid(&w, "id", &m->uid);
        jw_kstr(&w, "item", sheet_item_key(sheet.doc, m->item_no));
        jw_kstr(&w, "text", m->text);
        out_ref(&w, "by", &m->by);
        jw_kstr(&w, "guest", m->guest);
        jw_kinstant(&w, "at", m->at_ms);
        jw_kbool(&w, "open", m->open);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err messages_get(struct req *r)
{
    struct response response;
    enum err e = guest_response_begin(r, &PERM_GUEST_READ, false, &response);
    return e == ERR_OK ? thread(r, &response) : e;
}

static bool among(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Whoever asked gets a link to the answer; where nobody did, all who were invited. Those who were
 * ended or locked get nothing, as with reminders. */
static enum err tell(struct call *c, const struct response *response)
{
    struct guest *all = NULL;
    int64_t *askers = NULL;
    size_t n = 0, n_askers = 0;
    enum err e = guest_store_of(c, response->id, &all, &n);
    if (e == ERR_OK)
        e = guest_store_askers(c, response->id, &askers, &n_askers);
    for (size_t i = 0; i < n && e == ERR_OK && mail_on(c->app); i++) {
        bool dead = all[i].revoked_at_ms != 0 || all[i].locked_at_ms != 0;
        if (dead || (n_askers > 0 && !among(askers, n_askers, all[i].id)))
            continue;
        e = guest_link_again(c, &all[i], GUEST_MAIL_REPLY);
        guest_audit(c, &all[i], "send", NULL);
    }
    return e;
}

static enum err reply(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    enum err e = guest_response_begin(r, &PERM_GUEST_WRITE, true, &response);
    if (e == ERR_OK)
        e = message_add(r, &response);
    if (e == ERR_OK)
        e = tell(c, &response);
    if (e == ERR_OK)
        e = guest_store_messages_answered(c, response.id);
    if (e == ERR_OK)
        e = tell_kind(c, &response, true);
    if (e != ERR_OK)
        return e;
    message_audit(c, &response, "guest_reply");
    e = thread(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

#define MESSAGES "/api/v1/responses/{id}/messages"

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/guest/messages",
        .op = "guest_message_add",
        .perm = &PERM_INVITED,
        .handle = ask,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_GUEST_RESPONSE},
    {.method = METHOD_GET,
        .path = MESSAGES,
        .op = "respondent_message_list",
        .perm = &PERM_GUEST_READ,
        .handle = messages_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = MESSAGES,
        .op = "respondent_message_add",
        .perm = &PERM_GUEST_WRITE,
        .handle = reply,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_LIST,
        .status = 201},
};

const struct module module_guest_message = {
    .name = "guest_message", .routes = routes, .n_routes = ROWS(routes)};
