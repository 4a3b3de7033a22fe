#include "kernel/auth/session_store.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/auth/actor_store.h"

#include <string.h>

static const int64_t IDLE_MS = LIMIT_SESSION_IDLE_HOURS * 60LL * 60 * 1000;

enum {
    GRANT_COLUMN = 17, /* of both look-ups: role, unit, path, NULL without a unit */
    SCOPES_COLUMN = 20,
};

/* "read measure.write" → its words; NULL: a session has none. */
static void read_scopes(struct call *c, const char *text, struct who *who)
{
    size_t n = 0;
    if (text == NULL)
        return;
    const char **scopes = mem_array(c, const char *, strlen(text) / 2 + 1);
    for (const char *p = text; *p != '\0';) {
        size_t len = strcspn(p, " ");
        scopes[n++] = mem_strndup(c, p, len);
        p += len;
        p += strspn(p, " ");
    }
    who->scopes = scopes;
    who->n_scopes = n;
}

static void read_row(struct call *c, struct db_query *q, struct who *who, struct org_settings *org,
    const char **ret_lang, struct session_row *ret_row)
{
    *ret_row = (struct session_row){
        .id = db_int(q, 0),
        .account_id = db_int(q, 1),
        .csrf = mem_strdup(c, db_text(q, 2, NULL)),
        .created_at_ms = db_int(q, 3),
        .seen_at_ms = db_int(q, 4),
        .expires_at_ms = db_int(q, 5),
    };
    bool by_token = !db_is_null(q, SCOPES_COLUMN);
    who->session_id = by_token ? 0 : ret_row->id;
    read_scopes(c, db_text(q, SCOPES_COLUMN, NULL), who);
    who->account_id = ret_row->account_id;
    who->csrf = ret_row->csrf;
    who->must_enrol = db_int(q, 16) != 0;
    who->account_uid = db_uuid(q, 6);
    who->person_id = db_int(q, 7);
    who->login = mem_strdup(c, db_text(q, 8, NULL));
    who->name = mem_strdup(c, db_text(q, 9, NULL));
    *ret_lang = mem_strdup(c, db_text(q, 10, NULL));
    *org = (struct org_settings){
        .name = mem_strdup(c, db_text(q, 11, NULL)),
        .zone = mem_strdup(c, db_text(q, 12, NULL)),
        .lang = mem_strdup(c, db_text(q, 13, NULL)),
        .currency = mem_strdup(c, db_text(q, 14, NULL)),
        .fiscal_first_month = (int)db_int(q, 15),
    };
}

static enum err find(struct call *c, const char *sql, const struct digest *token, struct who *who,
    struct org_settings *org, const char **ret_lang, struct session_row *ret_row)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    read_row(c, q, who, org, ret_lang, ret_row);
    for (; e == ERR_OK && row; e = db_step(q, &row))
        actor_grant_add(c, who, q, GRANT_COLUMN);
    actor_grants_sort(who);
    return e;
}

/* The account's members of both look-ups, from the seventh column on. */
#define ACCOUNT_COLUMNS                                                                 \
    " a.uid, a.person_id, a.login, a.name, a.lang, o.name, o.zone, o.lang, o.currency," \
    " o.fiscal_first_month,"
#define GRANT_COLUMNS \
    " r.role, u.id, CASE WHEN u.parent_id IS NULL THEN '/' ELSE u.path END AS path"
#define ACCOUNT_JOINS                                                                  \
    " JOIN account a ON a.org_id = s.org_id AND a.id = s.account_id"                   \
    " JOIN org o ON o.id = s.org_id"                                                   \
    " LEFT JOIN account_role r ON r.org_id = s.org_id AND r.account_id = s.account_id" \
    " LEFT JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id AND u.deleted_at IS NULL"

enum err session_store_find(struct call *c, const struct digest *token, struct who *who,
    struct org_settings *org, const char **ret_lang, struct session_row *ret_row)
{
    static const char SQL[] =
        "SELECT s.id, s.account_id, s.csrf, s.created_at, s.seen_at, s.expires_at," ACCOUNT_COLUMNS
        " s.must_enrol," GRANT_COLUMNS ", NULL AS scopes FROM session s" ACCOUNT_JOINS
        " WHERE s.org_id = :org AND s.token_hash = ? AND s.kind = 'session'"
        " AND a.state <> 'disabled'";
    return find(c, SQL, token, who, org, ret_lang, ret_row);
}

enum err session_store_find_token(struct call *c, const struct digest *token, struct who *who,
    struct org_settings *org, const char **ret_lang, struct session_row *ret_row)
{
    static const char SQL[] =
        "SELECT s.id, s.account_id, NULL AS csrf, s.created_at, s.used_at, "
        "s.expires_at," ACCOUNT_COLUMNS
        " CASE WHEN a.factor_at IS NULL AND EXISTS (SELECT 1 FROM account_role x"
        " JOIN factor_role f ON f.org_id = x.org_id AND f.role = x.role"
        " WHERE x.org_id = :org AND x.account_id = s.account_id) THEN 1 ELSE 0 END AS "
        "must_enrol," GRANT_COLUMNS ", s.scopes FROM api_token s" ACCOUNT_JOINS
        " WHERE s.org_id = :org AND s.token_hash = ? AND a.state <> 'disabled'";
    return find(c, SQL, token, who, org, ret_lang, ret_row);
}

