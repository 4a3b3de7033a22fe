#include "mod/supplier/supplier_rule_store.h"

#include "base/mem.h"
#include "kernel/kept.h"

#include <string.h>

static const int rules_key; /* its address */

static int64_t size_of(struct db_query *q, int col)
{
    return db_is_null(q, col) ? -1 : db_int(q, col);
}

enum err supplier_rules_load(struct call *c, const struct supplier_rules **ret_rules)
{
    static const char SQL[] = "SELECT version, mark_internet, mark_information, mark_connection,"
                              " mark_stops, b_employees, b_sales, c_employees, c_sales, grace_years"
                              " FROM supplier_rule WHERE org_id = :org";
    const struct supplier_rules *kept = kept_of(c, &rules_key);
    bool row = false;
    if (kept != NULL) {
        *ret_rules = kept;
        return ERR_OK;
    }
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    struct supplier_rules *rules = mem_new(kept_context(c), struct supplier_rules);
    *rules = SUPPLIER_RULES_FIRST;
    if (row) {
        rules->version = db_int(q, 0);
        for (int m = 0; m < SUPPLIER_MARKS; m++)
            rules->marks[m] = db_int(q, 1 + m) != 0;
        rules->b = (struct supplier_size){size_of(q, 5), size_of(q, 6)};
        rules->c = (struct supplier_size){size_of(q, 7), size_of(q, 8)};
        rules->grace_years = (int)db_int(q, 9);
    }
    kept_put(c, &rules_key, rules);
    *ret_rules = rules;
    return ERR_OK;
}

static enum err lock_rules(struct call *c, bool *ret_there)
{
    static const char SQL[] =
        "SELECT version FROM supplier_rule WHERE org_id = :org {postgres: FOR SHARE}";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_step(q, ret_there);
}

/* A row to lock, for who has none: the rules that hold without one. */
static enum err begin_rules(struct call *c)
{
    static const char SQL[] =
        "INSERT INTO supplier_rule (org_id, version, mark_internet, mark_information,"
        " mark_connection, mark_stops, grace_years, updated_at, updated_by)"
        " VALUES (:org, 0, 1, 0, 0, 0, ?, ?, 0) ON CONFLICT (org_id) DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, SUPPLIER_GRACE_YEARS);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err supplier_rules_hold(struct call *c, const struct supplier_rules **ret_rules)
{
    bool there = false;
    if (kept_of(c, &rules_key) != NULL)
        return supplier_rules_load(c, ret_rules);
    enum err e = lock_rules(c, &there);
    if (e == ERR_OK && !there)
        e = begin_rules(c);
    if (e == ERR_OK && !there)
        e = lock_rules(c, &there);
    return e == ERR_OK ? supplier_rules_load(c, ret_rules) : e;
}

static void bind_size(struct db_query *q, int64_t size)
{
    if (size < 0)
        db_bind_null(q);
    else
        db_bind_int(q, size);
}

enum err supplier_rules_put(struct call *c, const struct supplier_rules *rules)
{
    static const char SQL[] =
        "INSERT INTO supplier_rule (org_id, version, mark_internet, mark_information,"
        " mark_connection, mark_stops, b_employees, b_sales, c_employees, c_sales, grace_years,"
        " updated_at, updated_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id) DO UPDATE SET version = excluded.version,"
        " mark_internet = excluded.mark_internet, mark_information = excluded.mark_information,"
        " mark_connection = excluded.mark_connection, mark_stops = excluded.mark_stops,"
        " b_employees = excluded.b_employees, b_sales = excluded.b_sales,"
        " c_employees = excluded.c_employees, c_sales = excluded.c_sales,"
        " grace_years = excluded.grace_years, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by WHERE supplier_rule.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, rules->version + 1);
    for (int m = 0; m < SUPPLIER_MARKS; m++)
        db_bind_int(q, rules->marks[m]);
    bind_size(q, rules->b.employees);
    bind_size(q, rules->b.sales);
    bind_size(q, rules->c.employees);
    bind_size(q, rules->c.sales);
    db_bind_int(q, rules->grace_years);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) != 1)
        e = problem_set(c->problem, ERR_STALE, "record_stale");
    return e;
}

/* ---- risk ---- */

