#include "kernel/audit/sign_store.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum err sign_store_head(struct call *c, struct sign_head *ret_head, bool *ret_signed)
{
    static const char SQL[] =
        "SELECT h.seq, h.hash, s.seq, coalesce(h.chain_org, h.org_id) FROM audit_head h"
        " LEFT JOIN audit_signature s ON s.org_id = h.org_id AND s.seq = h.seq"
        " WHERE h.org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    size_t len = 0;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    const void *hash = row ? db_blob(q, 1, &len) : NULL;
    if (hash == NULL || len != DIGEST_SIZE)
        return ERR_NOT_FOUND;
    ret_head->org_id = db_int(q, 3);
    ret_head->seq = db_int(q, 0);
    memcpy(ret_head->hash.bytes, hash, DIGEST_SIZE);
    *ret_signed = !db_is_null(q, 2);
    return ERR_OK;
}

enum err sign_store_add(struct call *c, const struct signature *s)
{
    static const char SQL[] =
        "INSERT INTO audit_signature (org_id, seq, hash, at, key_id, signature)"
        " VALUES (:org, ?, ?, ?, ?, ?) ON CONFLICT (org_id, seq) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, s->head.seq);
    db_bind_blob(q, s->head.hash.bytes, DIGEST_SIZE);
    db_bind_int(q, s->head.at_ms);
    db_bind_text(q, s->key_id);
    db_bind_blob(q, s->bytes, KEYS_SIGNATURE_SIZE);
    return db_run(q);
}

/* Bytes of another length than they must have read as zeros: they will not verify. */
static void copy(void *ret_bytes, size_t size, struct db_query *q, int col)
{
    size_t len = 0;
    const void *bytes = db_blob(q, col, &len);
    memset(ret_bytes, 0, size);
    if (bytes != NULL && len == size)
        memcpy(ret_bytes, bytes, size);
}

enum err sign_store_page(
    struct call *c, int64_t after_seq, int most, struct signature **ret_list, size_t *ret_n)
{
    static const char SQL[] = "SELECT s.seq, s.hash, s.at, s.key_id, s.signature,"
                              " coalesce(h.chain_org, h.org_id) FROM audit_signature s"
                              " JOIN audit_head h ON h.org_id = s.org_id"
                              " WHERE s.org_id = :org AND s.seq > ? ORDER BY s.seq LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, after_seq);
    db_bind_int(q, most);
    struct signature *list = mem_array(c, struct signature, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct signature *s = &list[n++];
        s->head.org_id = db_int(q, 5);
        s->head.seq = db_int(q, 0);
        copy(s->head.hash.bytes, DIGEST_SIZE, q, 1);
        s->head.at_ms = db_int(q, 2);
        snprintf(s->key_id, sizeof s->key_id, "%s", db_text(q, 3, NULL));
        copy(s->bytes, sizeof s->bytes, q, 4);
    }
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}
