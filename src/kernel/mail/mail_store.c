#include "kernel/mail/mail_store.h"

#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "kernel/mail/mail_rules.h"

#define MAIL_STATE_KEY(name, key) [name] = key,
static const char *const state_keys[MAIL_STATE_MAX] = {MAIL_STATE_LIST(MAIL_STATE_KEY)};

const char *mail_state_key(enum mail_state state)
{
    return state_keys[state];
}

/* Where an account's mail goes. */
#define ADDRESS                                                              \
    "COALESCE(p.email, CASE WHEN a.person_id IS NULL AND a.login LIKE '%@%'" \
    " THEN a.login END)"
#define ACCOUNTS                                          \
    "account a LEFT JOIN person p ON p.org_id = a.org_id" \
    " AND p.id = a.person_id AND p.deleted_at IS NULL"

enum err mail_store_address(struct call *c, int64_t account_id, const char **ret_address)
{
    static const char SQL[] =
        "SELECT " ADDRESS " AS email FROM " ACCOUNTS " WHERE a.org_id = :org AND a.id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row || db_is_null(q, 0))
        return ERR_NOT_FOUND;
    *ret_address = mem_strdup(c, db_text(q, 0, NULL));
    return ERR_OK;
}

static void bind_optional(struct db_query *q, int64_t value)
{
    if (value == 0)
        db_bind_null(q);
    else
        db_bind_int(q, value);
}

enum err mail_store_add(struct call *c, struct mail_row *row)
{
    static const char SQL[] = "INSERT INTO mail (org_id, uid, account_id, address, lang, kind,"
                              " state, next_at, expires_at, fault, created_at)"
                              " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    row->uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &row->uid);
    bind_optional(q, row->account_id);
    db_bind_text(q, row->address);
    db_bind_text(q, row->lang);
    db_bind_text(q, row->kind);
    db_bind_text(q, row->state);
    db_bind_int(q, mail_turn_ms(c->now_ms, row->expires_at_ms));
    bind_optional(q, row->expires_at_ms);
    db_bind_text(q, row->fault);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, &row->id);
}

enum err mail_store_body(struct call *c, int64_t id, const void *body, size_t len)
{
    static const char SQL[] = "UPDATE mail SET body = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, body, len);
    db_bind_int(q, id);
    return db_run(q);
}

/* ---- sending ---- */

enum err mail_store_claim(
    struct call *c, int64_t until_ms, struct mail_row *ret_row, bool *ret_found)
{
    static const char SQL[] =
        "UPDATE mail SET attempts = attempts + 1, next_at = ? WHERE org_id = :org AND id ="
        " (SELECT id FROM mail WHERE org_id = :org AND state = 'queued' AND next_at <= ?"
        " ORDER BY next_at, id LIMIT 1 {postgres: FOR UPDATE SKIP LOCKED})"
        " RETURNING id, uid, account_id, address, lang, kind, body, attempts, expires_at,"
        " created_at";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, until_ms);
    db_bind_int(q, c->now_ms);
    bool row = false;
    size_t len = 0;
    enum err e = db_step(q, &row);
    *ret_found = e == ERR_OK && row;
    if (e != ERR_OK || !row)
        return e;
    const void *body = db_blob(q, 6, &len);
    *ret_row = (struct mail_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .account_id = db_int(q, 2),
        .address = mem_strdup(c, db_text(q, 3, NULL)),
        .lang = mem_strdup(c, db_text(q, 4, NULL)),
        .kind = mem_strdup(c, db_text(q, 5, NULL)),
        .state = state_keys[MAIL_STATE_QUEUED],
        .body = body == NULL ? NULL : mem_dup(c, body, len),
        .body_len = len,
        .attempts = (int)db_int(q, 7),
        .expires_at_ms = db_int(q, 8),
        .created_at_ms = db_int(q, 9),
    };
    return ERR_OK;
}

