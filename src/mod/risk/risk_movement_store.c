/* The register at two times, risk by risk: `a` as it was kept, `b` as it was kept later or as it
 * stands. Risks in units that the caller does not see at one of the times are not there then. */
#include "base/mem.h"
#include "mod/risk/risk_snapshot_store.h"

#include <string.h>

/* Those that were there, with what they are later. */
#define PAIRS_NOW                                                   \
    " FROM risk_snapshot_row a LEFT JOIN risk b ON b.org_id = :org" \
    " AND b.id = a.risk_id AND " RISK_LIVE(                         \
        "b") " AND b.unit_id IN " RISK_UNITS                        \
             " WHERE a.org_id = :org AND a.snapshot_id = ? AND a.unit_id IN " RISK_UNITS
#define PAIRS_THEN                                                                  \
    " FROM risk_snapshot_row a LEFT JOIN risk_snapshot_row b ON b.org_id = :org"    \
    " AND b.snapshot_id = ? AND b.risk_id = a.risk_id AND b.unit_id IN " RISK_UNITS \
    " WHERE a.org_id = :org AND a.snapshot_id = ? AND a.unit_id IN " RISK_UNITS
/* Those that were not. */
#define NEW_NOW                                                                  \
    " FROM risk b LEFT JOIN risk_snapshot_row a ON a.org_id = :org"              \
    " AND a.snapshot_id = ? AND a.risk_id = b.id AND a.unit_id IN " RISK_UNITS   \
    " WHERE b.org_id = :org AND " RISK_LIVE("b") " AND b.unit_id IN " RISK_UNITS \
                                                 " AND a.risk_id IS NULL"
#define NEW_THEN                                                                    \
    " FROM risk_snapshot_row b LEFT JOIN risk_snapshot_row a ON a.org_id = :org"    \
    " AND a.snapshot_id = ? AND a.risk_id = b.risk_id AND a.unit_id IN " RISK_UNITS \
    " WHERE b.org_id = :org AND b.snapshot_id = ? AND b.unit_id IN " RISK_UNITS     \
    " AND a.risk_id IS NULL"

static void bind_source(struct db_query *q, const struct risk_movement *m, bool new)
{
    if (new)
        db_bind_int(q, m->from.id);
    else if (!m->to_now)
        db_bind_int(q, m->to.id);
    db_bind_text(q, m->units);
    if (!new)
        db_bind_int(q, m->from.id);
    else if (!m->to_now)
        db_bind_int(q, m->to.id);
    db_bind_text(q, m->units);
}

/* What two times are compared by: the value, or (by two methods) the band. 0: not known. */
#define SCORE(risk)                                                                     \
    "CASE WHEN ? = 1 THEN coalesce(" risk ".value_now, 0) ELSE CASE " risk              \
    ".band WHEN 'calm' THEN 1 WHEN 'watch' THEN 2 WHEN 'warn' THEN 3 WHEN 'alarm' THEN" \
    " 4 ELSE 0 END END"

static void bind_scores(struct db_query *q, const struct risk_movement *m)
{
    db_bind_int(q, m->same_method);
    db_bind_int(q, m->same_method);
}

/* Of a row with ids and scores: its kind, by number. */
#define KIND                                                                                    \
    "CASE WHEN x.from_id IS NULL THEN 0 WHEN x.to_id IS NULL THEN 1"                            \
    " WHEN (x.from_score = 0 AND x.to_score > 0) OR (x.from_score > 0 AND x.to_score = 0)"      \
    " THEN 4 WHEN x.to_score > x.from_score THEN 2 WHEN x.to_score < x.from_score THEN 3 ELSE " \
    "5 END"
_Static_assert(RISK_KIND_NEW == 0 && RISK_KIND_GONE == 1 && RISK_KIND_UP == 2 &&
                   RISK_KIND_DOWN == 3 && RISK_KIND_RATED == 4 && RISK_KIND_SAME == 5,
    "as KIND has them");

/* ---- counts ---- */

