/* Routes of those who ask outside respondents: choosing them, seeing how far they are, inviting,
 * sending again, ending, more time. Respondents are the whole company's, so all of it is asked for
 * at the top. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "kernel/guest/guest_ask.h"
#include "kernel/guest/guest_list_store.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"
#include "kernel/guest/respondent.h"
#include "kernel/mail/mail.h"
#include "kernel/mail/mail_report.h"
#include "kernel/sheet/campaign_days.h"
#include "kernel/sheet/campaign_route.h"
#include "kernel/sheet/response_view.h"

#include <string.h>

#define MUST FIELD_REQUIRED

/* ---- shapes ---- */

static const char *const class_keys[] = {"A", "B", "C", "D", NULL};
static const struct option_set CLASSES = {"respondent_class", class_keys};

static const struct field ask_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_OUTSIDE},
    {.key = "class", .type = FIELD_ENUM, .options = &CLASSES},
    {.key = "marked", .type = FIELD_BOOL},
    {.key = "only", .type = FIELD_LIST, .min = 1, .max = LIMIT_BULK_ROWS},
};
static const struct shape SHAPE_ASK = SHAPE("RespondentsAsked", ask_fields);
static const struct field job_fields[] = {{.key = "job", .type = FIELD_ID, .flags = MUST}};
static const struct shape SHAPE_ASKED = SHAPE("RespondentsJob", job_fields);

static const struct field row_fields[] = {
    {.key = "response", .type = FIELD_ID, .flags = MUST},
    {.key = "respondent", .type = FIELD_REF, .flags = MUST},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_OUTSIDE},
    {.key = "class", .type = FIELD_TEXT},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_RESPONSE_STATE},
    {.key = "due", .type = FIELD_DATE, .flags = MUST},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "asked", .type = FIELD_INT, .flags = MUST},
    {.key = "answered", .type = FIELD_INT, .flags = MUST},
    {.key = "submitted_at", .type = FIELD_INSTANT},
    {.key = "guests", .type = FIELD_INT, .flags = MUST},
    {.key = "opens", .type = FIELD_INT, .flags = MUST},
    {.key = "opened_at", .type = FIELD_INSTANT},
    {.key = "entered_at", .type = FIELD_INSTANT},
    {.key = "locked", .type = FIELD_INT, .flags = MUST},
    {.key = "bounced", .type = FIELD_INT, .flags = MUST},
    {.key = "asking", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_ROW = SHAPE("RespondentRow", row_fields);
static const struct field counts_fields[] = {
    {.key = "all", .type = FIELD_INT, .flags = MUST},
    {.key = "contacted", .type = FIELD_INT, .flags = MUST},
    {.key = "opened", .type = FIELD_INT, .flags = MUST},
    {.key = "answering", .type = FIELD_INT, .flags = MUST},
    {.key = "submitted", .type = FIELD_INT, .flags = MUST},
    {.key = "accepted", .type = FIELD_INT, .flags = MUST},
    {.key = "late", .type = FIELD_INT, .flags = MUST},
    {.key = "bounced", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_COUNTS = SHAPE("RespondentCounts", counts_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ROW},
    {.key = "counts", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_COUNTS},
    {.key = "next", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
};
static const struct shape SHAPE_LIST = SHAPE("RespondentList", list_fields);
static const struct field query_fields[] = {
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "cursor", .type = FIELD_ID},
    {.key = "q", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "wanted", .type = FIELD_ENUM, .options = &OPTIONS_RESPONDENT_WANTED},
};
static const struct shape SHAPE_QUERY = SHAPE("RespondentQuery", query_fields);

static const struct field guest_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "address", .type = FIELD_TEXT, .flags = MUST},
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LANGUAGE},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_GUEST_STATE},
    {.key = "delegated", .type = FIELD_BOOL, .flags = MUST},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "sends", .type = FIELD_INT, .flags = MUST},
    {.key = "expires_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "opens", .type = FIELD_INT, .flags = MUST},
    {.key = "opened_at", .type = FIELD_INSTANT},
    {.key = "entered_at", .type = FIELD_INSTANT},
    {.key = "refused", .type = FIELD_INT, .flags = MUST},
    {.key = "refused_at", .type = FIELD_INSTANT},
    {.key = "tries", .type = FIELD_INT, .flags = MUST},
    {.key = "bounced_at", .type = FIELD_INSTANT},
    {.key = "bounced", .type = FIELD_ENUM, .options = &OPTIONS_MAIL_REASON},
};
static const struct shape SHAPE_GUEST = SHAPE("Guest", guest_fields);
static const struct field guests_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_GUEST},
};
static const struct shape SHAPE_GUESTS = SHAPE("GuestList", guests_fields);
static const struct field invite_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MUST, .max = LIMIT_LABEL},
    {.key = "address", .type = FIELD_TEXT, .flags = MUST, .max = 254},
    {.key = "lang", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LANGUAGE},
};
static const struct shape SHAPE_INVITE = SHAPE("GuestInvitation", invite_fields);
static const struct field due_fields[] = {{.key = "due", .type = FIELD_DATE, .flags = MUST}};
static const struct shape SHAPE_DUE = SHAPE("RespondentDue", due_fields);

