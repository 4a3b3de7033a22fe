#include "base/mem.h"
#include "kernel/sheet/answerer.h"

enum err answerers_load(struct call *c, struct answerers *ret_answerers)
{
    static const char sql[] =
        "SELECT a.id, a.uid, a.name, r.role,"
        " CASE WHEN u.parent_id IS NULL THEN '/' ELSE u.path END AS path"
        " FROM account_role r JOIN account a ON a.org_id = r.org_id AND a.id = r.account_id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND a.state <> 'disabled' AND u.deleted_at IS NULL"
        " AND r.role IN ('manager', 'member', 'ciso', 'security')"
        " ORDER BY length(u.path) DESC, a.id, r.role";
    struct answerer *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct answerer one = {
            .account = ref_columns(c, q, 0), .unit_path = mem_strdup(c, db_text(q, 4, NULL))};
        if (!role_parse(db_text(q, 3, NULL), &one.role))
            continue;
        if ((n & (n + 1)) == 0)
            list = mem_grow(c, list, struct answerer, 2 * n + 1);
        list[n++] = one;
    }
    if (e != ERR_OK)
        return e;
    *ret_answerers = (struct answerers){list, n};
    return ERR_OK;
}

enum err answerers_lacking(struct call *c, struct unanswered **ret_units, size_t *ret_n)
{
    static const char sql[] =
        "SELECT u.id, u.uid, u.name, u.path FROM unit u"
        " WHERE u.org_id = :org AND u.deleted_at IS NULL AND u.id NOT IN"
        " (SELECT r.unit_id FROM account_role r"
        " JOIN account a ON a.org_id = r.org_id AND a.id = r.account_id"
        " WHERE r.org_id = :org AND a.state <> 'disabled' AND r.role IN ('manager', 'member'))"
        " ORDER BY u.path";
    struct unanswered *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if ((n & (n + 1)) == 0)
            list = mem_grow(c, list, struct unanswered, 2 * n + 1);
        list[n++] = (struct unanswered){
            .unit = ref_columns(c, q, 0), .path = mem_strdup(c, db_text(q, 3, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_units = list;
    *ret_n = n;
    return ERR_OK;
}
