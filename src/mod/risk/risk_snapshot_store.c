#include "mod/risk/risk_snapshot_store.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

const char *risk_snapshot_units(struct call *c, const char *const *paths, size_t n)
{
    struct buf *list = buf_new(c);
    for (size_t i = 0; i < n; i++) {
        char end[UNIT_PATH_SIZE];
        unit_path_end(paths[i], end);
        buf_printf(list, "%c[\"%s\",\"%s\"]", i == 0 ? '[' : ',', paths[i], end);
    }
    return n == 0 ? "[]" : mem_printf(c, "%s]", list->data);
}

/* ---- taking ---- */

enum err risk_snapshot_store_live(struct call *c, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(*) FROM risk r WHERE r.org_id = :org AND " RISK_LIVE("r");
    DB_QUERY *q = db_query(c->db, sql);
    return db_one_int(q, 0, ret_n);
}

enum err risk_snapshot_store_count(struct call *c, const char *period, int64_t *ret_n)
{
    static const char of_period[] =
        "SELECT count(*) FROM risk_snapshot WHERE org_id = :org AND period = ?";
    static const char by_hand[] =
        "SELECT count(*) FROM risk_snapshot WHERE org_id = :org AND by_hand = 1";
    DB_QUERY *q = db_query(c->db, period == NULL ? by_hand : of_period);
    if (period != NULL)
        db_bind_text(q, period);
    return db_one_int(q, 0, ret_n);
}

static enum err add_head(struct call *c, struct risk_snapshot *s)
{
    static const char sql[] =
        "INSERT INTO risk_snapshot (org_id, uid, period, by_hand, as_of, method_key,"
        " method_version, taken_at, taken_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &s->uid);
    db_bind_text(q, s->period);
    db_bind_int(q, s->by_hand);
    db_bind_text(q, s->as_of);
    db_bind_text(q, s->method_key);
    db_bind_int(q, s->method_version);
    db_bind_int(q, s->taken_at_ms);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, &s->id);
}