/* ---- asking many ---- */

static enum err ask_check(struct call *c, const struct campaign *k, const json_t *body)
{
    const struct respondent_kind *kind = respondent_kind_find(c->app, body_text(body, "kind"));
    if (kind == NULL)
        return ERR_NOT_FOUND;
    enum err e = call_needs_top(c, kind->read);
    if (e == ERR_OK && (k->outside == NULL || strcmp(k->outside, kind->name) != 0))
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_units_only");
    if (e == ERR_OK && k->state != CAMPAIGN_OPEN)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (e == ERR_OK && !mail_on(c->app))
        e = problem_set(c->problem, ERR_CONFLICT, "mail_off");
    return e;
}

static void ask_audit(struct call *c, const struct campaign *k, const json_t *body)
{
    json_t *after = json_copy((json_t *)body);
    const json_t *only = json_object_get(body, "only");
    if (only != NULL)
        json_object_set_new(after, "only", json_integer((json_int_t)json_array_size(only)));
    audit_add(c, &(struct audit_entry){.action = "ask_respondents",
                     .subject = "campaign",
                     .subject_id = k->id,
                     .subject_uid = &k->uid,
                     .after = after});
    json_decref(after);
}

static enum err ask_post(struct req *r)
{
    struct call *c = &r->call;
    struct campaign k;
    struct uuid job_uid;
    enum err e = call_needs_top(c, &PERM_GUEST_WRITE);
    if (e == ERR_OK)
        e = campaign_for_change(r, &k);
    if (e == ERR_OK)
        e = ask_check(c, &k, r->body);
    if (e != ERR_OK)
        return e;
    json_t *payload = json_copy(r->body);
    json_object_set_new(payload, "campaign", json_string(k.number));
    /* Not one a campaign: each asks others. Whom both ask is asked once, since a stretch locks the
     * campaign. */
    const struct job_new job = {.kind = "guest_ask", .payload = payload};
    e = job_add(c, &job, &job_uid);
    json_decref(payload);
    if (e != ERR_OK)
        return e;
    ask_audit(c, &k, r->body);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    out_uuid(&w, "job", &job_uid);
    jw_obj_end(&w);
    tx_on_commit(c, job_wake);
    return tx_commit(c);
}

/* ---- how far they are ---- */

