#include "kernel/auth/account_store.h"

#include "base/mem.h"
#include "base/utf8.h"

/* Columns of every select below, in the order of read_account. */
#define ACCOUNT_COLUMNS                                                             \
    "a.id, a.uid, a.login, a.name, a.person_id, a.lang, a.state, a.password_hash,"  \
    " a.failures, a.locked_until, a.last_login_at, a.created_at, a.version, p.uid," \
    " p.number, p.name, a.factor_at"
#define ACCOUNT_FROM \
    " FROM account a LEFT JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"

static struct account read_account(struct call *c, struct db_query *q)
{
    return (struct account){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .login = mem_strdup(c, db_text(q, 2, NULL)),
        .name = mem_strdup(c, db_text(q, 3, NULL)),
        .person_id = db_int(q, 4),
        .lang = mem_strdup(c, db_text(q, 5, NULL)),
        .state = mem_strdup(c, db_text(q, 6, NULL)),
        .password_hash = mem_strdup(c, db_text(q, 7, NULL)),
        .failures = db_int(q, 8),
        .locked_until_ms = db_int(q, 9),
        .last_login_at_ms = db_int(q, 10),
        .created_at_ms = db_int(q, 11),
        .version = db_int(q, 12),
        .person_uid = db_uuid(q, 13),
        .person_number = mem_strdup(c, db_text(q, 14, NULL)),
        .person_name = mem_strdup(c, db_text(q, 15, NULL)),
        .factor_at_ms = db_int(q, 16),
    };
}

static enum err read_one(struct call *c, struct db_query *q, struct account *ret_account)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_account = read_account(c, q);
    return ERR_OK;
}

enum err account_store_by_uid(struct call *c, const struct uuid *uid, struct account *ret_account)
{
    static const char SQL[] =
        "SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM " WHERE a.org_id = :org AND a.uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    return read_one(c, q, ret_account);
}

enum err account_store_by_login(struct call *c, const char *folded, struct account *ret_account)
{
    static const char SQL[] =
        "SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM " WHERE a.org_id = :org AND a.login = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, folded);
    return read_one(c, q, ret_account);
}

enum err account_store_by_id(struct call *c, int64_t id, struct account *ret_account)
{
    static const char SQL[] =
        "SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM " WHERE a.org_id = :org AND a.id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return read_one(c, q, ret_account);
}

enum err account_store_page(struct call *c, const char *after, const char *like, int limit,
    struct account **ret_accounts, size_t *ret_n)
{
    static const char ALL[] = "SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM
                              " WHERE a.org_id = :org AND a.login > ? ORDER BY a.login LIMIT ?";
    static const char LIKE[] =
        "SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM " WHERE a.org_id = :org AND a.login > ?"
        " AND a.folded LIKE ? ESCAPE '\\' ORDER BY a.login LIMIT ?";
    DB_QUERY *q = db_query(c->db, like == NULL ? ALL : LIKE);
    db_bind_text(q, after);
    if (like != NULL)
        db_bind_text(q, like);
    db_bind_int(q, limit);
    struct account *accounts = mem_array(c, struct account, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        accounts[n++] = read_account(c, q);
    if (e != ERR_OK)
        return e;
    *ret_accounts = accounts;
    *ret_n = n;
    return ERR_OK;
}

enum err account_store_count(struct call *c, const char *like, int64_t *ret_n)
{
    static const char ALL[] = "SELECT count(*) FROM account WHERE org_id = :org";
    static const char LIKE[] =
        "SELECT count(*) FROM account WHERE org_id = :org AND folded LIKE ? ESCAPE '\\'";
    DB_QUERY *q = db_query(c->db, like == NULL ? ALL : LIKE);
    if (like != NULL)
        db_bind_text(q, like);
    return db_one_int(q, 0, ret_n);
}

enum err account_store_read_roles(
    struct call *c, struct db_query *q, struct account_role **ret_roles, size_t *ret_n)
{
    struct account_role *roles = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct account_role role = {
            .account_id = db_int(q, 0),
            .unit_id = db_int(q, 2),
            .unit_uid = db_uuid(q, 3),
            .unit_number = mem_strdup(c, db_text(q, 4, NULL)),
            .unit_name = mem_strdup(c, db_text(q, 5, NULL)),
        };
        if (!role_parse(db_text(q, 1, NULL), &role.role))
            continue;
        roles = mem_grow(c, roles, struct account_role, n + 1);
        roles[n++] = role;
    }
    if (e != ERR_OK)
        return e;
    *ret_roles = roles;
    *ret_n = n;
    return ERR_OK;
}

