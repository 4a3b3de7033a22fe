#include "kernel/auth/factor_store.h"

#include "base/limits.h"
#include "kernel/auth/account_store.h"

#include <string.h>

enum err factor_store_get(struct call *c, int64_t account_id, struct factor_row *ret_row)
{
    static const char SQL[] =
        "SELECT secret, last_step, confirmed_at FROM factor WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    bool row = false;
    size_t len = 0;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    const void *sealed = db_blob(q, 0, &len);
    struct factor_row found = {
        .sealed_len = len, .last_step = db_int(q, 1), .confirmed = !db_is_null(q, 2)};
    if (sealed == NULL || len > sizeof found.sealed)
        return ERR_NOT_FOUND;
    memcpy(found.sealed, sealed, len);
    *ret_row = found;
    return ERR_OK;
}

enum err factor_store_codes_left(struct call *c, int64_t account_id, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM recovery_code WHERE org_id = :org"
                              " AND account_id = ? AND used_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_one_int(q, 0, ret_n);
}

enum err factor_store_count(struct call *c, int64_t account_id, int64_t *ret_n)
{
    static const char SQL[] =
        "SELECT (SELECT count(*) FROM factor f WHERE f.org_id = :org AND f.account_id = ?"
        " AND f.confirmed_at IS NOT NULL) + (SELECT count(*) FROM passkey k"
        " WHERE k.org_id = :org AND k.account_id = ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_int(q, account_id);
    return db_one_int(q, 0, ret_n);
}

enum err factor_store_needed(struct call *c, int64_t account_id, bool *ret_needed)
{
    static const char SQL[] = "SELECT count(*) FROM account_role r"
                              " JOIN factor_role f ON f.org_id = r.org_id AND f.role = r.role"
                              " WHERE r.org_id = :org AND r.account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    int64_t n = 0;
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_needed = n > 0;
    return e;
}

