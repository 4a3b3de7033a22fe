/* SQL of who has written what is to be decided on, and of what waits for one press. */
#include "base/mem.h"
#include "kernel/approval/approval_store.h"

enum err approval_store_wrote(
    struct call *c, const char *reg, int64_t record_id, int64_t account_id, int64_t at_ms)
{
    static const char sql[] =
        "INSERT INTO approval_writer (org_id, register, record_id, account_id, written_at)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id, register, record_id, account_id)"
        " DO UPDATE SET written_at = excluded.written_at";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_int(q, record_id);
    db_bind_int(q, account_id);
    db_bind_int(q, at_ms);
    return db_run(q);
}

enum err approval_store_written_off(struct call *c, const char *reg, int64_t record_id)
{
    static const char sql[] = "DELETE FROM approval_writer WHERE org_id = :org AND register = ?"
                              " AND record_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_int(q, record_id);
    return db_run(q);
}

static enum err take(
    struct call *c, struct db_query *q, struct approval_writer **ret_all, size_t *ret_n)
{
    struct approval_writer *all = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        all = mem_grow(c, all, struct approval_writer, n + 1);
        all[n++] = (struct approval_writer){db_int(q, 0), {db_int(q, 1), db_int(q, 2)}};
    }
    if (e != ERR_OK)
        return e;
    *ret_all = all;
    *ret_n = n;
    return ERR_OK;
}

enum err approval_store_writers(struct call *c, const char *reg, int64_t record_id,
    struct approval_writer **ret_all, size_t *ret_n)
{
    static const char sql[] = "SELECT record_id, account_id, written_at FROM approval_writer"
                              " WHERE org_id = :org AND register = ? AND record_id = ?"
                              " ORDER BY account_id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_int(q, record_id);
    return take(c, q, ret_all, ret_n);
}

enum err approval_store_was_approved(
    struct call *c, const char *reg, int64_t record_id, const struct uuid *uid, bool *ret_was)
{
    static const char sql[] =
        "SELECT id FROM approval WHERE org_id = :org AND register = ?"
        " AND record_id = ? AND record_uid = ? AND state = 'approved' LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_int(q, record_id);
    db_bind_uuid(q, uid);
    return db_step(q, ret_was);
}

/* ---- of many records ---- */

static enum err read_ids(struct call *c, struct db_query *q, int64_t **ret_ids, size_t *ret_n)
{
    int64_t *ids = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ids = mem_grow(c, ids, int64_t, n + 1);
        ids[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

enum err approval_store_going_of(
    struct call *c, const char *reg, const char *record_ids, int64_t **ret_ids, size_t *ret_n)
{
    static const char sql[] =
        "SELECT record_id FROM approval WHERE org_id = :org AND register = ?"
        " AND state IN ('open', 'returned') AND record_id IN (SELECT CAST(value AS bigint) FROM"
        " {sqlite: json_each(?)}{postgres: json_array_elements_text(CAST(? AS json))})";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_text(q, record_ids);
    return read_ids(c, q, ret_ids, ret_n);
}

enum err approval_store_once_approved(
    struct call *c, const char *reg, const char *record_ids, int64_t **ret_ids, size_t *ret_n)
{
    static const char sql[] =
        "SELECT DISTINCT record_id FROM approval WHERE org_id = :org AND register = ?"
        " AND state = 'approved' AND record_id IN (SELECT CAST(value AS bigint) FROM"
        " {sqlite: json_each(?)}{postgres: json_array_elements_text(CAST(? AS json))})";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_text(q, record_ids);
    return read_ids(c, q, ret_ids, ret_n);
}

enum err approval_store_writers_of(struct call *c, const char *reg, const char *record_ids,
    struct approval_writer **ret_all, size_t *ret_n)
{
    static const char sql[] =
        "SELECT record_id, account_id, written_at FROM approval_writer"
        " WHERE org_id = :org AND register = ? AND record_id IN (SELECT CAST(value AS bigint) FROM"
        " {sqlite: json_each(?)}{postgres: json_array_elements_text(CAST(? AS json))})"
        " ORDER BY record_id, account_id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reg);
    db_bind_text(q, record_ids);
    return take(c, q, ret_all, ret_n);
}
