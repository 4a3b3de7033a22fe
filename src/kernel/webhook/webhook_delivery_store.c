#include "base/mem.h"
#include "kernel/webhook/webhook_event.h"
#include "kernel/webhook/webhook_store.h"

#define WEBHOOK_STATE_KEY(name, key) [name] = key,
static const char *const state_keys[WEBHOOK_STATE_MAX] = {WEBHOOK_STATE_LIST(WEBHOOK_STATE_KEY)};

const char *webhook_state_key(enum webhook_state state)
{
    return state_keys[state];
}

/* ---- sending ---- */

enum err webhook_store_queue(struct call *c, const struct webhook_delivery *d)
{
    static const char SQL[] =
        "INSERT INTO webhook_delivery (org_id, uid, webhook_id, type, subject, subject_id, number,"
        " path, body, state, next_at, created_at)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &d->uid);
    db_bind_int(q, d->webhook_id);
    db_bind_text(q, d->type);
    db_bind_text(q, d->subject);
    db_bind_int(q, d->subject_id);
    db_bind_text(q, d->number);
    db_bind_text(q, d->path);
    db_bind_text(q, d->body);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_run_later(q);
}

/* A test is sent to a receiver that is off or resting, too. */
#define WAITS_FOR_RECEIVER                                                                       \
    " FROM webhook_delivery d JOIN webhook w ON w.org_id = d.org_id AND w.id = d.webhook_id"     \
    " WHERE d.org_id = :org AND d.state = 'queued' AND (w.active = 1 OR d.type = '" WEBHOOK_TEST \
    "')"

enum err webhook_store_claim(
    struct call *c, int64_t until_ms, struct webhook_delivery *ret_delivery, bool *ret_found)
{
    static const char SQL[] =
        "UPDATE webhook_delivery SET attempts = attempts + 1, next_at = ?, tried_at = ?"
        " WHERE org_id = :org AND id = (SELECT d.id" WAITS_FOR_RECEIVER
        " AND d.next_at <= ? AND (w.rest_until <= ? OR d.type = '" WEBHOOK_TEST "')"
        " ORDER BY d.next_at, d.id LIMIT 1 {postgres: FOR UPDATE OF d SKIP LOCKED})"
        " RETURNING id, uid, webhook_id, type, subject, subject_id, body, attempts, created_at";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, until_ms);
    for (int i = 0; i < 3; i++)
        db_bind_int(q, c->now_ms);
    bool row = false;
    enum err e = db_step(q, &row);
    *ret_found = e == ERR_OK && row;
    if (e != ERR_OK || !row)
        return e;
    *ret_delivery = (struct webhook_delivery){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .webhook_id = db_int(q, 2),
        .type = mem_strdup(c, db_text(q, 3, NULL)),
        .subject = mem_strdup(c, db_text(q, 4, NULL)),
        .subject_id = db_int(q, 5),
        .body = mem_strdup(c, db_text(q, 6, NULL)),
        .attempts = (int)db_int(q, 7),
        .created_at_ms = db_int(q, 8),
        .state = state_keys[WEBHOOK_STATE_QUEUED],
    };
    return ERR_OK;
}

static void bind_zero_as_null(struct db_query *q, int64_t value)
{
    if (value == 0)
        db_bind_null(q);
    else
        db_bind_int(q, value);
}

enum err webhook_store_end(
    struct call *c, const struct webhook_delivery *d, enum webhook_state state)
{
    static const char SQL[] = "UPDATE webhook_delivery SET state = ?, ended_at = ?, status = ?,"
                              " ms = ?, fault = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state_keys[state]);
    db_bind_int(q, c->now_ms);
    bind_zero_as_null(q, d->status);
    db_bind_int(q, d->ms);
    db_bind_text(q, d->fault);
    db_bind_int(q, d->id);
    return db_run(q);
}

enum err webhook_store_again(struct call *c, const struct webhook_delivery *d, int64_t at_ms)
{
    static const char SQL[] = "UPDATE webhook_delivery SET next_at = ?, attempts = ?, status = ?,"
                              " ms = ?, fault = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, at_ms);
    db_bind_int(q, d->attempts);
    bind_zero_as_null(q, d->status);
    db_bind_int(q, d->ms);
    db_bind_text(q, d->fault);
    db_bind_int(q, d->id);
    return db_run(q);
}

enum err webhook_store_next(struct call *c, int64_t *ret_at_ms)
{
    static const char SQL[] =
        "SELECT min(CASE WHEN d.next_at > w.rest_until OR d.type = '" WEBHOOK_TEST
        "' THEN d.next_at ELSE w.rest_until END) AS at" WAITS_FOR_RECEIVER;
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_at_ms);
}

