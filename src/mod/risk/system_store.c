#include "base/mem.h"
#include "mod/risk/risk.h"

enum err risk_system_names(struct call *c, int most, const char ***ret_names, size_t *ret_n)
{
    static const char sql[] = "SELECT name FROM system WHERE org_id = :org"
                              " AND deleted_at IS NULL ORDER BY id LIMIT ?";
    const char **names = NULL;
    size_t n = 0;
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, most);
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        names = mem_grow(c, names, const char *, n + 1);
        names[n++] = mem_strdup(c, db_text(q, 0, NULL));
    }
    *ret_names = names;
    *ret_n = n;
    return e;
}
