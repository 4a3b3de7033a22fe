#include "mod/risk/risk_view_store.h"

#include "base/mem.h"
#include "kernel/register/register.h"
#include "mod/measure/measure.h"
#include "mod/risk/risk_snapshot_store.h"

#include <string.h>

#define CSM40 "kaname-csm40" /* the sheet whose sections are the ten directives */

#define COUNTED " FROM risk r"
#define LIVE " WHERE r.org_id = :org AND " RISK_LIVE("r") " AND r.unit_id IN " RISK_UNITS

static int step_of(struct db_query *q, int col)
{
    int64_t step = db_int(q, col);
    return step < 0 || step > RISK_STEPS_MAX ? 0 : (int)step;
}

static enum err add_cells(struct db_query *q, struct risk_heat *heat)
{
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        heat->inherent[step_of(q, 0)][step_of(q, 1)] += db_int(q, 4);
        heat->residual[step_of(q, 2)][step_of(q, 3)] += db_int(q, 4);
    }
    return e;
}

#define CELLS                                                        \
    "SELECT r.likelihood_used, r.importance_used,"                   \
    " coalesce(r.residual_likelihood_used, r.likelihood_used) AS l," \
    " coalesce(r.residual_importance_used, r.importance_used) AS i, count(*)"
#define BY_CELL " GROUP BY r.likelihood_used, r.importance_used, l, i"

enum err risk_view_store_heat(
    struct call *c, const char *units, int64_t snapshot_id, struct risk_heat *heat)
{
    static const char now[] = CELLS COUNTED LIVE BY_CELL;
    static const char then[] =
        CELLS " FROM risk_snapshot_row r WHERE r.org_id = :org AND r.snapshot_id = ?"
              " AND r.unit_id IN " RISK_UNITS BY_CELL;
    DB_QUERY *q = db_query(c->db, snapshot_id == 0 ? now : then);
    if (snapshot_id != 0)
        db_bind_int(q, snapshot_id);
    db_bind_text(q, units);
    return add_cells(q, heat);
}

#define LINKS REG_LINKS("risks", "measures")
#define SECTIONS MEASURE_SECTIONS(CSM40)

static struct db_query *figures_query(struct call *c, enum risk_by by)
{
    static const char by_unit[] =
        "SELECT u.uid, u.number, u.name, r.band, count(*), max(r.value_now)" COUNTED
        " JOIN unit u ON u.org_id = :org AND u.id = r.unit_id" LIVE
        " GROUP BY u.id, u.uid, u.number, u.name, r.band ORDER BY u.id";
    static const char by_threat[] =
        "SELECT t.uid, t.number, t.name, r.band, count(*), max(r.value_now)" COUNTED
        " JOIN threat t ON t.org_id = :org AND t.id = r.threat_id" LIVE
        " GROUP BY t.id, t.uid, t.number, t.name, r.band ORDER BY t.id";
    static const char by_group[] =
        "SELECT NULL, NULL, t.threat_group, r.band, count(*), max(r.value_now)" COUNTED
        " JOIN threat t ON t.org_id = :org AND t.id = r.threat_id" LIVE
        " GROUP BY t.threat_group, r.band ORDER BY t.threat_group";
    static const char by_system[] =
        "SELECT s.uid, s.number, s.name, r.band, count(*), max(r.value_now)" COUNTED
        " LEFT JOIN system s ON s.org_id = :org AND s.id = r.system_id" LIVE
        " GROUP BY s.id, s.uid, s.number, s.name, r.band ORDER BY s.id";
    static const char by_owner[] =
        "SELECT p.uid, p.number, p.name, r.band, count(*), max(r.value_now)" COUNTED
        " LEFT JOIN person p ON p.org_id = :org AND p.id = r.owner_id" LIVE
        " GROUP BY p.id, p.uid, p.number, p.name, r.band ORDER BY p.id";
    /* Measures of one directive count once. */
    static const char by_directive[] =
        "SELECT NULL, NULL, d.section_key, r.band, count(*), max(r.value_now)" COUNTED
        " LEFT JOIN (SELECT DISTINCT l.id, m.section_key FROM " LINKS " l JOIN " SECTIONS
        " m ON m.id = l.other_id) d ON d.id = r.id" LIVE
        " GROUP BY d.section_key, r.band ORDER BY d.section_key";
    switch (by) {
    case RISK_BY_THREAT:
        return db_query(c->db, by_threat);
    case RISK_BY_GROUP:
        return db_query(c->db, by_group);
    case RISK_BY_SYSTEM:
        return db_query(c->db, by_system);
    case RISK_BY_DIRECTIVE:
        return db_query(c->db, by_directive);
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

/* The figure of the row, made when it is the first of its thing: rows of one stand together. */
static struct risk_figure *figure_of(
    struct call *c, struct db_query *q, struct risk_figure **figures, size_t *n)
{
    if (*n > 0 && same(&(*figures)[*n - 1], q))
        return &(*figures)[*n - 1];
    *figures = mem_grow(c, *figures, struct risk_figure, *n + 1);
    struct risk_figure *f = &(*figures)[(*n)++];
    *f = (struct risk_figure){.uid = db_uuid(q, 0),
        .has_uid = !db_is_null(q, 0),
        .number = mem_strdup(c, db_text(q, 1, NULL)),
        .name = mem_strdup(c, db_text(q, 2, NULL))};
    return f;
}

enum err risk_view_store_figures(struct call *c, enum risk_by by, const char *units,
    struct risk_figure **ret_figures, size_t *ret_n)
{
    struct risk_figure *figures = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = figures_query(c, by);
    db_bind_text(q, units);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct risk_figure *f = figure_of(c, q, &figures, &n);
        int band = (int)risk_colour_of(db_text(q, 3, NULL));
        int highest = (int)db_int(q, 5);
        f->count += db_int(q, 4);
        if (band < RISK_COLOUR_MAX)
            f->bands[band] += db_int(q, 4);
        else
            f->unknown += db_int(q, 4);
        f->highest = highest > f->highest ? highest : f->highest;
    }
    if (e != ERR_OK)
        return e;
    *ret_figures = figures;
    *ret_n = n;
    return ERR_OK;
}