#define COUNTS(to_id, source)                                                                      \
    "SELECT y.kind, y.from_there, y.from_band, y.to_there, y.to_band, count(*) FROM (SELECT " KIND \
    " AS kind, CASE WHEN x.from_id IS NULL THEN 0 ELSE 1 END AS from_there, x.from_band,"          \
    " CASE WHEN x.to_id IS NULL THEN 0 ELSE 1 END AS to_there, x.to_band FROM (SELECT"             \
    " a.risk_id AS from_id, a.band AS from_band, " to_id                                           \
    " AS to_id, b.band AS to_band, " SCORE("a") " AS from_score, " SCORE(                          \
        "b") " AS to_score" source ") x) y"                                                        \
             " GROUP BY y.kind, y.from_there, y.from_band, y.to_there, y.to_band"

static enum risk_place place_of(bool there, const char *band)
{
    enum risk_colour colour = risk_colour_of(band);
    if (!there)
        return RISK_PLACE_ABSENT;
    return colour == RISK_COLOUR_MAX ? RISK_PLACE_UNKNOWN : (enum risk_place)colour;
}

static enum err add_counts(struct db_query *q, struct risk_movement *m)
{
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        int64_t n = db_int(q, 5);
        m->kinds[db_int(q, 0) % RISK_KIND_MAX] += n;
        m->cells[place_of(db_int(q, 1) == 1, db_text(q, 2, NULL))]
                [place_of(db_int(q, 3) == 1, db_text(q, 4, NULL))] += n;
    }
    return e;
}

enum err risk_movement_store_count(struct call *c, struct risk_movement *m)
{
    static const char pairs_now[] = COUNTS("b.id", PAIRS_NOW);
    static const char pairs_then[] = COUNTS("b.risk_id", PAIRS_THEN);
    static const char new_now[] = COUNTS("b.id", NEW_NOW);
    static const char new_then[] = COUNTS("b.risk_id", NEW_THEN);
    DB_QUERY *pairs = db_query(c->db, m->to_now ? pairs_now : pairs_then);
    bind_scores(pairs, m);
    bind_source(pairs, m, false);
    enum err e = add_counts(pairs, m);
    if (e != ERR_OK)
        return e;
    DB_QUERY *new = db_query(c->db, m->to_now ? new_now : new_then);
    bind_scores(new, m);
    bind_source(new, m, true);
    return add_counts(new, m);
}

/* ---- risks ---- */

#define STANDING(risk, at)                                                                     \
    risk ".likelihood_used AS " at "_l, " risk ".importance_used AS " at "_i, " risk           \
         ".value AS " at "_v, " risk ".residual_likelihood_used AS " at "_rl, " risk           \
         ".residual_importance_used AS " at "_ri, " risk ".residual_value AS " at "_rv, " risk \
         ".value_now AS " at "_now, " risk ".state AS " at "_state, " risk ".band AS " at "_band"
#define TOLD(at)                                                                               \
    "z." at "_l, z." at "_i, z." at "_v, z." at "_rl, z." at "_ri, z." at "_rv, z." at "_now," \
    " z." at "_state, z." at "_band"

/* By what a risk is worth at the end; of those that moved furthest, by how far before that. */
#define SORT                                                                             \
    "CASE WHEN ? = 1 AND x.from_id IS NOT NULL AND x.to_id IS NOT NULL THEN"             \
    " abs(x.to_score - x.from_score) * 1000 ELSE 0 END + CASE WHEN x.to_id IS NULL THEN" \
    " x.from_score ELSE x.to_score END"

