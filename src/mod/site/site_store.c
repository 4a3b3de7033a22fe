/* All SQL of the module. */
#include "mod/site/site_private.h"

enum err site_store_of_unit(
    struct call *c, int64_t unit_id, int64_t except_id, struct uuid *ret_uid, bool *ret_found)
{
    static const char sql[] = "SELECT uid FROM site WHERE org_id = :org AND unit_id = ?"
                              " AND id <> ? AND deleted_at IS NULL ORDER BY id LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, unit_id);
    db_bind_int(q, except_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_uid = db_uuid(q, 0);
    if (e == ERR_OK)
        *ret_found = row;
    return e;
}