enum err mail_store_end(struct call *c, int64_t id, enum mail_state state, const char *fault)
{
    static const char SQL[] =
        "UPDATE mail SET state = ?, fault = ?, ended_at = ?,"
        " body = CASE WHEN ? IN ('failed', 'held') THEN body END WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state_keys[state]);
    db_bind_text(q, fault);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, state_keys[state]);
    db_bind_int(q, id);
    return db_run(q);
}

enum err mail_store_again(struct call *c, int64_t id, int64_t at_ms, const char *fault)
{
    static const char SQL[] =
        "UPDATE mail SET next_at = ?, fault = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, at_ms);
    db_bind_text(q, fault);
    db_bind_int(q, id);
    return db_run(q);
}

enum err mail_store_next(struct call *c, int64_t *ret_at_ms)
{
    static const char SQL[] =
        "SELECT min(next_at) AS at FROM mail WHERE org_id = :org AND state = 'queued'";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_at_ms);
}

/* ---- for administrators ---- */

#define COLUMNS                                                                           \
    "m.id, m.uid, m.account_id, a.name, a.uid, m.address, m.lang, m.kind, m.state,"       \
    " m.attempts, m.next_at, m.expires_at, m.created_at, m.ended_at, m.fault FROM mail m" \
    " LEFT JOIN account a ON a.org_id = m.org_id AND a.id = m.account_id"

static struct mail_row read_row(struct call *c, struct db_query *q)
{
    return (struct mail_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .account_id = db_int(q, 2),
        .account_name = mem_strdup(c, db_text(q, 3, NULL)),
        .account_uid = db_uuid(q, 4),
        .address = mem_strdup(c, db_text(q, 5, NULL)),
        .lang = mem_strdup(c, db_text(q, 6, NULL)),
        .kind = mem_strdup(c, db_text(q, 7, NULL)),
        .state = mem_strdup(c, db_text(q, 8, NULL)),
        .attempts = (int)db_int(q, 9),
        .next_at_ms = db_int(q, 10),
        .expires_at_ms = db_int(q, 11),
        .created_at_ms = db_int(q, 12),
        .ended_at_ms = db_int(q, 13),
        .fault = mem_strdup(c, db_text(q, 14, NULL)),
    };
}

enum err mail_store_list(struct call *c, const char *state, int64_t before, int limit,
    struct mail_row **ret_rows, size_t *ret_n)
{
    static const char ALL[] =
        "SELECT " COLUMNS " WHERE m.org_id = :org AND m.id < ? ORDER BY m.id DESC LIMIT ?";
    static const char ONE[] = "SELECT " COLUMNS " WHERE m.org_id = :org AND m.id < ?"
                              " AND m.state = ? ORDER BY m.id DESC LIMIT ?";
    bool all = *state == '\0';
    DB_QUERY *q = db_query(c->db, all ? ALL : ONE);
    db_bind_int(q, before == 0 ? INT64_MAX : before);
    if (!all)
        db_bind_text(q, state);
    db_bind_int(q, limit);
    struct mail_row *rows = mem_array(c, struct mail_row, limit);
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

enum err mail_store_count(struct call *c, enum mail_state state, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) AS n FROM mail WHERE org_id = :org AND state = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state_keys[state]);
    return db_one_int(q, 0, ret_n);
}

enum err mail_store_hold(struct call *c)
{
    static const char SQL[] = "SELECT id FROM org WHERE id = :org {postgres: FOR NO KEY UPDATE}";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, &id);
}

enum err mail_store_since(
    struct call *c, const char *kind, const char *address, int64_t since_ms, int64_t *ret_n)
{
    static const char ALL[] =
        "SELECT count(*) FROM mail WHERE org_id = :org AND kind = ? AND created_at > ?";
    static const char ONE[] = "SELECT count(*) FROM mail WHERE org_id = :org AND kind = ?"
                              " AND created_at > ? AND lower(address) = lower(?)";
    DB_QUERY *q = db_query(c->db, address == NULL ? ALL : ONE);
    db_bind_text(q, kind);
    db_bind_int(q, since_ms);
    if (address != NULL)
        db_bind_text(q, address);
    return db_one_int(q, 0, ret_n);
}

