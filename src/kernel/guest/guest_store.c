#include "kernel/guest/guest_store.h"

#include "base/mem.h"

#include <string.h>

/* In the order of guest_row. */
#define COLUMNS                                                                                    \
    "SELECT g.id, g.uid, g.response_id, g.name, g.address, g.lang, g.expires_at, g.sent_at,"       \
    " g.sends, g.delegated_from, g.opens, g.opened_at, g.entered_at, g.refused, g.refused_at,"     \
    " g.code_hash, g.code_expires_at, g.codes, g.codes_since, g.tries, g.locked_at, g.revoked_at," \
    " g.created_at, g.created_by, a.name, r.uid, r.unit_id, u.path, k.name, COALESCE(r.due, "      \
    "k.due), r.respondent_name, k.state FROM guest g"                                              \
    " JOIN response r ON r.org_id = g.org_id AND r.id = g.response_id"                             \
    " JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id AND k.deleted_at IS NULL"    \
    " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"                                     \
    " LEFT JOIN account a ON a.org_id = g.org_id AND a.id = g.created_by"

static struct guest guest_row(struct call *c, struct db_query *q)
{
    struct guest g = {
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .response_id = db_int(q, 2),
        .name = mem_strdup(c, db_text(q, 3, NULL)),
        .address = mem_strdup(c, db_text(q, 4, NULL)),
        .lang = mem_strdup(c, db_text(q, 5, NULL)),
        .expires_at_ms = db_int(q, 6),
        .sent_at_ms = db_int(q, 7),
        .sends = db_int(q, 8),
        .delegated_from = db_int(q, 9),
        .opens = db_int(q, 10),
        .opened_at_ms = db_int(q, 11),
        .entered_at_ms = db_int(q, 12),
        .refused = db_int(q, 13),
        .refused_at_ms = db_int(q, 14),
        .code_expires_at_ms = db_int(q, 16),
        .codes = db_int(q, 17),
        .codes_since_ms = db_int(q, 18),
        .tries = db_int(q, 19),
        .locked_at_ms = db_int(q, 20),
        .revoked_at_ms = db_int(q, 21),
        .created_at_ms = db_int(q, 22),
        .created_by = db_int(q, 23),
        .created_by_name = mem_strdup(c, db_text(q, 24, NULL)),
        .response_uid = db_uuid(q, 25),
        .unit_id = db_int(q, 26),
        .unit_path = mem_strdup(c, db_text(q, 27, NULL)),
        .campaign = mem_strdup(c, db_text(q, 28, NULL)),
        .due = mem_strdup(c, db_text(q, 29, NULL)),
        .respondent = mem_strdup(c, db_text(q, 30, NULL)),
        .campaign_open = strcmp(db_text(q, 31, NULL), "open") == 0,
    };
    size_t len = 0;
    const void *code = db_blob(q, 15, &len);
    g.has_code = code != NULL && len == DIGEST_SIZE;
    if (g.has_code)
        memcpy(g.code.bytes, code, DIGEST_SIZE);
    return g;
}

static enum err one(struct call *c, struct db_query *q, struct guest *ret_guest)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_guest = guest_row(c, q);
    return e;
}

enum err guest_store_by_token(
    struct call *c, const struct digest *token, bool lock, struct guest *ret_guest)
{
    static const char PLAIN[] = COLUMNS " WHERE g.org_id = :org AND g.token_hash = ?";
    static const char LOCKED[] =
        COLUMNS " WHERE g.org_id = :org AND g.token_hash = ? {postgres: FOR UPDATE OF g}";
    DB_QUERY *q = db_query(c->db, lock ? LOCKED : PLAIN);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    return one(c, q, ret_guest);
}

enum err guest_store_by_uid(
    struct call *c, const struct uuid *uid, bool lock, struct guest *ret_guest)
{
    static const char PLAIN[] = COLUMNS " WHERE g.org_id = :org AND g.uid = ?";
    static const char LOCKED[] =
        COLUMNS " WHERE g.org_id = :org AND g.uid = ? {postgres: FOR UPDATE OF g}";
    DB_QUERY *q = db_query(c->db, lock ? LOCKED : PLAIN);
    db_bind_uuid(q, uid);
    return one(c, q, ret_guest);
}

enum err guest_store_of(
    struct call *c, int64_t response_id, struct guest **ret_guests, size_t *ret_n)
{
    static const char SQL[] = COLUMNS " WHERE g.org_id = :org AND g.response_id = ? ORDER BY g.id";
    struct guest *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct guest, n + 1);
        list[n++] = guest_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_guests = list;
    *ret_n = n;
    return ERR_OK;
}

enum err guest_store_waiting(struct call *c, int64_t campaign_id, const char *today,
    int64_t sent_before_ms, int64_t after, int limit, struct guest **ret_guests, size_t *ret_n)
{
    static const char SQL[] =
        COLUMNS " WHERE g.org_id = :org AND r.campaign_id = ? AND r.state IN ('draft', 'returned')"
                " AND (r.due IS NULL OR r.due <= ?) AND g.sent_at < ? AND g.revoked_at IS NULL"
                " AND g.locked_at IS NULL AND g.id > ? ORDER BY g.id LIMIT ?";
    struct guest *list = mem_array(c, struct guest, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, campaign_id);
    db_bind_text(q, today);
    db_bind_int(q, sent_before_ms);
    db_bind_int(q, after);
    db_bind_int(q, limit);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = guest_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_guests = list;
    *ret_n = n;
    return ERR_OK;
}

