#include "base/mem.h"
#include "mod/risk/risk_asked.h"
#include "mod/risk/risk_snapshot_store.h"

enum err risk_asked_store_list(struct call *c, const char *units, int from, int most,
    struct risk_asked **ret_asked, struct approval_case **ret_cases, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.id, r.uid, r.number, r.name, r.band, r.value_now, r.created_by, w.path"
        " FROM risk r JOIN unit w ON w.org_id = :org AND w.id = r.unit_id"
        " WHERE r.org_id = :org AND r.state = 'asked' AND r.deleted_at IS NULL"
        " AND r.unit_id IN " RISK_UNITS " ORDER BY r.value_now DESC, r.id LIMIT ? OFFSET ?";
    struct risk_asked *asked = mem_array(c, struct risk_asked, most);
    struct approval_case *cases = mem_array(c, struct approval_case, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, units);
    db_bind_int(q, most);
    db_bind_int(q, from);
    for (; (e = db_step(q, &row)) == ERR_OK && row; n++) {
        const char *band = mem_strdup(c, db_text(q, 4, NULL));
        asked[n] = (struct risk_asked){.uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .name = mem_strdup(c, db_text(q, 3, NULL)),
            .band = band,
            .value_now = db_int(q, 5)};
        cases[n] = (struct approval_case){.record_id = db_int(q, 0),
            .created_by = db_int(q, 6),
            .path = mem_strdup(c, db_text(q, 7, NULL)),
            .class_key = band};
    }
    if (e != ERR_OK)
        return e;
    *ret_asked = asked;
    *ret_cases = cases;
    *ret_n = n;
    return ERR_OK;
}
