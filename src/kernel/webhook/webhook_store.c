/* SQL of receivers; of deliveries: webhook_delivery_store.c. */
#include "kernel/webhook/webhook_store.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/audit_store.h"
#include "kernel/auth/keys.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                 \
    "SELECT w.id, w.uid, w.name, w.url, w.description, w.events, w.active, w.off, w.old_until," \
    " w.ok_at, w.version, w.created_at, w.failures, w.told_at,"                                 \
    " (SELECT count(*) FROM webhook_delivery d WHERE d.org_id = w.org_id"                       \
    " AND d.webhook_id = w.id AND d.state = 'queued'),"                                         \
    " (SELECT count(*) FROM webhook_delivery d WHERE d.org_id = w.org_id"                       \
    " AND d.webhook_id = w.id AND d.state = 'failed') FROM webhook w WHERE w.org_id = :org"

static enum err read_hook(struct call *c, struct db_query *q, struct webhook *ret_hook)
{
    size_t len = 0;
    json_t *events = NULL;
    const char *text = db_text(q, 5, &len);
    enum err e = json_in_parse(c, text, len, JSON_IN_DEPTH, c->problem, &events);
    if (e != ERR_OK)
        return ERR_INTERNAL;
    int64_t old_until = db_int(q, 8);
    *ret_hook = (struct webhook){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .name = mem_strdup(c, db_text(q, 2, NULL)),
        .url = mem_strdup(c, db_text(q, 3, NULL)),
        .description = mem_strdup(c, db_text(q, 4, NULL)),
        .events = events,
        .active = db_int(q, 6) != 0,
        .off = mem_strdup(c, db_text(q, 7, NULL)),
        .old_until_ms = old_until > c->now_ms ? old_until : 0,
        .ok_at_ms = db_int(q, 9),
        .version = db_int(q, 10),
        .created_at_ms = db_int(q, 11),
        .failures = (int)db_int(q, 12),
        .told_at_ms = db_int(q, 13),
        .waiting = db_int(q, 14),
        .failed = db_int(q, 15),
    };
    return ERR_OK;
}

enum err webhook_store_list(struct call *c, struct webhook **ret_hooks, size_t *ret_n)
{
    static const char SQL[] = COLUMNS " ORDER BY w.id";
    DB_QUERY *q = db_query(c->db, SQL);
    struct webhook *hooks = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        hooks = mem_grow(c, hooks, struct webhook, n + 1);
        e = read_hook(c, q, &hooks[n++]);
        if (e != ERR_OK)
            return e;
    }
    if (e != ERR_OK)
        return e;
    *ret_hooks = hooks;
    *ret_n = n;
    return ERR_OK;
}

static enum err read_one(struct call *c, struct db_query *q, struct webhook *ret_hook)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    return row ? read_hook(c, q, ret_hook) : ERR_NOT_FOUND;
}

enum err webhook_store_by_uid(struct call *c, const struct uuid *uid, struct webhook *ret_hook)
{
    static const char SQL[] = COLUMNS " AND w.uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    return read_one(c, q, ret_hook);
}

enum err webhook_store_by_id(struct call *c, int64_t id, struct webhook *ret_hook)
{
    static const char SQL[] = COLUMNS " AND w.id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return read_one(c, q, ret_hook);
}

/* ---- secrets ---- */

/* A sealed secret opens for its own receiver alone. */
static const char *seal_name(struct call *c, const struct uuid *uid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    return mem_printf(c, "webhook %s", text);
}

static void bind_secret(
    struct call *c, struct db_query *q, const struct webhook *hook, const char *secret)
{
    size_t len = strlen(secret);
    uint8_t *sealed = mem_array(c, uint8_t, len + KEYS_SEAL_SIZE);
    keys_seal(c->app->keys, seal_name(c, &hook->uid), secret, len, sealed);
    db_bind_blob(q, sealed, len + KEYS_SEAL_SIZE);
}

static enum err unseal(struct call *c, const struct webhook *hook, struct db_query *q, int column,
    const char **ret_secret)
{
    size_t len = 0;
    const uint8_t *sealed = db_blob(q, column, &len);
    if (sealed == NULL || len <= KEYS_SEAL_SIZE)
        return ERR_INTERNAL;
    char *text = mem_zalloc(c, len - KEYS_SEAL_SIZE + 1, "webhook secret");
    if (!keys_unseal(c->app->keys, seal_name(c, &hook->uid), sealed, len, text))
        return ERR_INTERNAL;
    *ret_secret = text;
    return ERR_OK;
}

enum err webhook_store_secrets(
    struct call *c, const struct webhook *hook, const char **ret_secret, const char **ret_old)
{
    static const char SQL[] =
        "SELECT secret, old_secret FROM webhook WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, hook->id);
    bool row = false;
    const char *secret = NULL, *old = NULL;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = unseal(c, hook, q, 0, &secret);
    if (e == ERR_OK && hook->old_until_ms != 0)
        e = unseal(c, hook, q, 1, &old);
    if (e != ERR_OK)
        return e;
    *ret_secret = secret;
    *ret_old = old;
    return ERR_OK;
}

