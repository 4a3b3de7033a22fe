/* All SQL of the module. */
#include "base/mem.h"
#include "kernel/reader/reader.h"
#include "kernel/unit/unit_tree.h"
#include "mod/governance/governance.h"

enum err governance_late_units(
    struct call *c, const char *today, int most, int64_t **ret_units, size_t *ret_n)
{
    static const char sql[] =
        "SELECT DISTINCT f.unit_id FROM audit_finding f WHERE f.org_id = :org"
        " AND f.deleted_at IS NULL AND f.state IN ('open', 'corrected') AND f.due < ?"
        " AND " READER_MAY_SEE("'audit_finding'", "f.id") " ORDER BY f.unit_id LIMIT ?";
    int64_t *units = mem_array(c, int64_t, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    reader_bind(q, &READER_NOBODY);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        units[n++] = db_int(q, 0);
    if (e != ERR_OK)
        return e;
    *ret_units = units;
    *ret_n = n;
    return ERR_OK;
}

enum err governance_emergency_people(struct call *c, const char *unit_path, int most,
    struct emergency_person **ret_people, size_t *ret_n)
{
    static const char sql[] =
        "SELECT DISTINCT p.id, p.uid, p.number, p.name FROM role_assignment r"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " JOIN person p ON p.org_id = r.org_id AND p.id IN (r.person_id, r.deputy_id)"
        " WHERE r.org_id = :org AND r.deleted_at IS NULL AND r.phase IN ('emergency', 'both')"
        " AND u.path >= ? AND u.path < ? AND p.deleted_at IS NULL ORDER BY p.name, p.id LIMIT ?";
    struct emergency_person *list = mem_array(c, struct emergency_person, most);
    char end[UNIT_PATH_SIZE];
    size_t n = 0;
    bool row = false;
    enum err e;
    unit_path_end(unit_path, end);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, unit_path);
    db_bind_text(q, end);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct emergency_person){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .name = mem_strdup(c, db_text(q, 3, NULL))};
    if (e != ERR_OK)
        return e;
    *ret_people = list;
    *ret_n = n;
    return ERR_OK;
}
