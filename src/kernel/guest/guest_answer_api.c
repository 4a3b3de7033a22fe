/* What a guest does: the one response that the invitation is for. No path names it, so none can
 * name another; the handlers that accounts answer by take it from the session (response_of). */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "kernel/guest/guest_ask.h"
#include "kernel/guest/guest_notice.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"
#include "kernel/guest/guest_view.h"
#include "kernel/sheet/answer_route.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_store.h"
#include "kernel/table/book_out.h"

#include <string.h>
#include <strings.h>

static enum err begin(struct req *r, bool lock, struct response *ret_response)
{
    enum err e = lock ? tx_begin(&r->call) : tx_begin_read(&r->call);
    return e == ERR_OK ? response_of(r, lock, ret_response) : e;
}

static enum err get(struct req *r)
{
    struct response response;
    enum err e = begin(r, false, &response);
    return e == ERR_OK ? guest_view_answer(r, &response) : e;
}

/* The questions, with their texts in all languages and without what counts. */
static enum err sheet_get(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct sheet_version version;
    const struct sheet_doc *doc = NULL;
    enum err e = begin(r, false, &response);
    if (e == ERR_OK)
        e = sheet_store_version_by_id(c->db, c, response.sheet_version.id, &version);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &version, &doc);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    sheet_questions_write(&w, doc);
    return ERR_OK;
}

static enum err reply(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct uuid uid;
    enum err e = begin(r, true, &response);
    if (e == ERR_OK)
        e = response_editable_check(c, &response);
    if (e == ERR_OK && !uuid_parse(req_param(r, "question"), &uid))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = response_store_question_reply(c, response.id, &uid, body_text(r->body, "reply"));
    if (e == ERR_OK)
        e = guest_view_answer(r, &response);
    return e == ERR_OK ? tx_commit_unaudited(c) : e; /* as an account's replies */
}

static enum err self(struct call *c, struct guest *ret_guest)
{
    return guest_store_by_uid(c, &c->who->guest_uid, false, ret_guest);
}

