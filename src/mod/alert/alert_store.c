/* SQL of alerts that come in. */
#include "base/mem.h"
#include "mod/alert/alert_private.h"

#include <string.h>

enum err alert_store_lock(struct call *c)
{
    static const char SQL[] = "SELECT id FROM org WHERE id = :org {postgres: FOR NO KEY UPDATE}";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, &id);
}

enum err alert_store_find(struct call *c, const struct alert_like *like, int64_t unit_id,
    int64_t since_ms, struct alert_known *ret_known)
{
    static const char SQL[] =
        "SELECT id, number, seen FROM alert WHERE org_id = :org AND title = ? AND source = ?"
        " AND first_at >= ? AND coalesce(device, '') = ? AND coalesce(reference, '') = ?"
        " AND unit_id = ? AND deleted_at IS NULL ORDER BY first_at DESC, id DESC LIMIT 1";
    bool row = false;
    *ret_known = (struct alert_known){.id = 0};
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, like->title);
    db_bind_text(q, like->source);
    db_bind_int(q, since_ms);
    db_bind_text(q, like->device == NULL ? "" : like->device);
    db_bind_text(q, like->reference == NULL ? "" : like->reference);
    db_bind_int(q, unit_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e;
    ret_known->id = db_int(q, 0);
    ret_known->number = mem_strdup(c, db_text(q, 1, NULL));
    ret_known->seen = db_int(q, 2);
    return ERR_OK;
}

enum err alert_store_count(struct call *c, int64_t id)
{
    static const char SQL[] =
        "UPDATE alert SET seen = seen + 1, last_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err alert_store_since(struct call *c, int64_t since_ms, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM alert WHERE org_id = :org AND created_at >= ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, since_ms);
    return db_one_int(q, 0, ret_n);
}

enum err alert_store_unit(struct call *c, int64_t unit_id, const char **ret_uid)
{
    static const char SQL[] =
        "SELECT uid FROM unit WHERE org_id = :org AND id = ? AND deleted_at IS NULL";
    bool row = false;
    size_t len = 0;
    struct uuid uid;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, unit_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    memcpy(uid.bytes, db_blob(q, 0, &len), UUID_SIZE);
    char *text = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(&uid, text);
    *ret_uid = text;
    return ERR_OK;
}

enum err alert_store_first(
    struct call *c, int64_t id, int64_t unit_id, int64_t since_ms, bool *ret_first)
{
    static const char SQL[] =
        "SELECT count(*) FROM alert WHERE org_id = :org AND created_at >= ? AND id <> ?"
        " AND unit_id = ? AND severity IN ('critical', 'high')";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, since_ms);
    db_bind_int(q, id);
    db_bind_int(q, unit_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_first = n == 0;
    return e;
}
