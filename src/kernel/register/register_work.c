#include "kernel/register/register_work.h"

#include "base/clock.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job_store.h"
#include "kernel/register/register_check.h"
#include "kernel/search/search.h"

#include <stdlib.h>
#include <string.h>

bool work_is_fatal(enum err e)
{
    return e == ERR_BUSY || e == ERR_UNAVAILABLE || e == ERR_INTERNAL || e == ERR_STORAGE_FULL;
}

bool work_is_lost(enum err e)
{
    return work_is_fatal(e) && e != ERR_INTERNAL;
}

void work_cut(json_t *list, size_t n)
{
    while (json_array_size(list) > n)
        json_array_remove(list, json_array_size(list) - 1);
}

struct call *work_row_call(struct call *c)
{
    struct call *row = mem_new(c, struct call);
    *row = *c;
    row->problem = problem_new(row);
    return row;
}

enum err work_count_anew(struct call *c, const struct reg_def *def, int64_t rows)
{
    enum { MANY = 1000 };
    if (rows < MANY)
        return ERR_OK;
    enum err e = db_count_anew(c->db, def->table);
    return e != ERR_OK ? e : search_count_anew(c);
}

/* ---- columns ---- */

void work_bind_json(struct call *c, struct db_query *q, const json_t *json)
{
    char *text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);
    db_bind_text(q, mem_strdup(c, text));
    free(text);
}

json_t *work_read_json(struct call *c, struct db_query *q, int col)
{
    size_t len = 0;
    const char *text = db_text(q, col, &len);
    json_t *json = NULL;
    if (text == NULL || json_in_parse(c, text, len, JSON_IN_DEPTH, problem_new(c), &json) != ERR_OK)
        return NULL;
    return json;
}

void work_bind_set(struct db_query *q, int64_t value)
{
    if (value == 0)
        db_bind_null(q);
    else
        db_bind_int(q, value);
}

/* ---- what has changed ---- */

json_t *work_changed(const struct reg_def *def, const json_t *before, const json_t *after)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *old = json_object_get(before, fields[i]->key);
        json_t *new = json_object_get(after, fields[i]->key);
        if ((fields[i]->flags & FIELD_CONFIDENTIAL) || !reg_differ(old, new))
            continue;
        json_array_append_new(list,
            json_pack("{s:s, s:O?, s:O?}", "field", fields[i]->key, "before", old, "after", new));
    }
    return list;
}

const char *work_patch_back(
    const void *ctx, const struct reg_def *def, const json_t *before, const json_t *after, bool all)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    json_t *patch = json_object();
    for (size_t i = 0; i < n; i++) {
        json_t *old = json_object_get(before, fields[i]->key);
        if (!(all || reg_takes(def, fields[i])) ||
            !reg_differ(old, json_object_get(after, fields[i]->key)))
            continue;
        if (reg_absent(old))
            json_object_set_new(patch, fields[i]->key, json_null());
        else
            json_object_set(patch, fields[i]->key,
                fields[i]->type == FIELD_REF ? json_object_get(old, "id") : old);
    }
    char *text = json_dumps(patch, JSON_COMPACT);
    const char *copy = mem_strdup(ctx, text);
    free(text);
    json_decref(patch);
    return copy;
}

/* ---- what is refused ---- */

static json_t *refusal(const struct reg_def *def, const json_t *record, const char *field,
    const char *code, const char *value)
{
    return json_pack("{s:s?, s:s?, s:s?, s:s, s:s?}", "number", body_text(record, "number"),
        "title", body_text(record, def->title), "field", field, "code", code, "value", value);
}

json_t *work_refusal_said(const struct reg_def *def, const json_t *record, const char *code)
{
    return refusal(def, record, NULL, code, NULL);
}

/* The member a pointer begins with: "/owner/id" → "owner"; NULL: none. */
static const char *member_of(struct call *c, const char *pointer)
{
    const char *path = pointer[0] == '/' ? pointer + 1 : pointer;
    size_t len = strcspn(path, "/");
    return len == 0 ? NULL : mem_strndup(c, path, len);
}

