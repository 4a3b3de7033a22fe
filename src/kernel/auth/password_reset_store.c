#include "kernel/auth/password_reset_store.h"

enum err reset_store_account(struct call *c, const char *typed, int64_t *ret_account_id)
{
    static const char SQL[] = "SELECT a.id FROM account a LEFT JOIN person p ON p.org_id = a.org_id"
                              " AND p.id = a.person_id AND p.deleted_at IS NULL"
                              " WHERE a.org_id = :org AND (a.login = ? OR lower(p.email) = ?)"
                              " ORDER BY CASE WHEN a.login = ? THEN 0 ELSE 1 END, a.id LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, typed);
    return db_one_int(q, 0, ret_account_id);
}

enum err reset_store_end(struct call *c, int64_t account_id)
{
    static const char SQL[] =
        "DELETE FROM session WHERE org_id = :org AND account_id = ? AND kind = 'reset'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}

/* The one account of a statement about tokens. */
static enum err one_account(struct db_query *q, int64_t *ret_account_id)
{
    int64_t account_id = 0;
    enum err e = db_one_int(q, 0, &account_id);
    if (e == ERR_OK && account_id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_account_id = account_id;
    return e;
}

enum err reset_store_find(struct call *c, const struct digest *token, int64_t *ret_account_id)
{
    static const char SQL[] = "SELECT account_id FROM session WHERE org_id = :org"
                              " AND token_hash = ? AND kind = 'reset' AND expires_at > ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    return one_account(q, ret_account_id);
}

enum err reset_store_spend(struct call *c, const struct digest *token, int64_t *ret_account_id)
{
    static const char SQL[] =
        "DELETE FROM session WHERE org_id = :org AND token_hash = ? AND kind = 'reset'"
        " AND expires_at > ? RETURNING account_id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    return one_account(q, ret_account_id);
}

enum err reset_store_end_api_tokens(struct call *c, int64_t account_id, int64_t *ret_ended)
{
    static const char SQL[] = "DELETE FROM api_token WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_ended = db_changes(q);
    return e;
}
