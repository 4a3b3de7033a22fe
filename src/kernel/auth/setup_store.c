#include "kernel/auth/setup_store.h"

enum err setup_store_open(struct call *c, bool *ret_open)
{
    static const char SQL[] = "SELECT count(*) FROM org WHERE id > 0";
    DB_QUERY *q = db_query(c->db, SQL);
    int64_t n = 0;
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_open = n == 0;
    return e;
}

enum err setup_store_live(struct call *c, const struct digest *token, bool *ret_live)
{
    static const char SQL[] = "SELECT count(*) FROM setup WHERE token_hash = ? AND expires_at > ?";
    DB_QUERY *q = db_query(c->db, SQL);
    int64_t n = 0;
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_live = n > 0;
    return e;
}

enum err setup_store_link(struct call *c, const struct digest *token, int64_t expires_ms)
{
    static const char SQL[] = "INSERT INTO setup (id, token_hash, expires_at) VALUES (1, ?, ?)"
                              " ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash,"
                              " expires_at = excluded.expires_at";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, expires_ms);
    return db_run(q);
}

enum err setup_store_spend(struct call *c, const struct digest *token)
{
    static const char SQL[] = "DELETE FROM setup WHERE token_hash = ? AND expires_at > ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err setup_store_org(
    struct call *c, const struct org_settings *org, const char *industry, int64_t *ret_org_id)
{
    static const char SQL[] =
        "INSERT INTO org (uid, name, zone, lang, currency, fiscal_first_month, industry,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_text(q, org->name);
    db_bind_text(q, org->zone);
    db_bind_text(q, org->lang);
    db_bind_text(q, org->currency);
    db_bind_int(q, org->fiscal_first_month);
    db_bind_text(q, industry);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, ret_org_id);
}