enum err mail_store_last_sent(struct call *c, int64_t *ret_at_ms)
{
    static const char SQL[] =
        "SELECT max(ended_at) AS at FROM mail WHERE org_id = :org AND state = 'sent'";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_at_ms);
}

enum err mail_store_retry(struct call *c, const struct uuid *uid, struct mail_row *ret_row)
{
    static const char FIND[] = "SELECT " COLUMNS " WHERE m.org_id = :org AND m.uid = ?"
                               " AND m.state IN ('failed', 'held') AND m.body IS NOT NULL";
    static const char SQL[] = "UPDATE mail SET state = 'queued', attempts = 0, next_at = ?,"
                              " ended_at = NULL WHERE org_id = :org AND id = ?";
    DB_QUERY *find = db_query(c->db, FIND);
    db_bind_uuid(find, uid);
    bool row = false;
    enum err e = db_step(find, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_row = read_row(c, find);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, ret_row->id);
    e = db_run(q);
    return e == ERR_OK ? mail_store_forgive(c, ret_row->address) : e;
}

enum err mail_store_purge(struct call *c, enum mail_state state, int64_t before_ms)
{
    static const char SQL[] = "DELETE FROM mail WHERE org_id = :org AND state = ? AND ended_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state_keys[state]);
    db_bind_int(q, before_ms);
    return db_run(q);
}

/* ---- refused addresses ---- */

enum err mail_store_bounced(
    struct call *c, const char *address, const char *status, const char *fault)
{
    static const char SQL[] =
        "INSERT INTO mail_bounce (org_id, uid, address, at, fault, status)"
        " VALUES (:org, ?, ?, ?, ?, ?) ON CONFLICT (org_id, address) DO UPDATE SET"
        " at = excluded.at, fault = excluded.fault, status = excluded.status";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_text(q, address);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, fault);
    db_bind_text(q, status);
    return db_run(q);
}

enum err mail_store_bounce_of(
    struct call *c, const char *address, struct mail_bounce *ret_bounce, bool *ret_found)
{
    static const char SQL[] = "SELECT uid, address, fault, at, status FROM mail_bounce"
                              " WHERE org_id = :org AND address = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, address);
    bool row = false;
    enum err e = db_step(q, &row);
    *ret_found = e == ERR_OK && row;
    if (e == ERR_OK && row)
        *ret_bounce = (struct mail_bounce){
            .uid = db_uuid(q, 0),
            .address = mem_strdup(c, db_text(q, 1, NULL)),
            .fault = mem_strdup(c, db_text(q, 2, NULL)),
            .at_ms = db_int(q, 3),
            .status = mem_strdup(c, db_text(q, 4, NULL)),
        };
    return e;
}

enum err mail_store_bounced_of(
    struct call *c, const char *const *addresses, size_t n, bool ret_bounced[MAIL_BOUNCED_MOST])
{
    static const char SQL[] =
        "SELECT address FROM mail_bounce WHERE org_id = :org AND address IN"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    for (size_t i = 0; i < MAIL_BOUNCED_MOST; i++) {
        db_bind_text(q, i < n ? addresses[i] : NULL);
        ret_bounced[i] = false;
    }
    while ((e = db_step(q, &row)) == ERR_OK && row)
        for (size_t i = 0; i < n; i++)
            ret_bounced[i] |=
                addresses[i] != NULL && strcmp(addresses[i], db_text(q, 0, NULL)) == 0;
    return e;
}

