#include "kernel/guest/guest_talk_store.h"

#include "base/mem.h"
#include "kernel/sheet/response_store.h"

/* ---- calls ---- */

enum err guest_store_calls(
    struct call *c, int64_t response_id, struct guest_call **ret_calls, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT t.uid, t.spoken_with, t.held_on, a.id, a.uid, a.name, t.created_at, t.ended_at"
        " FROM response_call t LEFT JOIN account a ON a.org_id = t.org_id AND a.id = t.created_by"
        " WHERE t.org_id = :org AND t.response_id = ? ORDER BY t.id DESC";
    struct guest_call *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct guest_call, n + 1);
        list[n++] = (struct guest_call){.uid = db_uuid(q, 0),
            .spoken_with = mem_strdup(c, db_text(q, 1, NULL)),
            .held_on = mem_strdup(c, db_text(q, 2, NULL)),
            .by = ref_columns(c, q, 3),
            .at_ms = db_int(q, 6),
            .open = db_is_null(q, 7)};
    }
    if (e != ERR_OK)
        return e;
    *ret_calls = list;
    *ret_n = n;
    return ERR_OK;
}

enum err guest_store_call_add(
    struct call *c, int64_t response_id, const char *spoken_with, const char *held_on)
{
    static const char SQL[] =
        "INSERT INTO response_call (org_id, uid, response_id, spoken_with, held_on, created_at,"
        " created_by) VALUES (:org, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    enum err e = response_store_call_end(c, response_id);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, response_id);
    db_bind_text(q, spoken_with);
    db_bind_text(q, held_on);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err guest_store_calls_forget(struct call *c, int64_t response_id)
{
    static const char SQL[] = "UPDATE response_call SET spoken_with = '' WHERE org_id = :org"
                              " AND response_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    return db_run(q);
}

/* ---- messages ---- */

enum err guest_store_messages(
    struct call *c, int64_t response_id, struct guest_message **ret_messages, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT m.uid, m.item_no, m.text, a.id, a.uid, a.name, g.name, m.created_at, m.answered_at"
        " FROM guest_message m LEFT JOIN account a ON a.org_id = m.org_id AND a.id = m.account_id"
        " LEFT JOIN guest g ON g.org_id = m.org_id AND g.id = m.guest_id"
        " WHERE m.org_id = :org AND m.response_id = ? ORDER BY m.id";
    struct guest_message *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct guest_message, n + 1);
        list[n++] = (struct guest_message){.uid = db_uuid(q, 0),
            .item_no = (int)db_int(q, 1),
            .text = mem_strdup(c, db_text(q, 2, NULL)),
            .by = ref_columns(c, q, 3),
            .guest = mem_strdup(c, db_text(q, 6, NULL)),
            .at_ms = db_int(q, 7),
            .open = !db_is_null(q, 6) && db_is_null(q, 8)};
    }
    if (e != ERR_OK)
        return e;
    *ret_messages = list;
    *ret_n = n;
    return ERR_OK;
}

static void bind_some(struct db_query *q, int64_t value)
{
    if (value == 0)
        db_bind_null(q);
    else
        db_bind_int(q, value);
}

enum err guest_store_message_add(struct call *c, int64_t response_id, int item_no, const char *text)
{
    static const char SQL[] =
        "INSERT INTO guest_message (org_id, uid, response_id, item_no, text, account_id, guest_id,"
        " created_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, response_id);
    bind_some(q, item_no);
    db_bind_text(q, text);
    bind_some(q, c->who->account_id);
    bind_some(q, c->who->guest_id);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err guest_store_message_count(struct call *c, int64_t response_id, int64_t *ret_n)
{
    static const char SQL[] =
        "SELECT count(*) AS n FROM guest_message WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    return db_one_int(q, 0, ret_n);
}

enum err guest_store_messages_answered(struct call *c, int64_t response_id)
{
    static const char SQL[] = "UPDATE guest_message SET answered_at = ? WHERE org_id = :org"
                              " AND response_id = ? AND guest_id IS NOT NULL"
                              " AND answered_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, response_id);
    return db_run(q);
}

enum err guest_store_askers(
    struct call *c, int64_t response_id, int64_t **ret_guests, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT DISTINCT guest_id FROM guest_message WHERE org_id = :org AND response_id = ?"
        " AND guest_id IS NOT NULL AND answered_at IS NULL ORDER BY guest_id";
    int64_t *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, int64_t, n + 1);
        list[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_guests = list;
    *ret_n = n;
    return ERR_OK;
}