enum err session_store_touch(struct call *c, int64_t session_id)
{
    static const char SQL[] = "UPDATE session SET seen_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, session_id);
    return db_run(q);
}

enum err session_store_add(
    struct call *c, const struct session_new *s, int64_t *ret_id, struct uuid *ret_uid)
{
    static const char SQL[] =
        "INSERT INTO session (org_id, uid, account_id, kind, opened_by, token_hash, csrf,"
        " created_at, seen_at, expires_at, address, agent, must_enrol)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, s->account_id);
    db_bind_text(q, s->kind);
    db_bind_text(q, s->opened_by);
    db_bind_blob(q, s->token->bytes, DIGEST_SIZE);
    db_bind_text(q, s->csrf);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, s->expires_at_ms);
    db_bind_text(q, s->address);
    db_bind_text(q, s->agent);
    db_bind_int(q, s->must_enrol);
    enum err e = db_one_int(q, 0, ret_id);
    if (e == ERR_OK)
        *ret_uid = uid;
    return e;
}

enum err session_store_rotate(
    struct call *c, int64_t session_id, const struct digest *token, const char *csrf)
{
    static const char SQL[] =
        "UPDATE session SET token_hash = ?, csrf = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_text(q, csrf);
    db_bind_int(q, session_id);
    return db_run(q);
}

enum err session_store_end_others(
    struct call *c, int64_t account_id, int64_t keep_id, int64_t *ret_ended)
{
    static const char SQL[] =
        "DELETE FROM session WHERE org_id = :org AND account_id = ? AND id <> ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_int(q, keep_id);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_ended = db_changes(q);
    return e;
}

enum err session_store_end_oldest(struct call *c, int64_t account_id, int64_t most)
{
    static const char SQL[] =
        "DELETE FROM session WHERE org_id = :org AND account_id = ? AND kind = 'session'"
        " AND id NOT IN (SELECT id FROM session WHERE org_id = :org AND account_id = ?"
        " AND kind = 'session' ORDER BY seen_at DESC, id DESC LIMIT ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_int(q, account_id);
    db_bind_int(q, most);
    return db_run(q);
}

enum err session_store_end_links(struct call *c, int64_t account_id)
{
    static const char SQL[] =
        "DELETE FROM session WHERE org_id = :org AND account_id = ? AND kind = 'link'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err session_store_end(struct call *c, int64_t session_id)
{
    static const char SQL[] = "DELETE FROM session WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, session_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err session_store_spend_link(
    struct call *c, const struct digest *token, int64_t *ret_account_id)
{
    static const char SQL[] =
        "DELETE FROM session WHERE org_id = :org AND token_hash = ? AND kind = 'link'"
        " AND expires_at > ? RETURNING account_id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    int64_t account_id = 0;
    enum err e = db_one_int(q, 0, &account_id);
    if (e == ERR_OK && account_id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_account_id = account_id;
    return e;
}

enum err session_store_by_uid(struct call *c, const struct uuid *uid, int64_t account_id,
    int64_t *ret_id, int64_t *ret_account_id)
{
    static const char SQL[] =
        "SELECT id, account_id FROM session WHERE org_id = :org AND uid = ? AND kind = 'session'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row || (account_id != 0 && account_id != db_int(q, 1)))
        return ERR_NOT_FOUND;
    *ret_id = db_int(q, 0);
    *ret_account_id = db_int(q, 1);
    return ERR_OK;
}

enum err session_store_mine(
    struct call *c, struct uuid *ret_uid, const char **ret_opened_by, int64_t *ret_expires_at_ms)
{
    static const char SQL[] =
        "SELECT uid, opened_by, expires_at FROM session WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->who->session_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_uid = db_uuid(q, 0);
    *ret_opened_by = mem_strdup(c, db_text(q, 1, NULL));
    *ret_expires_at_ms = db_int(q, 2);
    return ERR_OK;
}

enum err session_store_list(struct call *c, int64_t account_id, struct jw *w)
{
    static const char SQL[] =
        "SELECT id, uid, opened_by, created_at, seen_at, expires_at, address, agent FROM session"
        " WHERE org_id = :org AND account_id = ? AND kind = 'session' AND expires_at > ?"
        " AND seen_at > ? ORDER BY seen_at DESC, id DESC";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms - IDLE_MS);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        char uid[UUID_TEXT_SIZE];
        struct uuid id = db_uuid(q, 1);
        uuid_format(&id, uid);
        jw_obj_begin(w);
        jw_kstr(w, "id", uid);
        jw_kbool(w, "current", db_int(q, 0) == c->who->session_id);
        jw_kstr(w, "opened_by", db_text(q, 2, NULL));
        jw_kinstant(w, "created_at", db_int(q, 3));
        jw_kinstant(w, "seen_at", db_int(q, 4));
        jw_kinstant(w, "expires_at", db_int(q, 5));
        jw_kstr(w, "address", db_text(q, 6, NULL));
        jw_kstr(w, "agent", db_text(q, 7, NULL));
        jw_obj_end(w);
    }
    return e;
}

enum err session_store_purge(struct call *c, int64_t *ret_removed)
{
    static const char SQL[] = "DELETE FROM session WHERE org_id = :org"
                              " AND (expires_at < ? OR (kind = 'session' AND seen_at < ?))";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms - IDLE_MS);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_removed = db_changes(q);
    return e;
}
