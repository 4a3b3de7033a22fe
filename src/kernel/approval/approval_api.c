/* Routes of rounds, and what the engine brings to the program. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { COMMENT_MAX = 2000 };

/* ---- lists ---- */

static const char *const box_keys[] = {"inbox", "sent", "done", NULL};
static const struct option_set BOXES = {"approval_box", box_keys};

static const struct field list_query_fields[] = {
    {.key = "box", .type = FIELD_ENUM, .options = &BOXES},
    {.key = "register", .type = FIELD_TEXT, .max = 60},
    {.key = "record", .type = FIELD_TEXT, .max = 60},
    {.key = "cursor", .type = FIELD_TEXT, .max = 20},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_LIST_QUERY = SHAPE("ApprovalListQuery", list_query_fields);

static enum approval_box box_of(const char *key)
{
    if (key == NULL || strcmp(key, "inbox") == 0)
        return BOX_INBOX;
    return strcmp(key, "sent") == 0 ? BOX_SENT : BOX_DONE;
}

/* Of one record, for those who may read it; else of the caller. */
static enum err list_of(struct req *r, struct approval_list *list)
{
    struct call *c = &r->call;
    const char *reg = req_query(r, "register"), *record = req_query(r, "record");
    struct approval_of of;
    list->box = box_of(req_query(r, "box"));
    if (reg == NULL && record == NULL)
        return ERR_OK;
    if (reg == NULL || record == NULL) {
        problem_field(c->problem, reg == NULL ? "/query/register" : "/query/record", "required");
        return ERR_INVALID;
    }
    enum err e = approval_of_record(c, reg, record, &of);
    if (e != ERR_OK)
        return e;
    list->box = BOX_RECORD;
    list->reg = of.subject->reg->name;
    list->record_id = of.record.id;
    return ERR_OK;
}

static bool in_scope(struct call *c, const struct approval *a)
{
    const struct reg_def *def = app_register(c->app, a->reg);
    return def != NULL && who_in_scope(c->who, def->read, false);
}

static enum err list_get(struct req *r)
{
    struct call *c = &r->call;
    char today[DATE_TEXT_SIZE];
    const char *cursor = req_query(r, "cursor"), *limit = req_query(r, "limit");
    int page = limit == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(limit, NULL, 10);
    struct approval_list list = {.today = today, .limit = page + 1};
    struct approval *all = NULL;
    size_t n = 0;
    list.before = cursor == NULL ? 0 : strtoll(cursor, NULL, 10);
    approval_today(c, today);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = list_of(r, &list);
    if (e == ERR_OK)
        e = approval_store_list(c, &list, &all, &n);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)page;
    n -= more;
    int64_t last = n > 0 ? all[n - 1].id : 0;
    e = approval_keep_open(c, all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        if (in_scope(c, &all[i]))
            approval_write_head(&w, &all[i]);
    jw_arr_end(&w);
    jw_kstr(&w, "next", more ? mem_printf(c, "%" PRId64, last) : NULL);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- one round ---- */

static enum err answer(struct req *r, const struct approval *a)
{
    struct jw w = resp_json(r);
    enum err e = approval_write(&r->call, &w, a);
    if (e == ERR_OK && a->id != 0)
        resp_etag(r, a->cycle);
    return e;
}

static enum err round_get(struct req *r)
{
    struct call *c = &r->call;
    struct approval a;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = approval_load(c, req_param(r, "id"), false, &a);
    if (e == ERR_OK)
        e = approval_may_see(c, &a);
    return e == ERR_OK ? answer(r, &a) : e;
}

/* ---- sending ---- */

static const struct field send_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "record", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "note", .type = FIELD_LONGTEXT, .max = COMMENT_MAX},
};
static const struct shape SHAPE_SEND = SHAPE("ApprovalSend", send_fields);
static const struct field plan_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "record", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
};
static const struct shape SHAPE_PLAN_QUERY = SHAPE("ApprovalPlanQuery", plan_fields);

