#include "base/mem.h"
#include "kernel/reader/reader.h"
#include "kernel/task/task_private.h"
#include "kernel/unit/unit_tree.h"

static void bind_instant(struct db_query *q, int64_t ms)
{
    if (ms == 0)
        db_bind_null(q);
    else
        db_bind_int(q, ms);
}

/* Binds the limit and reads what the statement gives. */
static enum err read_ids(struct call *c, struct db_query *q, int64_t **ret_ids, size_t *ret_n)
{
    int64_t *ids = mem_array(c, int64_t, LIMIT_RECORD_ITEMS);
    size_t n = 0;
    bool row = false;
    enum err e;
    db_bind_int(q, LIMIT_RECORD_ITEMS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ids[n++] = db_int(q, 0);
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

enum err task_store_of(
    struct call *c, const char *record, int64_t deleted_at_ms, int64_t **ret_ids, size_t *ret_n)
{
    static const char SQL[] = "SELECT id FROM task WHERE org_id = :org AND record = ?"
                              " AND coalesce(deleted_at, 0) = ? ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, record);
    db_bind_int(q, deleted_at_ms);
    return read_ids(c, q, ret_ids, ret_n);
}

enum err task_store_page(
    struct call *c, const char *record, int64_t after, int64_t **ret_ids, size_t *ret_n)
{
    static const char SQL[] = "SELECT id FROM task WHERE org_id = :org AND record = ?"
                              " AND id > ? ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, record);
    db_bind_int(q, after);
    return read_ids(c, q, ret_ids, ret_n);
}

enum err task_store_hide(struct call *c, const char *record, int64_t from_ms, int64_t to_ms)
{
    static const char SQL[] = "UPDATE task SET deleted_at = ? WHERE org_id = :org AND record = ?"
                              " AND coalesce(deleted_at, 0) = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    bind_instant(q, to_ms);
    db_bind_text(q, record);
    db_bind_int(q, from_ms);
    return db_run(q);
}

enum err task_store_move(struct call *c, const char *record, int64_t unit_id)
{
    static const char SQL[] = "UPDATE task SET unit_id = ? WHERE org_id = :org AND record = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, unit_id);
    db_bind_text(q, record);
    return db_run(q);
}

enum err task_store_rehang(
    struct call *c, const char *from, const char *to, const char *about, int64_t only, json_t *ids)
{
    static const char SQL[] =
        "UPDATE task SET record = ?, about = ?, version = version + 1 WHERE org_id = :org"
        " AND record = ? AND (id = ? OR ? = 'all') RETURNING id";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, to);
    db_bind_text(q, about);
    db_bind_text(q, from);
    db_bind_int(q, only);
    db_bind_text(q, only == 0 ? "all" : "one");
    while ((e = db_step(q, &row)) == ERR_OK && row)
        json_array_append_new(ids, json_integer(db_int(q, 0)));
    return e;
}

enum err task_store_retitle(struct call *c, const char *record, const char *about)
{
    static const char SQL[] = "UPDATE task SET about = ? WHERE org_id = :org AND record = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, about);
    db_bind_text(q, record);
    return db_run(q);
}

/* ---- days ---- */

bool task_days_of(struct call *c, struct task_days *ret_days)
{
    enum { WEEK = 7, MONTH = 30 };
    struct date today;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return false;
    int64_t day = date_days(today);
    date_format(today, ret_days->today);
    date_format(date_of_days(day + TASK_SOON_DAYS), ret_days->soon);
    date_format(date_of_days(day + WEEK), ret_days->week_on);
    date_format(date_of_days(day + MONTH), ret_days->month_on);
    date_format(date_of_days(day - TASK_SOON_DAYS), ret_days->not_since);
    date_format(date_of_days(day - TASK_AGAIN_DAYS), ret_days->week_ago);
    return true;
}

/* What task_reminder would say, for all tasks at once. */
enum err task_store_due(struct call *c, const struct task_days *days, int most,
    struct task_due **ret_due, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, due, reminded_on FROM task WHERE org_id = :org AND deleted_at IS NULL"
        " AND due <= ? AND state IN ('open', 'doing') AND owner_id IS NOT NULL"
        " AND (reminded_on IS NULL OR (due >= ? AND reminded_on < ?)"
        " OR (due < ? AND (reminded_on <= due OR reminded_on <= ?))) ORDER BY due, id LIMIT ?";
    struct task_due *list = mem_array(c, struct task_due, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, days->soon);
    db_bind_text(q, days->today);
    db_bind_text(q, days->not_since);
    db_bind_text(q, days->today);
    db_bind_text(q, days->week_ago);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct task_due){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .due = mem_strdup(c, db_text(q, 2, NULL)),
            .reminded = mem_strdup(c, db_text(q, 3, NULL))};
    if (e != ERR_OK)
        return e;
    *ret_due = list;
    *ret_n = n;
    return ERR_OK;
}

