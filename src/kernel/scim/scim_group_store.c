#include "kernel/scim/scim_group_store.h"

#include "base/mem.h"
#include "base/utf8.h"

#define OWN "g.id, g.uid, g.name, g.external_id, g.version, g.created_at, g.updated_at"
#define COLUMNS                                                           \
    OWN ", (SELECT count(*) FROM scim_member m WHERE m.org_id = g.org_id" \
        " AND m.group_id = g.id) AS members FROM scim_group g"

static struct scim_group read_group(struct call *c, struct db_query *q)
{
    return (struct scim_group){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .name = mem_strdup(c, db_text(q, 2, NULL)),
        .external_id = mem_strdup(c, db_text(q, 3, NULL)),
        .version = db_int(q, 4),
        .created_at_ms = db_int(q, 5),
        .updated_at_ms = db_int(q, 6),
        .members = db_int(q, 7),
    };
}

static enum err read_groups(
    struct call *c, struct db_query *q, struct scim_group **ret_groups, size_t *ret_n)
{
    struct scim_group *groups = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        groups = mem_grow(c, groups, struct scim_group, n + 1);
        groups[n++] = read_group(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_groups = groups;
    *ret_n = n;
    return ERR_OK;
}

enum err scim_group_store_list(struct call *c, struct scim_group **ret_groups, size_t *ret_n)
{
    static const char SQL[] = "SELECT " COLUMNS " WHERE g.org_id = :org ORDER BY g.folded, g.id";
    DB_QUERY *q = db_query(c->db, SQL);
    return read_groups(c, q, ret_groups, ret_n);
}

enum err scim_group_store_of(
    struct call *c, int64_t account_id, struct scim_group **ret_groups, size_t *ret_n)
{
    static const char SQL[] = "SELECT " OWN ", 0 AS members FROM scim_group g"
                              " JOIN scim_member x ON x.org_id = g.org_id AND x.group_id = g.id"
                              " WHERE g.org_id = :org AND x.account_id = ? ORDER BY g.folded, g.id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return read_groups(c, q, ret_groups, ret_n);
}

enum err scim_group_store_by_uid(
    struct call *c, const struct uuid *uid, struct scim_group *ret_group)
{
    static const char SQL[] = "SELECT " COLUMNS " WHERE g.org_id = :org AND g.uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_group = read_group(c, q);
    return ERR_OK;
}

enum err scim_group_store_members(
    struct call *c, int64_t group_id, struct scim_member **ret_members, size_t *ret_n)
{
    static const char SQL[] = "SELECT a.id, a.uid, a.name FROM scim_member m"
                              " JOIN account a ON a.org_id = m.org_id AND a.id = m.account_id"
                              " WHERE m.org_id = :org AND m.group_id = ? ORDER BY a.id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, group_id);
    struct scim_member *members = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if (n % 64 == 0)
            members = mem_grow(c, members, struct scim_member, n + 64);
        members[n++] =
            (struct scim_member){db_int(q, 0), db_uuid(q, 1), mem_strdup(c, db_text(q, 2, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_members = members;
    *ret_n = n;
    return ERR_OK;
}

enum err scim_group_store_roles(
    struct call *c, int64_t group_id, struct account_role **ret_roles, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT r.group_id, r.role, r.unit_id, u.uid, u.number, u.name FROM scim_group_role r"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND (? = 0 OR r.group_id = ?) ORDER BY r.group_id, u.path, r.role";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, group_id);
    db_bind_int(q, group_id);
    return account_store_read_roles(c, q, ret_roles, ret_n);
}

enum err scim_group_store_wanted(
    struct call *c, int64_t account_id, struct account_role **ret_roles, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT DISTINCT m.account_id, r.role, r.unit_id, u.uid, u.number, u.name"
        " FROM scim_member m"
        " JOIN scim_group_role r ON r.org_id = m.org_id AND r.group_id = m.group_id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id AND u.deleted_at IS NULL"
        " WHERE m.org_id = :org AND m.account_id = ? ORDER BY r.unit_id, r.role";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return account_store_read_roles(c, q, ret_roles, ret_n);
}

enum err scim_group_store_given(
    struct call *c, int64_t account_id, struct account_role **ret_roles, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT s.account_id, s.role, s.unit_id, u.uid, u.number, u.name FROM scim_role s"
        " JOIN unit u ON u.org_id = s.org_id AND u.id = s.unit_id"
        " WHERE s.org_id = :org AND s.account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    return account_store_read_roles(c, q, ret_roles, ret_n);
}

enum err scim_group_store_lock(struct call *c, int64_t id)
{
    static const char SQL[] =
        "SELECT id FROM scim_group WHERE org_id = :org AND id = ? {postgres: FOR UPDATE}";
    int64_t found = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = db_one_int(q, 0, &found);
    return e == ERR_OK && found == 0 ? ERR_NOT_FOUND : e;
}

enum err scim_group_store_add(struct call *c, struct scim_group *group)
{
    static const char SQL[] =
        "INSERT INTO scim_group (org_id, uid, name, folded, external_id, version, created_at,"
        " updated_at) VALUES (:org, ?, ?, ?, ?, 1, ?, ?) RETURNING id";
    group->uid = uuid_new(c->now_ms);
    group->version = 1;
    group->created_at_ms = group->updated_at_ms = c->now_ms;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &group->uid);
    db_bind_text(q, group->name);
    db_bind_text(q, utf8_fold(c, group->name));
    db_bind_text(q, group->external_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, &group->id);
}

enum err scim_group_store_change(struct call *c, const struct scim_group *group)
{
    static const char SQL[] =
        "UPDATE scim_group SET name = ?, folded = ?, external_id = ?, updated_at = ?,"
        " version = version + 1 WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, group->name);
    db_bind_text(q, utf8_fold(c, group->name));
    db_bind_text(q, group->external_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, group->id);
    return db_run(q);
}

static enum err run_with(struct call *c, const char *sql, int64_t id)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

enum err scim_group_store_remove(struct call *c, int64_t id)
{
    static const char MEMBERS[] = "DELETE FROM scim_member WHERE org_id = :org AND group_id = ?";
    static const char GROUP[] = "DELETE FROM scim_group WHERE org_id = :org AND id = ?";
    enum err e = run_with(c, MEMBERS, id);
    if (e == ERR_OK)
        e = scim_group_store_roles_clear(c, id);
    return e == ERR_OK ? run_with(c, GROUP, id) : e;
}

static enum err run_with_both(struct call *c, const char *sql, int64_t id, int64_t account_id)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, account_id);
    return db_run(q);
}

