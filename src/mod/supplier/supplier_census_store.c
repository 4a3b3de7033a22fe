#include "base/mem.h"
#include "mod/supplier/supplier_census.h"

#include <string.h>

enum { ROUNDS_REMINDED = 100 };

/* ---- units that are asked ---- */

enum err census_store_units(struct call *c, int64_t census_id, const char *kind, const char *under,
    int64_t after, int most, struct census_unit **ret_units, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT u.id, u.uid, (SELECT p.uid FROM supplier_census_reply o JOIN person p"
        " ON p.org_id = :org AND p.id = o.owner_id AND p.deleted_at IS NULL"
        " WHERE o.org_id = :org AND o.unit_id = u.id AND o.deleted_at IS NULL"
        " ORDER BY o.id DESC LIMIT 1),"
        " (SELECT p.uid FROM account_role r JOIN account a ON a.org_id = :org"
        " AND a.id = r.account_id AND a.state <> 'disabled' JOIN person p ON p.org_id = :org"
        " AND p.id = a.person_id AND p.deleted_at IS NULL WHERE r.org_id = :org"
        " AND r.unit_id = u.id AND r.role = 'manager' ORDER BY a.id LIMIT 1)"
        " FROM unit u WHERE u.org_id = :org AND u.deleted_at IS NULL AND u.id > ?"
        " AND (? = '' OR u.kind = ?) AND substr(u.path, 1, length(?)) = ?"
        " AND NOT EXISTS (SELECT 1 FROM supplier_census_reply r WHERE r.org_id = :org"
        " AND r.census_id = ? AND r.unit_id = u.id AND r.deleted_at IS NULL)"
        " ORDER BY u.id LIMIT ?";
    struct census_unit *list = mem_array(c, struct census_unit, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, after);
    db_bind_text(q, kind);
    db_bind_text(q, kind);
    db_bind_text(q, under);
    db_bind_text(q, under);
    db_bind_int(q, census_id);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct census_unit *unit = &list[n++];
        char uid[UUID_TEXT_SIZE];
        struct uuid id = db_uuid(q, 1);
        int person = db_is_null(q, 2) ? 3 : 2;
        uuid_format(&id, uid);
        *unit = (struct census_unit){.id = db_int(q, 0), .uid = mem_strdup(c, uid)};
        if (db_is_null(q, person))
            continue;
        id = db_uuid(q, person);
        uuid_format(&id, uid);
        unit->person = mem_strdup(c, uid);
    }
    if (e != ERR_OK)
        return e;
    *ret_units = list;
    *ret_n = n;
    return ERR_OK;
}

enum err census_store_under(struct call *c, int64_t census_id, const char **ret_path)
{
    static const char SQL[] = "SELECT u.path FROM supplier_census s JOIN unit u"
                              " ON u.org_id = :org AND u.id = s.under_id"
                              " WHERE s.org_id = :org AND s.id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, census_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_path = row ? mem_strdup(c, db_text(q, 0, NULL)) : "/";
    return e;
}

/* ---- who is told ---- */

enum err census_store_waiting(struct call *c, int64_t census_id, int64_t unit_id,
    struct census_waiting **ret_waiting, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT r.unit_id, r.number, u.name, u.path, a.id FROM supplier_census_reply r"
        " JOIN unit u ON u.org_id = :org AND u.id = r.unit_id AND u.deleted_at IS NULL"
        " LEFT JOIN account a ON a.org_id = :org AND a.person_id = r.owner_id"
        " AND a.state <> 'disabled' WHERE r.org_id = :org AND r.census_id = ?"
        " AND r.state IN ('waiting', 'returned') AND r.deleted_at IS NULL"
        " AND (? = 0 OR r.unit_id = ?) ORDER BY r.id";
    struct census_waiting *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, census_id);
    db_bind_int(q, unit_id);
    db_bind_int(q, unit_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct census_waiting, n + 1);
        list[n++] = (struct census_waiting){.unit_id = db_int(q, 0),
            .number = mem_strdup(c, db_text(q, 1, NULL)),
            .unit = mem_strdup(c, db_text(q, 2, NULL)),
            .unit_path = mem_strdup(c, db_text(q, 3, NULL)),
            .account = db_is_null(q, 4) ? 0 : db_int(q, 4)};
    }
    if (e != ERR_OK)
        return e;
    *ret_waiting = list;
    *ret_n = n;
    return ERR_OK;
}