enum err task_store_reminded(struct call *c, int64_t id, const char *today)
{
    static const char SQL[] = "UPDATE task SET reminded_on = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, today);
    db_bind_int(q, id);
    return db_run(q);
}

/* ---- load ---- */

static struct task_load read_load(struct call *c, struct db_query *q)
{
    return (struct task_load){.person = db_uuid(q, 0),
        .number = mem_strdup(c, db_text(q, 1, NULL)),
        .name = mem_strdup(c, db_text(q, 2, NULL)),
        .open = db_int(q, 3),
        .doing = db_int(q, 4),
        .late = db_int(q, 5),
        .week = db_int(q, 6),
        .month = db_int(q, 7),
        .first_due = mem_strdup(c, db_text(q, 8, NULL)),
        .moved_ms = db_int(q, 9),
        .still_ms = db_int(q, 10)};
}

enum err task_store_load(struct call *c, const char *unit_path, const struct task_days *days,
    int most, struct task_load **ret_loads, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT p.uid, p.number, p.name, s.n, s.doing, s.late, s.week, s.month, s.first_due,"
        " s.moved, s.still FROM (SELECT t.owner_id AS owner_id, count(*) AS n,"
        " sum(CASE WHEN t.state = 'doing' THEN 1 ELSE 0 END) AS doing,"
        " sum(CASE WHEN t.due < ? THEN 1 ELSE 0 END) AS late,"
        " sum(CASE WHEN t.due >= ? AND t.due <= ? THEN 1 ELSE 0 END) AS week,"
        " sum(CASE WHEN t.due >= ? AND t.due <= ? THEN 1 ELSE 0 END) AS month,"
        " min(t.due) AS first_due, max(t.updated_at) AS moved, min(t.updated_at) AS still"
        " FROM task t JOIN unit u ON u.org_id = t.org_id AND u.id = t.unit_id"
        " WHERE t.org_id = :org AND t.deleted_at IS NULL AND t.state IN ('open', 'doing')"
        " AND u.path >= ? AND u.path < ? AND " READER_MAY_SEE(
            "'task'", "t.id") " AND (t.register IS NULL OR t.register IN"
                              " ({sqlite: SELECT value FROM json_each(?)}{postgres: SELECT j.x"
                              " FROM json_array_elements_text(CAST(? AS json)) AS j(x)}))"
                              " GROUP BY t.owner_id) s"
                              " LEFT JOIN person p ON p.org_id = :org AND p.id = s.owner_id"
                              " ORDER BY s.late DESC, s.n DESC, s.owner_id LIMIT ?";
    struct task_load *list = mem_array(c, struct task_load, most);
    char end[UNIT_PATH_SIZE];
    size_t n = 0;
    bool row = false;
    enum err e;
    unit_path_end(unit_path, end);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, days->today);
    db_bind_text(q, days->today);
    db_bind_text(q, days->week_on);
    db_bind_text(q, days->today);
    db_bind_text(q, days->month_on);
    db_bind_text(q, unit_path);
    db_bind_text(q, end);
    reader_bind(q, &READER_NOBODY);
    db_bind_text(q, reg_names_read(c, unit_path));
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_load(c, q);
    if (e != ERR_OK)
        return e;
    *ret_loads = list;
    *ret_n = n;
    return ERR_OK;
}