enum err guest_store_add(struct call *c, const struct guest_new *g, struct guest *ret_guest)
{
    static const char SQL[] =
        "INSERT INTO guest (org_id, uid, response_id, name, address, lang, token_hash, expires_at,"
        " sent_at, sends, delegated_from, created_at, created_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING id";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, g->response_id);
    db_bind_text(q, g->name);
    db_bind_text(q, g->address);
    db_bind_text(q, g->lang);
    db_bind_blob(q, g->token->bytes, DIGEST_SIZE);
    db_bind_int(q, g->expires_at_ms);
    db_bind_int(q, c->now_ms);
    if (g->delegated_from == 0)
        db_bind_null(q);
    else
        db_bind_int(q, g->delegated_from);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, g->created_by);
    ret_guest->uid = uid;
    return db_one_int(q, 0, &ret_guest->id);
}

enum err guest_store_count(
    struct call *c, int64_t response_id, int64_t *ret_living, int64_t *ret_named)
{
    static const char SQL[] =
        "SELECT count(CASE WHEN revoked_at IS NULL THEN 1 END), count(delegated_from)"
        " FROM guest WHERE org_id = :org AND response_id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e == ERR_OK ? ERR_INTERNAL : e;
    *ret_living = db_int(q, 0);
    *ret_named = db_int(q, 1);
    return ERR_OK;
}

enum err guest_store_was_ended(
    struct call *c, int64_t response_id, const char *address, bool *ret_ended)
{
    static const char SQL[] = "SELECT id FROM guest WHERE org_id = :org AND response_id = ?"
                              " AND lower(address) = lower(?) AND revoked_by > 0";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    db_bind_text(q, address);
    return db_step(q, ret_ended);
}

enum err guest_store_by_address(
    struct call *c, int64_t response_id, const char *address, int64_t *ret_id)
{
    static const char SQL[] = "SELECT id FROM guest WHERE org_id = :org AND response_id = ?"
                              " AND lower(address) = lower(?) AND revoked_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    db_bind_text(q, address);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_id = db_int(q, 0);
    return ERR_OK;
}

/* ---- links and codes ---- */

enum err guest_store_link(
    struct call *c, int64_t id, const struct digest *token, int64_t expires_at_ms)
{
    static const char SQL[] =
        "UPDATE guest SET token_hash = ?, expires_at = ?, sent_at = ?, sends = sends + 1,"
        " code_hash = NULL, code_expires_at = NULL, tries = 0, locked_at = NULL"
        " WHERE org_id = :org AND id = ? AND revoked_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, expires_at_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err guest_store_opened(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE guest SET opens = opens + 1, opened_at = ?"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err guest_store_refused(struct call *c, const struct digest *token)
{
    static const char SQL[] = "UPDATE guest SET refused = refused + 1, refused_at = ?"
                              " WHERE org_id = :org AND token_hash = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    return db_run(q);
}

enum err guest_store_code(struct call *c, const struct guest *g, const struct digest *code,
    int64_t expires_at_ms, bool new_window)
{
    static const char SQL[] = "UPDATE guest SET code_hash = ?, code_expires_at = ?, codes = ?,"
                              " codes_since = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, code->bytes, DIGEST_SIZE);
    db_bind_int(q, expires_at_ms);
    db_bind_int(q, new_window ? 1 : g->codes + 1);
    db_bind_int(q, new_window ? c->now_ms : g->codes_since_ms);
    db_bind_int(q, g->id);
    return db_run(q);
}

enum err guest_store_wrong(struct call *c, int64_t id, int limit, bool *ret_locked)
{
    static const char SQL[] =
        "UPDATE guest SET tries = tries + 1,"
        " locked_at = CASE WHEN tries + 1 >= ? THEN CAST(? AS BIGINT) END,"
        " code_hash = CASE WHEN tries + 1 >= ? THEN NULL ELSE code_hash END"
        " WHERE org_id = :org AND id = ? RETURNING CASE WHEN locked_at IS NULL THEN 0 ELSE 1 END";
    int64_t locked = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, limit);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, limit);
    db_bind_int(q, id);
    enum err e = db_one_int(q, 0, &locked);
    if (e == ERR_OK)
        *ret_locked = locked != 0;
    return e;
}

