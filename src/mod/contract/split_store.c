/* SQL of the split of security work. */
#include "base/mem.h"
#include "mod/contract/split_private.h"

enum err split_store_left(struct call *c, json_t **ret_ids)
{
    static const char sql[] =
        "SELECT DISTINCT p.uid FROM security_duty d JOIN person p ON p.org_id = :org"
        " AND p.id IN (d.person_id, d.deputy_id, d.reserve_id)"
        " WHERE d.org_id = :org AND d.deleted_at IS NULL AND (p.deleted_at IS NOT NULL"
        " OR (EXISTS (SELECT 1 FROM account a WHERE a.org_id = :org AND a.person_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM account a WHERE a.org_id = :org AND a.person_id = p.id"
        " AND a.state <> 'disabled')))";
    json_t *ids = reg_keep(c, json_object());
    char id[UUID_TEXT_SIZE];
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, id);
        json_object_set_new(ids, id, json_true());
    }
    *ret_ids = ids;
    return e;
}