enum err census_store_managers(struct call *c, struct census_manager **ret_managers, size_t *ret_n)
{
    static const char SQL[] = "SELECT r.unit_id, r.account_id FROM account_role r JOIN account a"
                              " ON a.org_id = :org AND a.id = r.account_id"
                              " AND a.state <> 'disabled' WHERE r.org_id = :org"
                              " AND r.role = 'manager' ORDER BY r.unit_id, r.account_id";
    struct census_manager *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct census_manager, n + 1);
        list[n++] = (struct census_manager){db_int(q, 0), db_int(q, 1)};
    }
    if (e != ERR_OK)
        return e;
    *ret_managers = list;
    *ret_n = n;
    return ERR_OK;
}

/* ---- rounds ---- */

enum err census_store_rounds(struct call *c, struct census_round **ret_rounds, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, name, due, opened_on, reminded_on FROM supplier_census WHERE org_id = :org"
        " AND state = 'asking' AND deleted_at IS NULL ORDER BY due, id LIMIT ?";
    struct census_round *list = mem_array(c, struct census_round, ROUNDS_REMINDED);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, ROUNDS_REMINDED);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct census_round){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .name = mem_strdup(c, db_text(q, 2, NULL)),
            .due = mem_strdup(c, db_text(q, 3, NULL)),
            .opened_on = mem_strdup(c, db_text(q, 4, NULL)),
            .reminded_on = mem_strdup(c, db_text(q, 5, NULL))};
    if (e != ERR_OK)
        return e;
    *ret_rounds = list;
    *ret_n = n;
    return ERR_OK;
}

enum err census_store_reminded(struct call *c, int64_t census_id, const char *today)
{
    static const char SQL[] = "UPDATE supplier_census SET reminded_on = ? WHERE org_id = :org"
                              " AND id = ? AND coalesce(reminded_on, '') <> ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, today);
    db_bind_int(q, census_id);
    db_bind_text(q, today);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) != 1 ? ERR_STALE : e;
}

enum err census_store_due(struct call *c, int64_t census_id, const char *due)
{
    static const char SQL[] = "UPDATE supplier_census_reply SET due = ?, version = version + 1"
                              " WHERE org_id = :org AND census_id = ?"
                              " AND state IN ('waiting', 'returned')";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, due);
    db_bind_int(q, census_id);
    return db_run(q);
}

enum err census_store_replies(struct call *c, int64_t census_id, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM supplier_census_reply WHERE org_id = :org"
                              " AND census_id = ? AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, census_id);
    return db_one_int(q, 0, ret_n);
}

enum err census_store_twice(
    struct call *c, int64_t census_id, int64_t unit_id, int64_t but, bool *ret_twice)
{
    static const char SQL[] = "SELECT count(*) FROM supplier_census_reply WHERE org_id = :org"
                              " AND census_id = ? AND unit_id = ? AND id <> ?"
                              " AND deleted_at IS NULL";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, census_id);
    db_bind_int(q, unit_id);
    db_bind_int(q, but);
    enum err e = db_one_int(q, 0, &n);
    *ret_twice = n > 0;
    return e;
}

