#include "kernel/sso/identity_store.h"

#include "base/mem.h"

enum err identity_store_find(struct call *c, const struct identity *who, int64_t *ret_account_id)
{
    static const char SQL[] = "SELECT account_id FROM account_identity WHERE org_id = :org"
                              " AND kind = ? AND issuer = ? AND subject = ?";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, provider_key(who->kind));
    db_bind_text(q, who->issuer);
    db_bind_text(q, who->subject);
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_account_id = id;
    return e;
}

enum err identity_store_linked(
    struct call *c, int64_t account_id, const struct identity *who, bool *ret_linked)
{
    static const char SQL[] = "SELECT count(*) FROM account_identity WHERE org_id = :org"
                              " AND account_id = ? AND kind = ? AND issuer = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_text(q, provider_key(who->kind));
    db_bind_text(q, who->issuer);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_linked = n > 0;
    return e;
}

enum err identity_store_by_email(
    struct call *c, const char *email, int64_t *ret_account_id, struct uuid *ret_person)
{
    static const char SQL[] =
        "SELECT a.id, p.uid FROM person p"
        " LEFT JOIN account a ON a.org_id = p.org_id AND a.person_id = p.id"
        " WHERE p.org_id = :org AND lower(p.email) = lower(?) AND p.deleted_at IS NULL LIMIT 2";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, email);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    int64_t id = db_int(q, 0);
    struct uuid person = db_uuid(q, 1);
    e = db_step(q, &row);
    if (e == ERR_OK && row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK) {
        *ret_account_id = id;
        *ret_person = person;
    }
    return e;
}

enum err identity_store_list(struct call *c, int64_t account_id, struct jw *w)
{
    static const char SQL[] = "SELECT uid, kind, issuer, subject, created_at, used_at"
                              " FROM account_identity WHERE org_id = :org AND account_id = ?"
                              " ORDER BY id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        char id[UUID_TEXT_SIZE];
        struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, id);
        jw_obj_begin(w);
        jw_kstr(w, "id", id);
        jw_kstr(w, "kind", db_text(q, 1, NULL));
        jw_kstr(w, "issuer", db_text(q, 2, NULL));
        jw_kstr(w, "subject", db_text(q, 3, NULL));
        jw_kinstant(w, "created_at", db_int(q, 4));
        jw_kinstant(w, "used_at", db_int(q, 5));
        jw_obj_end(w);
    }
    return e;
}

enum err identity_store_add(struct call *c, int64_t account_id, const struct identity *who)
{
    static const char SQL[] = "INSERT INTO account_identity (org_id, uid, account_id, kind, issuer,"
                              " subject, created_at) VALUES (:org, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, account_id);
    db_bind_text(q, provider_key(who->kind));
    db_bind_text(q, who->issuer);
    db_bind_text(q, who->subject);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err identity_store_used(struct call *c, const struct identity *who)
{
    static const char SQL[] = "UPDATE account_identity SET used_at = ? WHERE org_id = :org"
                              " AND kind = ? AND issuer = ? AND subject = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, provider_key(who->kind));
    db_bind_text(q, who->issuer);
    db_bind_text(q, who->subject);
    return db_run(q);
}

enum err identity_store_remove(
    struct call *c, int64_t account_id, const struct uuid *uid, const char **ret_kind)
{
    static const char SQL[] = "DELETE FROM account_identity WHERE org_id = :org AND account_id = ?"
                              " AND uid = ? RETURNING kind";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_kind = mem_strdup(c, db_text(q, 0, NULL));
    return ERR_OK;
}
