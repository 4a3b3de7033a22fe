#include "kernel/audit/audit_store.h"

#include <string.h>

enum err audit_store_start(struct call *c)
{
    static const char SQL[] = "INSERT INTO audit_head (org_id, seq, hash) VALUES (:org, 0, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, CHAIN_START.bytes, DIGEST_SIZE);
    return db_run(q);
}

enum err audit_store_lock(struct call *c, int64_t n, struct audit_locked *ret_locked)
{
    static const char SQL[] = "UPDATE audit_head SET seq = seq + ? WHERE org_id = :org"
                              " RETURNING seq, hash, coalesce(chain_org, org_id), id_shift,"
                              " listeners";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, n);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    size_t len = 0;
    const void *hash = row ? db_blob(q, 1, &len) : NULL;
    if (hash == NULL || len != DIGEST_SIZE)
        return ERR_INTERNAL;
    struct audit_locked locked = {.first = db_int(q, 0) - n + 1,
        .numbers = {.org_id = db_int(q, 2), .shift = db_int(q, 3)},
        .listeners = db_int(q, 4)};
    memcpy(locked.head.bytes, hash, DIGEST_SIZE);
    e = db_run(q);
    if (e == ERR_OK)
        *ret_locked = locked;
    return e;
}

enum err audit_store_append(
    struct call *c, const struct chain_entry *entry, const struct digest *hash)
{
    static const char SQL[] =
        "INSERT INTO audit (org_id, seq, at, account_id, via, action, subject, subject_id,"
        " subject_uid, unit_id, payload_digest, hash)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, entry->seq);
    db_bind_int(q, entry->at_ms);
    db_bind_int(q, entry->account_id);
    db_bind_text(q, entry->via);
    db_bind_text(q, entry->action);
    db_bind_text(q, entry->subject);
    db_bind_int(q, entry->subject_id);
    db_bind_blob(q, entry->subject_uid, UUID_SIZE);
    db_bind_int(q, entry->unit_id);
    db_bind_blob(q, entry->payload, DIGEST_SIZE);
    db_bind_blob(q, hash->bytes, DIGEST_SIZE);
    return db_run_gathered(q);
}

enum err audit_store_payload(
    struct call *c, int64_t seq, const uint8_t salt[CHAIN_SALT_SIZE], const char *payload)
{
    static const char SQL[] =
        "INSERT INTO audit_payload (org_id, seq, salt, payload) VALUES (:org, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, seq);
    db_bind_blob(q, salt, CHAIN_SALT_SIZE);
    db_bind_text(q, payload);
    return db_run_gathered(q);
}

enum err audit_store_listeners(struct call *c, int64_t n, int64_t *ret_seq)
{
    static const char SQL[] =
        "UPDATE audit_head SET listeners = ? WHERE org_id = :org RETURNING seq";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, n);
    return db_one_int(q, 0, ret_seq);
}

enum err audit_store_head_set(struct call *c, const struct digest *head)
{
    static const char SQL[] = "UPDATE audit_head SET hash = ? WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, head->bytes, DIGEST_SIZE);
    return db_run_later(q);
}
