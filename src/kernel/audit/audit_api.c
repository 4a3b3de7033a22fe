/* Routes of the audit trail and of the change feed, and the jobs of kernel/audit. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/audit_read_store.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/reader/reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct perm AUDIT_READ = {"audit.read", PERM_ROLE, OF_AUDITOR | OF_CISO};

/* ---- shapes ---- */

static const struct field query_fields[] = {
    {.key = "subject", .type = FIELD_TEXT, .max = 60},
    {.key = "subject_id", .type = FIELD_ID},
    {.key = "account", .type = FIELD_ID},
    {.key = "system", .type = FIELD_BOOL}, /* only what no account did */
    {.key = "from", .type = FIELD_INSTANT},
    {.key = "to", .type = FIELD_INSTANT},
    {.key = "before", .type = FIELD_INT, .min = 1, .max = INT64_C(1) << 53},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("AuditQuery", query_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &audit_entry_shape},
    {.key = "next", .type = FIELD_INT},
};
static const struct shape SHAPE_LIST = SHAPE("AuditList", list_fields);

static const struct field change_fields[] = {
    {.key = "seq", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "action", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "mine", .type = FIELD_BOOL, .flags = FIELD_REQUIRED}, /* done by the caller's account */
};
static const struct shape SHAPE_CHANGE = SHAPE("Change", change_fields);

static const struct field feed_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_CHANGE},
    {.key = "next", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "more", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_FEED = SHAPE("ChangeList", feed_fields);

static const struct field feed_query_fields[] = {
    {.key = "since", .type = FIELD_INT, .min = 0, .max = INT64_C(1) << 53},
};
static const struct shape SHAPE_FEED_QUERY = SHAPE("ChangeQuery", feed_query_fields);

/* ---- the trail ---- */

/* Parameters have been checked against the route's shape. */
static int64_t query_int(const struct req *r, const char *key, int64_t fallback)
{
    const char *text = req_query(r, key);
    return text == NULL ? fallback : strtoll(text, NULL, 10);
}

static enum err read_account(struct req *r, struct audit_filter *f)
{
    const char *text = req_query(r, "account"), *system = req_query(r, "system");
    struct uuid uid;
    f->by_account = text != NULL || (system != NULL && strcmp(system, "true") == 0);
    if (text == NULL || !uuid_parse(text, &uid))
        return ERR_OK;
    enum err e = audit_read_store_account(&r->call, &uid, &f->account_id);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field_value(r->call.problem, "account", "reference_unknown", text);
    return ERR_INVALID;
}

static enum err read_filter(struct req *r, struct uuid *subject_uid, struct audit_filter *f)
{
    const char *text = req_query(r, "subject_id");
    f->subject = req_query(r, "subject");
    if (text != NULL && uuid_parse(text, subject_uid))
        f->subject_uid = subject_uid;
    if (req_query(r, "from") != NULL)
        instant_parse(req_query(r, "from"), &f->from_ms);
    if (req_query(r, "to") != NULL)
        instant_parse(req_query(r, "to"), &f->to_ms);
    f->before_seq = query_int(r, "before", 0);
    return read_account(r, f);
}

static void write_next(struct jw *w, int64_t next)
{
    jw_key(w, "next");
    if (next == 0)
        jw_null(w);
    else
        jw_int(w, next);
}

/* The trail is the organisation's: a role in some unit does not open it. */
static enum err audit_list(struct req *r)
{
    struct call *c = &r->call;
    struct audit_filter filter = {.subject = NULL};
    struct uuid subject_uid;
    int limit = (int)query_int(r, "limit", LIMIT_PAGE_DEFAULT);
    struct audit_row *rows = mem_array(c, struct audit_row, limit + 1);
    size_t n = 0;
    if (!who_may(c->who, &AUDIT_READ, "/"))
        return ERR_FORBIDDEN;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = read_filter(r, &subject_uid, &filter);
    if (e == ERR_OK)
        e = audit_read_store_list(c, &filter, limit + 1, rows, &n);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)limit;
    n -= more;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        audit_row_write(&w, &rows[i]);
    jw_arr_end(&w);
    write_next(&w, more ? rows[n - 1].seq : 0);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the change feed ---- */

/* Who may know that a record changed is who may read it: the permission "<subject>.read" of some
 * route. Subjects without one are nobody's business here. */
static const struct perm *read_perm(struct call *c, const char *subject)
{
    const char *key = mem_printf(c, "%s.read", subject);
    for (size_t i = 0; i < c->app->n_routes; i++) {
        if (strcmp(c->app->routes[i].perm->key, key) == 0)
            return c->app->routes[i].perm;
    }
    return NULL;
}

static void write_change(struct call *c, struct jw *w, const struct audit_row *row)
{
    char at[INSTANT_TEXT_SIZE], id[UUID_TEXT_SIZE];
    instant_format(row->at_ms, at);
    uuid_format(&row->subject_uid, id);
    jw_obj_begin(w);
    jw_kint(w, "seq", row->seq);
    jw_kstr(w, "at", at);
    jw_kstr(w, "action", row->action);
    jw_kstr(w, "subject", row->subject);
    jw_kstr(w, "id", id);
    jw_kbool(w, "mine", row->account_id != 0 && row->account_id == c->who->account_id);
    jw_obj_end(w);
}

static void write_changes(struct call *c, struct jw *w, const struct audit_row *rows, size_t n)
{
    const char *subject = "";
    const struct perm *perm = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(rows[i].subject, subject) != 0) {
            subject = rows[i].subject;
            perm = read_perm(c, subject);
        }
        if (perm != NULL && rows[i].has_uid && who_may(c->who, perm, rows[i].unit_path))
            write_change(c, w, &rows[i]);
    }
}

static enum err change_list(struct req *r)
{
    struct call *c = &r->call;
    struct audit_row *rows = mem_array(c, struct audit_row, LIMIT_PAGE);
    int64_t since = query_int(r, "since", -1), next = 0;
    size_t n = 0;
    const struct reader reader = reader_of(c->who);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && since < 0) /* from now on */
        e = audit_read_store_last(c, &next);
    else if (e == ERR_OK)
        e = audit_read_store_since(c, &reader, since, LIMIT_PAGE, rows, &n);
    if (e != ERR_OK)
        return e;
    if (since >= 0)
        next = n == 0 ? since : rows[n - 1].seq;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    write_changes(c, &w, rows, n);
    jw_arr_end(&w);
    jw_kint(&w, "next", next);
    jw_kbool(&w, "more", n == LIMIT_PAGE);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- jobs ---- */

static enum err run_sign(struct call *c, struct job *job)
{
    (void)job;
    return audit_sign_head(c);
}

static const struct job_kind jobs[] = {
    {.name = "audit_sign", .run = run_sign, .every_ms = INT64_C(600000) /* ten minutes */},
};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/audit", "audit_list", .perm = &AUDIT_READ, .handle = audit_list,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_GET, "/api/v1/changes", "change_list", .perm = &PERM_ACCOUNT, .handle = change_list,
        .query = &SHAPE_FEED_QUERY, .answer = &SHAPE_FEED},
};

const struct module module_audit = {
    .name = "audit",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
};