enum err webhook_store_rotate(
    struct call *c, struct webhook *hook, const char *secret, int64_t overlap_ms)
{
    static const char SQL[] =
        "UPDATE webhook SET old_secret = CASE WHEN ? = 1 THEN secret END, old_until = ?,"
        " secret = ?, version = version + 1 WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    hook->old_until_ms = overlap_ms == 0 ? 0 : c->now_ms + overlap_ms;
    db_bind_int(q, overlap_ms > 0);
    db_bind_int(q, hook->old_until_ms);
    bind_secret(c, q, hook, secret);
    db_bind_int(q, hook->id);
    db_bind_int(q, hook->version);
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) == 0)
        return ERR_STALE;
    hook->version++;
    return e;
}

/* ---- changing ---- */

/* What is bound must live until the statement has run. */
static void bind_events(struct call *c, struct db_query *q, const struct webhook *hook)
{
    char *text = json_dumps(hook->events, JSON_COMPACT);
    db_bind_text(q, mem_strdup(c, text));
    free(text);
}

enum err webhook_store_add(struct call *c, struct webhook *hook, const char *secret)
{
    static const char SQL[] =
        "INSERT INTO webhook (org_id, uid, name, url, description, events, active, secret, seq,"
        " created_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, 0, ?) RETURNING id";
    hook->uid = uuid_new(c->now_ms);
    hook->version = 1;
    hook->created_at_ms = c->now_ms;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &hook->uid);
    db_bind_text(q, hook->name);
    db_bind_text(q, hook->url);
    db_bind_text(q, hook->description);
    bind_events(c, q, hook);
    db_bind_int(q, hook->active);
    bind_secret(c, q, hook, secret);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, &hook->id);
}

enum err webhook_store_change(struct call *c, struct webhook *hook)
{
    static const char SQL[] =
        "UPDATE webhook SET name = ?, url = ?, description = ?, events = ?, active = ?, off = ?,"
        " failures = 0, rest_until = 0, version = version + 1"
        " WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, hook->name);
    db_bind_text(q, hook->url);
    db_bind_text(q, hook->description);
    bind_events(c, q, hook);
    db_bind_int(q, hook->active);
    db_bind_text(q, hook->off);
    db_bind_int(q, hook->id);
    db_bind_int(q, hook->version);
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) == 0)
        return ERR_STALE;
    hook->version++;
    return e;
}

enum err webhook_store_remove(struct call *c, int64_t id)
{
    static const char DELIVERIES[] =
        "DELETE FROM webhook_delivery WHERE org_id = :org AND webhook_id = ?";
    static const char SQL[] = "DELETE FROM webhook WHERE org_id = :org AND id = ?";
    DB_QUERY *deliveries = db_query(c->db, DELIVERIES);
    db_bind_int(deliveries, id);
    enum err e = db_run(deliveries);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_run(q);
}

/* ---- the place in the audit chain ---- */

static enum err listen(struct call *c, int64_t *ret_seq)
{
    static const char SQL[] =
        "SELECT count(*) AS n FROM webhook WHERE org_id = :org AND active = 1";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_one_int(q, 0, &n);
    return e == ERR_OK ? audit_store_listeners(c, n, ret_seq) : e;
}

enum err webhook_store_listen(struct call *c)
{
    int64_t seq = 0;
    return listen(c, &seq);
}

enum err webhook_store_begin(struct call *c, const struct webhook *hook)
{
    int64_t seq = 0;
    enum err e = listen(c, &seq);
    return e == ERR_OK ? webhook_store_place_set(c, hook->id, seq) : e;
}

enum err webhook_store_place(struct call *c, int64_t id, int64_t *ret_seq, bool *ret_found)
{
    static const char SQL[] = "SELECT seq FROM webhook WHERE org_id = :org AND id = ?"
                              " AND active = 1 {postgres: FOR UPDATE SKIP LOCKED}";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (row)
        *ret_seq = db_int(q, 0);
    *ret_found = row;
    return ERR_OK;
}

enum err webhook_store_place_set(struct call *c, int64_t id, int64_t seq)
{
    static const char SQL[] = "UPDATE webhook SET seq = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, seq);
    db_bind_int(q, id);
    return db_run(q);
}

/* ---- what attempts say ---- */

enum err webhook_store_good(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE webhook SET failures = 0, rest_until = 0, ok_at = ?"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err webhook_store_rest(struct call *c, int64_t id, int failures, int64_t until_ms)
{
    static const char SQL[] =
        "UPDATE webhook SET failures = ?, rest_until = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, failures);
    db_bind_int(q, until_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err webhook_store_off(struct call *c, int64_t id, const char *why)
{
    static const char SQL[] = "UPDATE webhook SET active = 0, off = ?, version = version + 1"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, why);
    db_bind_int(q, id);
    enum err e = db_run(q);
    return e == ERR_OK ? webhook_store_listen(c) : e;
}

enum err webhook_store_told(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE webhook SET told_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}
