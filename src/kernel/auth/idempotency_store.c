#include "kernel/auth/idempotency_store.h"

#include "base/mem.h"

#include <string.h>

enum err idempotency_store_find(struct call *c, const char *key, struct idempotency_row *ret_row)
{
    static const char SQL[] =
        "SELECT request_digest, created_at, status, location, answer FROM idempotency"
        " WHERE org_id = :org AND account_id = ? AND key = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, key);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    size_t len = 0;
    const void *digest = db_blob(q, 0, &len);
    if (len != DIGEST_SIZE)
        return ERR_INTERNAL;
    memcpy(ret_row->request.bytes, digest, DIGEST_SIZE);
    ret_row->created_at_ms = db_int(q, 1);
    ret_row->answer.status = (int)db_int(q, 2);
    ret_row->answer.location = mem_strdup(c, db_text(q, 3, NULL));
    ret_row->answer.body = mem_strdup(c, db_text(q, 4, NULL));
    return ERR_OK;
}

enum err idempotency_store_keep(struct call *c)
{
    static const char SQL[] =
        "INSERT INTO idempotency (org_id, account_id, key, request_digest, status, created_at)"
        " VALUES (:org, ?, ?, ?, 0, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, c->idempotency->key);
    db_bind_blob(q, c->idempotency->request.bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    enum err e = db_run(q);
    return e == ERR_UNIQUE ? problem_set(c->problem, ERR_CONFLICT, "idempotency_under_way") : e;
}

enum err idempotency_store_answer(struct call *c, const struct idempotency_answer *answer)
{
    static const char SQL[] = "UPDATE idempotency SET status = ?, location = ?, answer = ?"
                              " WHERE org_id = :org AND account_id = ? AND key = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, answer->status);
    db_bind_text(q, answer->location);
    db_bind_text(q, answer->body);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, c->idempotency->key);
    return db_run(q);
}

enum err idempotency_store_forget(struct call *c, const char *key)
{
    static const char SQL[] =
        "DELETE FROM idempotency WHERE org_id = :org AND account_id = ? AND key = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, key);
    return db_run(q);
}

enum err idempotency_store_purge(struct call *c, int64_t before_ms)
{
    static const char SQL[] = "DELETE FROM idempotency WHERE org_id = :org AND created_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, before_ms);
    return db_run(q);
}