enum err census_store_figures(
    struct call *c, int64_t census_id, const char *today, struct census_figures *ret_figures)
{
    static const char SQL[] =
        "SELECT count(*), count(CASE WHEN state = 'waiting' THEN 1 END),"
        " count(CASE WHEN state = 'returned' THEN 1 END),"
        " count(CASE WHEN state = 'submitted' THEN 1 END),"
        " count(CASE WHEN state = 'none' THEN 1 END),"
        " count(CASE WHEN state = 'accepted' THEN 1 END),"
        " count(CASE WHEN state IN ('waiting', 'returned') AND due < ? THEN 1 END)"
        " FROM supplier_census_reply WHERE org_id = :org AND census_id = ? AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, today);
    db_bind_int(q, census_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_INTERNAL;
    *ret_figures = (struct census_figures){.units = db_int(q, 0),
        .waiting = db_int(q, 1),
        .returned = db_int(q, 2),
        .submitted = db_int(q, 3),
        .none = db_int(q, 4),
        .accepted = db_int(q, 5),
        .late = db_int(q, 6)};
    return ERR_OK;
}

/* ---- a unit's list ---- */

enum err census_store_work(
    struct call *c, int64_t unit_id, const char *since, struct census_work *ret_work)
{
    static const char SQL[] =
        "SELECT count(*), count(CASE WHEN coalesce(checked_on, '') < ? THEN 1 END),"
        " count(CASE WHEN state = 'reported' AND supplier_id IS NULL THEN 1 END)"
        " FROM supplier_engagement WHERE org_id = :org AND unit_id = ? AND deleted_at IS NULL"
        " AND state <> 'ended'";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, since);
    db_bind_int(q, unit_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_INTERNAL;
    *ret_work = (struct census_work){db_int(q, 0), db_int(q, 1), db_int(q, 2)};
    return ERR_OK;
}

static enum err add_numbers(struct db_query *q, json_t *numbers)
{
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        json_array_append_new(numbers, json_string(db_text(q, 0, NULL)));
    return e;
}

enum err census_store_same(struct call *c, int64_t unit_id, const struct uuid *work,
    const char *since, const char *today, json_t *numbers)
{
    static const char ONE[] =
        "UPDATE supplier_engagement SET checked_on = ?, version = version + 1, updated_at = ?,"
        " updated_by = ? WHERE org_id = :org AND unit_id = ? AND deleted_at IS NULL"
        " AND state <> 'ended' AND uid = ? RETURNING number";
    static const char ALL[] =
        "UPDATE supplier_engagement SET checked_on = ?, version = version + 1, updated_at = ?,"
        " updated_by = ? WHERE org_id = :org AND unit_id = ? AND deleted_at IS NULL"
        " AND state <> 'ended' AND coalesce(checked_on, '') < ? RETURNING number";
    DB_QUERY *q = db_query(c->db, work == NULL ? ALL : ONE);
    db_bind_text(q, today);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, unit_id);
    if (work == NULL)
        db_bind_text(q, since);
    else
        db_bind_uuid(q, work);
    return add_numbers(q, numbers);
}

enum err census_store_later(struct call *c, int64_t reply_id, int64_t *ret_n)
{
    static const char SQL[] =
        "SELECT count(*) FROM supplier_census_reply r JOIN supplier_engagement e"
        " ON e.org_id = :org AND e.unit_id = r.unit_id AND e.deleted_at IS NULL"
        " AND e.state = 'reported' AND e.updated_at > r.updated_at"
        " AND coalesce(e.updated_by, 0) <> ? WHERE r.org_id = :org AND r.id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, reply_id);
    return db_one_int(q, 0, ret_n);
}

enum err census_store_reported(struct call *c, int64_t unit_id, json_t **ret_ids)
{
    static const char SQL[] =
        "SELECT uid FROM supplier_engagement WHERE org_id = :org AND unit_id = ?"
        " AND deleted_at IS NULL AND state = 'reported' AND supplier_id IS NOT NULL ORDER BY id";
    bool row = false;
    enum err e;
    *ret_ids = reg_keep(c, json_array());
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, unit_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        char text[UUID_TEXT_SIZE];
        struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, text);
        json_array_append_new(*ret_ids, json_string(text));
    }
    return e;
}
