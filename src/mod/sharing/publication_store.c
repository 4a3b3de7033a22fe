#include "mod/sharing/sharing_private.h"

enum err publication_store_of_case(
    struct call *c, const char *incident, int64_t after, int most, int64_t *ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT id FROM publication_decision WHERE org_id = :org"
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
