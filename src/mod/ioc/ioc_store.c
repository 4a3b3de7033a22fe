/* SQL of indicators. */
#include "base/mem.h"
#include "mod/ioc/ioc_private.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static int64_t instant(struct db_query *q, int col)
{
    return db_is_null(q, col) ? 0 : db_int(q, col);
}

/* ---- reading ---- */

enum err ioc_store_list(struct call *c, int64_t incident_id, struct ioc **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT i.no, i.type, i.value, i.value_key, i.tlp, i.first_seen, i.note, i.added_at,"
        " a.name, i.dropped_at, i.dropped_reason FROM case_ioc i"
        " LEFT JOIN account a ON a.org_id = i.org_id AND a.id = i.added_by"
        " WHERE i.org_id = :org AND i.incident_id = ? ORDER BY i.no DESC LIMIT ?";
    struct ioc *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, LIMIT_IOCS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct ioc, n + 1);
        list[n++] = (struct ioc){.no = db_int(q, 0),
            .type = text(c, q, 1),
            .value = text(c, q, 2),
            .key = text(c, q, 3),
            .tlp = text(c, q, 4),
            .first_ms = instant(q, 5),
            .note = text(c, q, 6),
            .added_ms = db_int(q, 7),
            .by_name = text(c, q, 8),
            .dropped_ms = instant(q, 9),
            .dropped_reason = text(c, q, 10)};
    }
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

enum err ioc_marked(
    struct call *c, int64_t incident_id, struct ioc_marked **ret_list, size_t *ret_n)
{
    struct ioc *all = NULL;
    size_t n = 0, held = 0;
    enum err e = ioc_store_list(c, incident_id, &all, &n);
    if (e != ERR_OK)
        return e;
    struct ioc_marked *list = mem_array(c, struct ioc_marked, n + 1);
    for (size_t i = 0; i < n; i++)
        if (all[i].dropped_ms == 0)
            list[held++] = (struct ioc_marked){all[i].no, all[i].value, all[i].tlp};
    *ret_list = list;
    *ret_n = held;
    return ERR_OK;
}

enum err ioc_store_shared(
    struct call *c, int64_t incident_id, struct ioc_shared **ret_list, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT o.value_key, o.incident_id FROM case_ioc i JOIN case_ioc o"
        " ON o.org_id = i.org_id AND o.value_key = i.value_key AND o.incident_id <> i.incident_id"
        " WHERE i.org_id = :org AND i.incident_id = ? AND i.dropped_at IS NULL"
        " AND o.dropped_at IS NULL ORDER BY o.incident_id DESC, i.no LIMIT ?";
    struct ioc_shared *list = mem_array(c, struct ioc_shared, IOC_SHARED_MOST);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, IOC_SHARED_MOST);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct ioc_shared){text(c, q, 0), db_int(q, 1)};
    *ret_list = list;
    *ret_n = n;
    return e;
}

/* ---- writing ---- */

static enum err newest(struct call *c, int64_t incident_id, int64_t *ret_no)
{
    static const char SQL[] =
        "SELECT max(no) FROM case_ioc WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_no);
}

static enum err insert(
    struct call *c, int64_t incident_id, int64_t no, const struct ioc *ioc, bool *ret_made)
{
    static const char SQL[] =
        "INSERT INTO case_ioc (org_id, incident_id, no, type, value, value_key, tlp, first_seen,"
        " note, added_at, added_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id, incident_id, value_key) WHERE dropped_at IS NULL DO NOTHING";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    db_bind_text(q, ioc->type);
    db_bind_text(q, ioc->value);
    db_bind_text(q, ioc->key);
    db_bind_text(q, ioc->tlp);
    if (ioc->first_ms == 0)
        db_bind_null(q);
    else
        db_bind_int(q, ioc->first_ms);
    db_bind_text(q, ioc->note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_made = db_changes(q) > 0;
    return e;
}

enum err ioc_store_add(
    struct call *c, int64_t incident_id, const struct ioc *list, size_t n, size_t *ret_made)
{
    int64_t last = 0;
    size_t made = 0;
    enum err e = newest(c, incident_id, &last);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool is_new = false;
        e = insert(c, incident_id, last + (int64_t)made + 1, &list[i], &is_new);
        made += is_new;
    }
    if (e == ERR_OK && last + (int64_t)made > LIMIT_IOCS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "ioc_full", LIMIT_IOCS);
    if (e == ERR_OK)
        *ret_made = made;
    return e;
}

static enum err is_there(struct call *c, int64_t incident_id, int64_t no, bool *ret_there)
{
    static const char SQL[] =
        "SELECT count(*) FROM case_ioc WHERE org_id = :org AND incident_id = ? AND no = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    enum err e = db_one_int(q, 0, &n);
    *ret_there = n > 0;
    return e;
}

enum err ioc_store_drop(struct call *c, int64_t incident_id, int64_t no, const char *reason)
{
    static const char SQL[] =
        "UPDATE case_ioc SET dropped_at = ?, dropped_by = ?, dropped_reason = ?"
        " WHERE org_id = :org AND incident_id = ? AND no = ? AND dropped_at IS NULL";
    bool there = false;
    enum err e = is_there(c, incident_id, no, &there);
    if (e != ERR_OK || !there)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, reason);
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? problem_set(c->problem, ERR_CONFLICT, "ioc_dropped")
                                             : e;
}

enum err ioc_store_purge(struct call *c, int64_t incident_id)
{
    static const char SQL[] = "DELETE FROM case_ioc WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_run(q);
}