enum err mail_store_undelivered(struct call *c, int64_t **ret_accounts, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT a.id FROM " ACCOUNTS " WHERE a.org_id = :org AND " ADDRESS
        " IN (SELECT address FROM mail_bounce WHERE org_id = :org) ORDER BY a.id";
    DB_QUERY *q = db_query(c->db, SQL);
    int64_t *accounts = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        accounts = mem_grow(c, accounts, int64_t, n + 1);
        accounts[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_accounts = accounts;
    *ret_n = n;
    return ERR_OK;
}

static enum err release(struct call *c, const char *address)
{
    static const char SQL[] = "UPDATE mail SET state = 'queued', attempts = 0, next_at = ?,"
                              " ended_at = NULL WHERE org_id = :org AND state = 'held'"
                              " AND address = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, address);
    return db_run(q);
}

enum err mail_store_forgive(struct call *c, const char *address)
{
    static const char SQL[] = "DELETE FROM mail_bounce WHERE org_id = :org AND address = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, address);
    enum err e = db_run(q);
    return e == ERR_OK ? release(c, address) : e;
}

enum err mail_store_readdress(struct call *c, int64_t account_id, const char *address)
{
    static const char SQL[] = "UPDATE mail SET state = 'queued', address = ?, attempts = 0,"
                              " next_at = ?, ended_at = NULL WHERE org_id = :org"
                              " AND state = 'held' AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, address);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account_id);
    return db_run(q);
}

/* ---- mail that came back ---- */

enum err mail_store_find(struct call *c, const struct uuid *uid, struct mail_row *ret_row)
{
    static const char SQL[] = "SELECT " COLUMNS " WHERE m.org_id = :org AND m.uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_row = read_row(c, q);
    return e;
}

enum err mail_store_returned(struct call *c, int64_t id, const char *fault)
{
    static const char SQL[] = "UPDATE mail SET state = 'returned', fault = ?, ended_at = ?"
                              " WHERE org_id = :org AND id = ? AND state = 'sent'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, fault);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err mail_store_return_add(struct call *c, const struct mail_row *row, bool failed,
    const char *status, const struct digest *message, bool *ret_fresh)
{
    static const char SQL[] =
        "INSERT INTO mail_return (org_id, message, address, at, failed, status)"
        " VALUES (:org, ?, ?, ?, ?, ?) ON CONFLICT (org_id, message) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, message->bytes, DIGEST_SIZE);
    db_bind_text(q, row->address);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, failed);
    db_bind_text(q, status);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_fresh = db_changes(q) == 1;
    return e;
}

enum err mail_store_late(struct call *c, const char *address, int64_t since_ms, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) AS n FROM mail_return WHERE org_id = :org"
                              " AND address = ? AND at >= ? AND (failed = 0 OR status LIKE '4%')";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, address);
    db_bind_int(q, since_ms);
    return db_one_int(q, 0, ret_n);
}

enum err mail_store_return_purge(struct call *c, int64_t before_ms)
{
    static const char SQL[] = "DELETE FROM mail_return WHERE org_id = :org AND at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, before_ms);
    return db_run(q);
}

enum err mail_store_forget(struct call *c, const char *address)
{
    static const char MAILS[] = "DELETE FROM mail WHERE org_id = :org AND account_id IS NULL"
                                " AND lower(address) = lower(?)";
    static const char REPORTS[] =
        "DELETE FROM mail_return WHERE org_id = :org AND lower(address) = lower(?)";
    static const char BOUNCES[] =
        "DELETE FROM mail_bounce WHERE org_id = :org AND lower(address) = lower(?)";
    static const char *const all[] = {MAILS, REPORTS, BOUNCES};
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof all / sizeof all[0] && e == ERR_OK; i++) {
        DB_QUERY *q = db_query(c->db, all[i]);
        db_bind_text(q, address);
        e = db_run(q);
    }
    return e;
}

enum err mail_store_person(
    struct call *c, int64_t account_id, struct uuid *ret_uid, bool *ret_found)
{
    static const char SQL[] =
        "SELECT p.uid FROM account a JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"
        " WHERE a.org_id = :org AND a.id = ? AND p.deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    enum err e = db_step(q, ret_found);
    if (e == ERR_OK && *ret_found)
        *ret_uid = db_uuid(q, 0);
    return e;
}
