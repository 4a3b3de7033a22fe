/* Declared subcontractors that wait to be placed. Those of answers that have not been accepted do
 * not: they may change yet. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/supplier/supplier_declare.h"

#include <string.h>

/* The firm as it stands today: another entry's, when it was merged since. */
#define WAITING_FROM                                                                        \
    " FROM supplier_declared d JOIN response r ON r.org_id = :org AND r.id = d.response_id" \
    " AND r.respondent_kind = 'supplier' AND r.state = 'accepted'"                          \
    " JOIN supplier_declaration p ON p.org_id = :org AND p.response_id = r.id"              \
    " JOIN supplier s ON s.org_id = :org AND s.deleted_at IS NULL AND s.id = coalesce("     \
    "(SELECT m.into_id FROM supplier_merge m WHERE m.org_id = :org"                         \
    " AND m.from_id = r.respondent_id AND m.undone_at IS NULL ORDER BY m.id DESC LIMIT 1)," \
    " r.respondent_id) WHERE d.org_id = :org AND d.outcome IS NULL"
#define WAITING                                                                                  \
    "SELECT d.id, d.uid, d.name, d.match_name, d.corporate_number, d.country, d.work, d.serves," \
    " coalesce(d.employees, -1), d.further, r.uid, r.id, r.unit_id, p.declared_at, s.id, s.uid," \
    " s.number, s.name, (SELECT b.name FROM business b WHERE b.org_id = :org"                    \
    " AND b.name = d.serves AND b.deleted_at IS NULL LIMIT 1)" WAITING_FROM

static struct declared_waiting read_waiting(struct call *c, struct db_query *q)
{
    return (struct declared_waiting){.id = db_int(q, 0),
        .what = {.uid = db_uuid(q, 1),
            .name = mem_strdup(c, db_text(q, 2, NULL)),
            .corporate_number = mem_strdup(c, db_text(q, 4, NULL)),
            .country = mem_strdup(c, db_text(q, 5, NULL)),
            .work = mem_strdup(c, db_text(q, 6, NULL)),
            .serves = mem_strdup(c, db_text(q, 7, NULL)),
            .employees = db_int(q, 8),
            .further = mem_strdup(c, db_text(q, 9, NULL))},
        .match_name = mem_strdup(c, db_text(q, 3, NULL)),
        .response_uid = db_uuid(q, 10),
        .response_id = db_int(q, 11),
        .unit_id = db_int(q, 12),
        .business = mem_strdup(c, db_text(q, 18, NULL)),
        .declared_on = declare_store_day(c, db_int(q, 13)),
        .supplier = {.id = db_int(q, 14),
            .uid = db_uuid(q, 15),
            .number = mem_strdup(c, db_text(q, 16, NULL)),
            .title = mem_strdup(c, db_text(q, 17, NULL))}};
}

static struct declared_waiting *of_id(struct declared_waiting *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id)
            return &list[i];
    return NULL;
}

/* A step on record that is the same: to a firm of that number or name, or declared in these words;
 * one of the same work first. */
static enum err read_known(
    struct call *c, struct declared_waiting *list, size_t n, int64_t after, int64_t upto)
{
    static const char SQL[] =
        "SELECT w.id, x.id, x.uid, x.number, x.work, x.state,"
        " CASE WHEN x.work = w.work THEN 1 ELSE 0 END FROM (SELECT d.id AS id, d.name AS name,"
        " d.match_name AS match_name, d.corporate_number AS given, d.work AS work,"
        " s.id AS supplier_id" WAITING_FROM " AND d.name IS NOT NULL AND d.id >= ? AND d.id <= ?) w"
        " JOIN supplier_subcontract x ON x.org_id = :org AND x.supplier_id = w.supplier_id"
        " AND x.deleted_at IS NULL AND x.state <> 'ended'"
        " LEFT JOIN supplier f ON f.org_id = :org AND f.id = x.subcontractor_id"
        " WHERE x.subcontractor_name = w.name OR f.corporate_number = w.given"
        " OR (f.match_name = w.match_name AND (w.given IS NULL OR f.corporate_number IS NULL))"
        " ORDER BY 1, 7 DESC, x.id";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, after);
    db_bind_int(q, upto);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct declared_waiting *w = of_id(list, n, db_int(q, 0));
        if (w == NULL || w->known.id != 0)
            continue;
        w->known = (struct ref){.id = db_int(q, 1),
            .uid = db_uuid(q, 2),
            .number = mem_strdup(c, db_text(q, 3, NULL)),
            .title = mem_strdup(c, db_text(q, 4, NULL))};
        w->known_state = mem_strdup(c, db_text(q, 5, NULL));
        w->known_same_work = db_int(q, 6) != 0;
    }
    return e;
}

