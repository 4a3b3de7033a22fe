#include "kernel/audit/verify_store.h"

#include <string.h>

enum { PAGE = 2000 };

/* Bytes of another length than a digest read as zeros: nothing hashes to them. */
static struct digest read_digest(struct db_query *q, int col)
{
    struct digest d = {{0}};
    size_t len = 0;
    const void *bytes = db_blob(q, col, &len);
    if (bytes != NULL && len == DIGEST_SIZE)
        memcpy(d.bytes, bytes, DIGEST_SIZE);
    return d;
}

static void take_row(struct db_query *q, int64_t org_id, verify_take_fn *take, void *arg)
{
    struct chain_numbers numbers = {.org_id = db_int(q, 13), .shift = db_int(q, 14)};
    struct uuid uid = db_uuid(q, 7);
    struct digest payload = read_digest(q, 9);
    struct verify_row row = {
        .entry =
            {
                .org_id = org_id,
                .seq = db_int(q, 0),
                .at_ms = db_int(q, 1),
                .account_id = db_int(q, 2),
                .via = db_text(q, 3, NULL),
                .action = db_text(q, 4, NULL),
                .subject = db_text(q, 5, NULL),
                .subject_id = db_int(q, 6),
                .subject_uid = db_is_null(q, 7) ? NULL : &uid,
                .unit_id = db_int(q, 8),
                .payload = db_is_null(q, 9) ? NULL : &payload,
            },
        .hash = read_digest(q, 10),
    };
    row.entry = chain_own(&row.entry, &numbers);
    row.salt = db_blob(q, 11, &row.salt_len);
    row.payload = db_text(q, 12, &row.payload_len);
    take(arg, &row);
}

enum err verify_store_entries(struct call *c, verify_take_fn *take, void *arg)
{
    static const char SQL[] =
        "SELECT e.seq, e.at, e.account_id, e.via, e.action, e.subject, e.subject_id,"
        " e.subject_uid, e.unit_id, e.payload_digest, e.hash, p.salt, p.payload,"
        " coalesce(h.chain_org, h.org_id), h.id_shift FROM audit e"
        " JOIN audit_head h ON h.org_id = e.org_id"
        " LEFT JOIN audit_payload p ON p.org_id = e.org_id AND p.seq = e.seq"
        " WHERE e.org_id = :org AND e.seq > ? ORDER BY e.seq LIMIT ?";
    int64_t last = INT64_MIN;
    int n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    do {
        bool row = false;
        enum err e;
        n = 0;
        db_again(q);
        db_bind_int(q, last);
        db_bind_int(q, PAGE);
        while ((e = db_step(q, &row)) == ERR_OK && row) {
            take_row(q, db_org(c->db), take, arg);
            last = db_int(q, 0);
            n++;
        }
        if (e != ERR_OK)
            return e;
    } while (n == PAGE);
    return ERR_OK;
}
