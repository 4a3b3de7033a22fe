/* All SQL of the module. */
#include "base/mem.h"
#include "mod/joint/joint_private.h"

static enum err is_there(
    struct call *c, const char *sql, int64_t of, int64_t supplier_id, int64_t but, bool *ret_there)
{
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, of);
    db_bind_int(q, supplier_id);
    db_bind_int(q, but);
    enum err e = db_one_int(q, 0, &n);
    *ret_there = n > 0;
    return e;
}

enum err joint_store_adopted(
    struct call *c, int64_t measure_id, int64_t supplier_id, int64_t but, bool *ret_there)
{
    static const char sql[] =
        "SELECT count(*) FROM joint_adoption WHERE org_id = :org AND measure_id = ?"
        " AND supplier_id = ? AND id <> ? AND deleted_at IS NULL";
    return is_there(c, sql, measure_id, supplier_id, but, ret_there);
}

enum err joint_store_attended(
    struct call *c, int64_t meeting_id, int64_t supplier_id, int64_t but, bool *ret_there)
{
    static const char sql[] =
        "SELECT count(*) FROM supplier_attendance WHERE org_id = :org AND meeting_id = ?"
        " AND supplier_id = ? AND id <> ? AND deleted_at IS NULL";
    return is_there(c, sql, meeting_id, supplier_id, but, ret_there);
}

enum err joint_store_ids(
    struct call *c, const char *const sql[2], int64_t of, int64_t above, struct joint_ids *ret_ids)
{
    int64_t most = 0;
    struct joint_ids ids = {0};
    bool row = false;
    DB_QUERY *count = db_query(c->db, sql[0]);
    db_bind_int(count, of);
    db_bind_int(count, above);
    enum err e = db_one_int(count, 0, &most);
    if (e != ERR_OK)
        return e;
    ids.list = mem_array(c, int64_t, (size_t)most + 1);
    DB_QUERY *q = db_query(c->db, sql[1]);
    db_bind_int(q, of);
    db_bind_int(q, above);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ids.list[ids.n++] = db_int(q, 0);
    *ret_ids = ids;
    return e;
}

bool joint_ids_have(struct joint_ids *ids, int64_t id)
{
    while (ids->at < ids->n && ids->list[ids->at] < id)
        ids->at++;
    return ids->at < ids->n && ids->list[ids->at] == id;
}

#define COUNT "SELECT count(*)"
#define FIRMS "SELECT DISTINCT supplier_id"
#define IN_ORDER " ORDER BY supplier_id LIMIT ?"
#define ADOPTIONS                                                                     \
    " FROM joint_adoption WHERE org_id = :org AND measure_id = ? AND supplier_id > ?" \
    " AND deleted_at IS NULL"
#define PARTNERS ADOPTIONS " AND state IN ('agreed', 'doing')"
#define WILLING                                                                            \
    " FROM supplier_attendance WHERE org_id = :org AND meeting_id = ? AND supplier_id > ?" \
    " AND willing = 1 AND deleted_at IS NULL"

enum err joint_store_asked(struct call *c, int64_t measure_id, struct joint_ids *ret_ids)
{
    static const char *const sql[] = {COUNT ADOPTIONS, FIRMS ADOPTIONS IN_ORDER};
    return joint_store_ids(c, sql, measure_id, 0, ret_ids);
}

enum err joint_store_partners(struct call *c, int64_t measure_id, struct joint_ids *ret_ids)
{
    static const char *const sql[] = {COUNT PARTNERS, FIRMS PARTNERS IN_ORDER};
    return joint_store_ids(c, sql, measure_id, 0, ret_ids);
}

enum err joint_store_willing(struct call *c, int64_t meeting_id, struct joint_ids *ret_ids)
{
    static const char *const sql[] = {COUNT WILLING, FIRMS WILLING IN_ORDER};
    return joint_store_ids(c, sql, meeting_id, 0, ret_ids);
}

static void uid_text(struct db_query *q, int column, char ret_text[UUID_TEXT_SIZE])
{
    struct uuid uid = db_uuid(q, column);
    uuid_format(&uid, ret_text);
}

