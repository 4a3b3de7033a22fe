#include "mod/risk/risk_lapse.h"

#include "base/mem.h"

#define RANK(band) \
    "CASE " band   \
    " WHEN 'calm' THEN 0 WHEN 'watch' THEN 1 WHEN 'warn' THEN 2 WHEN 'alarm' THEN 3 END"

enum err risk_lapse_store_ended(struct call *c, const char *today, const char *method, int most,
    const char ***ret_ids, size_t *ret_n)
{
    static const char sql[] =
        "SELECT uid FROM risk WHERE org_id = :org AND state = 'accepted' AND deleted_at IS NULL"
        " AND (accepted_until < ? OR CASE WHEN accepted_method IS NULL OR accepted_method = ?"
        " THEN value_now > accepted_value ELSE value_now IS NULL OR " RANK("band") " > " RANK(
            "accepted_band") " END) ORDER BY id LIMIT ?";
    const char **ids = mem_array(c, const char *, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    db_bind_text(q, method);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct uuid uid = db_uuid(q, 0);
        char *id = mem_array(c, char, UUID_TEXT_SIZE);
        uuid_format(&uid, id);
        ids[n++] = id;
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}
