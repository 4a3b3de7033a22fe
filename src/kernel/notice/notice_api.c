/* Notices as their receivers see them. */
#include "base/clock.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice_store.h"
#include "kernel/notice/notice_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { UNREAD_MOST = 100 };

/* ---- shapes ---- */

static const struct field notice_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "path", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_URI},
    {.key = "subject", .type = FIELD_TEXT},
    {.key = "subject_id", .type = FIELD_ID},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "read", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_NOTICE = SHAPE("Notice", notice_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_NOTICE},
    {.key = "next", .type = FIELD_TEXT},
    {.key = "unread", .type = FIELD_INT, .flags = FIELD_REQUIRED, .max = UNREAD_MOST},
};
static const struct shape SHAPE_LIST = SHAPE("NoticeList", list_fields);

static const struct field query_fields[] = {
    {.key = "unread", .type = FIELD_BOOL},
    {.key = "cursor", .type = FIELD_TEXT, .max = 20},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("NoticeQuery", query_fields);

/* ---- handlers ---- */

static enum err write_notice(struct call *c, struct jw *w, const struct notice_row *row)
{
    char id[UUID_TEXT_SIZE], subject[UUID_TEXT_SIZE], at[INSTANT_TEXT_SIZE];
    static const struct uuid none;
    json_t *args = NULL;
    enum err e = json_in_parse(c, row->args, strlen(row->args), JSON_IN_DEPTH, c->problem, &args);
    if (e != ERR_OK)
        return e;
    struct notice_text text = notice_text_of(c, c->lang, c->org.zone, row->kind, args);
    uuid_format(&row->uid, id);
    uuid_format(&row->subject_uid, subject);
    instant_format(row->created_at_ms, at);
    bool about = memcmp(&row->subject_uid, &none, sizeof none) != 0;
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "kind", row->kind);
    jw_kstr(w, "title", text.title);
    jw_kstr(w, "text", text.text);
    jw_kstr(w, "path", row->path);
    jw_kstr(w, "subject", row->subject);
    jw_kstr(w, "subject_id", about ? subject : NULL);
    jw_kstr(w, "created_at", at);
    jw_kbool(w, "read", row->read);
    jw_obj_end(w);
    return ERR_OK;
}

static enum err write_list(
    struct req *r, const struct notice_row *rows, size_t n, bool more, int64_t unread)
{
    struct call *c = &r->call;
    enum err e = ERR_OK;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = write_notice(c, &w, &rows[i]);
    jw_arr_end(&w);
    jw_kstr(&w, "next", more ? mem_printf(c, "%" PRId64, rows[n - 1].id) : NULL);
    jw_kint(&w, "unread", unread);
    jw_obj_end(&w);
    return e;
}

static enum err notice_list(struct req *r)
{
    struct call *c = &r->call;
    const char *cursor = req_query(r, "cursor"), *limit_text = req_query(r, "limit");
    const char *unread_text = req_query(r, "unread");
    bool only_unread = unread_text != NULL && strcmp(unread_text, "true") == 0;
    int64_t before = cursor == NULL ? 0 : strtoll(cursor, NULL, 10);
    int limit = limit_text == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(limit_text, NULL, 10);
    struct notice_row *rows = NULL;
    size_t n = 0;
    int64_t unread = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = notice_store_list(
            c, c->who->account_id, only_unread, before < 0 ? 0 : before, limit + 1, &rows, &n);
    if (e == ERR_OK)
        e = notice_store_unread(c, c->who->account_id, UNREAD_MOST, &unread);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)limit;
    return write_list(r, rows, n - more, more, unread);
}

/* A notice of somebody else does not exist for the caller. */
static enum err mark(
    struct req *r, enum err (*read)(struct call *c, int64_t account_id, const struct uuid *uid))
{
    struct call *c = &r->call;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = read(c, c->who->account_id, &uid);
    return e == ERR_OK ? tx_commit_unaudited(c) : e; /* a notice was read */
}

static enum err notice_read(struct req *r)
{
    return mark(r, notice_store_read);
}

static enum err notice_read_to(struct req *r)
{
    return mark(r, notice_store_read_to);
}

/* ---- job ---- */

static enum err purge(struct call *c, struct job *job)
{
    (void)job;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = notice_store_purge(c, c->now_ms - LIMIT_NOTICE_DAYS * INT64_C(86400000));
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "notice_purge", .run = purge, .every_ms = INT64_C(86400000) /* a day */},
};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/notices", "notice_list", .perm = &PERM_ACCOUNT, .handle = notice_list,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_POST, "/api/v1/notices/{id}/read", "notice_read", .perm = &PERM_ACCOUNT,
        .handle = notice_read, .status = 204},
    {METHOD_POST, "/api/v1/notices/{id}/read-to", "notice_read_to", .perm = &PERM_ACCOUNT,
        .handle = notice_read_to, .status = 204},
};

const struct module module_notice = {
    .name = "notice",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
};
