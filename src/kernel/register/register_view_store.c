#include "kernel/register/register_view_store.h"

#include "base/mem.h"

static struct saved_view read_view(struct call *c, struct db_query *q)
{
    return (struct saved_view){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .account_id = db_int(q, 2),
        .owner = mem_strdup(c, db_text(q, 3, NULL)),
        .reg = mem_strdup(c, db_text(q, 4, NULL)),
        .name = mem_strdup(c, db_text(q, 5, NULL)),
        .query = mem_strdup(c, db_text(q, 6, NULL)),
        .shared = db_int(q, 7) != 0,
    };
}

enum err view_store_list(
    struct call *c, const char *reg, struct saved_view **ret_views, size_t *ret_n)
{
    static const char sql[] =
        "SELECT v.id, v.uid, v.account_id, a.name, v.register, v.name, v.query, v.shared"
        " FROM saved_view v JOIN account a ON a.org_id = :org AND a.id = v.account_id"
        " WHERE v.org_id = :org AND v.register = ? AND (v.account_id = ? OR v.shared = 1)"
        " ORDER BY v.shared, v.name, v.id LIMIT 200";
    DB_QUERY *q = db_query(c->db, sql);
    struct saved_view *views = NULL;
    size_t n = 0;
    bool row = false;
    db_bind_text(q, reg);
    db_bind_int(q, c->who->account_id);
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        views = mem_grow(c, views, struct saved_view, n + 1);
        views[n++] = read_view(c, q);
        e = db_step(q, &row);
    }
    if (e != ERR_OK)
        return e;
    *ret_views = views;
    *ret_n = n;
    return ERR_OK;
}

enum err view_store_find(struct call *c, const struct uuid *uid, struct saved_view *ret_view)
{
    static const char sql[] =
        "SELECT v.id, v.uid, v.account_id, a.name, v.register, v.name, v.query, v.shared"
        " FROM saved_view v JOIN account a ON a.org_id = :org AND a.id = v.account_id"
        " WHERE v.org_id = :org AND v.uid = ? AND (v.account_id = ? OR v.shared = 1)";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    db_bind_uuid(q, uid);
    db_bind_int(q, c->who->account_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_view = read_view(c, q);
    return e;
}

enum err view_store_count(struct call *c, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(*) FROM saved_view WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, ret_n);
}

enum err view_store_save(struct call *c, struct saved_view *view)
{
    static const char sql[] =
        "INSERT INTO saved_view (org_id, uid, account_id, register, name, query, shared,"
        " updated_at) VALUES (:org, ?, ?, ?, ?, ?, 0, ?)"
        " ON CONFLICT (org_id, register, account_id, name)"
        " DO UPDATE SET query = excluded.query, updated_at = excluded.updated_at"
        " RETURNING id, uid, shared";
    DB_QUERY *q = db_query(c->db, sql);
    struct uuid uid = uuid_new(c->now_ms);
    bool row = false;
    db_bind_uuid(q, &uid);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, view->reg);
    db_bind_text(q, view->name);
    db_bind_text(q, view->query);
    db_bind_int(q, c->now_ms);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    view->id = db_int(q, 0);
    view->uid = db_uuid(q, 1);
    view->shared = db_int(q, 2) != 0;
    return ERR_OK;
}

enum err view_store_share(struct call *c, int64_t id, bool shared)
{
    static const char sql[] = "UPDATE saved_view SET shared = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, shared);
    db_bind_int(q, id);
    return db_run(q);
}

enum err view_store_remove(struct call *c, int64_t id)
{
    static const char sql[] = "DELETE FROM saved_view WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}