enum err guest_store_entered(struct call *c, int64_t id)
{
    static const char SQL[] =
        "UPDATE guest SET code_hash = NULL, code_expires_at = NULL, tries = 0, entered_at = ?"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err guest_store_revoke(struct call *c, int64_t response_id, int64_t id)
{
    static const char SQL[] = "UPDATE guest SET revoked_at = ?, revoked_by = ?, code_hash = NULL,"
                              " code_expires_at = NULL WHERE org_id = :org AND response_id = ?"
                              " AND revoked_at IS NULL AND (id = ? OR delegated_from = ?)";
    static const char SESSIONS[] =
        "DELETE FROM guest_session WHERE org_id = :org AND guest_id IN (SELECT g.id FROM guest g"
        " WHERE g.org_id = :org AND g.response_id = ? AND (g.id = ? OR g.delegated_from = ?))";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, response_id);
    db_bind_int(q, id);
    db_bind_int(q, id);
    enum err e = db_run(q);
    if (e != ERR_OK)
        return e;
    DB_QUERY *s = db_query(c->db, SESSIONS);
    db_bind_int(s, response_id);
    db_bind_int(s, id);
    db_bind_int(s, id);
    return db_run(s);
}

enum err guest_store_traces(
    struct call *c, const struct uuid *uid, struct guest_trace **ret_traces, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT g.id, g.response_id, r.uid, g.address, g.name FROM guest g"
        " JOIN response r ON r.org_id = g.org_id AND r.id = g.response_id WHERE g.org_id = :org"
        " AND lower(g.address) = (SELECT lower(x.address) FROM guest x WHERE x.org_id = :org"
        " AND x.uid = ? AND x.address <> '') ORDER BY g.id {postgres: FOR UPDATE OF g}";
    struct guest_trace *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct guest_trace, n + 1);
        list[n++] = (struct guest_trace){.id = db_int(q, 0),
            .response_id = db_int(q, 1),
            .response_uid = db_uuid(q, 2),
            .address = mem_strdup(c, db_text(q, 3, NULL)),
            .name = mem_strdup(c, db_text(q, 4, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_traces = list;
    *ret_n = n;
    return ERR_OK;
}

enum err guest_store_blank(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE guest SET name = '', address = '', token_hash = NULL"
                              " WHERE org_id = :org AND id = ? AND revoked_at IS NOT NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_run(q);
}

enum err guest_store_extend(struct call *c, int64_t response_id, int64_t expires_at_ms)
{
    static const char SQL[] = "UPDATE guest SET expires_at = ? WHERE org_id = :org"
                              " AND response_id = ? AND revoked_at IS NULL AND expires_at > ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, expires_at_ms);
    db_bind_int(q, response_id);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err guest_store_live_of(
    struct call *c, const char *kind, int64_t respondent_id, int64_t *ret_n)
{
    static const char SQL[] =
        "SELECT count(*) FROM response r JOIN guest g ON g.org_id = :org AND g.response_id = r.id"
        " AND g.revoked_at IS NULL AND g.expires_at > ? WHERE r.org_id = :org"
        " AND r.respondent_kind = ? AND r.respondent_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, kind);
    db_bind_int(q, respondent_id);
    return db_one_int(q, 0, ret_n);
}

/* ---- sessions ---- */

enum err guest_session_find(
    struct call *c, const struct digest *token, struct who *who, struct guest_session *ret_session)
{
    static const char SQL[] =
        "SELECT s.id, s.csrf, s.seen_at, s.expires_at, g.id, g.uid, g.name, g.response_id"
        " FROM guest_session s JOIN guest g ON g.org_id = s.org_id AND g.id = s.guest_id"
        " WHERE s.org_id = :org AND s.token_hash = ? AND g.revoked_at IS NULL AND g.expires_at > ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    *ret_session = (struct guest_session){
        .id = db_int(q, 0), .seen_at_ms = db_int(q, 2), .expires_at_ms = db_int(q, 3)};
    who->csrf = mem_strdup(c, db_text(q, 1, NULL));
    who->guest_id = db_int(q, 4);
    who->guest_uid = db_uuid(q, 5);
    who->name = mem_strdup(c, db_text(q, 6, NULL));
    who->login = "";
    who->guest_response_id = db_int(q, 7);
    return ERR_OK;
}

enum err guest_session_touch(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE guest_session SET seen_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err guest_session_add(struct call *c, int64_t guest_id, const struct digest *token,
    const char *csrf, int64_t expires_at_ms)
{
    static const char SQL[] =
        "INSERT INTO guest_session (org_id, guest_id, token_hash, csrf, created_at, seen_at,"
        " expires_at) VALUES (:org, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, guest_id);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_text(q, csrf);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, expires_at_ms);
    return db_run(q);
}

enum err guest_session_end(struct call *c, int64_t id)
{
    static const char SQL[] = "DELETE FROM guest_session WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_run(q);
}

enum err guest_session_end_oldest(struct call *c, int64_t guest_id, int64_t most)
{
    static const char SQL[] =
        "DELETE FROM guest_session WHERE org_id = :org AND guest_id = ? AND id NOT IN"
        " (SELECT id FROM guest_session WHERE org_id = :org AND guest_id = ?"
        " ORDER BY seen_at DESC, id DESC LIMIT ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, guest_id);
    db_bind_int(q, guest_id);
    db_bind_int(q, most);
    return db_run(q);
}

enum err guest_session_purge(struct call *c, int64_t idle_since_ms)
{
    static const char SQL[] =
        "DELETE FROM guest_session WHERE org_id = :org AND (expires_at < ? OR seen_at < ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, idle_since_ms);
    return db_run(q);
}