/* ---- for administrators ---- */

enum err webhook_store_test_waits(struct call *c, int64_t webhook_id, bool *ret_waits)
{
    static const char SQL[] = "SELECT count(*) AS n FROM webhook_delivery"
                              " WHERE org_id = :org AND webhook_id = ? AND state = 'queued'"
                              " AND type = '" WEBHOOK_TEST "'";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, webhook_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_waits = n > 0;
    return e;
}

#define COLUMNS                                                                             \
    "SELECT id, uid, webhook_id, type, subject, subject_id, number, path, state, attempts," \
    " next_at, status, ms, fault, created_at, tried_at, ended_at FROM webhook_delivery"     \
    " WHERE org_id = :org"

static struct webhook_delivery read_row(struct call *c, struct db_query *q)
{
    return (struct webhook_delivery){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .webhook_id = db_int(q, 2),
        .type = mem_strdup(c, db_text(q, 3, NULL)),
        .subject = mem_strdup(c, db_text(q, 4, NULL)),
        .subject_id = db_int(q, 5),
        .number = mem_strdup(c, db_text(q, 6, NULL)),
        .path = mem_strdup(c, db_text(q, 7, NULL)),
        .state = mem_strdup(c, db_text(q, 8, NULL)),
        .attempts = (int)db_int(q, 9),
        .next_at_ms = db_int(q, 10),
        .status = db_int(q, 11),
        .ms = db_int(q, 12),
        .fault = mem_strdup(c, db_text(q, 13, NULL)),
        .created_at_ms = db_int(q, 14),
        .tried_at_ms = db_int(q, 15),
        .ended_at_ms = db_int(q, 16),
    };
}

enum err webhook_store_deliveries(struct call *c, int64_t webhook_id, const char *state,
    int64_t before, int limit, struct webhook_delivery **ret_rows, size_t *ret_n)
{
    static const char ALL[] = COLUMNS " AND webhook_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    static const char ONE[] =
        COLUMNS " AND webhook_id = ? AND id < ? AND state = ? ORDER BY id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, state == NULL ? ALL : ONE);
    db_bind_int(q, webhook_id);
    db_bind_int(q, before == 0 ? INT64_MAX : before);
    if (state != NULL)
        db_bind_text(q, state);
    db_bind_int(q, limit);
    struct webhook_delivery *rows = mem_array(c, struct webhook_delivery, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        rows[n++] = read_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err webhook_store_delivery(
    struct call *c, const struct uuid *uid, struct webhook_delivery *ret_delivery)
{
    static const char SQL[] = COLUMNS " AND uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_delivery = read_row(c, q);
    return e;
}

enum err webhook_store_resend(struct call *c, int64_t webhook_id, int64_t id, int64_t *ret_n)
{
    static const char SQL[] =
        "UPDATE webhook_delivery SET state = 'queued', attempts = 0, next_at = ?, ended_at = NULL"
        " WHERE org_id = :org AND webhook_id = ? AND state = 'failed' AND (? = 0 OR id = ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, webhook_id);
    db_bind_int(q, id);
    db_bind_int(q, id);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_n = db_changes(q);
    return e;
}

/* ---- for a bounded time and number ---- */

enum err webhook_store_purge(struct call *c, enum webhook_state state, int64_t before_ms)
{
    static const char SQL[] =
        "DELETE FROM webhook_delivery WHERE org_id = :org AND state = ? AND ended_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state_keys[state]);
    db_bind_int(q, before_ms);
    return db_run(q);
}

enum err webhook_store_purge_beyond(struct call *c, int64_t webhook_id, int most)
{
    static const char SQL[] =
        "DELETE FROM webhook_delivery WHERE org_id = :org AND webhook_id = ? AND state <> 'queued'"
        " AND id < (SELECT id FROM webhook_delivery WHERE org_id = :org AND webhook_id = ?"
        " AND state <> 'queued' ORDER BY id DESC LIMIT 1 OFFSET ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, webhook_id);
    db_bind_int(q, webhook_id);
    db_bind_int(q, most - 1);
    return db_run(q);
}

enum err webhook_store_give_up(struct call *c, int64_t before_ms)
{
    static const char SQL[] =
        "UPDATE webhook_delivery SET state = 'failed', ended_at = ?, fault = 'off'"
        " WHERE org_id = :org AND state = 'queued' AND created_at < ? AND webhook_id IN"
        " (SELECT id FROM webhook WHERE org_id = :org AND active = 0)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, before_ms);
    return db_run(q);
}