enum err factor_store_put(struct call *c, int64_t account_id, const void *sealed, size_t len)
{
    static const char SQL[] =
        "INSERT INTO factor (org_id, account_id, secret, created_at) VALUES (:org, ?, ?, ?)"
        " ON CONFLICT (org_id, account_id) DO UPDATE SET secret = excluded.secret,"
        " last_step = 0, created_at = excluded.created_at WHERE factor.confirmed_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_blob(q, sealed, len);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

static enum err run_one(struct db_query *q)
{
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err factor_store_step(struct call *c, int64_t account_id, int64_t step)
{
    static const char SQL[] = "UPDATE factor SET last_step = ? WHERE org_id = :org"
                              " AND account_id = ? AND last_step < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, step);
    db_bind_int(q, account_id);
    db_bind_int(q, step);
    return run_one(q);
}

enum err factor_store_code_add(struct call *c, int64_t account_id, const struct digest *code)
{
    static const char SQL[] =
        "INSERT INTO recovery_code (org_id, account_id, code_hash) VALUES (:org, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_blob(q, code->bytes, DIGEST_SIZE);
    return db_run(q);
}

enum err factor_store_code_spend(struct call *c, int64_t account_id, const struct digest *code)
{
    static const char SQL[] = "UPDATE recovery_code SET used_at = ? WHERE org_id = :org"
                              " AND account_id = ? AND code_hash = ? AND used_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account_id);
    db_bind_blob(q, code->bytes, DIGEST_SIZE);
    return run_one(q);
}

enum err factor_store_codes_clear(struct call *c, int64_t account_id)
{
    static const char SQL[] = "DELETE FROM recovery_code WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err factor_store_remove(struct call *c, int64_t account_id)
{
    static const char SQL[] = "DELETE FROM factor WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err factor_store_confirm(struct call *c, int64_t account_id)
{
    static const char SQL[] = "UPDATE factor SET confirmed_at = ? WHERE org_id = :org"
                              " AND account_id = ? AND confirmed_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account_id);
    return run_one(q);
}

/* The account is held first: of two who remove its last two factors at once, the second to come
 * sees that the other is gone. */
enum err factor_store_settle(struct call *c, int64_t account_id, bool *ret_left)
{
    static const char SQL[] =
        "UPDATE account SET updated_at = ?, factor_at = CASE WHEN EXISTS (SELECT 1 FROM factor f"
        " WHERE f.org_id = :org AND f.account_id = account.id AND f.confirmed_at IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM passkey k WHERE k.org_id = :org AND k.account_id = account.id)"
        " THEN coalesce(factor_at, ?) ELSE NULL END"
        " WHERE org_id = :org AND id = ? RETURNING factor_at";
    int64_t at_ms = 0;
    enum err e = account_store_bump(c, account_id);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account_id);
    e = db_one_int(q, 0, &at_ms);
    if (e == ERR_OK && at_ms == 0)
        e = factor_store_codes_clear(c, account_id);
    if (e == ERR_OK)
        *ret_left = at_ms != 0;
    return e;
}

enum err factor_store_mark_sessions(struct call *c, int64_t account_id)
{
    static const char SQL[] =
        "UPDATE session SET must_enrol = CASE WHEN account_id IN (SELECT r.account_id"
        " FROM account_role r JOIN factor_role f ON f.org_id = r.org_id AND f.role = r.role"
        " JOIN account a ON a.org_id = r.org_id AND a.id = r.account_id"
        " WHERE r.org_id = :org AND a.factor_at IS NULL) THEN 1 ELSE 0 END"
        " WHERE org_id = :org AND (account_id = ? OR CAST(? AS INTEGER) = 0)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_int(q, account_id);
    return db_run(q);
}

/* ---- the rules ---- */

static enum err read_roles(struct call *c, struct sign_in_rule *rule)
{
    static const char SQL[] = "SELECT role FROM factor_role WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum role role;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        if (role_parse(db_text(q, 0, NULL), &role))
            rule->factor_role[role] = true;
    return e;
}

enum err sign_in_rule_get(struct call *c, struct sign_in_rule *ret_rule)
{
    static const char SQL[] = "SELECT password_min, version FROM sign_in_rule WHERE org_id = :org";
    struct sign_in_rule rule = {.password_min = LIMIT_PASSWORD_MIN};
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row) {
        rule.password_min = db_int(q, 0);
        rule.version = db_int(q, 1);
    }
    if (e == ERR_OK)
        e = read_roles(c, &rule);
    if (e == ERR_OK)
        *ret_rule = rule;
    return e;
}

static enum err put_row(struct call *c, const struct sign_in_rule *rule)
{
    static const char FIRST[] = "INSERT INTO sign_in_rule (org_id, password_min, version)"
                                " VALUES (:org, ?, 1) ON CONFLICT (org_id) DO NOTHING";
    static const char NEXT[] = "UPDATE sign_in_rule SET password_min = ?, version = version + 1"
                               " WHERE org_id = :org AND version = ?";
    DB_QUERY *q = db_query(c->db, rule->version == 0 ? FIRST : NEXT);
    db_bind_int(q, rule->password_min);
    if (rule->version != 0)
        db_bind_int(q, rule->version);
    enum err e = run_one(q);
    return e == ERR_NOT_FOUND ? ERR_STALE : e;
}

static enum err add_role(struct call *c, enum role role)
{
    static const char SQL[] = "INSERT INTO factor_role (org_id, role) VALUES (:org, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, role_key(role));
    return db_run(q);
}

static enum err clear_roles(struct call *c)
{
    static const char SQL[] = "DELETE FROM factor_role WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_run(q);
}

enum err sign_in_rule_put(struct call *c, const struct sign_in_rule *rule)
{
    enum err e = put_row(c, rule);
    if (e == ERR_OK)
        e = clear_roles(c);
    for (enum role role = 0; e == ERR_OK && role < ROLE_MAX; role++)
        if (rule->factor_role[role])
            e = add_role(c, role);
    return e;
}