enum err joint_store_counts(struct call *c, struct joint_count **ret_counts, size_t *ret_n)
{
    enum { COUNTS_MOST = 1000 };
    static const char sql[] =
        "SELECT m.uid, a.class, a.state, count(*) FROM joint_adoption a"
        " JOIN joint_measure m ON m.org_id = :org AND m.id = a.measure_id"
        " AND m.deleted_at IS NULL AND m.state = 'running'"
        " WHERE a.org_id = :org AND a.deleted_at IS NULL GROUP BY m.id, m.uid, a.class, a.state"
        " ORDER BY m.id, a.class, a.state LIMIT ?";
    struct joint_count *counts = mem_array(c, struct joint_count, COUNTS_MOST);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, COUNTS_MOST);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        uid_text(q, 0, counts[n].measure);
        counts[n].class = mem_strdup(c, db_text(q, 1, NULL));
        counts[n].state = mem_strdup(c, db_text(q, 2, NULL));
        counts[n++].n = db_int(q, 3);
    }
    if (e != ERR_OK)
        return e;
    *ret_counts = counts;
    *ret_n = n;
    return ERR_OK;
}

enum err joint_store_firms(struct call *c, const struct joint_wish *wish,
    struct joint_firm ret_firms[JOINT_FIRMS + 1], size_t *ret_n)
{
    /* a firm that was renamed meanwhile has records with both names: it stands once */
    static const char sql[] =
        "SELECT a.supplier_id, MIN(a.name), MAX(a.class) FROM joint_adoption a"
        " JOIN joint_measure m ON m.org_id = :org AND m.id = a.measure_id"
        " AND m.deleted_at IS NULL AND m.state = 'running'"
        " WHERE a.org_id = :org AND a.deleted_at IS NULL AND (? = 0 OR a.measure_id = ?)"
        " AND (? = '' OR a.state = ?"
        " OR (? = 'waiting' AND a.state IN ('asked', 'agreed'))) GROUP BY a.supplier_id"
        " HAVING MIN(a.name) > ? OR (MIN(a.name) = ? AND a.supplier_id > ?)"
        " ORDER BY MIN(a.name), a.supplier_id LIMIT ?";
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, wish->measure_id);
    db_bind_int(q, wish->measure_id);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, wish->state);
    db_bind_text(q, wish->after_name);
    db_bind_text(q, wish->after_name);
    db_bind_int(q, wish->after_id);
    db_bind_int(q, JOINT_FIRMS + 1);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_firms[n++] = (struct joint_firm){.id = db_int(q, 0),
            .name = mem_strdup(c, db_text(q, 1, NULL)),
            .class = mem_strdup(c, db_text(q, 2, NULL))};
    *ret_n = n;
    return e;
}

enum err joint_store_cells(struct call *c, const struct joint_firm *firms, size_t n,
    struct joint_cell **ret_cells, size_t *ret_n)
{
    enum { CELLS_MOST = 2000 };
    static const char sql[] =
        "SELECT a.supplier_id, a.uid, m.uid, a.version, a.state, a.since, a.evidence,"
        " a.number FROM joint_adoption a JOIN joint_measure m ON m.org_id = :org AND m.id = "
        "a.measure_id"
        " AND m.deleted_at IS NULL AND m.state = 'running' WHERE a.org_id = :org"
        " AND a.deleted_at IS NULL AND a.supplier_id IN"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ORDER BY a.supplier_id, a.id LIMIT ?";
    struct joint_cell *cells = mem_array(c, struct joint_cell, CELLS_MOST);
    size_t n_cells = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    for (size_t i = 0; i < JOINT_FIRMS; i++)
        db_bind_int(q, i < n ? firms[i].id : 0);
    db_bind_int(q, CELLS_MOST);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct joint_cell *cell = &cells[n_cells++];
        cell->firm_id = db_int(q, 0);
        uid_text(q, 1, cell->id);
        uid_text(q, 2, cell->measure);
        cell->version = db_int(q, 3);
        cell->state = mem_strdup(c, db_text(q, 4, NULL));
        cell->since = mem_strdup(c, db_text(q, 5, NULL));
        cell->evidence = mem_strdup(c, db_text(q, 6, NULL));
        cell->number = mem_strdup(c, db_text(q, 7, NULL));
    }
    if (e != ERR_OK)
        return e;
    *ret_cells = cells;
    *ret_n = n_cells;
    return ERR_OK;
}
