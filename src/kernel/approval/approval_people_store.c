/* SQL of those who can be asked, of routes and absences. */
#include "kernel/approval/approval_store.h"

#include "base/mem.h"

#include <string.h>

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

/* ---- candidates ---- */

static enum err take(struct call *c, struct db_query *q, struct rule_candidate **all, size_t *n)
{
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        *all = mem_grow(c, *all, struct rule_candidate, *n + 1);
        (*all)[(*n)++] = (struct rule_candidate){db_int(q, 0), text(c, q, 1)};
    }
    return e;
}

enum err approval_store_by_role(
    struct call *c, const char *role, const char *path, struct rule_candidate **all, size_t *n)
{
    /* A role at the top is one of the whole organisation, as everywhere (auth/actor_store.c). */
    static const char sql[] =
        "SELECT a.id, CASE WHEN u.parent_id IS NULL THEN '/' ELSE u.path END AS path"
        " FROM account_role r JOIN account a ON a.org_id = r.org_id AND a.id = r.account_id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND r.role = ? AND a.state <> 'disabled'"
        " AND u.deleted_at IS NULL AND (u.parent_id IS NULL"
        " OR substr(?, 1, length(u.path)) = u.path) ORDER BY a.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, role);
    db_bind_text(q, path);
    return take(c, q, all, n);
}

enum err approval_store_by_post(
    struct call *c, const char *post, const char *path, struct rule_candidate **all, size_t *n)
{
    /* Head office is where those of the whole organisation sit. */
    static const char sql[] =
        "SELECT a.id, CASE WHEN u.parent_id IS NULL OR u.head_office = 1 THEN '/' ELSE u.path END"
        " AS path FROM person p JOIN account a ON a.org_id = p.org_id AND a.person_id = p.id"
        " JOIN unit u ON u.org_id = p.org_id AND u.id = p.unit_id"
        " WHERE p.org_id = :org AND p.post = ? AND p.deleted_at IS NULL"
        " AND a.state <> 'disabled' AND (u.parent_id IS NULL OR u.head_office = 1"
        " OR substr(?, 1, length(u.path)) = u.path) ORDER BY a.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, post);
    db_bind_text(q, path);
    return take(c, q, all, n);
}

enum err approval_store_by_person(struct call *c, const char *person, int64_t *ret_account_id)
{
    static const char sql[] =
        "SELECT a.id FROM person p JOIN account a ON a.org_id = p.org_id AND a.person_id = p.id"
        " WHERE p.org_id = :org AND p.uid = ? AND p.deleted_at IS NULL"
        " AND a.state <> 'disabled' ORDER BY a.id LIMIT 1";
    struct uuid uid;
    int64_t id = 0;
    if (!uuid_parse(person, &uid))
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_account_id = id;
    return e;
}

enum err approval_store_person(
    struct call *c, int64_t account_id, struct approval_person *ret_who, bool *ret_enabled)
{
    static const char sql[] =
        "SELECT a.id, a.uid, COALESCE(p.name, a.name) AS name, p.post,"
        " CASE WHEN a.state = 'disabled' THEN 0 ELSE 1 END AS enabled FROM account a"
        " LEFT JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"
        " WHERE a.org_id = :org AND a.id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, account_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    *ret_who = (struct approval_person){db_int(q, 0), db_uuid(q, 1), text(c, q, 2), text(c, q, 3)};
    *ret_enabled = db_int(q, 4) != 0;
    return ERR_OK;
}

/* ---- routes ---- */

static struct approval_route route_row(struct call *c, struct db_query *q)
{
    return (struct approval_route){
        .id = db_int(q, 0),
        .name = text(c, q, 1),
        .name_en = text(c, q, 2),
        .steps = text(c, q, 3),
        .restarts = strcmp(db_text(q, 4, NULL), "restart") == 0,
        .condition = {.path = text(c, q, 5),
            .has_amount = !db_is_null(q, 6),
            .amount = db_int(q, 6),
            .currency = text(c, q, 7),
            .class_key = text(c, q, 8)},
    };
}

