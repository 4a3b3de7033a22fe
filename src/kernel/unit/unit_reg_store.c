#include "kernel/unit/unit_reg_store.h"

enum err unit_store_count_inside(
    struct call *c, int64_t unit_id, int64_t *ret_units, int64_t *ret_people)
{
    static const char units_sql[] = "SELECT count(*) FROM unit"
                                    " WHERE org_id = :org AND parent_id = ?"
                                    " AND deleted_at IS NULL";
    static const char people_sql[] = "SELECT count(*) FROM person"
                                     " WHERE org_id = :org AND unit_id = ?"
                                     " AND deleted_at IS NULL";
    DB_QUERY *units = db_query(c->db, units_sql);
    db_bind_int(units, unit_id);
    enum err e = db_one_int(units, 0, ret_units);
    if (e != ERR_OK)
        return e;
    DB_QUERY *people = db_query(c->db, people_sql);
    db_bind_int(people, unit_id);
    return db_one_int(people, 0, ret_people);
}

enum err person_store_address_taken(struct call *c, const char *email, int64_t but, bool *ret_taken)
{
    static const char SQL[] = "SELECT count(*) FROM person WHERE org_id = :org"
                              " AND lower(email) = lower(?) AND deleted_at IS NULL"
                              " AND email_twice = 0 AND id <> ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, email);
    db_bind_int(q, but);
    enum err e = db_one_int(q, 0, &n);
    *ret_taken = n > 0;
    return e;
}