static void row_write(struct jw *w, const struct respondent_row *x)
{
    jw_obj_begin(w);
    out_uuid(w, "response", &x->uid);
    out_ref(w, "respondent", &x->respondent);
    jw_kstr(w, "kind", x->kind);
    jw_kstr(w, "class", x->class);
    jw_kstr(w, "state", x->state);
    jw_kstr(w, "due", x->due);
    jw_kint(w, "version", x->version);
    jw_kint(w, "asked", x->asked);
    jw_kint(w, "answered", x->answered);
    jw_kinstant(w, "submitted_at", x->submitted_at_ms);
    jw_kint(w, "guests", x->guests);
    jw_kint(w, "opens", x->opens);
    jw_kinstant(w, "opened_at", x->opened_at_ms);
    jw_kinstant(w, "entered_at", x->entered_at_ms);
    jw_kint(w, "locked", x->locked);
    jw_kint(w, "bounced", x->bounced);
    jw_kint(w, "asking", x->asking);
    jw_obj_end(w);
}

static void counts_write(struct jw *w, const struct respondent_counts *n)
{
    jw_key(w, "counts");
    jw_obj_begin(w);
    jw_kint(w, "all", n->all);
    jw_kint(w, "contacted", n->contacted);
    jw_kint(w, "opened", n->opened);
    jw_kint(w, "answering", n->answering);
    jw_kint(w, "submitted", n->submitted);
    jw_kint(w, "accepted", n->accepted);
    jw_kint(w, "late", n->late);
    jw_kint(w, "bounced", n->bounced);
    jw_obj_end(w);
}

/* The id of the last row of the page before. */
static enum err cursor_of(struct req *r, const struct campaign *k, int64_t *ret_before)
{
    struct response last;
    const char *cursor = req_query(r, "cursor");
    *ret_before = INT64_MAX;
    if (cursor == NULL)
        return ERR_OK;
    enum err e = response_find(&r->call, cursor, false, &last);
    if (e == ERR_OK && last.campaign.id == k->id)
        *ret_before = last.id;
    else if (e == ERR_OK || e == ERR_NOT_FOUND) {
        problem_field(r->call.problem, "/query/cursor", "reference");
        e = ERR_INVALID;
    }
    return e;
}

static void list_write(struct req *r, const struct respondent_row *rows, size_t n, size_t limit,
    const struct respondent_counts *counts)
{
    size_t shown = n > limit ? limit : n;
    char next[UUID_TEXT_SIZE];
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < shown; i++)
        row_write(&w, &rows[i]);
    jw_arr_end(&w);
    counts_write(&w, counts);
    if (n > shown)
        uuid_format(&rows[shown - 1].uid, next);
    jw_kstr(&w, "next", n > shown ? next : NULL);
    jw_obj_end(&w);
}

static enum err list_get(struct req *r)
{
    struct call *c = &r->call;
    struct campaign k;
    char today[DATE_TEXT_SIZE];
    struct respondent_row *rows = NULL;
    struct respondent_counts counts;
    struct respondent_filter filter = {.wanted = req_query(r, "wanted"),
        .name = req_query(r, "q"),
        .today = today,
        .limit = list_limit(r)};
    size_t n = 0;
    date_format(campaign_today(c, NULL), today);
    enum err e = call_needs_top(c, &PERM_GUEST_READ);
    if (e == ERR_OK)
        e = campaign_of(r, &k);
    if (e == ERR_OK)
        e = cursor_of(r, &k, &filter.before);
    if (e != ERR_OK)
        return e;
    filter.campaign_id = k.id;
    e = guest_store_respondents(c, &filter, &rows, &n);
    if (e == ERR_OK)
        e = guest_store_counts(c, k.id, today, &counts);
    if (e == ERR_OK)
        list_write(r, rows, n, (size_t)filter.limit, &counts);
    return e;
}

/* ---- the people of one ---- */

static void bounce_write(
    struct jw *w, const struct guest *g, const struct guest_bounce *all, size_t n)
{
    size_t i = 0;
    while (i < n && all[i].guest_id != g->id)
        i++;
    jw_kinstant(w, "bounced_at", i == n ? 0 : all[i].at_ms);
    jw_kstr(w, "bounced", i == n ? NULL : mail_reason_key(mail_reason_of(all[i].status)));
}

