/* Lists: what of a register the caller sees, a page of it, its total. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_private.h"
#include "kernel/register/register_store.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL_SHARE_PERCENT = 5 }; /* of the units: then the unit index leads (ADR 0004) */

enum err reg_scope_of(struct call *c, const struct reg_def *def, struct reg_scope_sql *ret_scope)
{
    struct reg_scope_sql s = {.all = def->scope == REG_ORG};
    s.subject = def->readers ? def->singular : NULL;
    s.reader = reader_of(c->who);
    reg_host_scope(c, def, &s);
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

static struct db_query *query_part(const struct reg_rows *rows)
{
    struct reg_sql sql =
        reg_sql_list(rows->c, rows->c->app, rows->def, rows->query, rows->scope, rows->part);
    return reg_sql_query(rows->c->db, &sql);
}

struct reg_rows reg_rows_open(struct call *c, const struct reg_def *def,
    const struct reg_query *query, const struct reg_scope_sql *scope)
{
    struct reg_rows rows = {
        .c = c, .def = def, .query = query, .scope = scope, .part = reg_sql_first_part(query)};
    rows.q = query_part(&rows);
    return rows;
}

enum err reg_rows_step(struct reg_rows *rows, bool *ret_row)
{
    bool row = false;
    enum err e = db_step(rows->q, &row);
    if (e == ERR_OK && !row && rows->part == REG_PART_VALUES) {
        reg_rows_close(rows);
        rows->part = REG_PART_NULLS;
        rows->q = query_part(rows);
        e = db_step(rows->q, &row);
    }
    if (e == ERR_OK)
        *ret_row = row;
    return e;
}

void reg_rows_close(struct reg_rows *rows)
{
    db_finish(rows->q);
    rows->q = NULL;
}

struct wish {
    const struct reg_where *where;
    size_t n_where;
    const char *sort;
    int limit;
    bool for_all;
};

static enum err list(
    struct call *c, const struct reg_def *def, const struct wish *w, json_t **ret_items)
{
    struct reg_query query;
    struct reg_scope_sql scope;
    enum err e = reg_query_of(c, def, w->where, w->n_where, w->sort, w->limit, &query);
    if (e == ERR_OK)
        e = reg_scope_of(c, def, &scope);
    if (e != ERR_OK)
        return e;
    if (w->for_all)
        scope.reader = READER_NOBODY;
    REG_ROWS rows = reg_rows_open(c, def, &query, &scope);
    json_t *items = reg_keep(c, json_array());
    bool row = false;
    e = reg_rows_step(&rows, &row);
    while (e == ERR_OK && row && (int)json_array_size(items) < w->limit) {
        json_array_append(items, reg_row_json(c, def, rows.q));
        e = reg_rows_step(&rows, &row);
    }
    if (e == ERR_OK)
        *ret_items = items;
    return e;
}

enum err reg_list(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, json_t **ret_items)
{
    const struct wish w = {where, n_where, sort, limit, false};
    return list(c, def, &w, ret_items);
}

enum err reg_list_for_all(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, json_t **ret_items)
{
    const struct wish w = {where, n_where, sort, limit, true};
    return list(c, def, &w, ret_items);
}

/* A unit's path, the ids of those above it, and its own last. */
static struct reg_scope_sql line_of(struct call *c, const char *unit_path)
{
    struct reg_scope_sql s = {.paths = mem_array(c, const char *, 1), .n_paths = 1, .small = true};
    int64_t *above = mem_array(c, int64_t, UNIT_DEPTH);
    const char *p = unit_path + 1;
    int depth = unit_path_depth(unit_path);
    s.paths[0] = mem_strdup(c, unit_path);
    for (int i = 1; i < depth; i++) {
        char *end = NULL;
        above[s.n_units++] = strtoll(p, &end, 10);
        p = end + 1;
    }
    s.units = above;
    s.all = depth <= 1;
    return s;
}

enum err reg_count(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *unit_path, int64_t *ret_n)
{
    struct reg_query query;
    struct reg_scope_sql scope = {.all = true};
    enum err e = reg_query_of(c, def, where, n_where, NULL, 0, &query);
    if (e != ERR_OK)
        return e;
    if (def->scope == REG_BY_UNIT)
        scope = line_of(c, unit_path);
    scope.subject = def->readers ? def->singular : NULL;
    scope.reader = READER_NOBODY;
    struct reg_sql sql = reg_sql_count(c, def, &query, &scope, INT64_MAX);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    return db_one_int(q, 0, ret_n);
}

/* *ret_rows: how many were written; *ret_more: others follow. */
static enum err write_rows(struct req *r, struct reg_query *query,
    const struct reg_scope_sql *scope, struct jw *w, int *ret_rows, bool *ret_more)
{
    struct call *c = &r->call;
    const struct reg_def *def = r->route->arg;
    REG_ROWS rows = reg_rows_open(c, def, query, scope);
    struct reg_value last[SORT_MAX + 1];
    const char *next = NULL;
    bool row = false;
    enum err e = reg_rows_step(&rows, &row);
    jw_key(w, "items");
    jw_arr_begin(w);
    int n = 0;
    while (e == ERR_OK && row) {
        reg_row_write(w, def, rows.q, query->some ? query->shown : NULL);
        if (++n == query->limit) {
            reg_row_keys(r, def, query, rows.q, last);
            e = reg_rows_step(&rows, &row);
            next = row ? reg_cursor_format(r, query, last) : NULL;
            break;
        }
        e = reg_rows_step(&rows, &row);
    }
    jw_arr_end(w);
    jw_kstr(w, "next", next);
    if (e == ERR_OK) {
        *ret_rows = n;
        *ret_more = next != NULL;
    }
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
    int rows = 0;
    bool more = false;
    jw_obj_begin(&w);
    e = write_rows(r, &query, &scope, &w, &rows, &more);
    if (e == ERR_OK && !query.has_cursor && !more)
        jw_kint(&w, "total", rows); /* all there are: a search need not be run twice */
    else if (e == ERR_OK)
        e = write_total(r, &query, &scope, &w);
    jw_obj_end(&w);
    return e;
}
