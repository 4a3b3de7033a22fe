/* SQL of thanks for reports. */
#include "base/mem.h"
#include "mod/incident/incident_private.h"

static enum err count(struct call *c, const char *incident, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(*) FROM incident_report r JOIN incident_thanks t ON t.org_id = r.org_id"
        " AND t.report_id = r.id WHERE r.org_id = :org AND r.incident = ?"
        " AND r.deleted_at IS NULL AND " READER_MAY_SEE("'incident_report'", "r.id");
    const struct reader reader = reader_of(c->who);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, incident);
    reader_bind(q, &reader);
    return db_one_int(q, 0, ret_n);
}

enum err thanks_store_waiting(struct call *c, const char *incident,
    struct thanked_report **ret_reports, size_t *ret_n, int64_t *ret_thanked)
{
    static const char sql[] =
        "SELECT r.id, r.uid, r.number, r.reporter_id, r.created_by FROM incident_report r"
        " WHERE r.org_id = :org AND r.incident = ? AND r.deleted_at IS NULL"
        " AND r.state = 'incident' AND (r.reporter_id IS NOT NULL OR (r.source = 'staff'"
        " AND r.created_by IS NOT NULL)) AND NOT EXISTS (SELECT 1 FROM incident_thanks t"
        " WHERE t.org_id = r.org_id AND t.report_id = r.id)"
        " AND " READER_MAY_SEE("'incident_report'", "r.id") " ORDER BY r.id LIMIT ?";
    const struct reader reader = reader_of(c->who);
    struct thanked_report *list = mem_array(c, struct thanked_report, THANKS_MOST);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, incident);
    reader_bind(q, &reader);
    db_bind_int(q, THANKS_MOST);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct thanked_report){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .person_id = db_int(q, 3),
            .account_id = db_int(q, 4)};
    if (e != ERR_OK)
        return e;
    *ret_reports = list;
    *ret_n = n;
    return count(c, incident, ret_thanked);
}

enum err thanks_store_add(struct call *c, int64_t report_id, const char *text)
{
    static const char sql[] =
        "INSERT INTO incident_thanks (org_id, report_id, text, thanked_at, thanked_by)"
        " VALUES (:org, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, report_id);
    db_bind_text(q, text);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err thanks_store_purge(struct call *c, int64_t report_id)
{
    static const char sql[] = "DELETE FROM incident_thanks WHERE org_id = :org AND report_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, report_id);
    return db_run(q);
}
