#include "kernel/auth/once_store.h"

enum err once_store_spend(struct call *c, const struct digest *what, int64_t expires_ms)
{
    static const char SQL[] = "INSERT INTO sign_in_once (org_id, hash, expires_at)"
                              " VALUES (:org, ?, ?) ON CONFLICT (org_id, hash) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, what->bytes, DIGEST_SIZE);
    db_bind_int(q, expires_ms);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_UNIQUE : e;
}

enum err once_store_hold(struct call *c, const struct digest *what, int64_t account_id)
{
    static const char SQL[] =
        "UPDATE sign_in_once SET account_id = ? WHERE org_id = :org AND hash = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_blob(q, what->bytes, DIGEST_SIZE);
    return db_run(q);
}

enum err once_store_held(struct call *c, const struct digest *what, int64_t *ret_account_id)
{
    static const char SQL[] =
        "SELECT account_id FROM sign_in_once WHERE org_id = :org AND hash = ? AND expires_at > ?";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, what->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_account_id = id;
    return e;
}

enum err once_store_release(struct call *c, const struct digest *what)
{
    static const char SQL[] =
        "UPDATE sign_in_once SET account_id = NULL WHERE org_id = :org AND hash = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, what->bytes, DIGEST_SIZE);
    return db_run(q);
}

enum err once_store_purge(struct call *c)
{
    static const char SQL[] = "DELETE FROM sign_in_once WHERE org_id = :org AND expires_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}