static void guest_members(struct jw *w, const struct call *c, const struct guest *g)
{
    out_uuid(w, "id", &g->uid);
    jw_kstr(w, "name", g->name);
    jw_kstr(w, "address", g->address);
    jw_kstr(w, "lang", g->lang);
    jw_kstr(w, "state", guest_state(g, c->now_ms));
    jw_kbool(w, "delegated", g->delegated_from != 0);
    jw_kinstant(w, "sent_at", g->sent_at_ms);
    jw_kint(w, "sends", g->sends);
    jw_kinstant(w, "expires_at", g->expires_at_ms);
    jw_kint(w, "opens", g->opens);
    jw_kinstant(w, "opened_at", g->opened_at_ms);
    jw_kinstant(w, "entered_at", g->entered_at_ms);
    jw_kint(w, "refused", g->refused);
    jw_kinstant(w, "refused_at", g->refused_at_ms);
    jw_kint(w, "tries", g->tries);
}

static enum err guests_answer(struct req *r, int64_t response_id)
{
    struct call *c = &r->call;
    struct guest *all = NULL;
    struct guest_bounce *bounces = NULL;
    size_t n = 0, n_bounces = 0;
    enum err e = guest_store_of(c, response_id, &all, &n);
    if (e == ERR_OK)
        e = guest_store_bounces(c, response_id, &bounces, &n_bounces);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        guest_members(&w, c, &all[i]);
        bounce_write(&w, &all[i], bounces, n_bounces);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err guests_get(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    enum err e = call_needs_top(c, &PERM_GUEST_READ);
    if (e == ERR_OK)
        e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), false, &response);
    return e == ERR_OK ? guests_answer(r, response.id) : e;
}

static enum err invite_post(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    const struct guest_invited invited = {.name = body_text(r->body, "name"),
        .address = body_text(r->body, "address"),
        .lang = body_text(r->body, "lang"),
        .what = GUEST_MAIL_ASKED};
    enum err e = call_needs_top(c, &PERM_GUEST_WRITE);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), true, &response);
    if (e == ERR_OK)
        e = guest_invite(c, &response, &invited);
    if (e == ERR_OK)
        e = guests_answer(r, response.id);
    return e == ERR_OK ? tx_commit(c) : e;
}

static enum err guest_of(struct req *r, struct guest *ret_guest)
{
    struct call *c = &r->call;
    struct uuid uid;
    enum err e = call_needs_top(c, &PERM_GUEST_WRITE);
    if (e == ERR_OK && !uuid_parse(req_param(r, "id"), &uid))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = tx_begin(c);
    return e == ERR_OK ? guest_store_by_uid(c, &uid, true, ret_guest) : e;
}

static enum err send_check(struct call *c, const struct guest *g)
{
    if (g->revoked_at_ms != 0)
        return problem_set(c->problem, ERR_CONFLICT, "guest_revoked");
    if (!g->campaign_open)
        return problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    return mail_on(c->app) ? ERR_OK : problem_set(c->problem, ERR_CONFLICT, "mail_off");
}

static enum err send_post(struct req *r)
{
    struct call *c = &r->call;
    struct guest g;
    enum err e = guest_of(r, &g);
    if (e == ERR_OK)
        e = send_check(c, &g);
    if (e == ERR_OK)
        e = guest_link_again(c, &g, GUEST_MAIL_AGAIN);
    if (e != ERR_OK)
        return e;
    guest_audit(c, &g, "send", NULL);
    e = guests_answer(r, g.response_id);
    return e == ERR_OK ? tx_commit(c) : e;
}

