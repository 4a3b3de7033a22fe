#include "mod/risk/risk_view_store.h"

#include "base/mem.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

static void bind_path(struct call *c, struct db_query *q, const char *path)
{
    char *end = mem_array(c, char, UNIT_PATH_SIZE);
    unit_path_end(path, end);
    db_bind_text(q, path);
    db_bind_text(q, end);
}

#define COUNTED                                                                        \
    " FROM risk r JOIN unit u ON u.org_id = :org AND u.id = r.unit_id AND u.path >= ?" \
    " AND u.path < ?"
#define LIVE " WHERE r.org_id = :org AND r.deleted_at IS NULL AND r.state <> 'closed'"

static int step_of(struct db_query *q, int col)
{
    int64_t step = db_int(q, col);
    return step < 0 || step > RISK_STEPS_MAX ? 0 : (int)step;
}

enum err risk_view_store_heat(struct call *c, const char *path, struct risk_heat *heat)
{
    static const char sql[] =
        "SELECT r.likelihood_used, r.importance_used,"
        " coalesce(r.residual_likelihood_used, r.likelihood_used) AS l,"
        " coalesce(r.residual_importance_used, r.importance_used) AS i, count(*)" COUNTED LIVE
        " GROUP BY r.likelihood_used, r.importance_used, l, i";
    DB_QUERY *q = db_query(c->db, sql);
    bind_path(c, q, path);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        heat->inherent[step_of(q, 0)][step_of(q, 1)] += db_int(q, 4);
        heat->residual[step_of(q, 2)][step_of(q, 3)] += db_int(q, 4);
    }
    return e;
}

static struct db_query *figures_query(struct call *c, enum risk_by by)
{
    static const char by_unit[] =
        "SELECT u.uid, u.number, u.name, r.band, count(*), max(r.value_now)" COUNTED LIVE
        " GROUP BY u.id, u.uid, u.number, u.name, r.band";
    static const char by_threat[] =
        "SELECT t.uid, t.number, t.name, r.band, count(*), max(r.value_now)" COUNTED
        " JOIN threat t ON t.org_id = :org AND t.id = r.threat_id" LIVE
        " GROUP BY t.id, t.uid, t.number, t.name, r.band";
    static const char by_group[] =
        "SELECT NULL, NULL, t.threat_group, r.band, count(*), max(r.value_now)" COUNTED
        " JOIN threat t ON t.org_id = :org AND t.id = r.threat_id" LIVE
        " GROUP BY t.threat_group, r.band";
    static const char by_system[] =
        "SELECT s.uid, s.number, s.name, r.band, count(*), max(r.value_now)" COUNTED
        " LEFT JOIN system s ON s.org_id = :org AND s.id = r.system_id" LIVE
        " GROUP BY s.id, s.uid, s.number, s.name, r.band";
    static const char by_owner[] =
        "SELECT p.uid, p.number, p.name, r.band, count(*), max(r.value_now)" COUNTED
        " LEFT JOIN person p ON p.org_id = :org AND p.id = r.owner_id" LIVE
        " GROUP BY p.id, p.uid, p.number, p.name, r.band";
    switch (by) {
    case RISK_BY_THREAT:
        return db_query(c->db, by_threat);
    case RISK_BY_GROUP:
        return db_query(c->db, by_group);
    case RISK_BY_SYSTEM:
        return db_query(c->db, by_system);
    case RISK_BY_OWNER:
        return db_query(c->db, by_owner);
    default:
        return db_query(c->db, by_unit);
    }
}

static bool same(const struct risk_figure *f, struct db_query *q)
{
    const char *name = db_text(q, 2, NULL);
    if (f->has_uid != !db_is_null(q, 0))
        return false;
    if (f->has_uid) {
        struct uuid uid = db_uuid(q, 0);
        return memcmp(&uid, &f->uid, sizeof uid) == 0;
    }
    return name == NULL || f->name == NULL ? name == f->name : strcmp(name, f->name) == 0;
}

/* The figure of the row, made when it is the first of its thing. Rows of one thing do not stand
 * together, and there are no more things than a page shows well: looked for from the last on. */
static struct risk_figure *figure_of(
    struct call *c, struct db_query *q, struct risk_figure **figures, size_t *n)
{
    for (size_t i = *n; i > 0; i--)
        if (same(&(*figures)[i - 1], q))
            return &(*figures)[i - 1];
    *figures = mem_grow(c, *figures, struct risk_figure, *n + 1);
    struct risk_figure *f = &(*figures)[(*n)++];
    *f = (struct risk_figure){.uid = db_uuid(q, 0),
        .has_uid = !db_is_null(q, 0),
        .number = mem_strdup(c, db_text(q, 1, NULL)),
        .name = mem_strdup(c, db_text(q, 2, NULL))};
    return f;
}

enum err risk_view_store_figures(
    struct call *c, enum risk_by by, const char *path, struct risk_figure **figures, size_t *n)
{
    DB_QUERY *q = figures_query(c, by);
    bind_path(c, q, path);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct risk_figure *f = figure_of(c, q, figures, n);
        int band = (int)risk_colour_of(db_text(q, 3, NULL));
        int highest = (int)db_int(q, 5);
        f->count += db_int(q, 4);
        if (band < RISK_COLOUR_MAX)
            f->bands[band] += db_int(q, 4);
        else
            f->unknown += db_int(q, 4);
        f->highest = highest > f->highest ? highest : f->highest;
    }
    return e;
}
