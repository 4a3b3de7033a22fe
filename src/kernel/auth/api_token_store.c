#include "kernel/auth/api_token_store.h"

#include "base/mem.h"

static struct api_token read_token(struct call *c, struct db_query *q)
{
    return (struct api_token){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .account_id = db_int(q, 2),
        .name = mem_strdup(c, db_text(q, 3, NULL)),
        .scopes = mem_strdup(c, db_text(q, 4, NULL)),
        .created_at_ms = db_int(q, 5),
        .expires_at_ms = db_int(q, 6),
        .used_at_ms = db_int(q, 7),
        .used_from = mem_strdup(c, db_text(q, 8, NULL)),
    };
}

static enum err read_tokens(
    struct call *c, struct db_query *q, struct api_token **ret_tokens, size_t *ret_n)
{
    struct api_token *tokens = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        tokens = mem_grow(c, tokens, struct api_token, n + 1);
        tokens[n] = read_token(c, q);
        tokens[n++].owner = mem_strdup(c, db_text(q, 9, NULL));
    }
    if (e != ERR_OK)
        return e;
    *ret_tokens = tokens;
    *ret_n = n;
    return ERR_OK;
}

enum err api_token_store_list(
    struct call *c, int64_t account_id, struct api_token **ret_tokens, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, account_id, name, scopes, created_at, expires_at, used_at, used_from"
        " FROM api_token WHERE org_id = :org AND account_id = ? ORDER BY id DESC";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return read_tokens(c, q, ret_tokens, ret_n);
}

enum err api_token_store_of_scope(
    struct call *c, const char *scope, struct api_token **ret_tokens, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT t.id, t.uid, t.account_id, t.name, t.scopes, t.created_at, t.expires_at, t.used_at,"
        " t.used_from, a.name AS owner FROM api_token t"
        " JOIN account a ON a.org_id = t.org_id AND a.id = t.account_id"
        " WHERE t.org_id = :org AND t.scopes = ? ORDER BY t.id DESC";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, scope);
    return read_tokens(c, q, ret_tokens, ret_n);
}

enum err api_token_store_by_uid(
    struct call *c, const struct uuid *uid, int64_t account_id, struct api_token *ret_token)
{
    static const char SQL[] =
        "SELECT id, uid, account_id, name, scopes, created_at, expires_at, used_at, used_from"
        " FROM api_token WHERE org_id = :org AND uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row || (account_id != 0 && db_int(q, 2) != account_id))
        return ERR_NOT_FOUND;
    *ret_token = read_token(c, q);
    return ERR_OK;
}

enum err api_token_store_touch(struct call *c, int64_t id, const char *address)
{
    static const char SQL[] =
        "UPDATE api_token SET used_at = ?, used_from = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, address);
    db_bind_int(q, id);
    return db_run(q);
}

enum err api_token_store_add(struct call *c, struct api_token *token, const struct digest *hash)
{
    static const char SQL[] =
        "INSERT INTO api_token (org_id, uid, account_id, name, token_hash, scopes, created_at,"
        " expires_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    token->uid = uuid_new(c->now_ms);
    token->created_at_ms = c->now_ms;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &token->uid);
    db_bind_int(q, token->account_id);
    db_bind_text(q, token->name);
    db_bind_blob(q, hash->bytes, DIGEST_SIZE);
    db_bind_text(q, token->scopes);
    db_bind_int(q, token->created_at_ms);
    db_bind_int(q, token->expires_at_ms);
    return db_one_int(q, 0, &token->id);
}

enum err api_token_store_remove(struct call *c, int64_t id)
{
    static const char SQL[] = "DELETE FROM api_token WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err api_token_store_purge(struct call *c, int64_t before_ms)
{
    static const char SQL[] = "DELETE FROM api_token WHERE org_id = :org AND expires_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, before_ms);
    return db_run(q);
}
