/* All SQL of the module. */
#include "base/mem.h"
#include "mod/site/site_audit.h"
#include "mod/site/site_escalate.h"
#include "mod/site/site_follow.h"

enum err site_store_in_unit(struct call *c, int64_t unit_id, bool *ret_found)
{
    static const char sql[] = "SELECT id FROM site WHERE org_id = :org AND unit_id = ?"
                              " AND deleted_at IS NULL LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, unit_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_found = row;
    return e;
}

enum err site_store_unjudged(struct call *c, int64_t audit_id, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM site_audit_answer WHERE org_id = :org"
                              " AND audit_id = ? AND state = 'open' AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, audit_id);
    return db_one_int(q, 0, ret_n);
}

enum err site_store_finds(struct call *c, const char *number, bool *ret_found)
{
    static const char sql[] = "SELECT id FROM site_audit_answer WHERE org_id = :org"
                              " AND finding = ? AND deleted_at IS NULL LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, number);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_found = row;
    return e;
}

/* ---- settings ---- */

enum err site_store_setting(
    struct call *c, struct site_setting *ret_setting, const char *ret_lists[3], bool *ret_found)
{
    static const char sql[] = "SELECT officer_days, head_days, plus_share, version, words,"
                              " nothing_words, head_words FROM site_setting WHERE org_id = :org";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e;
    ret_setting->officer_days = db_int(q, 0);
    ret_setting->head_days = db_int(q, 1);
    ret_setting->plus_share = db_int(q, 2);
    ret_setting->version = db_int(q, 3);
    for (int i = 0; i < 3; i++)
        ret_lists[i] = mem_strdup(c, db_text(q, 4 + i, NULL));
    *ret_found = true;
    return ERR_OK;
}

enum err site_store_setting_put(
    struct call *c, const struct site_setting *setting, const char *const lists[3])
{
    static const char sql[] =
        "INSERT INTO site_setting (org_id, officer_days, head_days, plus_share, version, words,"
        " nothing_words, head_words, updated_at, updated_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id) DO UPDATE SET officer_days = excluded.officer_days,"
        " head_days = excluded.head_days, plus_share = excluded.plus_share,"
        " version = excluded.version, words = excluded.words,"
        " nothing_words = excluded.nothing_words, head_words = excluded.head_words,"
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, setting->officer_days);
    db_bind_int(q, setting->head_days);
    db_bind_int(q, setting->plus_share);
    db_bind_int(q, setting->version);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, lists[i]);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* ---- late corrections ---- */

enum err site_store_told(
    struct call *c, const char *finding, const char *due, const char *step, bool *ret_first)
{
    static const char sql[] = "INSERT INTO site_escalation (org_id, finding, due, step, told_at)"
                              " VALUES (:org, ?, ?, ?, ?)"
                              " ON CONFLICT (org_id, finding, due, step) DO NOTHING";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, finding);
    db_bind_text(q, due);
    db_bind_text(q, step);
    db_bind_int(q, c->now_ms);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_first = db_changes(q) == 1;
    return e;
}