enum err scim_group_store_member_add(struct call *c, int64_t id, int64_t account_id)
{
    static const char SQL[] =
        "INSERT INTO scim_member (org_id, group_id, account_id) VALUES (:org, ?, ?)";
    return run_with_both(c, SQL, id, account_id);
}

enum err scim_group_store_member_remove(struct call *c, int64_t id, int64_t account_id)
{
    static const char SQL[] =
        "DELETE FROM scim_member WHERE org_id = :org AND group_id = ? AND account_id = ?";
    return run_with_both(c, SQL, id, account_id);
}

enum err scim_group_store_roles_clear(struct call *c, int64_t id)
{
    static const char SQL[] = "DELETE FROM scim_group_role WHERE org_id = :org AND group_id = ?";
    return run_with(c, SQL, id);
}

static enum err add_role(
    struct call *c, const char *sql, int64_t id, const struct account_role *role)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_text(q, role_key(role->role));
    db_bind_int(q, role->unit_id);
    return db_run(q);
}

enum err scim_group_store_role_add(struct call *c, int64_t id, const struct account_role *role)
{
    static const char SQL[] =
        "INSERT INTO scim_group_role (org_id, group_id, role, unit_id) VALUES (:org, ?, ?, ?)";
    return add_role(c, SQL, id, role);
}

enum err scim_group_store_given_clear(struct call *c, int64_t account_id)
{
    static const char SQL[] = "DELETE FROM scim_role WHERE org_id = :org AND account_id = ?";
    return run_with(c, SQL, account_id);
}

enum err scim_group_store_given_add(
    struct call *c, int64_t account_id, const struct account_role *role)
{
    static const char SQL[] =
        "INSERT INTO scim_role (org_id, account_id, role, unit_id) VALUES (:org, ?, ?, ?)";
    return add_role(c, SQL, account_id, role);
}
