/* SQL of reports beside the register: what is one's own, and those of an incident. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/unit/unit_tree.h"
#include "mod/incident/incident_private.h"

static const char *uid_text(struct call *c, struct db_query *q, int col)
{
    if (db_is_null(q, col))
        return NULL;
    const struct uuid uid = db_uuid(q, col);
    char *text = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(&uid, text);
    return text;
}

enum err report_store_own(struct call *c, struct own_report **ret_reports, size_t *ret_n)
{
    static const char sql[] =
        "SELECT uid, number, what, state, answer, received_at FROM incident_report"
        " WHERE org_id = :org AND deleted_at IS NULL AND (reporter_id = ?"
        " OR (created_by = ? AND reporter_id IS NULL AND source = 'staff'))"
        " ORDER BY id DESC LIMIT ?";
    struct own_report *list = mem_array(c, struct own_report, LIMIT_OWN_REPORTS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->person_id == 0 ? -1 : c->who->person_id);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, LIMIT_OWN_REPORTS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct own_report){.uid = db_uuid(q, 0),
            .number = mem_strdup(c, db_text(q, 1, NULL)),
            .what = mem_strdup(c, db_text(q, 2, NULL)),
            .state = mem_strdup(c, db_text(q, 3, NULL)),
            .answer = mem_strdup(c, db_text(q, 4, NULL)),
            .received_ms = db_int(q, 5)};
    *ret_reports = list;
    *ret_n = n;
    return e;
}

enum err report_store_since(struct call *c, int64_t since_ms, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM incident_report WHERE org_id = :org"
                              " AND created_by = ? AND created_at >= ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, since_ms);
    return db_one_int(q, 0, ret_n);
}

static enum err unit_uid(struct call *c, int64_t unit_id, const char **ret_unit)
{
    static const char sql[] = "SELECT uid FROM unit WHERE org_id = :org AND id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, unit_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_unit = uid_text(c, q, 0);
    return e;
}

/* Where he works, else where he holds a role, else the organisation. */
enum err report_store_where(struct call *c, const char **ret_person, const char **ret_unit)
{
    static const char sql[] =
        "SELECT p.uid, u.uid FROM person p LEFT JOIN unit u ON u.org_id = p.org_id"
        " AND u.id = p.unit_id AND u.deleted_at IS NULL"
        " WHERE p.org_id = :org AND p.id = ? AND p.deleted_at IS NULL";
    bool row = false;
    int64_t unit = c->who->n_grants > 0 ? c->who->grants[0].unit_id : 0;
    *ret_person = *ret_unit = NULL;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->person_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row) {
        *ret_person = uid_text(c, q, 0);
        *ret_unit = uid_text(c, q, 1);
    }
    if (e == ERR_OK && *ret_unit == NULL && unit == 0)
        e = unit_tree_top(c, &unit);
    return e == ERR_OK && *ret_unit == NULL ? unit_uid(c, unit, ret_unit) : e;
}

enum err report_store_of(
    struct call *c, const char *incident, int64_t after, int most, int64_t *ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT id FROM incident_report WHERE org_id = :org"
                              " AND incident = ? AND id > ? ORDER BY id LIMIT ?";
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, incident);
    db_bind_int(q, after);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_ids[n++] = db_int(q, 0);
    *ret_n = n;
    return e;
}
