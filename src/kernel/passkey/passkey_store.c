#include "kernel/passkey/passkey_store.h"

#include "base/mem.h"

#define COLUMNS                                                                       \
    "SELECT id, uid, account_id, name, credential, algorithm, public_key, use_count," \
    " synced, created_at, used_at, stopped_at FROM passkey"

static struct passkey_bytes read_bytes(struct call *c, struct db_query *q, int col)
{
    size_t len = 0;
    const void *data = db_blob(q, col, &len);
    return (struct passkey_bytes){len == 0 ? NULL : mem_dup(c, data, len), len};
}

static struct passkey_row read_row(struct call *c, struct db_query *q)
{
    return (struct passkey_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .account_id = db_int(q, 2),
        .name = mem_strdup(c, db_text(q, 3, NULL)),
        .key = {.id = read_bytes(c, q, 4),
            .algorithm = (int)db_int(q, 5),
            .key = read_bytes(c, q, 6),
            .count = db_int(q, 7),
            .synced = db_int(q, 8) != 0},
        .created_at_ms = db_int(q, 9),
        .used_at_ms = db_int(q, 10),
        .stopped_at_ms = db_int(q, 11),
    };
}

enum err passkey_store_list(
    struct call *c, int64_t account_id, struct passkey_row **ret_rows, size_t *ret_n)
{
    static const char SQL[] = COLUMNS " WHERE org_id = :org AND account_id = ? ORDER BY id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    struct passkey_row *rows = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        rows = mem_grow(c, rows, struct passkey_row, n + 1);
        rows[n++] = read_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

static enum err read_one(struct call *c, struct db_query *q, struct passkey_row *ret_row)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_row = read_row(c, q);
    return ERR_OK;
}

enum err passkey_store_find(
    struct call *c, struct passkey_bytes credential, struct passkey_row *ret_row)
{
    static const char SQL[] = COLUMNS " WHERE org_id = :org AND credential = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, credential.data, credential.len);
    return read_one(c, q, ret_row);
}

enum err passkey_store_by_uid(
    struct call *c, const struct uuid *uid, int64_t account_id, struct passkey_row *ret_row)
{
    static const char SQL[] = COLUMNS " WHERE org_id = :org AND uid = ? AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    db_bind_int(q, account_id);
    return read_one(c, q, ret_row);
}

enum err passkey_store_add(struct call *c, struct passkey_row *row)
{
    static const char SQL[] =
        "INSERT INTO passkey (org_id, uid, account_id, name, credential, algorithm, public_key,"
        " use_count, synced, created_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id, credential) DO NOTHING RETURNING id";
    struct uuid uid = uuid_new(c->now_ms);
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, row->account_id);
    db_bind_text(q, row->name);
    db_bind_blob(q, row->key.id.data, row->key.id.len);
    db_bind_int(q, row->key.algorithm);
    db_bind_blob(q, row->key.key.data, row->key.key.len);
    db_bind_int(q, row->key.count);
    db_bind_int(q, row->key.synced);
    db_bind_int(q, c->now_ms);
    enum err e = db_one_int(q, 0, &id);
    if (e != ERR_OK)
        return e;
    if (id == 0)
        return ERR_UNIQUE;
    row->id = id;
    row->uid = uid;
    row->created_at_ms = c->now_ms;
    return ERR_OK;
}

enum err passkey_store_rename(struct call *c, int64_t id, const char *name)
{
    static const char SQL[] = "UPDATE passkey SET name = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, name);
    db_bind_int(q, id);
    return db_run(q);
}

static enum err run_one(struct db_query *q)
{
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err passkey_store_used(struct call *c, const struct passkey_row *row, int64_t count)
{
    static const char SQL[] =
        "UPDATE passkey SET use_count = ?, used_at = ? WHERE org_id = :org AND id = ?"
        " AND use_count = ? AND stopped_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, count);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, row->id);
    db_bind_int(q, row->key.count);
    return run_one(q);
}

enum err passkey_store_stop(struct call *c, int64_t id)
{
    static const char SQL[] =
        "UPDATE passkey SET stopped_at = ? WHERE org_id = :org AND id = ? AND stopped_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return run_one(q);
}

enum err passkey_store_remove(struct call *c, int64_t id)
{
    static const char SQL[] = "DELETE FROM passkey WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_run(q);
}

enum err passkey_store_remove_all(struct call *c, int64_t account_id)
{
    static const char SQL[] = "DELETE FROM passkey WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}
