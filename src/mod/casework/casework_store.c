/* SQL of what a case takes from plans. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/casework/casework_private.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static const char *uid(struct call *c, struct db_query *q, int col)
{
    const struct uuid uuid = db_uuid(q, col);
    char *to = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(&uuid, to);
    return to;
}

/* ---- lines that became tasks ---- */

enum err case_store_made(
    struct call *c, int64_t incident_id, struct case_made **ret_made, size_t *ret_n)
{
    static const char SQL[] = "SELECT line_key, task FROM case_task WHERE org_id = :org"
                              " AND incident_id = ? ORDER BY line_key LIMIT ?";
    struct case_made *made = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, LIMIT_CASE_TASKS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        made = mem_grow(c, made, struct case_made, n + 1);
        made[n++] = (struct case_made){text(c, q, 0), text(c, q, 1)};
    }
    if (e != ERR_OK)
        return e;
    *ret_made = made;
    *ret_n = n;
    return ERR_OK;
}

enum err case_store_make(struct call *c, int64_t incident_id, const char *key, const char *task)
{
    static const char SQL[] =
        "INSERT INTO case_task (org_id, incident_id, line_key, task) VALUES (:org, ?, ?, ?)"
        " ON CONFLICT (org_id, incident_id, line_key) DO UPDATE SET task = excluded.task";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_text(q, key);
    db_bind_text(q, task);
    return db_run(q);
}

/* ---- going on without the analysis ---- */

enum err case_store_waiver(struct call *c, int64_t incident_id, struct case_waiver *ret_waiver)
{
    static const char SQL[] = "SELECT w.reason, w.waived_at, a.name FROM case_waiver w"
                              " LEFT JOIN account a ON a.org_id = w.org_id AND a.id = w.waived_by"
                              " WHERE w.org_id = :org AND w.incident_id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_waiver = (struct case_waiver){.reason = NULL};
    if (row)
        *ret_waiver = (struct case_waiver){text(c, q, 0), db_int(q, 1), text(c, q, 2)};
    return ERR_OK;
}

enum err case_store_waive(struct call *c, int64_t incident_id, const char *reason)
{
    static const char SQL[] =
        "INSERT INTO case_waiver (org_id, incident_id, reason, waived_at, waived_by)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id, incident_id) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_text(q, reason);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_CONFLICT : e;
}

enum err case_store_purge(struct call *c, int64_t incident_id)
{
    static const char TASKS[] = "DELETE FROM case_task WHERE org_id = :org AND incident_id = ?";
    static const char WAIVER[] = "DELETE FROM case_waiver WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *tasks = db_query(c->db, TASKS);
    db_bind_int(tasks, incident_id);
    enum err e = db_run(tasks);
    if (e != ERR_OK)
        return e;
    DB_QUERY *waiver = db_query(c->db, WAIVER);
    db_bind_int(waiver, incident_id);
    return db_run(waiver);
}

/* ---- people ---- */

enum err case_store_candidates(struct call *c, const char *department,
    struct case_candidate ret_list[CASE_CANDIDATES], size_t *ret_n)
{
    static const char SQL[] =
        "SELECT p.id, p.uid, p.number, p.name, min(CASE r.role WHEN 'manager' THEN 0 ELSE 1 END)"
        " AS place FROM unit u JOIN account_role r ON r.org_id = u.org_id AND r.unit_id = u.id"
        " JOIN account a ON a.org_id = r.org_id AND a.id = r.account_id"
        " JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"
        " WHERE u.org_id = :org AND u.name = ? AND u.deleted_at IS NULL"
        " AND r.role IN ('manager', 'security', 'csirt') AND a.state <> 'disabled'"
        " AND p.deleted_at IS NULL GROUP BY p.id, p.uid, p.number, p.name"
        " ORDER BY place, p.id LIMIT ?";
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, department);
    db_bind_int(q, CASE_CANDIDATES);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_list[n++] =
            (struct case_candidate){db_int(q, 0), {uid(c, q, 1), text(c, q, 2), text(c, q, 3)}};
    *ret_n = n;
    return e;
}

enum err case_store_person(struct call *c, int64_t person_id, struct case_person *ret_person)
{
    static const char SQL[] = "SELECT uid, number, name FROM person WHERE org_id = :org"
                              " AND id = ? AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, person_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    *ret_person = (struct case_person){uid(c, q, 0), text(c, q, 1), text(c, q, 2)};
    return ERR_OK;
}

/* ---- from which severity on ---- */

enum err case_store_rule(struct call *c, const char **ret_from, int64_t *ret_version)
{
    static const char SQL[] = "SELECT cause_from, version FROM case_rule WHERE org_id = :org";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_from = row ? text(c, q, 0) : "critical";
    *ret_version = row ? db_int(q, 1) : 0;
    return ERR_OK;
}

enum err case_store_rule_put(struct call *c, const char *from, int64_t version)
{
    static const char SQL[] =
        "INSERT INTO case_rule (org_id, version, cause_from, updated_at, updated_by)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id) DO UPDATE SET version = excluded.version,"
        " cause_from = excluded.cause_from, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by WHERE case_rule.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, version + 1);
    db_bind_text(q, from);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}
