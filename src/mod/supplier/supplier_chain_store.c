#include "mod/supplier/supplier_chain_store.h"

#include "base/mem.h"

static enum err one_ref(struct call *c, struct db_query *q, struct ref *ret_firm, int *ret_n)
{
    bool row = false;
    enum err e;
    *ret_n = 0;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        if ((*ret_n)++ == 0)
            *ret_firm = (struct ref){.id = db_int(q, 0),
                .uid = db_uuid(q, 1),
                .number = mem_strdup(c, db_text(q, 2, NULL)),
                .title = mem_strdup(c, db_text(q, 3, NULL))};
    return e;
}

enum err supplier_store_ref(struct call *c, int64_t id, struct ref *ret_firm)
{
    static const char SQL[] = "SELECT id, uid, number, name FROM supplier"
                              " WHERE org_id = :org AND id = ? AND deleted_at IS NULL";
    int n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    enum err e = one_ref(c, q, ret_firm, &n);
    return e == ERR_OK && n == 0 ? ERR_NOT_FOUND : e;
}

static enum err by_number(
    struct call *c, const char *corporate_number, struct ref *ret_firm, int *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, number, name FROM supplier"
        " WHERE org_id = :org AND corporate_number = ? AND deleted_at IS NULL LIMIT 2";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, corporate_number);
    return one_ref(c, q, ret_firm, ret_n);
}

enum err supplier_store_match(struct call *c, const char *corporate_number, const char *match_name,
    struct ref *ret_firm, int *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, number, name FROM supplier"
        " WHERE org_id = :org AND match_name = ? AND deleted_at IS NULL"
        " AND (corporate_number IS NULL OR CAST(? AS INTEGER) = 0) ORDER BY id LIMIT 2";
    *ret_n = 0;
    enum err e =
        corporate_number == NULL ? ERR_OK : by_number(c, corporate_number, ret_firm, ret_n);
    if (e != ERR_OK || *ret_n > 0)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, match_name);
    db_bind_int(q, corporate_number != NULL);
    return one_ref(c, q, ret_firm, ret_n);
}

enum err supplier_store_same_step(
    struct call *c, const struct supplier_step *step, const char **ret_number)
{
    static const char SQL[] =
        "SELECT number FROM supplier_subcontract WHERE org_id = :org AND supplier_id = ?"
        " AND subcontractor_id = ? AND work = ? AND id <> ? AND state <> 'ended'"
        " AND deleted_at IS NULL LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, step->supplier_id);
    db_bind_int(q, step->subcontractor_id);
    db_bind_text(q, step->work);
    db_bind_int(q, step->id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_number = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}
