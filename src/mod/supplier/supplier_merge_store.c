#include "base/mem.h"
#include "mod/supplier/supplier_merge.h"

#include <stdlib.h>
#include <string.h>

enum err supplier_merge_store_add(struct call *c, struct supplier_merge *merge)
{
    static const char SQL[] =
        "INSERT INTO supplier_merge (org_id, uid, into_id, from_id, what, created_at, created_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?) RETURNING id";
    char *text = json_dumps(merge->what, JSON_COMPACT);
    const char *what = mem_strdup(c, text);
    free(text);
    merge->uid = uuid_new(c->now_ms);
    merge->at_ms = c->now_ms;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &merge->uid);
    db_bind_int(q, merge->into_id);
    db_bind_int(q, merge->from_id);
    db_bind_text(q, what);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, &merge->id);
}

#define MERGES                                                                             \
    "SELECT m.id, m.uid, m.into_id, m.from_id, m.what, m.created_at, m.undone_at, a.name," \
    " f.number, f.name, f.uid, t.number, t.name, t.uid FROM supplier_merge m"              \
    " JOIN supplier f ON f.org_id = :org AND f.id = m.from_id"                             \
    " JOIN supplier t ON t.org_id = :org AND t.id = m.into_id"                             \
    " LEFT JOIN account a ON a.org_id = :org AND a.id = m.created_by WHERE m.org_id = :org"

static struct supplier_merge read_merge(struct call *c, struct db_query *q)
{
    return (struct supplier_merge){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .into_id = db_int(q, 2),
        .from_id = db_int(q, 3),
        .what = reg_keep(c, json_loads(db_text(q, 4, NULL), 0, NULL)),
        .at_ms = db_int(q, 5),
        .undone_ms = db_int(q, 6),
        .by_name = mem_strdup(c, db_text(q, 7, NULL)),
        .from_number = mem_strdup(c, db_text(q, 8, NULL)),
        .from_name = mem_strdup(c, db_text(q, 9, NULL)),
        .from_uid = db_uuid(q, 10),
        .into_number = mem_strdup(c, db_text(q, 11, NULL)),
        .into_name = mem_strdup(c, db_text(q, 12, NULL)),
        .into_uid = db_uuid(q, 13)};
}

enum err supplier_merge_store_find(
    struct call *c, const struct uuid *id, struct supplier_merge *ret_merge)
{
    static const char SQL[] = MERGES " AND m.uid = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_merge = read_merge(c, q);
    return e;
}

enum err supplier_merge_store_list(
    struct call *c, int64_t into_id, int most, struct supplier_merge **ret_merges, size_t *ret_n)
{
    static const char SQL[] = MERGES " AND m.into_id = ? ORDER BY m.id DESC LIMIT ?";
    struct supplier_merge *list = mem_array(c, struct supplier_merge, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, into_id);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_merge(c, q);
    if (e != ERR_OK)
        return e;
    *ret_merges = list;
    *ret_n = n;
    return ERR_OK;
}

enum err supplier_merge_store_undone(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE supplier_merge SET undone_at = ?, undone_by = ?"
                              " WHERE org_id = :org AND id = ? AND undone_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, id);
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) != 1)
        e = problem_set(c->problem, ERR_CONFLICT, "supplier_merge_undone");
    return e;
}

enum err supplier_store_move_duties(struct call *c, int64_t from, int64_t to, json_t *duties)
{
    static const char SQL[] =
        "UPDATE supplier_duty SET supplier_id = ? WHERE org_id = :org AND supplier_id = ?"
        " AND duty NOT IN (SELECT o.duty FROM supplier_duty o WHERE o.org_id = :org"
        " AND o.supplier_id = ?) RETURNING duty";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, to);
    db_bind_int(q, from);
    db_bind_int(q, to);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        json_array_append_new(duties, json_string(db_text(q, 0, NULL)));
    return e;
}

enum err supplier_store_move_duty(struct call *c, int64_t from, int64_t to, const char *duty)
{
    static const char SQL[] = "UPDATE supplier_duty SET supplier_id = ? WHERE org_id = :org"
                              " AND supplier_id = ? AND duty = ? AND NOT EXISTS"
                              " (SELECT 1 FROM supplier_duty o WHERE o.org_id = :org"
                              " AND o.supplier_id = ? AND o.duty = supplier_duty.duty)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, to);
    db_bind_int(q, from);
    db_bind_text(q, duty);
    db_bind_int(q, to);
    return db_run(q);
}

enum err supplier_store_alike(struct call *c, struct supplier_alike **ret_alike, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT s.match_name, s.uid, s.number, s.name, s.state, s.corporate_number, s.address,"
        " (SELECT count(*) FROM supplier_engagement e WHERE e.org_id = :org"
        " AND e.supplier_id = s.id AND e.deleted_at IS NULL) AS work FROM supplier s"
        " WHERE s.org_id = :org AND s.deleted_at IS NULL AND s.match_name IN"
        " (SELECT o.match_name FROM supplier o WHERE o.org_id = :org AND o.deleted_at IS NULL"
        " GROUP BY o.match_name HAVING count(*) > 1 AND count(o.corporate_number) < count(*)"
        " AND count(*) > (SELECT count(*) FROM supplier_apart p JOIN supplier t"
        " ON t.org_id = :org AND t.id = p.supplier_id AND t.deleted_at IS NULL"
        " AND t.match_name = p.match_name WHERE p.org_id = :org"
        " AND p.match_name = o.match_name))"
        " ORDER BY s.match_name, s.id LIMIT ?";
    struct supplier_alike *list = mem_array(c, struct supplier_alike, SUPPLIERS_ALIKE);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, SUPPLIERS_ALIKE);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct supplier_alike){.match_name = mem_strdup(c, db_text(q, 0, NULL)),
            .uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .name = mem_strdup(c, db_text(q, 3, NULL)),
            .state = mem_strdup(c, db_text(q, 4, NULL)),
            .corporate_number = mem_strdup(c, db_text(q, 5, NULL)),
            .address = mem_strdup(c, db_text(q, 6, NULL)),
            .work = db_int(q, 7)};
    if (e != ERR_OK)
        return e;
    *ret_alike = list;
    *ret_n = n;
    return ERR_OK;
}
