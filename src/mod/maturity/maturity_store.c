/* SQL of components and their scorings. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/maturity/maturity_private.h"

enum err maturity_store_groups(
    struct call *c, const char *stale_before, struct maturity_group **ret_groups, size_t *ret_n)
{
    static const char sql[] =
        "SELECT u.path, coalesce(m.evaluation, 0), coalesce(m.response, 0), m.stale, m.n FROM"
        " (SELECT unit_id, evaluation, response,"
        " CASE WHEN scored_on < ? THEN 1 ELSE 0 END AS stale, count(*) AS n FROM component"
        " WHERE org_id = :org AND deleted_at IS NULL AND state = 'in_use'"
        " GROUP BY unit_id, evaluation, response, stale) m"
        " JOIN unit u ON u.org_id = :org AND u.id = m.unit_id";
    struct maturity_group *groups = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, stale_before);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        groups = mem_grow(c, groups, struct maturity_group, n + 1);
        groups[n++] = (struct maturity_group){.path = mem_strdup(c, db_text(q, 0, NULL)),
            .evaluation = (int)db_int(q, 1),
            .response = (int)db_int(q, 2),
            .stale = db_int(q, 3) != 0,
            .n = db_int(q, 4)};
    }
    if (e != ERR_OK)
        return e;
    *ret_groups = groups;
    *ret_n = n;
    return ERR_OK;
}

enum err maturity_store_scorings(struct call *c, int64_t component_id, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM component_scoring WHERE org_id = :org"
                              " AND component_id = ? AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, component_id);
    return db_one_int(q, 0, ret_n);
}

struct scoring {
    bool there;
    int64_t evaluation, response, mean;
    const char *day;
};

/* The latest two, the latest one first. The component's row is held first, so that who scores it at
 * the same moment sees this scoring, or is seen. */
static enum err newest(struct call *c, int64_t component_id, struct scoring ret_two[2])
{
    static const char hold[] =
        "SELECT id FROM component WHERE org_id = :org AND id = ? {postgres: FOR UPDATE}";
    static const char sql[] =
        "SELECT evaluation, response, mean, scored_on FROM component_scoring WHERE org_id = :org"
        " AND component_id = ? AND deleted_at IS NULL ORDER BY scored_on DESC, id DESC LIMIT 2";
    int64_t held = 0;
    size_t n = 0;
    bool row = false;
    DB_QUERY *h = db_query(c->db, hold);
    db_bind_int(h, component_id);
    enum err e = db_one_int(h, 0, &held);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, component_id);
    while (e == ERR_OK && (e = db_step(q, &row)) == ERR_OK && row && n < 2)
        ret_two[n++] = (struct scoring){
            true, db_int(q, 0), db_int(q, 1), db_int(q, 2), mem_strdup(c, db_text(q, 3, NULL))};
    return e;
}

static void bind_or_null(struct db_query *q, bool there, int64_t value)
{
    if (there)
        db_bind_int(q, value);
    else
        db_bind_null(q);
}

enum err maturity_store_latest(struct call *c, int64_t component_id)
{
    static const char sql[] =
        "UPDATE component SET evaluation = ?, response = ?, mean = ?, mean_before = ?,"
        " scored_on = ? WHERE org_id = :org AND id = ?";
    struct scoring two[2] = {0};
    enum err e = newest(c, component_id, two);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    bind_or_null(q, two[0].there, two[0].evaluation);
    bind_or_null(q, two[0].there, two[0].response);
    bind_or_null(q, two[0].there, two[0].mean);
    bind_or_null(q, two[1].there, two[1].mean);
    db_bind_text(q, two[0].day);
    db_bind_int(q, component_id);
    return db_run(q);
}

static enum err moved_of(
    struct call *c, int64_t component_id, struct maturity_moved **ret_moved, size_t *ret_n)
{
    static const char sql[] = "SELECT id, uid, number, name, deleted_at FROM component_scoring"
                              " WHERE org_id = :org AND component_id = ? ORDER BY id";
    struct maturity_moved *moved = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, component_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        moved = mem_grow(c, moved, struct maturity_moved, n + 1);
        moved[n++] =
            (struct maturity_moved){db_int(q, 0), db_uuid(q, 1), mem_strdup(c, db_text(q, 2, NULL)),
                mem_strdup(c, db_text(q, 3, NULL)), !db_is_null(q, 4)};
    }
    if (e != ERR_OK)
        return e;
    *ret_moved = moved;
    *ret_n = n;
    return ERR_OK;
}

enum err maturity_store_follow(struct call *c, int64_t component_id, int64_t unit_id,
    const char *title, struct maturity_moved **ret_moved, size_t *ret_n)
{
    static const char move[] =
        "UPDATE component_scoring SET unit_id = ?, name = ? || ' ' || scored_on"
        " WHERE org_id = :org AND component_id = ?";
    DB_QUERY *q = db_query(c->db, move);
    db_bind_int(q, unit_id);
    db_bind_text(q, title);
    db_bind_int(q, component_id);
    enum err e = db_run(q);
    return e == ERR_OK ? moved_of(c, component_id, ret_moved, ret_n) : e;
}