enum err account_store_roles(struct call *c, const char *first_login, const char *last_login,
    struct account_role **ret_roles, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT r.account_id, r.role, r.unit_id, u.uid, u.number, u.name FROM account a"
        " JOIN account_role r ON r.org_id = a.org_id AND r.account_id = a.id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE a.org_id = :org AND a.login >= ? AND a.login <= ?"
        " ORDER BY a.login, u.path, r.role";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, first_login);
    db_bind_text(q, last_login);
    return account_store_read_roles(c, q, ret_roles, ret_n);
}

/* What ?q= looks at. */
static const char *folded_of(struct call *c, const struct account *account)
{
    return mem_printf(c, "%s\n%s", account->login, utf8_fold(c, account->name));
}

enum err account_store_fold(struct call *c, int64_t id, const char *login, const char *name)
{
    static const char SQL[] = "UPDATE account SET folded = ? WHERE org_id = :org AND id = ?";
    const struct account account = {.login = login, .name = name};
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, folded_of(c, &account));
    db_bind_int(q, id);
    return db_run(q);
}

static void bind_id(struct db_query *q, int64_t id)
{
    if (id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, id);
}

enum err account_store_add(struct call *c, struct account *account)
{
    static const char SQL[] =
        "INSERT INTO account (org_id, uid, login, name, person_id, lang, state, password_hash,"
        " password_at, folded, version, created_at, updated_at)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id";
    account->uid = uuid_new(c->now_ms);
    account->version = 1;
    account->created_at_ms = c->now_ms;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &account->uid);
    db_bind_text(q, account->login);
    db_bind_text(q, account->name);
    bind_id(q, account->person_id);
    db_bind_text(q, account->lang);
    db_bind_text(q, account->state);
    db_bind_text(q, account->password_hash);
    bind_id(q, account->password_hash == NULL ? 0 : c->now_ms);
    db_bind_text(q, folded_of(c, account));
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, &account->id);
}