static enum err mark_work(struct call *c, const struct supplier_rules *rules, int64_t *ret_changed)
{
    static const char SQL[] =
        "UPDATE supplier_engagement SET risk = j.risk, risk_rule = j.rule,"
        " version = supplier_engagement.version + 1 FROM (SELECT x.id, x.rule,"
        " CASE WHEN x.rule IS NOT NULL THEN 'with' WHEN x.unknown = 1 THEN NULL"
        " ELSE 'without' END AS risk FROM (SELECT e.id,"
        " CASE WHEN e.internet = 'yes' AND ? = 'on' THEN 'internet'"
        " WHEN e.information = 'yes' AND ? = 'on' THEN 'information'"
        " WHEN e.connection = 'yes' AND ? = 'on' THEN 'connection'"
        " WHEN coalesce(e.stops, e.stops_other) IS NOT NULL AND ? = 'on' THEN 'stops' END AS rule,"
        " CASE WHEN (e.internet IS NULL AND ? = 'on') OR (e.information IS NULL AND ? = 'on')"
        " OR (e.connection IS NULL AND ? = 'on') THEN 1 ELSE 0 END AS unknown"
        " FROM supplier_engagement e WHERE e.org_id = :org) x) j"
        " WHERE supplier_engagement.org_id = :org AND supplier_engagement.id = j.id"
        " AND (supplier_engagement.risk IS DISTINCT FROM j.risk"
        " OR supplier_engagement.risk_rule IS DISTINCT FROM j.rule)";
    DB_QUERY *q = db_query(c->db, SQL);
    for (int m = 0; m < SUPPLIER_MARKS; m++)
        db_bind_text(q, rules->marks[m] ? "on" : "off");
    for (int m = 0; m < SUPPLIER_STOPS; m++)
        db_bind_text(q, rules->marks[m] ? "on" : "off");
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_changed = db_changes(q);
    return e;
}

/* A firm has a risk where some of its work has, and none where all of it is known to have none. */
#define RISK_BY_WORK                                                              \
    " CASE WHEN sum(CASE WHEN e.risk = 'with' THEN 1 ELSE 0 END) > 0 THEN 'with'" \
    " WHEN count(e.id) = 0 OR count(e.id) > count(e.risk) THEN NULL ELSE 'without' END"

static enum err lock_firms(struct call *c, int64_t one, int64_t other)
{
    static const char SQL[] = "SELECT count(*) FROM (SELECT id FROM supplier WHERE org_id = :org"
                              " AND id IN (?, ?) ORDER BY id {postgres: FOR UPDATE}) s";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, one);
    db_bind_int(q, other);
    return db_one_int(q, 0, &n);
}

/* One firm at a time, by its id: within an import, whose rows nobody has counted yet, PostgreSQL
 * would read all work for a join, each time. */
static enum err mark_firm(struct call *c, int64_t id)
{
    static const char READ[] =
        "SELECT" RISK_BY_WORK " AS risk FROM supplier_engagement e WHERE e.org_id = :org"
        " AND e.supplier_id = ? AND e.deleted_at IS NULL AND e.state <> 'ended'";
    static const char WRITE[] =
        "UPDATE supplier SET risk = ?, version = version + 1 WHERE org_id = :org AND id = ?"
        " AND coalesce(risk, '') <> ?";
    bool row = false;
    DB_QUERY *read = db_query(c->db, READ);
    db_bind_int(read, id);
    enum err e = db_step(read, &row);
    if (e != ERR_OK)
        return e;
    const char *risk = mem_strdup(c, db_text(read, 0, NULL));
    DB_QUERY *q = db_query(c->db, WRITE);
    db_bind_text(q, risk);
    db_bind_int(q, id);
    db_bind_text(q, risk == NULL ? "" : risk);
    return db_run(q);
}

enum err supplier_store_risk(struct call *c, int64_t one, int64_t other)
{
    enum err e = lock_firms(c, one, other);
    if (e == ERR_OK && one != 0)
        e = mark_firm(c, one);
    return e == ERR_OK && other != 0 && other != one ? mark_firm(c, other) : e;
}

