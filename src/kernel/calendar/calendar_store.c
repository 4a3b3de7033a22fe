#include "kernel/calendar/calendar_store.h"

#include "base/mem.h"

static enum err one(struct call *c, struct db_query *q, struct calendar_feed *ret_feed)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_feed = (struct calendar_feed){
            .account_id = db_int(q, 0),
            .created_at_ms = db_int(q, 1),
            .fetched_at_ms = db_int(q, 2),
            .fetched_from = mem_strdup(c, db_text(q, 3, NULL)),
        };
    return e;
}

enum err calendar_store_of(struct call *c, int64_t account_id, struct calendar_feed *ret_feed)
{
    static const char SQL[] = "SELECT account_id, created_at, fetched_at, fetched_from"
                              " FROM calendar_feed WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return one(c, q, ret_feed);
}

enum err calendar_store_find(
    struct call *c, const struct digest *hash, struct calendar_feed *ret_feed)
{
    static const char SQL[] = "SELECT account_id, created_at, fetched_at, fetched_from"
                              " FROM calendar_feed WHERE org_id = :org AND token_hash = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, hash->bytes, DIGEST_SIZE);
    return one(c, q, ret_feed);
}

enum err calendar_store_touch(struct call *c, int64_t account_id, const char *address)
{
    static const char SQL[] = "UPDATE calendar_feed SET fetched_at = ?, fetched_from = ?"
                              " WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, address);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err calendar_store_person(struct call *c, int64_t person_id, const char **ret_uid)
{
    static const char SQL[] =
        "SELECT uid FROM person WHERE org_id = :org AND id = ? AND deleted_at IS NULL";
    char text[UUID_TEXT_SIZE];
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, person_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_uid = NULL;
    if (row) {
        const struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, text);
        *ret_uid = mem_strdup(c, text);
    }
    return ERR_OK;
}

enum err calendar_store_set(struct call *c, int64_t account_id, const struct digest *hash)
{
    static const char SQL[] =
        "INSERT INTO calendar_feed (org_id, account_id, token_hash, created_at)"
        " VALUES (:org, ?, ?, ?) ON CONFLICT (org_id, account_id) DO UPDATE"
        " SET token_hash = excluded.token_hash, created_at = excluded.created_at,"
        " fetched_at = NULL, fetched_from = NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_blob(q, hash->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err calendar_store_remove(struct call *c, int64_t account_id)
{
    static const char SQL[] = "DELETE FROM calendar_feed WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}
