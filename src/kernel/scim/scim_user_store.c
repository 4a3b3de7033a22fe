#include "kernel/scim/scim_user_store.h"

#include "base/mem.h"

#include <string.h>

#define COLUMNS                                                                             \
    "a.id, a.uid, a.login, a.name, a.lang, a.state, a.version, a.created_at, a.updated_at," \
    " p.id AS person, p.uid AS person_uid, p.version AS person_version,"                    \
    " p.updated_at AS person_updated, p.family_name, p.given_name, p.email, p.post,"        \
    " p.department, s.external_id, s.attributes, s.gone, s.off"
#define FROM                                                                           \
    " FROM account a LEFT JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id" \
    " AND p.deleted_at IS NULL"                                                        \
    " LEFT JOIN scim_user s ON s.org_id = a.org_id AND s.account_id = a.id"
#define FOUND " AND (s.gone IS NULL OR s.gone = 0)"

static struct scim_row read_row(struct call *c, struct db_query *q)
{
    return (struct scim_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .login = mem_strdup(c, db_text(q, 2, NULL)),
        .name = mem_strdup(c, db_text(q, 3, NULL)),
        .lang = mem_strdup(c, db_text(q, 4, NULL)),
        .active = strcmp(db_text(q, 5, NULL), "disabled") != 0,
        .version = db_int(q, 6),
        .created_at_ms = db_int(q, 7),
        .updated_at_ms = db_int(q, 8),
        .person_id = db_int(q, 9),
        .person_uid = db_uuid(q, 10),
        .person_version = db_int(q, 11),
        .person_updated_at_ms = db_int(q, 12),
        .family_name = mem_strdup(c, db_text(q, 13, NULL)),
        .given_name = mem_strdup(c, db_text(q, 14, NULL)),
        .email = mem_strdup(c, db_text(q, 15, NULL)),
        .post = mem_strdup(c, db_text(q, 16, NULL)),
        .department = mem_strdup(c, db_text(q, 17, NULL)),
        .external_id = mem_strdup(c, db_text(q, 18, NULL)),
        .attributes = mem_strdup(c, db_text(q, 19, NULL)),
        .gone = db_int(q, 20) != 0,
        .off = db_int(q, 21) != 0,
    };
}

enum err scim_store_users(
    struct call *c, int64_t after, int most, struct scim_row **ret_rows, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT " COLUMNS FROM " WHERE a.org_id = :org AND a.id > ?" FOUND " ORDER BY a.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, after);
    db_bind_int(q, most);
    struct scim_row *rows = mem_array(c, struct scim_row, most);
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

static enum err read_one(struct call *c, struct db_query *q, struct scim_row *ret_row)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_row = read_row(c, q);
    return ERR_OK;
}

enum err scim_store_by_uid(struct call *c, const struct uuid *uid, struct scim_row *ret_row)
{
    static const char SQL[] = "SELECT " COLUMNS FROM " WHERE a.org_id = :org AND a.uid = ?" FOUND;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    return read_one(c, q, ret_row);
}

enum err scim_store_by_external(struct call *c, const char *id, struct scim_row *ret_row)
{
    static const char SQL[] =
        "SELECT " COLUMNS FROM " WHERE a.org_id = :org AND s.external_id = ?" FOUND;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, id);
    return read_one(c, q, ret_row);
}

enum err scim_store_by_login(struct call *c, const char *folded, struct scim_row *ret_row)
{
    static const char SQL[] = "SELECT " COLUMNS FROM " WHERE a.org_id = :org AND a.login = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, folded);
    return read_one(c, q, ret_row);
}

enum err scim_store_by_id(struct call *c, int64_t id, struct scim_row *ret_row)
{
    static const char SQL[] = "SELECT " COLUMNS FROM " WHERE a.org_id = :org AND a.id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return read_one(c, q, ret_row);
}

enum err scim_store_unit(struct call *c, const char *name, struct uuid *ret_uid)
{
    static const char SQL[] =
        "SELECT uid, CASE WHEN code = ? THEN 0 ELSE 1 END AS by_name FROM unit"
        " WHERE org_id = :org AND deleted_at IS NULL AND (code = ? OR name = ?)"
        " ORDER BY by_name, id LIMIT 2";
    DB_QUERY *q = db_query(c->db, SQL);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, name);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    struct uuid uid = db_uuid(q, 0);
    bool by_name = db_int(q, 1) != 0;
    e = db_step(q, &row);
    if (e == ERR_OK && row && by_name)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_uid = uid;
    return e;
}

enum err scim_store_top(struct call *c, struct uuid *ret_uid)
{
    static const char SQL[] = "SELECT uid FROM unit WHERE org_id = :org AND parent_id IS NULL"
                              " AND deleted_at IS NULL ORDER BY id LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_INTERNAL;
    *ret_uid = db_uuid(q, 0);
    return ERR_OK;
}

enum err scim_store_by_hand(struct call *c, int64_t account_id, bool *ret_by_hand)
{
    static const char SQL[] =
        "SELECT count(*) FROM account a"
        " JOIN account_role r ON r.org_id = a.org_id AND r.account_id = a.id"
        " WHERE a.org_id = :org AND a.id = ? AND a.password_hash IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM scim_role s WHERE s.org_id = r.org_id"
        " AND s.account_id = r.account_id AND s.role = r.role AND s.unit_id = r.unit_id)";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_by_hand = n > 0;
    return e;
}

enum err scim_store_count(struct call *c, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM scim_user WHERE org_id = :org AND gone = 0";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_n);
}

enum err scim_store_lock(struct call *c, int64_t account_id)
{
    static const char SQL[] =
        "SELECT id FROM account WHERE org_id = :org AND id = ? {postgres: FOR UPDATE}";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err scim_store_put(
    struct call *c, int64_t account_id, const char *external_id, const char *attributes)
{
    static const char SQL[] =
        "INSERT INTO scim_user (org_id, account_id, external_id, attributes, gone)"
        " VALUES (:org, ?, ?, ?, 0) ON CONFLICT (org_id, account_id) DO UPDATE SET"
        " external_id = excluded.external_id, attributes = excluded.attributes, gone = 0";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_text(q, external_id);
    db_bind_text(q, attributes);
    return db_run(q);
}

enum err scim_store_forget(struct call *c, int64_t account_id)
{
    static const char SQL[] =
        "INSERT INTO scim_user (org_id, account_id, attributes, gone) VALUES (:org, ?, '{}', 1)"
        " ON CONFLICT (org_id, account_id) DO UPDATE SET external_id = NULL,"
        " attributes = excluded.attributes, gone = 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err scim_store_off(struct call *c, int64_t account_id)
{
    static const char SQL[] =
        "INSERT INTO scim_user (org_id, account_id, attributes, off) VALUES (:org, ?, '{}', 1)"
        " ON CONFLICT (org_id, account_id) DO UPDATE SET off = 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return db_run(q);
}
