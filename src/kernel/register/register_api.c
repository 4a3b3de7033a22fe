/* The routes every register has. */
#include "kernel/register/register_private.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_store.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

static const struct reg_def *def_of(const struct req *r)
{
    return r->route->arg;
}

/* ---- one record ---- */

/* The record as it is now, with its ETag. */
static enum err answer_record(struct req *r, const char *id)
{
    int64_t version = 0;
    struct jw w = resp_json(r);
    enum err e = reg_write_one(&r->call, def_of(r), id, &w, &version);
    if (e == ERR_OK)
        resp_etag(r, version);
    return e;
}

static enum err load_for_change(struct req *r, bool deleted, struct reg_loaded *ret_record)
{
    struct reg_loaded record;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = reg_load(&r->call, def_of(r), req_param(r, "id"), &record);
    if (e == ERR_OK && record.deleted != deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = req_match(r, record.version);
    if (e == ERR_OK)
        *ret_record = record;
    return e;
}

/* Reads back what was written, then commits. */
static enum err answer_and_commit(struct req *r, const struct uuid *uid)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(uid, id);
    enum err e = answer_record(r, id);
    return e != ERR_OK ? e : tx_commit(&r->call);
}

enum err reg_api_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer_record(r, req_param(r, "id")) : e;
}

/* To the record that the new one is made for, "risks/RK-2026-0001"; nothing asked for is no link.
 */
static enum err link_new(struct req *r, const struct uuid *uid)
{
    char id[UUID_TEXT_SIZE];
    struct call *c = &r->call;
    const char *link = req_query(r, "link");
    const char *slash = link == NULL ? NULL : strchr(link, '/');
    if (link == NULL)
        return ERR_OK;
    const char *name = slash == NULL ? link : mem_printf(c, "%.*s", (int)(slash - link), link);
    const struct reg_def *other = app_register(c->app, name);
    uuid_format(uid, id);
    enum err e = slash == NULL || other == NULL ? ERR_NOT_FOUND
                                                : reg_link(c, def_of(r), id, other, slash + 1);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field_value(c->problem, "/query/link", "reference", link);
    return ERR_INVALID;
}

enum err reg_api_create(struct req *r)
{
    struct reg_record record;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = reg_write_create(&r->call, def_of(r), r->body, &record);
    if (e == ERR_OK)
        e = link_new(r, &record.uid);
    return e != ERR_OK ? e : answer_and_commit(r, &record.uid);
}

enum err reg_api_patch(struct req *r)
{
    struct reg_loaded old;
    struct reg_record record;
    enum err e = load_for_change(r, false, &old);
    if (e == ERR_OK)
        e = reg_write_update(&r->call, def_of(r), &old, r->body, &record);
    if (e != ERR_OK)
        return e;
    if (record.version == old.version) { /* nothing differed: nothing was written */
        tx_abort(&r->call);
        return answer_record(r, req_param(r, "id"));
    }
    return answer_and_commit(r, &old.uid);
}

enum err reg_api_delete(struct req *r)
{
    struct reg_loaded old;
    enum err e = load_for_change(r, false, &old);
    if (e == ERR_OK)
        e = reg_write_delete(&r->call, def_of(r), &old, false);
    return e != ERR_OK ? e : tx_commit(&r->call);
}

enum err reg_api_restore(struct req *r)
{
    struct reg_loaded old;
    enum err e = load_for_change(r, true, &old);
    if (e == ERR_OK)
        e = reg_write_delete(&r->call, def_of(r), &old, true);
    return e != ERR_OK ? e : answer_and_commit(r, &old.uid);
}

enum err reg_api_transition(struct req *r)
{
    struct reg_loaded old;
    enum err e = load_for_change(r, false, &old);
    if (e == ERR_OK)
        e = reg_write_transition(&r->call, def_of(r), &old, body_text(r->body, "action"),
            body_text(r->body, "reason"), false);
    return e != ERR_OK ? e : answer_and_commit(r, &old.uid);
}

static int64_t query_int(const struct req *r, const char *key, int64_t fallback)
{
    const char *text = req_query(r, key); /* checked against the route's shape */
    return text == NULL ? fallback : strtoll(text, NULL, 10);
}

enum err reg_api_history(struct req *r)
{
    struct reg_loaded record;
    int64_t next = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_load(&r->call, def_of(r), req_param(r, "id"), &record);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    e = audit_history(&r->call, def_of(r)->singular, record.id,
        (int)query_int(r, "limit", LIMIT_PAGE_DEFAULT), query_int(r, "before", 0), &w, &next);
    jw_arr_end(&w);
    jw_key(&w, "next");
    if (next > 0)
        jw_int(&w, next);
    else
        jw_null(&w);
    jw_obj_end(&w);
    return e;
}

/* ---- for modules ---- */

enum err reg_get(struct call *c, const struct reg_def *def, const char *id, json_t **ret_json)
{
    struct reg_loaded record;
    enum err e = reg_load(c, def, id, &record);
    if (e == ERR_OK && record.deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_json = record.json;
    return e;
}

enum err reg_look(
    struct call *c, const struct reg_def *def, const char *id, struct reg_record *ret_record)
{
    struct reg_loaded r;
    enum err e = reg_load(c, def, id, &r);
    if (e == ERR_OK && r.deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_record = (struct reg_record){.def = def,
            .id = r.id,
            .uid = r.uid,
            .unit_id = r.unit_id,
            .unit_path = r.unit_path,
            .version = r.version,
            .created_by = r.created_by,
            .before = r.json,
            .after = r.json};
    return e;
}

enum err reg_delete(struct call *c, const struct reg_def *def, const char *id, int64_t version)
{
    struct reg_loaded old;
    enum err e = reg_load(c, def, id, &old);
    if (e == ERR_OK && old.deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && old.version != version)
        e = problem_set(c->problem, ERR_STALE, "record_stale");
    return e != ERR_OK ? e : reg_write_delete(c, def, &old, false);
}

enum err reg_restore(struct call *c, const struct reg_def *def, const char *id)
{
    struct reg_loaded old;
    enum err e = reg_load(c, def, id, &old);
    if (e == ERR_OK && !old.deleted)
        e = ERR_NOT_FOUND;
    return e != ERR_OK ? e : reg_write_delete(c, def, &old, true);
}

static enum err transit(struct call *c, const struct reg_def *def, const char *id,
    const char *action, const char *reason, bool decided)
{
    struct reg_loaded old;
    enum err e = reg_load(c, def, id, &old);
    if (e == ERR_OK && old.deleted)
        e = ERR_NOT_FOUND;
    return e != ERR_OK ? e : reg_write_transition(c, def, &old, action, reason, decided);
}

enum err reg_transition(struct call *c, const struct reg_def *def, const char *id,
    const char *action, const char *reason)
{
    return transit(c, def, id, action, reason, false);
}

enum err reg_decide(struct call *c, const struct reg_def *def, const char *id, const char *action,
    const char *reason)
{
    return transit(c, def, id, action, reason, true);
}