enum err approval_store_routes(
    struct call *c, const char *subject, struct approval_route **ret_routes, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.id, r.name, r.name_en, r.steps, r.on_change,"
        " CASE WHEN u.parent_id IS NULL THEN NULL ELSE u.path END AS path,"
        " r.amount_from, r.amount_from_currency, r.class_key FROM approval_route r"
        " LEFT JOIN unit u ON u.org_id = r.org_id AND u.id = r.below_id"
        " WHERE r.org_id = :org AND r.subject = ? AND r.active = 1 AND r.deleted_at IS NULL"
        " ORDER BY r.id";
    struct approval_route *all = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        all = mem_grow(c, all, struct approval_route, n + 1);
        all[n++] = route_row(c, q);
    }
    if (e == ERR_OK) {
        *ret_routes = all;
        *ret_n = n;
    }
    return e;
}

/* ---- absences ---- */

#define ABSENCE_SELECT                                                                         \
    "SELECT b.id, b.uid, b.account_id, w.uid, COALESCE(p.name, w.name) AS name, p.post,"       \
    " b.deputy_id, d.uid, COALESCE(dp.name, d.name) AS deputy_name, dp.post, b.first, b.last," \
    " b.note FROM absence b JOIN account w ON w.org_id = b.org_id AND w.id = b.account_id"     \
    " LEFT JOIN person p ON p.org_id = w.org_id AND p.id = w.person_id"                        \
    " LEFT JOIN account d ON d.org_id = b.org_id AND d.id = b.deputy_id"                       \
    " LEFT JOIN person dp ON dp.org_id = d.org_id AND dp.id = d.person_id"

static struct absence absence_row(struct call *c, struct db_query *q)
{
    return (struct absence){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .who = {db_int(q, 2), db_uuid(q, 3), text(c, q, 4), text(c, q, 5)},
        .deputy = {db_int(q, 6), db_uuid(q, 7), text(c, q, 8), text(c, q, 9)},
        .first = text(c, q, 10),
        .last = text(c, q, 11),
        .note = text(c, q, 12),
    };
}

enum err absence_store_add(struct call *c, const struct absence *absence)
{
    static const char sql[] =
        "INSERT INTO absence (org_id, uid, account_id, deputy_id, first, last, note, created_at,"
        " created_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &absence->uid);
    db_bind_int(q, absence->who.id);
    if (absence->deputy.id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, absence->deputy.id);
    db_bind_text(q, absence->first);
    db_bind_text(q, absence->last);
    db_bind_text(q, absence->note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err absence_store_find(struct call *c, const struct uuid *uid, struct absence *ret_absence)
{
    static const char sql[] = ABSENCE_SELECT " WHERE b.org_id = :org AND b.uid = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_absence = absence_row(c, q);
    return e;
}

enum err absence_store_remove(struct call *c, int64_t id)
{
    static const char sql[] = "DELETE FROM absence WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

enum err absence_store_list(
    struct call *c, int64_t account_id, const char *today, struct absence **ret_all, size_t *ret_n)
{
    static const char all_sql[] = ABSENCE_SELECT
        " WHERE b.org_id = :org AND (b.last IS NULL OR b.last >= ?) ORDER BY b.id DESC LIMIT 500";
    static const char own_sql[] = ABSENCE_SELECT
        " WHERE b.org_id = :org AND (b.last IS NULL OR b.last >= ?) AND b.account_id = ?"
        " ORDER BY b.id DESC LIMIT 500";
    struct absence *all = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, account_id == 0 ? all_sql : own_sql);
    db_bind_text(q, today);
    if (account_id != 0)
        db_bind_int(q, account_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        all = mem_grow(c, all, struct absence, n + 1);
        all[n++] = absence_row(c, q);
    }
    if (e == ERR_OK) {
        *ret_all = all;
        *ret_n = n;
    }
    return e;
}

enum err absence_store_deputies(
    struct call *c, int64_t approval_id, int step, struct rule_deputy **ret_all, size_t *ret_n)
{
    static const char sql[] =
        "SELECT b.account_id, b.deputy_id, b.first, b.last FROM absence b"
        " JOIN account d ON d.org_id = b.org_id AND d.id = b.deputy_id"
        " WHERE b.org_id = :org AND d.state <> 'disabled' AND b.account_id IN (SELECT account_id"
        " FROM approval_seat WHERE org_id = :org AND approval_id = ? AND step = ?)"
        " ORDER BY b.id LIMIT 500";
    struct rule_deputy *all = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, approval_id);
    db_bind_int(q, step);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        all = mem_grow(c, all, struct rule_deputy, n + 1);
        all[n++] = (struct rule_deputy){db_int(q, 0), db_int(q, 1), text(c, q, 2), text(c, q, 3)};
    }
    if (e == ERR_OK) {
        *ret_all = all;
        *ret_n = n;
    }
    return e;
}