json_t *work_refusal(struct call *c, const struct reg_def *def, const json_t *record, enum err e,
    const struct problem *p)
{
    const struct problem_field *f = p->n_fields > 0 ? &p->fields[0] : NULL;
    const char *code = f != NULL           ? mem_printf(c, "error.field.%s", f->code)
                       : p->detail != NULL ? mem_printf(c, "error.detail.%s", p->detail)
                                           : mem_printf(c, "error.%s", err_code(e));
    json_t *told = refusal(def, record, f == NULL ? NULL : member_of(c, f->pointer), code,
        f == NULL ? p->arg : f->value);
    if (f == NULL ? p->has_limit : f->has_limit)
        json_object_set_new(told, "limit", json_integer(f == NULL ? p->limit : f->limit));
    return told;
}

const char *work_message(struct req *r, const json_t *entry, const char *prefix)
{
    const char *value = body_text(entry, "value");
    struct msg_arg args[] = {
        {"value", value == NULL ? "" : value},
        {"arg", value == NULL ? "" : value},
        {"limit", mem_printf(r, "%lld", (long long)body_int(entry, "limit", 0))},
    };
    const char *id = mem_printf(r, "%s%s", prefix, body_text(entry, "code"));
    return msg_format(r, r->call.lang, id, args, 3);
}

void work_write_instant(struct jw *w, const char *key, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    if (ms == 0)
        return;
    instant_format(ms, text);
    jw_kstr(w, key, text);
}

void work_write_kept(struct req *r, struct jw *w, const json_t *list)
{
    size_t i;
    json_t *kept;
    jw_key(w, "kept");
    jw_arr_begin(w);
    json_array_foreach((json_t *)list, i, kept)
    {
        jw_obj_begin(w);
        jw_kstr(w, "number", body_text(kept, "number"));
        jw_kstr(w, "title", body_text(kept, "title"));
        jw_kstr(w, "message", work_message(r, kept, ""));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

bool work_write_job(struct req *r, struct jw *w, const struct uuid *uid)
{
    struct job_row job;
    if (job_store_find(&r->call, uid, &job) != ERR_OK)
        return false;
    jw_knum(w, "progress", job.progress);
    if (strcmp(job.state, "failed") != 0 && strcmp(job.state, "cancelled") != 0)
        return false;
    if (job.message != NULL)
        jw_kstr(w, "error", msg_get(r->call.lang, job.message));
    return true;
}

json_t *work_error(struct call *c, enum err e)
{
    const struct problem *p = c->problem;
    const char *code = p->detail != NULL ? mem_printf(c, "error.detail.%s", p->detail)
                                         : mem_printf(c, "error.%s", err_code(e));
    return json_pack(
        "{s:s, s:s?, s:I}", "code", code, "value", p->arg, "limit", (json_int_t)p->limit);
}

static const struct field kept_fields[] = {
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "message", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_RECORD_KEPT = SHAPE("RecordKept", kept_fields);

static const struct field changed_fields[] = {
    {.key = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "before", .type = FIELD_ANY},
    {.key = "after", .type = FIELD_ANY},
};
const struct shape SHAPE_RECORD_CHANGED = SHAPE("RecordChanged", changed_fields);

/* ---- forgetting ---- */

static enum err sweep_one(
    struct call *c, enum work_kind kind, int64_t before_ms, bool taken, bool *ret_more)
{
    int64_t id = 0;
    int64_t file_id = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = work_store_stale(c, kind, before_ms, taken, &id, &file_id);
    if (e == ERR_OK && id != 0)
        e = work_store_remove(c, kind, id);
    if (e == ERR_OK && file_id != 0)
        e = file_remove(c, file_id);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    *ret_more = id != 0;
    return e;
}

enum err work_sweep(
    struct call *c, struct job *job, enum work_kind kind, int open_days, int taken_days)
{
    const int64_t day_ms = INT64_C(24) * 3600 * 1000;
    enum err e = ERR_OK;
    for (int taken = 0; taken <= 1; taken++) {
        int64_t days = taken != 0 ? taken_days : open_days;
        bool more = true;
        while (e == ERR_OK && more && !job_cancelled(job))
            e = sweep_one(c, kind, c->now_ms - days * day_ms, taken != 0, &more);
    }
    return e;
}