static enum err submit(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct guest me;
    enum err e = begin(r, true, &response);
    if (e == ERR_OK)
        e = req_match(r, response.version);
    if (e == ERR_OK)
        e = response_submit(c, &response);
    if (e == ERR_OK)
        e = self(c, &me);
    if (e == ERR_OK)
        e = guest_notice_submitted(c, &me);
    if (e == ERR_OK)
        e = guest_view_answer(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* Only what one of ours submitted for them. */
static enum err correct(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    enum err e = begin(r, true, &response);
    if (e == ERR_OK && !guest_may_correct(&response))
        e = problem_set(c->problem, ERR_CONFLICT, "response_state");
    if (e == ERR_OK)
        e = response_withdraw(c, &response);
    if (e == ERR_OK)
        e = guest_view_answer(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- colleagues ---- */

static enum err not_here(struct call *c, const char *code, const char *value)
{
    problem_field_value(c->problem, "/address", code, value);
    return ERR_INVALID;
}

/* Only those whom the asker named may, and only within their house: anybody else is for the asker
 * to invite, and so are whom the asker has ended and all where a domain is nobody's house. So
 * ending one invitation ends all that came of it, and nobody has us write to strangers. */
static enum err may_name(struct call *c, const struct guest *me, const char *address)
{
    const char *house = guest_domain(me->address);
    bool ended = false;
    if (me->delegated_from != 0)
        return problem_set(c->problem, ERR_FORBIDDEN, "guest_delegate");
    enum err e = guest_store_was_ended(c, me->response_id, address, &ended);
    if (e != ERR_OK)
        return e;
    if (ended)
        return not_here(c, "guest_ended", "");
    if (guest_domain_public(house))
        return not_here(c, "guest_public", house);
    return strcasecmp(house, guest_domain(address)) == 0 ? ERR_OK
                                                         : not_here(c, "guest_domain", house);
}

static enum err delegate(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct guest me;
    struct guest_invited invited = {.name = body_text(r->body, "name"),
        .address = body_text(r->body, "address"),
        .lang = body_text(r->body, "lang"),
        .what = GUEST_MAIL_DELEGATED,
        .from = &me};
    enum err e = begin(r, true, &response);
    if (e == ERR_OK)
        e = response_editable_check(c, &response);
    if (e == ERR_OK)
        e = self(c, &me);
    if (e == ERR_OK)
        e = may_name(c, &me, invited.address);
    if (e == ERR_OK)
        e = guest_invite(c, &response, &invited);
    if (e == ERR_OK)
        e = guest_notice_delegated(c, &me, invited.address);
    if (e == ERR_OK)
        e = guest_view_answer(r, &response);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct field colleague_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_LABEL},
    {.key = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 254},
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
};
static const struct shape SHAPE_COLLEAGUE_BODY = SHAPE("GuestColleagueBody", colleague_fields);

#define GUEST(verb, tail, operation, function)                                 \
    .method = (verb), .path = "/api/v1/guest/" tail, .op = "guest_" operation, \
    .perm = &PERM_INVITED, .handle = (function)
#define ANSWER "answers/{item}"

static const struct route routes[] = {
    {GUEST(METHOD_GET, "response", "response_get", get), .answer = &SHAPE_GUEST_RESPONSE},
    {GUEST(METHOD_GET, "sheet", "sheet_get", sheet_get), .answer = &SHAPE_SHEET_QUESTIONS},
    {GUEST(METHOD_PUT, ANSWER, "answer_put", answer_put), .body_kind = BODY_JSON,
        .body = &SHAPE_ANSWER_BODY, .answer = &SHAPE_GUEST_SAVED, .flags = ROUTE_MAY_MATCH},
    {GUEST(METHOD_DELETE, ANSWER, "answer_delete", answer_delete), .answer = &SHAPE_GUEST_SAVED,
        .flags = ROUTE_MAY_MATCH},
    {GUEST(METHOD_POST, "copy-last", "copy_last", answer_copy_last), .body_kind = BODY_JSON,
        .body = &SHAPE_COPY_BODY, .answer = &SHAPE_GUEST_COPIED},
    {GUEST(METHOD_PUT, "questions/{question}", "question_reply", reply), .body_kind = BODY_JSON,
        .body = &SHAPE_REPLY_BODY, .answer = &SHAPE_GUEST_RESPONSE},
    {GUEST(METHOD_POST, ANSWER "/files", "file_add", answer_file_post), .body_kind = BODY_UPLOAD,
        .answer = &SHAPE_ANSWER_FILE, .status = 201, .limit = LIMIT_GUEST_FILE},
    {GUEST(METHOD_GET, "files/{file}", "file_get", answer_file_get),
        .media = "application/octet-stream"},
    {GUEST(METHOD_DELETE, "files/{file}", "file_delete", answer_file_delete), .status = 204},
    {GUEST(METHOD_GET, "book", "book_get", answer_book_get), .query = &SHAPE_ANSWER_BOOK_LANGUAGE,
        .media = BOOK_MEDIA},
    {GUEST(METHOD_POST, "book", "book_take", answer_book_post), .body_kind = BODY_UPLOAD,
        .query = &SHAPE_ANSWER_BOOK_QUERY, .answer = &SHAPE_GUEST_BOOK, .limit = LIMIT_GUEST_BOOK},
    {GUEST(METHOD_POST, "submit", "submit", submit), .answer = &SHAPE_GUEST_RESPONSE,
        .flags = ROUTE_IF_MATCH},
    {GUEST(METHOD_POST, "correct", "correct", correct), .answer = &SHAPE_GUEST_RESPONSE},
    {GUEST(METHOD_POST, "colleagues", "colleague_add", delegate), .body_kind = BODY_JSON,
        .body = &SHAPE_COLLEAGUE_BODY, .answer = &SHAPE_GUEST_RESPONSE},
};

const struct module module_guest_answer = {
    .name = "guest_answer", .routes = routes, .n_routes = ROWS(routes)};
