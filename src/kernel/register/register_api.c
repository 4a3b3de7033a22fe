/* The routes every register has. */
#include "kernel/register/register_private.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_store.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>

#include <stdlib.h>
#include <string.h>

static const struct reg_def *def_of(const struct req *r)
{
    return r->route->arg;
}

/* ---- what the caller sees ---- */

enum { SMALL_SHARE_PERCENT = 5 }; /* of the units: then the unit index leads (ADR 0004) */

static enum err scope_of(struct call *c, const struct reg_def *def, struct reg_scope_sql *ret)
{
    struct reg_scope_sql s = {.all = def->scope == REG_ORG};
    if (s.all) {
        *ret = s;
        return ERR_OK;
    }
    s.paths = who_scope(c, c->who, def->read, &s.n_paths);
    s.none = s.n_paths == 0;
    /* One unit has no parent, so a path of one id is the whole organisation. */
    s.all = s.n_paths == 1 && unit_path_depth(s.paths[0]) <= 1;
    enum err e = ERR_OK;
    if (!s.none && !s.all) {
        int64_t below = 0;
        int64_t all = 0;
        e = reg_store_units(c, s.paths, s.n_paths, &below, &all);
        s.small = below * 100 <= all * SMALL_SHARE_PERCENT;
    }
    if (e == ERR_OK)
        *ret = s;
    return e;
}

static enum err write_rows(
    struct req *r, struct reg_query *query, const struct reg_scope_sql *scope, struct jw *w)
{
    struct call *c = &r->call;
    const struct reg_def *def = def_of(r);
    struct reg_sql sql = reg_sql_list(r, c->app, def, query, scope);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    struct reg_value last[SORT_MAX + 1];
    const char *next = NULL;
    bool row = false;
    enum err e = db_step(q, &row);
    jw_key(w, "items");
    jw_arr_begin(w);
    for (int n = 1; e == ERR_OK && row; n++) {
        reg_row_write(w, def, q, query->some ? query->shown : NULL);
        if (n == query->limit) {
            reg_row_keys(r, def, query, q, last);
            e = db_step(q, &row);
            next = row ? reg_cursor_format(r, query, last) : NULL;
            break;
        }
        e = db_step(q, &row);
    }
    jw_arr_end(w);
    jw_kstr(w, "next", next);
    return e;
}

static enum err write_total(
    struct req *r, struct reg_query *query, const struct reg_scope_sql *scope, struct jw *w)
{
    int64_t most = query->exact_total ? INT64_MAX : LIMIT_COUNT + 1;
    struct reg_sql sql = reg_sql_count(r, def_of(r), query, scope, most);
    DB_QUERY *q = reg_sql_query(r->call.db, &sql);
    int64_t total = 0;
    enum err e = db_one_int(q, 0, &total);
    if (e != ERR_OK)
        return e;
    bool exact = query->exact_total || total <= LIMIT_COUNT;
    jw_kint(w, exact ? "total" : "total_at_least", exact ? total : LIMIT_COUNT);
    return ERR_OK;
}

enum err reg_api_list(struct req *r)
{
    struct reg_query query;
    struct reg_scope_sql scope;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_query_parse(r, def_of(r), &query);
    if (e == ERR_OK)
        e = scope_of(&r->call, def_of(r), &scope);
    if (e != ERR_OK)
        return e;
    if (strcmp(query.format, "json") != 0)
        return reg_export(r, def_of(r), &query, &scope);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    e = write_rows(r, &query, &scope, &w);
    if (e == ERR_OK)
        e = write_total(r, &query, &scope, &w);
    jw_obj_end(&w);
    return e;
}

/* ---- one record ---- */

static void answer_loaded(struct req *r, const struct reg_loaded *record)
{
    struct jw w = resp_json(r);
    char *text = json_dumps(record->json, JSON_COMPACT);
    jw_raw(&w, text);
    free(text);
    resp_etag(r, record->version);
}

/* The record as it is now, with its ETag. */
static enum err answer_record(struct req *r, const char *id)
{
    struct reg_loaded record;
    enum err e = reg_load(&r->call, def_of(r), id, &record);
    if (e == ERR_OK)
        answer_loaded(r, &record);
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
    struct reg_loaded record;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_load(&r->call, def_of(r), req_param(r, "id"), &record);
    if (e == ERR_OK && record.deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        answer_loaded(r, &record);
    return e;
}

enum err reg_api_create(struct req *r)
{
    struct reg_record record;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = reg_write_create(&r->call, def_of(r), r->body, &record);
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
        e = reg_write_transition(
            &r->call, def_of(r), &old, body_text(r->body, "action"), body_text(r->body, "reason"));
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

enum err reg_transition(struct call *c, const struct reg_def *def, const char *id,
    const char *action, const char *reason)
{
    struct reg_loaded old;
    enum err e = reg_load(c, def, id, &old);
    if (e == ERR_OK && old.deleted)
        e = ERR_NOT_FOUND;
    return e != ERR_OK ? e : reg_write_transition(c, def, &old, action, reason);
}