static enum err mark_firms(struct call *c)
{
    static const char SQL[] =
        "UPDATE supplier SET risk = j.risk, version = supplier.version + 1 FROM (SELECT "
        "s.id," RISK_BY_WORK " AS risk FROM supplier s LEFT JOIN supplier_engagement e"
        " ON e.org_id = :org AND e.supplier_id = s.id AND e.deleted_at IS NULL"
        " AND e.state <> 'ended' WHERE s.org_id = :org GROUP BY s.id) j"
        " WHERE supplier.org_id = :org AND supplier.id = j.id"
        " AND supplier.risk IS DISTINCT FROM j.risk";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_run(q);
}

/* ---- class ---- */

static void bind_reach(struct db_query *q, struct call *c, struct supplier_size size)
{
    bind_size(q, size.employees);
    db_bind_text(q, c->org.currency);
    bind_size(q, size.sales);
}

static enum err sort_firms(struct call *c, const struct supplier_rules *rules, int64_t *ret_changed)
{
    static const char SQL[] =
        "UPDATE supplier SET class = j.class, version = supplier.version + 1 FROM (SELECT s.id,"
        " CASE WHEN s.class_given IS NOT NULL THEN s.class_given"
        " WHEN s.officer IN ('has', 'can') THEN 'a'"
        " WHEN s.officer IS NULL OR ? = 'off' THEN NULL"
        " WHEN s.employees IS NULL AND (s.sales IS NULL OR s.sales_currency <> ?) THEN NULL"
        " WHEN s.employees >= ? OR (s.sales_currency = ? AND s.sales >= ?) THEN 'b'"
        " WHEN s.employees >= ? OR (s.sales_currency = ? AND s.sales >= ?) THEN 'c'"
        " ELSE 'd' END AS class FROM supplier s WHERE s.org_id = :org) j"
        " WHERE supplier.org_id = :org AND supplier.id = j.id"
        " AND supplier.class IS DISTINCT FROM j.class";
    bool set = rules->b.employees >= 0 || rules->b.sales >= 0 || rules->c.employees >= 0 ||
               rules->c.sales >= 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, set ? "on" : "off");
    db_bind_text(q, c->org.currency);
    bind_reach(q, c, rules->b);
    bind_reach(q, c, rules->c);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_changed = db_changes(q);
    return e;
}

enum err supplier_rules_apply(
    struct call *c, const struct supplier_rules *rules, int64_t *ret_work, int64_t *ret_firms)
{
    enum err e = mark_work(c, rules, ret_work);
    if (e == ERR_OK)
        e = mark_firms(c);
    return e != ERR_OK ? e : sort_firms(c, rules, ret_firms);
}

/* ---- duties ---- */

static int duty_no(const char *key)
{
    int no = 0;
    while (no < N_SUPPLIER_DUTIES && strcmp(SUPPLIER_DUTIES[no].key, key) != 0)
        no++;
    return no;
}

enum err supplier_store_duties(
    struct call *c, int64_t supplier_id, struct supplier_duty_row ret_rows[N_SUPPLIER_DUTIES])
{
    static const char SQL[] = "SELECT duty, met, checked_on, note FROM supplier_duty"
                              " WHERE org_id = :org AND supplier_id = ?";
    bool row = false;
    enum err e;
    memset(ret_rows, 0, sizeof *ret_rows * N_SUPPLIER_DUTIES);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        int no = duty_no(db_text(q, 0, NULL));
        if (no < N_SUPPLIER_DUTIES)
            ret_rows[no] = (struct supplier_duty_row){.known = true,
                .met = db_int(q, 1) != 0,
                .checked_on = mem_strdup(c, db_text(q, 2, NULL)),
                .note = mem_strdup(c, db_text(q, 3, NULL))};
    }
    return e;
}

