#include "mod/risk/risk_method_store.h"

#include "base/mem.h"

enum err risk_method_store_choice(
    struct call *c, const char **ret_key, int64_t *ret_version, int64_t *ret_at_ms)
{
    static const char sql[] =
        "SELECT method_key, method_version, chosen_at FROM risk_choice WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_key = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    *ret_version = db_int(q, 1);
    *ret_at_ms = db_int(q, 2);
    return ERR_OK;
}

enum err risk_method_store_document(
    struct call *c, const void *ctx, const char *key, int64_t version, const char **ret_document)
{
    static const char sql[] =
        "SELECT document FROM risk_method WHERE org_id = :org AND key = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, key);
    db_bind_int(q, version);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_document = row ? mem_strdup(ctx, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum err risk_method_store_list(struct call *c, struct risk_method_row **ret_rows, size_t *ret_n)
{
    static const char sql[] =
        "SELECT key, max(version) FROM risk_method WHERE org_id = :org GROUP BY key ORDER BY key";
    struct risk_method_row *rows = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        rows = mem_grow(c, rows, struct risk_method_row, n + 1);
        rows[n++] = (struct risk_method_row){
            .key = mem_strdup(c, db_text(q, 0, NULL)), .version = db_int(q, 1)};
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err risk_method_store_count(struct call *c, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM risk_method WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    return db_one_int(q, 0, ret_n);
}

enum err risk_method_store_add(
    struct call *c, const char *key, const char *document, int64_t *ret_version)
{
    static const char sql[] =
        "INSERT INTO risk_method (org_id, uid, key, version, document, created_at, created_by)"
        " SELECT :org, CAST(? AS {sqlite: BLOB}{postgres: bytea}), CAST(? AS text),"
        " 1 + coalesce(max(version), 0), CAST(? AS text),"
        " CAST(? AS {sqlite: INTEGER}{postgres: bigint}),"
        " CAST(? AS {sqlite: INTEGER}{postgres: bigint})"
        " FROM risk_method WHERE org_id = :org AND key = ? RETURNING version";
    const struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_text(q, key);
    db_bind_text(q, document);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, key);
    return db_one_int(q, 0, ret_version);
}

enum err risk_method_store_choose(struct call *c, const char *key, int64_t version)
{
    static const char sql[] =
        "INSERT INTO risk_choice (org_id, method_key, method_version, chosen_at, chosen_by)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id) DO UPDATE SET"
        " method_key = excluded.method_key, method_version = excluded.method_version,"
        " chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, key);
    db_bind_int(q, version);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

static enum err importance(
    struct db_query *q, struct call *c, int64_t id, const char **ret_importance)
{
    bool row = false;
    db_bind_int(q, id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_importance = mem_strdup(c, db_text(q, 0, NULL));
    return e;
}

enum err risk_method_store_system(struct call *c, int64_t system_id, const char **ret_importance)
{
    static const char sql[] = "SELECT importance FROM system WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    return importance(q, c, system_id, ret_importance);
}

enum err risk_method_store_asset(struct call *c, int64_t asset_id, const char **ret_importance)
{
    static const char sql[] =
        "SELECT importance FROM information_asset WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    return importance(q, c, asset_id, ret_importance);
}
