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