static enum err plan_get(struct req *r)
{
    struct call *c = &r->call;
    struct approval_of of;
    struct approval a;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = approval_of_record(c, req_query(r, "register"), req_query(r, "record"), &of);
    if (e == ERR_OK && !who_may(c->who, of.subject->send, of.facts.path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = approval_plan(c, &of, c->who->account_id, &a);
    return e == ERR_OK ? answer(r, &a) : e;
}

static enum err send_post(struct req *r)
{
    struct call *c = &r->call;
    struct approval_of of;
    struct approval a;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = approval_of_record(
            c, body_text(r->body, "register"), body_text(r->body, "record"), &of);
    if (e == ERR_OK)
        e = approval_send(c, &of, body_text(r->body, "note"), &a);
    if (e == ERR_OK)
        e = answer(r, &a);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- changing ---- */

/* A token must reach the area of the record, whatever it is that its person may decide. */
static enum err load_for_change(struct req *r, struct approval *ret_a)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = approval_load(c, req_param(r, "id"), true, ret_a);
    if (e == ERR_OK)
        e = approval_may_see(c, ret_a);
    if (e == ERR_OK && !who_in_scope(c->who, app_register(c->app, ret_a->reg)->read, true))
        e = ERR_FORBIDDEN;
    return e == ERR_OK ? req_match(r, ret_a->cycle) : e;
}

static enum err answer_and_commit(struct req *r, const struct approval *a)
{
    struct approval now;
    enum err e = approval_load_id(&r->call, a->id, false, &now);
    if (e == ERR_OK)
        e = answer(r, &now);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static const struct field decision_fields[] = {
    {.key = "decision",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_APPROVAL_DECISION},
    {.key = "comment", .type = FIELD_LONGTEXT, .max = COMMENT_MAX},
    {.key = "to_step", .type = FIELD_INT, .min = 0, .max = APPROVAL_STEPS},
};
static const struct shape SHAPE_DECISION = SHAPE("ApprovalDecide", decision_fields);

static enum err decision_post(struct req *r)
{
    struct approval a;
    enum approval_decision decision = DECISION_NONE;
    enum err e = load_for_change(r, &a);
    if (e == ERR_OK && !approval_decision_parse(body_text(r->body, "decision"), &decision)) {
        problem_field(r->call.problem, "/decision", "option");
        e = ERR_INVALID;
    }
    if (e == ERR_OK)
        e = approval_decide(&r->call, &a, decision, body_text(r->body, "comment"),
            (int)body_int(r->body, "to_step", 0));
    return e == ERR_OK ? answer_and_commit(r, &a) : e;
}

static const struct field comment_fields[] = {
    {.key = "comment", .type = FIELD_LONGTEXT, .max = COMMENT_MAX},
};
static const struct shape SHAPE_COMMENT = SHAPE("ApprovalComment", comment_fields);
static const struct field said_fields[] = {
    {.key = "comment",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = COMMENT_MAX},
};
static const struct shape SHAPE_SAID = SHAPE("ApprovalSay", said_fields);

static enum err with_comment(
    struct req *r, enum err (*act)(struct call *c, struct approval *a, const char *comment))
{
    struct approval a;
    enum err e = load_for_change(r, &a);
    if (e == ERR_OK)
        e = act(&r->call, &a, body_text(r->body, "comment"));
    return e == ERR_OK ? answer_and_commit(r, &a) : e;
}

static enum err withdraw_post(struct req *r)
{
    return with_comment(r, approval_withdraw);
}

static enum err resend_post(struct req *r)
{
    return with_comment(r, approval_resend);
}

static enum err comment_post(struct req *r)
{
    return with_comment(r, approval_say);
}

static const struct field reassign_fields[] = {
    {.key = "from", .type = FIELD_ID, .flags = FIELD_REQUIRED}, /* account of a seat */
    {.key = "to", .type = FIELD_ID, .flags = FIELD_REQUIRED},   /* person */
    {.key = "comment", .type = FIELD_LONGTEXT, .max = COMMENT_MAX},
};
static const struct shape SHAPE_REASSIGN = SHAPE("ApprovalReassign", reassign_fields);

static int64_t seat_account(const struct approval *a, const char *id)
{
    struct uuid uid;
    if (!uuid_parse(id, &uid))
        return 0;
    for (size_t i = 0; i < a->n_steps; i++)
        for (size_t k = 0; k < a->steps[i].n_seats; k++)
            if (memcmp(&a->steps[i].seats[k].who.uid, &uid, sizeof uid) == 0)
                return a->steps[i].seats[k].who.id;
    return 0;
}

static enum err reassign_post(struct req *r)
{
    struct call *c = &r->call;
    struct approval a = {0};
    int64_t to = 0;
    enum err e = load_for_change(r, &a);
    if (e == ERR_OK && !who_may(c->who, &PERM_APPROVAL_ROUTE, "/"))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = approval_store_by_person(c, body_text(r->body, "to"), &to);
    if (e == ERR_NOT_FOUND && to == 0 && a.id != 0) {
        problem_field(c->problem, "/to", "approval_unable");
        return ERR_INVALID;
    }
    if (e == ERR_OK)
        e = approval_reassign(
            c, &a, seat_account(&a, body_text(r->body, "from")), to, body_text(r->body, "comment"));
    return e == ERR_OK ? answer_and_commit(r, &a) : e;
}

/* ---- what goes round ---- */

static const struct field subject_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "from", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "approve", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "reject", .type = FIELD_TEXT},
    {.key = "send", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "amount", .type = FIELD_TEXT},
    {.key = "class_field", .type = FIELD_TEXT},
    {.key = "routes", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SUBJECT = SHAPE("ApprovalSubject", subject_fields);
static const struct field subjects_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SUBJECT},
};
static const struct shape SHAPE_SUBJECTS = SHAPE("ApprovalSubjectList", subjects_fields);

static enum err write_subject(struct call *c, struct jw *w, const struct approval_subject *s)
{
    struct approval_route *routes = NULL;
    size_t n = 0;
    enum err e = approval_store_routes(c, s->reg->name, &routes, &n);
    jw_obj_begin(w);
    jw_kstr(w, "register", s->reg->name);
    jw_kstr(w, "from", s->from);
    jw_kstr(w, "approve", s->approve);
    jw_kstr(w, "reject", s->reject);
    jw_kstr(w, "send", s->send->key);
    jw_kstr(w, "amount", s->amount);
    jw_kstr(w, "class_field", s->class_field);
    jw_kbool(w, "routes", n > 0);
    jw_obj_end(w);
    return e;
}

static enum err subjects_get(struct req *r)
{
    struct call *c = &r->call;
    enum err e = tx_begin_read(c);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t m = 0; m < c->app->n_modules; m++)
        for (size_t i = 0; i < c->app->modules[m]->n_approvals && e == ERR_OK; i++)
            e = write_subject(c, &w, &c->app->modules[m]->approvals[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* ---- rows ---- */

/* Who may do what is a matter of the record and of the round: the handlers ask. */
static const struct route routes[] = {
    {METHOD_GET, "/api/v1/approvals", "approval_list", .perm = &PERM_ACCOUNT, .handle = list_get,
        .query = &SHAPE_LIST_QUERY, .answer = &SHAPE_APPROVAL_LIST},
    {METHOD_POST, "/api/v1/approvals", "approval_send", .perm = &PERM_ACCOUNT, .handle = send_post,
        .body_kind = BODY_JSON, .body = &SHAPE_SEND, .answer = &SHAPE_APPROVAL, .status = 201},
    {METHOD_GET, "/api/v1/approval-plan", "approval_plan", .perm = &PERM_ACCOUNT,
        .handle = plan_get, .query = &SHAPE_PLAN_QUERY, .answer = &SHAPE_APPROVAL},
    {METHOD_GET, "/api/v1/approval-subjects", "approval_subjects", .perm = &PERM_ACCOUNT,
        .handle = subjects_get, .answer = &SHAPE_SUBJECTS},
    {METHOD_GET, "/api/v1/approvals/{id}", "approval_get", .perm = &PERM_ACCOUNT,
        .handle = round_get, .answer = &SHAPE_APPROVAL},
    {METHOD_POST, "/api/v1/approvals/{id}/decision", "approval_decide", .perm = &PERM_ACCOUNT,
        .handle = decision_post, .body_kind = BODY_JSON, .body = &SHAPE_DECISION,
        .answer = &SHAPE_APPROVAL, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, "/api/v1/approvals/{id}/withdrawal", "approval_withdraw", .perm = &PERM_ACCOUNT,
        .handle = withdraw_post, .body_kind = BODY_JSON, .body = &SHAPE_COMMENT,
        .answer = &SHAPE_APPROVAL, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, "/api/v1/approvals/{id}/resending", "approval_resend", .perm = &PERM_ACCOUNT,
        .handle = resend_post, .body_kind = BODY_JSON, .body = &SHAPE_COMMENT,
        .answer = &SHAPE_APPROVAL, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, "/api/v1/approvals/{id}/comments", "approval_comment", .perm = &PERM_ACCOUNT,
        .handle = comment_post, .body_kind = BODY_JSON, .body = &SHAPE_SAID,
        .answer = &SHAPE_APPROVAL, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, "/api/v1/approvals/{id}/reassignment", "approval_reassign",
        .perm = &PERM_APPROVAL_ROUTE, .handle = reassign_post, .body_kind = BODY_JSON,
        .body = &SHAPE_REASSIGN, .answer = &SHAPE_APPROVAL, .flags = ROUTE_IF_MATCH},
};

static enum err tend(struct call *c, struct job *job)
{
    (void)job;
    return approval_days_run(c);
}

static const struct job_kind jobs[] = {
    {.name = "approval_days", .run = tend, .every_ms = INT64_C(600000) /* ten minutes */},
};

static const struct reg_def *const registers[] = {&REG_APPROVAL_ROUTES};

const struct module module_approval = {
    .name = "approval",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = 1,
    .jobs = jobs,
    .n_jobs = 1,
    .watch = &approval_watch,
    .calendar = approval_calendar,
};
