/* SQL of contracts and of what is asked of suppliers. */
#include "mod/contract/contract_private.h"

enum err contract_store_parts(struct call *c, int64_t contract_id, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM contract_point p WHERE p.org_id = :org"
        " AND p.contract_id = ?) + (SELECT count(*) FROM contract_check k WHERE k.org_id = :org"
        " AND k.contract_id = ?) FROM org WHERE id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, contract_id);
    db_bind_int(q, contract_id);
    return db_one_int(q, 0, ret_n);
}

enum err contract_store_set_taken(struct call *c, int64_t contract_id, int64_t set_id)
{
    static const char sql[] = "UPDATE contract SET requirement_set_id = ?, version = version + 1,"
                              " updated_at = ?, updated_by = ? WHERE org_id = :org AND id = ?"
                              " AND requirement_set_id IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, set_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, contract_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) != 1 ? ERR_CONFLICT : e;
}

enum err contract_store_firm(
    struct call *c, int64_t ask_id, int64_t supplier_id, int64_t but, bool *ret_there)
{
    static const char sql[] = "SELECT count(*) FROM ask_firm WHERE org_id = :org AND ask_id = ?"
                              " AND supplier_id = ? AND id <> ? AND deleted_at IS NULL";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, ask_id);
    db_bind_int(q, supplier_id);
    db_bind_int(q, but);
    enum err e = db_one_int(q, 0, &n);
    *ret_there = n > 0;
    return e;
}

/* ---- what runs out ---- */

enum err contract_store_ending(struct call *c, const struct expiry_days *days, int64_t after,
    int limit, struct expiring **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.id, x.uid FROM contract x WHERE x.org_id = :org AND x.deleted_at IS NULL"
        " AND x.state IN ('preparing', 'in_force') AND x.ends_on >= ? AND x.ends_on <= ?"
        " AND x.id > ?" EXPIRY_UNTOLD("contracts", "x.uid", "x.ends_on") " ORDER BY x.id LIMIT ?";
    return expiry_store_page(c, SQL, days, after, limit, ret_list, ret_n);
}

enum err contract_store_services_due(struct call *c, const struct expiry_days *days, int64_t after,
    int limit, struct expiring **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.id, x.uid FROM security_service x WHERE x.org_id = :org AND x.deleted_at IS NULL"
        " AND x.used <> 'former' AND x.check_by >= ? AND x.check_by <= ? AND x.id > "
        "?" EXPIRY_UNTOLD("security-services", "x.uid", "x.check_by") " ORDER BY x.id LIMIT ?";
    return expiry_store_page(c, SQL, days, after, limit, ret_list, ret_n);
}
