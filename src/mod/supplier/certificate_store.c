/* SQL of certificates that run out, and of whom they concern. */
#include "base/mem.h"
#include "mod/supplier/supplier_private.h"

/* Of firms with which dealings have ended nobody is told. */
enum err supplier_store_expiring(struct call *c, const struct expiry_days *days, int64_t after,
    int limit, struct expiring **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.id, x.uid FROM supplier_certificate x JOIN supplier s ON s.org_id = :org"
        " AND s.id = x.supplier_id WHERE x.org_id = :org AND x.deleted_at IS NULL"
        " AND s.deleted_at IS NULL AND s.state <> 'ended' AND x.valid_to >= ? AND x.valid_to <= ?"
        " AND x.id > ?" EXPIRY_UNTOLD(
            "supplier-certificates", "x.uid", "x.valid_to") " ORDER BY x.id LIMIT ?";
    return expiry_store_page(c, SQL, days, after, limit, ret_list, ret_n);
}

enum err supplier_store_clients(
    struct call *c, int64_t supplier_id, int most, const char ***ret_paths, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT DISTINCT u.path FROM supplier_engagement e JOIN unit u ON u.org_id = :org"
        " AND u.id = e.unit_id WHERE e.org_id = :org AND e.supplier_id = ?"
        " AND e.deleted_at IS NULL AND e.state <> 'ended' AND u.deleted_at IS NULL"
        " ORDER BY u.path LIMIT ?";
    const char **list = mem_array(c, const char *, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = mem_strdup(c, db_text(q, 0, NULL));
    if (e != ERR_OK)
        return e;
    *ret_paths = list;
    *ret_n = n;
    return ERR_OK;
}
