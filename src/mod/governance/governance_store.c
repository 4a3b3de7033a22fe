/* All SQL of the module. */
#include "base/mem.h"
#include "kernel/reader/reader.h"
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