static enum err add_rows(struct call *c, int64_t id)
{
    static const char sql[] =
        "INSERT INTO risk_snapshot_row (org_id, snapshot_id, risk_id, number, name, unit_id, state,"
        " treatment, likelihood_used, importance_used, value, residual_likelihood_used,"
        " residual_importance_used, residual_value, value_now, band)"
        " SELECT :org, CAST(? AS {sqlite: INTEGER}{postgres: bigint}), r.id, r.number, r.name,"
        " r.unit_id, r.state, r.treatment, r.likelihood_used, r.importance_used, r.value,"
        " r.residual_likelihood_used, r.residual_importance_used, r.residual_value, r.value_now,"
        " r.band FROM risk r WHERE r.org_id = :org AND " RISK_LIVE("r") " ORDER BY r.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

static enum err add_units(struct call *c, int64_t id)
{
#define COUNT_IF(condition) " sum(CASE WHEN s.band " condition " THEN 1 ELSE 0 END)"
#define CALM COUNT_IF("= 'calm'")
#define WATCH COUNT_IF("= 'watch'")
#define WARN COUNT_IF("= 'warn'")
#define ALARM COUNT_IF("= 'alarm'")
#define UNKNOWN COUNT_IF("IS NULL")
    static const char sql[] =
        "INSERT INTO risk_snapshot_unit (org_id, snapshot_id, unit_id, calm, watch, warn, alarm,"
        " unknown) SELECT :org, s.snapshot_id, s.unit_id," CALM "," WATCH "," WARN "," ALARM
        "," UNKNOWN " FROM risk_snapshot_row s WHERE s.org_id = :org AND s.snapshot_id = ?"
        " GROUP BY s.snapshot_id, s.unit_id";
#undef COUNT_IF
#undef CALM
#undef WATCH
#undef WARN
#undef ALARM
#undef UNKNOWN
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

enum err risk_snapshot_store_add(struct call *c, struct risk_snapshot *s)
{
    enum err e = add_head(c, s);
    if (e == ERR_OK)
        e = add_rows(c, s->id);
    if (e == ERR_OK)
        e = db_count_anew(c->db, "risk_snapshot_row");
    return e == ERR_OK ? add_units(c, s->id) : e;
}

enum err risk_snapshot_store_remove(struct call *c, int64_t id)
{
    static const char rows[] =
        "DELETE FROM risk_snapshot_row WHERE org_id = :org AND snapshot_id = ?";
    static const char head[] = "DELETE FROM risk_snapshot WHERE org_id = :org AND id = ?";
    DB_QUERY *of_rows = db_query(c->db, rows);
    db_bind_int(of_rows, id);
    enum err e = db_run(of_rows);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, head);
    db_bind_int(q, id);
    return db_run(q);
}

/* ---- reading ---- */

#define LIST(which)                                                                         \
    "SELECT s.id, s.uid, s.period, s.by_hand, s.as_of, s.method_key, s.method_version,"     \
    " s.taken_at, a.name, n.calm, n.watch, n.warn, n.alarm, n.unknown FROM risk_snapshot s" \
    " LEFT JOIN account a ON a.org_id = :org AND a.id = s.taken_by"                         \
    " LEFT JOIN (SELECT c.snapshot_id, sum(c.calm) AS calm, sum(c.watch) AS watch,"         \
    " sum(c.warn) AS warn, sum(c.alarm) AS alarm, sum(c.unknown) AS unknown"                \
    " FROM risk_snapshot_unit c WHERE c.org_id = :org AND c.unit_id IN " RISK_UNITS         \
    " GROUP BY c.snapshot_id) n ON n.snapshot_id = s.id"                                    \
    " WHERE s.org_id = :org" which " ORDER BY s.taken_at DESC, s.id DESC LIMIT ?"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct risk_snapshot snapshot_of(struct call *c, struct db_query *q)
{
    enum { FIRST_COUNT = 9 };
    struct risk_snapshot s = {.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .period = text(c, q, 2),
        .by_hand = db_int(q, 3) == 1,
        .as_of = text(c, q, 4),
        .method_key = text(c, q, 5),
        .method_version = db_int(q, 6),
        .taken_at_ms = db_int(q, 7),
        .taken_by = text(c, q, 8)};
    for (int i = 0; i < RISK_PLACE_ABSENT; i++)
        s.places[i] = db_int(q, FIRST_COUNT + i);
    return s;
}

enum err risk_snapshot_store_list(struct call *c, const char *units, const struct uuid *uid,
    int most, struct risk_snapshot **ret_all, size_t *ret_n)
{
    static const char all_sql[] = LIST("");
    static const char one_sql[] = LIST(" AND s.uid = ?");
    struct risk_snapshot *all = mem_array(c, struct risk_snapshot, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, uid == NULL ? all_sql : one_sql);
    db_bind_text(q, units);
    if (uid != NULL)
        db_bind_uuid(q, uid);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        all[n++] = snapshot_of(c, q);
    if (e != ERR_OK)
        return e;
    *ret_all = all;
    *ret_n = n;
    return ERR_OK;
}

static enum err one_uid(struct db_query *q, struct uuid *ret_uid)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_uid = db_uuid(q, 0);
    return e;
}

enum err risk_snapshot_store_before(struct call *c, int64_t before_ms, struct uuid *ret_uid)
{
    static const char sql[] = "SELECT uid FROM risk_snapshot WHERE org_id = :org AND taken_at < ?"
                              " ORDER BY taken_at DESC, id DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, before_ms);
    return one_uid(q, ret_uid);
}

#define WITHIN "SELECT uid FROM risk_snapshot WHERE org_id = :org AND as_of >= ? AND as_of <= ?"

enum err risk_snapshot_store_within(
    struct call *c, struct date_span days, bool newest, struct uuid *ret_uid)
{
    static const char last[] = WITHIN " ORDER BY as_of DESC, taken_at DESC, id DESC LIMIT 1";
    static const char first[] = WITHIN " ORDER BY as_of, taken_at, id LIMIT 1";
    char from[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE];
    DB_QUERY *q = db_query(c->db, newest ? last : first);
    date_format(days.first, from);
    date_format(days.last, until);
    db_bind_text(q, from);
    db_bind_text(q, until);
    return one_uid(q, ret_uid);
}
