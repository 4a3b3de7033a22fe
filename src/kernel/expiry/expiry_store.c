#include "kernel/expiry/expiry.h"

#include "base/mem.h"

enum err expiry_store_told(struct call *c, const char *register_name, const struct uuid *uid,
    const char *day, bool *ret_first)
{
    static const char SQL[] =
        "INSERT INTO expiry_told (org_id, register, record_uid, day, told_at)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id, register, record_uid, day) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, register_name);
    db_bind_uuid(q, uid);
    db_bind_text(q, day);
    db_bind_int(q, c->now_ms);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_first = db_changes(q) == 1;
    return e;
}

enum err expiry_store_forget(struct call *c, const char *before, bool *ret_any)
{
    static const char SQL[] = "DELETE FROM expiry_told WHERE org_id = :org AND day < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, before);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_any = db_changes(q) > 0;
    return e;
}

enum err expiry_store_page(struct call *c, const char *sql, const struct expiry_days *days,
    int64_t after, int limit, struct expiring **ret_list, size_t *ret_n)
{
    struct expiring *list = mem_array(c, struct expiring, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, days->from);
    db_bind_text(q, days->to);
    db_bind_int(q, after);
    db_bind_int(q, limit);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct expiring){db_int(q, 0), db_uuid(q, 1)};
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}
