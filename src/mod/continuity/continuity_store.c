/* SQL of the measures made of findings. */
#include "base/mem.h"
#include "mod/continuity/continuity_private.h"
#include "mod/measure/measure.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

enum err continuity_store_measures(
    struct call *c, struct continuity_measure **ret_measures, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT f.subject, f.kind, m.uid, m.number, m.title, m.state FROM continuity_finding f"
        " JOIN " MEASURE_NAMES " m ON m.id = f.measure_id WHERE f.org_id = :org";
    struct continuity_measure *measures = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        measures = mem_grow(c, measures, struct continuity_measure, n + 1);
        measures[n++] = (struct continuity_measure){.subject = db_uuid(q, 0),
            .kind = text(c, q, 1),
            .uid = db_uuid(q, 2),
            .number = text(c, q, 3),
            .title = text(c, q, 4),
            .state = text(c, q, 5)};
    }
    *ret_measures = measures;
    *ret_n = n;
    return e;
}

enum err continuity_store_made(
    struct call *c, const struct uuid *subject, const char *kind, int64_t measure_id)
{
    static const char GONE[] =
        "DELETE FROM continuity_finding WHERE org_id = :org AND subject = ? AND kind = ?"
        " AND NOT EXISTS (SELECT 1 FROM " MEASURE_NAMES " m"
        " WHERE m.id = continuity_finding.measure_id)";
    static const char MADE[] =
        "INSERT INTO continuity_finding (org_id, subject, kind, measure_id) VALUES (:org, ?, ?, ?)"
        " ON CONFLICT (org_id, subject, kind) DO NOTHING";
    DB_QUERY *gone = db_query(c->db, GONE);
    db_bind_uuid(gone, subject);
    db_bind_text(gone, kind);
    enum err e = db_run(gone);
    if (e != ERR_OK)
        return e;
    DB_QUERY *made = db_query(c->db, MADE);
    db_bind_uuid(made, subject);
    db_bind_text(made, kind);
    db_bind_int(made, measure_id);
    e = db_run(made);
    return e == ERR_OK && db_changes(made) == 0 ? ERR_CONFLICT : e;
}

enum err continuity_store_purge(struct call *c, int64_t measure_id)
{
    static const char SQL[] =
        "DELETE FROM continuity_finding WHERE org_id = :org AND measure_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, measure_id);
    return db_run(q);
}