enum err supplier_store_duty_put(struct call *c, int64_t supplier_id, const char *duty, bool met,
    const char *checked_on, const char *note)
{
    static const char SQL[] =
        "INSERT INTO supplier_duty (org_id, supplier_id, duty, met, checked_on, note, updated_at,"
        " updated_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id, supplier_id, duty) DO UPDATE SET met = excluded.met,"
        " checked_on = excluded.checked_on, note = excluded.note,"
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    db_bind_text(q, duty);
    db_bind_int(q, met);
    db_bind_text(q, checked_on);
    db_bind_text(q, note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err supplier_store_duty_remove(struct call *c, int64_t supplier_id, const char *duty)
{
    static const char SQL[] =
        "DELETE FROM supplier_duty WHERE org_id = :org AND supplier_id = ? AND duty = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    db_bind_text(q, duty);
    return db_run(q);
}

/* ---- figures ---- */

/* Firms whose days of grace are over and of which somebody said that a duty of their class is not
 * met, or whose last survey is too old. */
static enum err count_unmet(
    struct call *c, const char *asked_by, const char *surveyed_since, int64_t *ret_n)
{
    static const char SQL[] =
        "SELECT count(*) FROM supplier s WHERE s.org_id = :org AND s.deleted_at IS NULL"
        " AND s.state <> 'ended' AND s.duties_from <= ? AND (EXISTS (SELECT 1 FROM supplier_duty d"
        " WHERE d.org_id = :org AND d.supplier_id = s.id AND d.met = 0"
        " AND ((d.duty = ? AND ? LIKE '%' || s.class || '%')"
        " OR (d.duty = ? AND ? LIKE '%' || s.class || '%')"
        " OR (d.duty = ? AND ? LIKE '%' || s.class || '%')"
        " OR (d.duty = ? AND ? LIKE '%' || s.class || '%')))"
        " OR (s.class IS NOT NULL AND coalesce(s.surveyed_on, '') < ?))";
    int n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, asked_by);
    for (int i = 0; i < N_SUPPLIER_DUTIES; i++) {
        if (strcmp(SUPPLIER_DUTIES[i].key, SUPPLIER_SURVEY) == 0)
            continue;
        db_bind_text(q, SUPPLIER_DUTIES[i].key);
        db_bind_text(q, SUPPLIER_DUTIES[i].classes);
        n++;
    }
    db_bind_text(q, surveyed_since);
    return n == N_SUPPLIER_DUTIES - 1 ? db_one_int(q, 0, ret_n) : ERR_INTERNAL;
}

/* Firms of the tiers below, to which we give no work ourselves: nobody asks them, and no risk is
 * marked by our work. */
#define ONLY_BELOW                                                                        \
    "(coalesce(s.tier, '') = 'below' AND NOT EXISTS (SELECT 1 FROM supplier_engagement e" \
    " WHERE e.org_id = :org AND e.supplier_id = s.id AND e.deleted_at IS NULL"            \
    " AND e.state <> 'ended'))"

enum err supplier_store_figures(struct call *c, const char *asked_by, const char *surveyed_since,
    struct supplier_figures *ret_figures)
{
    static const char SQL[] =
        "SELECT count(*), count(CASE WHEN risk = 'with' THEN 1 END),"
        " count(CASE WHEN risk = 'without' THEN 1 END),"
        " count(CASE WHEN risk = 'with' AND concern = 'none' THEN 1 END),"
        " count(CASE WHEN risk = 'with' AND concern = 'some' THEN 1 END),"
        " count(CASE WHEN class = 'a' THEN 1 END), count(CASE WHEN class = 'b' THEN 1 END),"
        " count(CASE WHEN class = 'c' THEN 1 END), count(CASE WHEN class = 'd' THEN 1 END),"
        " count(CASE WHEN class IS NULL THEN 1 END),"
        " count(CASE WHEN state = 'candidate' THEN 1 END)"
        " FROM supplier s WHERE org_id = :org AND deleted_at IS NULL AND state <> 'ended'"
        " AND NOT " ONLY_BELOW;
    static const char BELOW[] =
        "SELECT count(*) FROM supplier s WHERE s.org_id = :org AND s.deleted_at IS NULL"
        " AND s.state <> 'ended' AND " ONLY_BELOW;
    bool row = false;
    int64_t below = 0;
    DB_QUERY *count = db_query(c->db, BELOW);
    enum err e = db_one_int(count, 0, &below);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_INTERNAL;
    *ret_figures = (struct supplier_figures){.suppliers = db_int(q, 0),
        .with_risk = db_int(q, 1),
        .without_risk = db_int(q, 2),
        .concern_none = db_int(q, 3),
        .concern_some = db_int(q, 4),
        .unclassed = db_int(q, 9),
        .candidates = db_int(q, 10),
        .below = below};
    for (int i = 0; i < 4; i++)
        ret_figures->classes[i] = db_int(q, 5 + i);
    return count_unmet(c, asked_by, surveyed_since, &ret_figures->duties_unmet);
}