enum err declared_store_waiting(
    struct call *c, struct declared_waiting **ret_list, size_t *ret_n, int64_t *ret_total)
{
    static const char COUNT[] = "SELECT count(*)" WAITING_FROM;
    static const char SQL[] = WAITING " ORDER BY d.id LIMIT ?";
    struct declared_waiting *list = mem_array(c, struct declared_waiting, LIMIT_DECLARED_SHOWN);
    size_t n = 0;
    bool row = false;
    DB_QUERY *count = db_query(c->db, COUNT);
    enum err e = db_one_int(count, 0, ret_total);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_DECLARED_SHOWN);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_waiting(c, q);
    if (e == ERR_OK && n > 0)
        e = read_known(c, list, n, list[0].id, list[n - 1].id);
    *ret_list = list;
    *ret_n = n;
    return e;
}

enum err declared_store_find(struct call *c, const char *id, struct declared_waiting *ret_waiting)
{
    static const char SQL[] = WAITING " AND d.uid = ?";
    struct uuid uid;
    bool row = false;
    if (!uuid_parse(id, &uid))
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    struct declared_waiting found = read_waiting(c, q);
    e = read_known(c, &found, 1, found.id, found.id);
    if (e == ERR_OK)
        *ret_waiting = found;
    return e;
}

/* A corporate number is a firm: where one of the ledger has it, those of the name alone are none.
 */
enum err declared_store_offers(struct call *c, struct declared_offer **ret_offers, size_t *ret_n)
{
    enum { MOST = 5 * LIMIT_DECLARED_SHOWN };
    static const char SQL[] =
        "SELECT w.id, o.id, o.uid, o.number, o.name, o.corporate_number,"
        " CASE WHEN o.corporate_number = w.given THEN 1 ELSE 0 END FROM (SELECT d.id AS id,"
        " d.match_name AS match_name, coalesce(d.corporate_number, '') AS given,"
        " s.id AS supplier_id" WAITING_FROM " AND d.name IS NOT NULL ORDER BY d.id LIMIT ?) w"
        " JOIN supplier o ON o.org_id = :org AND o.deleted_at IS NULL AND o.id <> w.supplier_id"
        " AND o.id IN (SELECT n.id FROM supplier n WHERE n.org_id = :org AND n.deleted_at IS NULL"
        " AND n.corporate_number = w.given UNION ALL"
        " SELECT m.id FROM supplier m WHERE m.org_id = :org AND m.deleted_at IS NULL"
        " AND m.match_name = w.match_name AND (w.given = '' OR m.corporate_number IS NULL))"
        " ORDER BY 1, 7 DESC, o.id LIMIT ?";
    struct declared_offer *list = mem_array(c, struct declared_offer, MOST);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_DECLARED_SHOWN);
    db_bind_int(q, MOST);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct declared_offer){.declared_id = db_int(q, 0),
            .firm = {.id = db_int(q, 1),
                .uid = db_uuid(q, 2),
                .number = mem_strdup(c, db_text(q, 3, NULL)),
                .title = mem_strdup(c, db_text(q, 4, NULL))},
            .corporate_number = mem_strdup(c, db_text(q, 5, NULL)),
            .by_number = db_int(q, 6) != 0};
    *ret_offers = list;
    *ret_n = n;
    return e;
}

enum err declared_store_settle(
    struct call *c, int64_t id, const char *outcome, int64_t subcontract_id)
{
    static const char SQL[] =
        "UPDATE supplier_declared SET outcome = ?, subcontract_id = ?, settled_at = ?,"
        " settled_by = ? WHERE org_id = :org AND id = ? AND outcome IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, outcome);
    if (subcontract_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, subcontract_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, id);
    return db_run(q);
}