enum err account_store_change(struct call *c, const struct account *account)
{
    static const char SQL[] =
        "UPDATE account SET login = ?, name = ?, person_id = ?, lang = ?, folded = ?,"
        " updated_at = ?, version = version + 1 WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, account->login);
    db_bind_text(q, account->name);
    bind_id(q, account->person_id);
    db_bind_text(q, account->lang);
    db_bind_text(q, folded_of(c, account));
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account->id);
    db_bind_int(q, account->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err account_store_set_state(struct call *c, int64_t id, const char *state)
{
    static const char SQL[] =
        "UPDATE account SET state = ?, failures = 0, locked_until = NULL, updated_at = ?,"
        " version = version + 1 WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_own_off(struct call *c, int64_t id)
{
    static const char SQL[] =
        "UPDATE scim_user SET off = 0 WHERE org_id = :org AND account_id = ? AND off <> 0";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_bump(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE account SET updated_at = ?, version = version + 1"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_set_lang(struct call *c, int64_t id, const char *lang)
{
    static const char SQL[] = "UPDATE account SET lang = ?, updated_at = ?, version = version + 1"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, lang);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_set_password(struct call *c, int64_t id, const char *hash)
{
    static const char SQL[] =
        "UPDATE account SET password_hash = ?, password_at = ?, failures = 0, locked_until = NULL"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, hash);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_role_add(struct call *c, int64_t id, enum role role, int64_t unit_id)
{
    static const char SQL[] =
        "INSERT INTO account_role (org_id, account_id, role, unit_id) VALUES (:org, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    db_bind_text(q, role_key(role));
    db_bind_int(q, unit_id);
    return db_run(q);
}

enum err account_store_roles_clear(struct call *c, int64_t id)
{
    static const char SQL[] = "DELETE FROM account_role WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_failed(struct call *c, int64_t id, int limit, int64_t until_ms)
{
    static const char SQL[] =
        "UPDATE account SET"
        " locked_until = CASE WHEN failures + 1 >= ? THEN ? ELSE locked_until END,"
        " failures = CASE WHEN failures + 1 >= ? THEN 0 ELSE failures + 1 END"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, limit);
    db_bind_int(q, until_ms);
    db_bind_int(q, limit);
    db_bind_int(q, id);
    return db_run(q);
}

enum err account_store_signed_in(struct call *c, int64_t id)
{
    static const char SQL[] =
        "UPDATE account SET failures = 0, locked_until = NULL, state = 'active',"
        " last_login_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    return db_run(q);
}

static enum err lock_admins(struct call *c)
{
    static const char SQL[] =
        "SELECT id FROM account WHERE org_id = :org AND id IN (SELECT account_id"
        " FROM account_role WHERE org_id = :org AND role = 'admin') ORDER BY id"
        " {postgres: FOR UPDATE}";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_run(q);
}

enum err account_store_other_admins(struct call *c, int64_t id, int64_t *ret_n)
{
    static const char SQL[] =
        "SELECT count(*) FROM account a JOIN account_role r ON r.org_id = a.org_id"
        " AND r.account_id = a.id AND r.role = 'admin'"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id AND u.parent_id IS NULL"
        " WHERE a.org_id = :org AND a.id <> ? AND a.state = 'active'";
    enum err e = lock_admins(c);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_one_int(q, 0, ret_n);
}

enum err account_store_unit(
    struct call *c, const char *ref, struct account_role *ret_unit, bool *ret_top)
{
    static const char BY_UID[] =
        "SELECT id, uid, number, name, parent_id FROM unit WHERE org_id = :org"
        " AND uid = ? AND deleted_at IS NULL";
    static const char BY_NUMBER[] =
        "SELECT id, uid, number, name, parent_id FROM unit WHERE org_id = :org"
        " AND number = ? AND deleted_at IS NULL";
    struct uuid uid;
    bool by_uid = uuid_parse(ref, &uid);
    DB_QUERY *q = db_query(c->db, by_uid ? BY_UID : BY_NUMBER);
    if (by_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, ref);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    ret_unit->unit_id = db_int(q, 0);
    ret_unit->unit_uid = db_uuid(q, 1);
    ret_unit->unit_number = mem_strdup(c, db_text(q, 2, NULL));
    ret_unit->unit_name = mem_strdup(c, db_text(q, 3, NULL));
    *ret_top = db_is_null(q, 4);
    return ERR_OK;
}

enum err account_store_person(struct call *c, const char *ref, int64_t *ret_person_id)
{
    static const char BY_UID[] =
        "SELECT id FROM person WHERE org_id = :org AND uid = ? AND deleted_at IS NULL";
    static const char BY_NUMBER[] =
        "SELECT id FROM person WHERE org_id = :org AND number = ? AND deleted_at IS NULL";
    struct uuid uid;
    bool by_uid = uuid_parse(ref, &uid);
    DB_QUERY *q = db_query(c->db, by_uid ? BY_UID : BY_NUMBER);
    if (by_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, ref);
    int64_t id = 0;
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_person_id = id;
    return e;
}

enum err account_store_is_admin(struct call *c, int64_t id, bool *ret_admin)
{
    static const char SQL[] = "SELECT count(*) FROM account_role"
                              " WHERE org_id = :org AND account_id = ? AND role = 'admin'";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_admin = n > 0;
    return e;
}