/* `o`: the risk at the other time, wherever it was. */
#define RISKS(to_id, source)                                                                       \
    "SELECT r.uid, z.number, z.name, u.name, z.sort, z.from_id, z.to_id, r.created_at,"            \
    " r.deleted_at, r.state, o.risk_id, CASE WHEN r.unit_id IN " RISK_UNITS " THEN 1 ELSE 0 END,"  \
    " " TOLD("from") ", " TOLD(                                                                    \
        "to") " FROM (SELECT x.*, " KIND " AS kind, " SORT " AS sort FROM (SELECT"                 \
              " a.risk_id AS from_id, " to_id                                                      \
              " AS to_id, coalesce(b.number, a.number, '') AS number,"                             \
              " coalesce(b.name, a.name) AS name, coalesce(b.unit_id, a.unit_id) AS "              \
              "unit_id, " STANDING("a", "from") ", " STANDING("b", "to") ", " SCORE(               \
                  "a") " AS from_score, " SCORE("b") " AS to_score" source ") x) z"                \
                                                     " JOIN risk r ON r.org_id = :org AND r.id = " \
                                                     "coalesce(z.to_id, z.from_id)"                \
                                                     " JOIN unit u ON u.org_id = :org AND u.id = " \
                                                     "z.unit_id"                                   \
                                                     " LEFT JOIN risk_snapshot_row o ON o.org_id " \
                                                     "= :org AND o.snapshot_id = ?"                \
                                                     " AND o.risk_id = r.id"                       \
                                                     " WHERE z.kind = ? AND (z.sort < ? OR "       \
                                                     "(z.sort = ? AND z.number > ?))"              \
                                                     " ORDER BY z.sort DESC, z.number LIMIT ?"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct risk_moved_side side_of(struct call *c, struct db_query *q, bool there, int col)
{
    const char *state = text(c, q, col + 7);
    return (struct risk_moved_side){.there = there,
        .standing = {.likelihood = (uint8_t)db_int(q, col),
            .importance = (uint8_t)db_int(q, col + 1),
            .value = (uint8_t)db_int(q, col + 2),
            .residual_likelihood = (uint8_t)db_int(q, col + 3),
            .residual_importance = (uint8_t)db_int(q, col + 4),
            .residual_value = (uint8_t)db_int(q, col + 5),
            .value_now = (uint8_t)db_int(q, col + 6),
            .accepted = state != NULL && strcmp(state, "accepted") == 0},
        .state = state,
        .band = text(c, q, col + 8)};
}

static enum risk_why why_new(const struct risk_movement *m, struct db_query *q)
{
    if (db_int(q, 7) >= m->from.taken_at_ms)
        return RISK_WHY_CREATED;
    return db_is_null(q, 10) ? RISK_WHY_REOPENED : RISK_WHY_UNIT;
}

static enum risk_why why_gone(const struct risk_movement *m, struct db_query *q)
{
    bool deleted = !db_is_null(q, 8), closed = strcmp(db_text(q, 9, NULL), "closed") == 0;
    bool elsewhere = m->to_now ? !deleted && !closed : !db_is_null(q, 10);
    return elsewhere ? RISK_WHY_UNIT : deleted ? RISK_WHY_DELETED : RISK_WHY_CLOSED;
}

static struct risk_moved moved_of(struct call *c, struct db_query *q, const struct risk_movement *m)
{
    enum { FROM = 12, TO = 21 };
    bool from = !db_is_null(q, 5), to = !db_is_null(q, 6);
    struct risk_moved r = {.uid = db_uuid(q, 0),
        .number = text(c, q, 1),
        .name = text(c, q, 2),
        .unit = text(c, q, 3),
        .sort = db_int(q, 4),
        .open = db_is_null(q, 8) && db_int(q, 11) == 1,
        .from = side_of(c, q, from, FROM),
        .to = side_of(c, q, to, TO)};
    if (from && to)
        r.n_whys = risk_why_of(&r.from.standing, &r.to.standing, m->same_method, r.whys);
    else
        r.whys[r.n_whys++] = from ? why_gone(m, q) : why_new(m, q);
    return r;
}

enum err risk_movement_store_list(struct call *c, const struct risk_movement *m,
    const struct risk_moved_wish *wish, struct risk_moved *ret_rows, size_t *ret_n)
{
    static const char pairs_now[] = RISKS("b.id", PAIRS_NOW);
    static const char pairs_then[] = RISKS("b.risk_id", PAIRS_THEN);
    static const char new_now[] = RISKS("b.id", NEW_NOW);
    static const char new_then[] = RISKS("b.risk_id", NEW_THEN);
    bool new = wish->kind == RISK_KIND_NEW, row = false;
    size_t n = 0;
    enum err e;
    const char *sql = m->to_now ? new ? new_now : pairs_now : new ? new_then : pairs_then;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, m->units);
    db_bind_int(q, wish->furthest);
    bind_scores(q, m);
    bind_source(q, m, new);
    db_bind_int(q, new ? m->from.id : m->to.id);
    db_bind_int(q, wish->kind);
    db_bind_int(q, wish->sort);
    db_bind_int(q, wish->sort);
    db_bind_text(q, wish->number);
    db_bind_int(q, wish->most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_rows[n++] = moved_of(c, q, m);
    if (e == ERR_OK)
        *ret_n = n;
    return e;
}