static enum err revoke_post(struct req *r)
{
    struct call *c = &r->call;
    struct guest g;
    enum err e = guest_of(r, &g);
    if (e == ERR_OK && g.revoked_at_ms != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "guest_revoked");
    if (e == ERR_OK)
        e = guest_store_revoke(c, g.response_id, g.id);
    if (e != ERR_OK)
        return e;
    guest_audit(c, &g, "revoke", NULL);
    e = guests_answer(r, g.response_id);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- more time ---- */

/* Links live until then. */
static enum err due_check(struct call *c, const char *due)
{
    char today[DATE_TEXT_SIZE];
    char last[DATE_TEXT_SIZE];
    struct date day = {0};
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    date_format(day, today);
    date_format(date_of_days(date_days(day) + LIMIT_GUEST_MORE_DAYS), last);
    if (strcmp(due, today) >= 0 && strcmp(due, last) <= 0)
        return ERR_OK;
    problem_field_value(c->problem, "/due", "guest_due", last);
    return ERR_INVALID;
}

static enum err due_put(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    const char *due = body_text(r->body, "due");
    enum err e = call_needs_top(c, &PERM_GUEST_WRITE);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), true, &response);
    if (e == ERR_OK)
        e = req_match(r, response.version);
    if (e == ERR_OK && !response_is_outside(&response))
        e = problem_set(c->problem, ERR_CONFLICT, "guest_unit");
    if (e == ERR_OK && response.campaign_state != CAMPAIGN_OPEN)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (e == ERR_OK)
        e = due_check(c, due);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:s}", "due", response.due);
    json_t *after = json_pack("{s:s}", "due", due);
    e = response_store_due(c, &response, due);
    if (e == ERR_OK)
        e = guest_store_extend(c, response.id, guest_link_end(due, c->org.zone, c->now_ms));
    if (e == ERR_OK)
        audit_add(c, &(struct audit_entry){.action = "extend",
                         .subject = "response",
                         .subject_id = response.id,
                         .subject_uid = &response.uid,
                         .unit_id = response.unit.id,
                         .before = before,
                         .after = after});
    json_decref(before);
    json_decref(after);
    if (e == ERR_OK)
        e = guests_answer(r, response.id);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "guest_ask", .run = guest_ask_run},
    {.name = "guest_remind", .run = guest_remind_run},
    {.name = "guest_returned", .run = guest_returned_run},
};

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/campaigns/{id}/respondents",
        .op = "respondents_ask",
        .perm = &PERM_GUEST_WRITE,
        .handle = ask_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_ASK,
        .answer = &SHAPE_ASKED,
        .status = 202},
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/respondents",
        .op = "respondents_list",
        .perm = &PERM_GUEST_READ,
        .handle = list_get,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/guests",
        .op = "guest_list",
        .perm = &PERM_GUEST_READ,
        .handle = guests_get,
        .answer = &SHAPE_GUESTS},
    {.method = METHOD_POST,
        .path = "/api/v1/responses/{id}/guests",
        .op = "guest_invite",
        .perm = &PERM_GUEST_WRITE,
        .handle = invite_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_INVITE,
        .answer = &SHAPE_GUESTS,
        .status = 201},
    {.method = METHOD_POST,
        .path = "/api/v1/guests/{id}/send",
        .op = "guest_send",
        .perm = &PERM_GUEST_WRITE,
        .handle = send_post,
        .answer = &SHAPE_GUESTS},
    {.method = METHOD_POST,
        .path = "/api/v1/guests/{id}/revoke",
        .op = "guest_revoke",
        .perm = &PERM_GUEST_WRITE,
        .handle = revoke_post,
        .answer = &SHAPE_GUESTS},
    {.method = METHOD_PUT,
        .path = "/api/v1/responses/{id}/due",
        .op = "respondent_due",
        .perm = &PERM_GUEST_WRITE,
        .handle = due_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_DUE,
        .answer = &SHAPE_GUESTS,
        .flags = ROUTE_IF_MATCH},
};

const struct module module_guest_asker = {.name = "guest_asker",
    .routes = routes,
    .n_routes = ROWS(routes),
    .jobs = jobs,
    .n_jobs = ROWS(jobs)};
