/* Firms that units have named and that are in no ledger: put together by corporate number and by
 * the form in which names are compared. */
#include "base/mem.h"
#include "mod/supplier/supplier_census.h"

/* Groups in order of names. */
#define UNPLACED                                                                 \
    " FROM supplier_engagement e WHERE e.org_id = :org AND e.deleted_at IS NULL" \
    " AND e.supplier_id IS NULL AND e.state = 'reported' AND e.match_name IS NOT NULL"
#define GROUPS                                                                                     \
    "SELECT e.match_name AS match_name, coalesce(e.supplier_number, '') AS given,"                 \
    " min(e.supplier_name) AS name, count(*) AS work, count(DISTINCT e.unit_id) AS units" UNPLACED \
    " GROUP BY e.match_name, coalesce(e.supplier_number, '') ORDER BY 1, 2 LIMIT ?"

enum err place_store_groups(struct call *c, struct place_group **ret_groups, size_t *ret_n)
{
    static const char SQL[] = GROUPS;
    struct place_group *list = mem_array(c, struct place_group, PLACE_GROUPS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, PLACE_GROUPS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct place_group){.match_name = mem_strdup(c, db_text(q, 0, NULL)),
            .corporate_number = mem_strdup(c, db_text(q, 1, NULL)),
            .name = mem_strdup(c, db_text(q, 2, NULL)),
            .work = db_int(q, 3),
            .units = db_int(q, 4)};
    if (e != ERR_OK)
        return e;
    *ret_groups = list;
    *ret_n = n;
    return ERR_OK;
}

/* A corporate number is a firm: where one of the ledger has it, those of the name alone are none.
 * Of two that both have a number and differ, neither is the other. */
enum err place_store_offers(struct call *c, struct place_offer **ret_offers, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT g.match_name, g.given, s.uid, s.number, s.name, s.corporate_number,"
        " CASE WHEN s.corporate_number = g.given THEN 1 ELSE 0 END FROM (" GROUPS ") g"
        " JOIN supplier s ON s.org_id = :org AND s.deleted_at IS NULL AND s.id IN"
        " (SELECT n.id FROM supplier n WHERE n.org_id = :org AND n.deleted_at IS NULL"
        " AND n.corporate_number = g.given UNION ALL"
        " SELECT m.id FROM supplier m WHERE m.org_id = :org AND m.deleted_at IS NULL"
        " AND m.match_name = g.match_name AND (g.given = '' OR m.corporate_number IS NULL))"
        " ORDER BY 1, 2, 7 DESC, s.id LIMIT ?";
    struct place_offer *list = mem_array(c, struct place_offer, PLACE_OFFERS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, PLACE_GROUPS);
    db_bind_int(q, PLACE_OFFERS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct place_offer){.match_name = mem_strdup(c, db_text(q, 0, NULL)),
            .corporate_number = mem_strdup(c, db_text(q, 1, NULL)),
            .uid = db_uuid(q, 2),
            .number = mem_strdup(c, db_text(q, 3, NULL)),
            .name = mem_strdup(c, db_text(q, 4, NULL)),
            .own_number = mem_strdup(c, db_text(q, 5, NULL)),
            .by_number = db_int(q, 6) != 0};
    if (e != ERR_OK)
        return e;
    *ret_offers = list;
    *ret_n = n;
    return ERR_OK;
}

enum err place_store_count(struct call *c, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM (SELECT 1 AS one" UNPLACED
                              " GROUP BY e.match_name, coalesce(e.supplier_number, '')) g";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_n);
}

enum err place_store_work(struct call *c, const char *match_name, const char *corporate_number,
    json_t **ret_ids, const char **ret_name)
{
    static const char SQL[] =
        "SELECT e.uid, e.supplier_name" UNPLACED
        " AND e.match_name = ? AND coalesce(e.supplier_number, '') = ? ORDER BY e.id";
    bool row = false;
    enum err e;
    *ret_ids = reg_keep(c, json_array());
    *ret_name = NULL;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, match_name);
    db_bind_text(q, corporate_number);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        char text[UUID_TEXT_SIZE];
        struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, text);
        json_array_append_new(*ret_ids, json_string(text));
        if (*ret_name == NULL)
            *ret_name = mem_strdup(c, db_text(q, 1, NULL));
    }
    return e;
}

enum err place_store_apart(struct call *c, const char *match_name, int64_t *ret_n)
{
    static const char SQL[] =
        "INSERT INTO supplier_apart (org_id, supplier_id, match_name, created_at, created_by)"
        " SELECT s.org_id, s.id, s.match_name, ?, ? FROM supplier s WHERE s.org_id = :org"
        " AND s.match_name = ? AND s.deleted_at IS NULL"
        " ON CONFLICT (org_id, supplier_id, match_name) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, match_name);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_n = db_changes(q);
    return e;
}
