/* Lists: what of a register the caller sees, a page of it, its total. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_private.h"
#include "kernel/register/register_store.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

enum { SMALL_SHARE_PERCENT = 5 }; /* of the units: then the unit index leads (ADR 0004) */

enum err reg_scope_of(struct call *c, const struct reg_def *def, struct reg_scope_sql *ret_scope)
{
    struct reg_scope_sql s = {.all = def->scope == REG_ORG};
    if (s.all) {
        *ret_scope = s;
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
        *ret_scope = s;
    return e;
}

enum err reg_list(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, json_t **ret_items)
{
    struct reg_query query;
    struct reg_scope_sql scope;
    enum err e = reg_query_of(c, def, where, n_where, sort, limit, &query);
    if (e == ERR_OK)
        e = reg_scope_of(c, def, &scope);
    if (e != ERR_OK)
        return e;
    struct reg_sql sql = reg_sql_list(c, c->app, def, &query, &scope);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    json_t *items = reg_keep(c, json_array());
    bool row = false;
    e = db_step(q, &row);
    while (e == ERR_OK && row && (int)json_array_size(items) < limit) {
        json_array_append(items, reg_row_json(c, def, q));
        e = db_step(q, &row);
    }
    if (e == ERR_OK)
        *ret_items = items;
    return e;
}

static enum err write_rows(
    struct req *r, struct reg_query *query, const struct reg_scope_sql *scope, struct jw *w)
{
    struct call *c = &r->call;
    const struct reg_def *def = r->route->arg;
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
    struct reg_sql sql = reg_sql_count(r, r->route->arg, query, scope, most);
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
        e = reg_query_parse(r, r->route->arg, &query);
    if (e == ERR_OK)
        e = reg_scope_of(&r->call, r->route->arg, &scope);
    if (e != ERR_OK)
        return e;
    if (strcmp(query.format, "json") != 0)
        return reg_export(r, r->route->arg, &query, &scope);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    e = write_rows(r, &query, &scope, &w);
    if (e == ERR_OK)
        e = write_total(r, &query, &scope, &w);
    jw_obj_end(&w);
    return e;
}
