/* SQL of lists, of the sheet, and of what hangs on contacts. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register.h"
#include "mod/contact/contact_private.h"

#include <stdlib.h>

static const char *text(struct call *c, struct db_query *q, int column)
{
    return mem_strdup(c, db_text(q, column, NULL));
}

/* ---- lists ---- */

enum err contact_store_list(
    struct call *c, const char *name, int64_t *ret_id, const char **ret_name)
{
    static const char SQL[] = "SELECT id, name FROM contact_list WHERE org_id = :org AND name = ?"
                              " AND deleted_at IS NULL UNION ALL"
                              " SELECT id, name FROM contact_list WHERE org_id = :org"
                              " AND number = ? AND deleted_at IS NULL LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, name);
    db_bind_text(q, name);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_id = row ? db_int(q, 0) : 0;
    *ret_name = row ? text(c, q, 1) : NULL;
    return ERR_OK;
}

static enum err with_ids(struct call *c, const char *sql, int64_t one, int64_t other)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, one);
    if (other != 0)
        db_bind_int(q, other);
    return db_run(q);
}

enum err contact_store_set_lists(struct call *c, int64_t contact_id, const int64_t *ids, size_t n)
{
    static const char NONE[] =
        "DELETE FROM contact_list_member WHERE org_id = :org AND contact_id = ?";
    static const char ADD[] =
        "INSERT INTO contact_list_member (org_id, contact_id, list_id) VALUES (:org, ?, ?)";
    enum err e = with_ids(c, NONE, contact_id, 0);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = with_ids(c, ADD, contact_id, ids[i]);
    return e;
}

/* As it stands within a list of names. */
static const char *in_list(struct call *c, const char *name)
{
    json_t *json = json_string(name);
    char *dumped = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *kept = mem_strdup(c, dumped);
    free(dumped);
    json_decref(json);
    return kept;
}

enum err contact_store_rename(
    struct call *c, int64_t list_id, const char *before, const char *after)
{
    static const char CONTACTS[] =
        "UPDATE contact SET lists = replace(lists, ?, ?), version = version + 1"
        " WHERE org_id = :org AND id IN (SELECT contact_id FROM contact_list_member"
        " WHERE org_id = :org AND list_id = ?)";
    static const char ROUNDS[] =
        "UPDATE contact_round SET lists = replace(lists, ?, ?), version = version + 1"
        " WHERE org_id = :org AND state = 'open' AND lists IS NOT NULL";
    DB_QUERY *q = db_query(c->db, CONTACTS);
    db_bind_text(q, in_list(c, before));
    db_bind_text(q, in_list(c, after));
    db_bind_int(q, list_id);
    enum err e = db_run(q);
    if (e != ERR_OK)
        return e;
    DB_QUERY *r = db_query(c->db, ROUNDS);
    db_bind_text(r, in_list(c, before));
    db_bind_text(r, in_list(c, after));
    return db_run(r);
}

enum err contact_store_named(struct call *c, int64_t list_id, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM contact_list_member m JOIN contact x"
                              " ON x.org_id = :org AND x.id = m.contact_id AND x.deleted_at IS NULL"
                              " WHERE m.org_id = :org AND m.list_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, list_id);
    return db_one_int(q, 0, ret_n);
}

enum err contact_store_purge(struct call *c, int64_t contact_id)
{
    static const char LISTS[] =
        "DELETE FROM contact_list_member WHERE org_id = :org AND contact_id = ?";
    static const char CHECKS[] = "DELETE FROM contact_check WHERE org_id = :org AND contact_id = ?";
    enum err e = with_ids(c, LISTS, contact_id, 0);
    return e == ERR_OK ? with_ids(c, CHECKS, contact_id, 0) : e;
}

enum err contact_store_purge_round(struct call *c, int64_t round_id)
{
    static const char SQL[] = "DELETE FROM contact_check WHERE org_id = :org AND round_id = ?";
    return with_ids(c, SQL, round_id, 0);
}

enum err contact_store_lists(struct call *c, struct contact_list **ret_lists, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT l.id, l.uid, l.number, l.name, l.purpose, l.scenario, l.needs_it,"
        " count(x.id), COALESCE(sum(x.it), 0) FROM contact_list l"
        " LEFT JOIN contact_list_member m ON m.org_id = :org AND m.list_id = l.id"
        " LEFT JOIN contact x ON x.org_id = :org AND x.id = m.contact_id AND x.deleted_at IS NULL"
        " WHERE l.org_id = :org AND l.deleted_at IS NULL"
        " GROUP BY l.id, l.uid, l.number, l.name, l.purpose, l.scenario, l.needs_it"
        " ORDER BY l.name, l.id LIMIT ?";
    struct contact_list *lists = mem_array(c, struct contact_list, LIMIT_CONTACT_LISTS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_CONTACT_LISTS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        lists[n++] = (struct contact_list){
            .id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .number = text(c, q, 2),
            .name = text(c, q, 3),
            .purpose = text(c, q, 4),
            .scenario = text(c, q, 5),
            .needs_it = db_int(q, 6) != 0,
            .contacts = db_int(q, 7),
            .it = db_int(q, 8),
        };
    *ret_lists = lists;
    *ret_n = n;
    return e;
}

/* ---- the sheet ---- */

enum err contact_store_sheet(struct call *c, struct contact **ret_contacts, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.id, x.uid, x.number, x.name, x.organisation, COALESCE(x.person, p.name), x.post,"
        " x.phone, x.phone_other, x.email, x.hours, x.language, x.it, x.confirmed_on, x.mail_state,"
        " d.name, d.phone, m.list_id FROM (SELECT * FROM contact one WHERE one.org_id = :org"
        " AND one.deleted_at IS NULL ORDER BY one.name, one.id LIMIT ?) x"
        " LEFT JOIN contact_list_member m ON m.org_id = :org AND m.contact_id = x.id"
        " LEFT JOIN person p ON p.org_id = :org AND p.id = x.member_id"
        " LEFT JOIN contact d ON d.org_id = :org AND d.id = x.deputy_id AND d.deleted_at IS NULL"
        " ORDER BY x.name, x.id";
    struct contact *contacts = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_CONTACTS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        contacts = mem_grow(c, contacts, struct contact, n + 1);
        contacts[n++] = (struct contact){
            .id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .number = text(c, q, 2),
            .name = text(c, q, 3),
            .organisation = text(c, q, 4),
            .person = text(c, q, 5),
            .post = text(c, q, 6),
            .phone = text(c, q, 7),
            .phone_other = text(c, q, 8),
            .email = text(c, q, 9),
            .hours = text(c, q, 10),
            .language = text(c, q, 11),
            .it = db_int(q, 12) != 0,
            .confirmed_on = text(c, q, 13),
            .mail_state = text(c, q, 14),
            .deputy = text(c, q, 15),
            .deputy_phone = text(c, q, 16),
            .list_id = db_int(q, 17),
        };
    }
    *ret_contacts = contacts;
    *ret_n = n;
    return e;
}

/* ---- by law ---- */

static enum err erase_rest(struct call *c, int64_t id)
{
    static const char CONTACT[] =
        "UPDATE contact SET name = number, organisation = NULL, person = NULL, member_id = NULL,"
        " post = NULL, phone = NULL, phone_other = NULL, email = NULL, hours = NULL, note = NULL,"
        " purpose = NULL, folded = '', version = version + 1 WHERE org_id = :org AND id = ?";
    static const char CHECKS[] =
        "UPDATE contact_check SET note = NULL, answer_note = NULL, token_hash = NULL"
        " WHERE org_id = :org AND contact_id = ?";
    enum err e = with_ids(c, CONTACT, id, 0);
    if (e == ERR_OK)
        e = with_ids(c, CHECKS, id, 0);
    return e == ERR_OK ? reg_search_renew(c, &REG_CONTACTS, &id, 1) : e;
}

enum err contact_store_erase(
    struct call *c, const struct uuid *uid, int64_t *ret_id, const char **ret_email)
{
    static const char SQL[] = "SELECT id, email FROM contact WHERE org_id = :org AND uid = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e == ERR_OK ? ERR_NOT_FOUND : e;
    *ret_id = db_int(q, 0);
    *ret_email = text(c, q, 1);
    db_finish(q);
    q = NULL;
    return erase_rest(c, *ret_id);
}

/* ---- the settings ---- */

enum err contact_store_setting(struct call *c, struct contact_setting *ret_setting)
{
    static const char SQL[] =
        "SELECT version, stale_months, remind_days FROM contact_setting WHERE org_id = :org";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_setting = (struct contact_setting){.stale_months = 12, .remind_days = 7};
    if (row)
        *ret_setting = (struct contact_setting){.version = db_int(q, 0),
            .stale_months = (int)db_int(q, 1),
            .remind_days = (int)db_int(q, 2)};
    return ERR_OK;
}

enum err contact_store_setting_put(struct call *c, const struct contact_setting *setting)
{
    static const char SQL[] =
        "INSERT INTO contact_setting (org_id, version, stale_months, remind_days, updated_at,"
        " updated_by) VALUES (:org, ?, ?, ?, ?, ?) ON CONFLICT (org_id) DO UPDATE SET"
        " version = excluded.version, stale_months = excluded.stale_months,"
        " remind_days = excluded.remind_days, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by WHERE contact_setting.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, setting->version);
    db_bind_int(q, setting->stale_months);
    db_bind_int(q, setting->remind_days);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

/* ---- for other modules ---- */

enum err contact_on_list(
    struct call *c, int64_t list_id, int most, struct contact_called **ret_called, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.uid, x.name, x.organisation, COALESCE(x.person, p.name), x.email"
        " FROM contact_list_member m JOIN contact x ON x.org_id = :org AND x.id = m.contact_id"
        " AND x.deleted_at IS NULL LEFT JOIN person p ON p.org_id = :org AND p.id = x.member_id"
        " WHERE m.org_id = :org AND m.list_id = ? ORDER BY x.name, x.id LIMIT ?";
    struct contact_called *called = mem_array(c, struct contact_called, most + 1);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, list_id);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        called[n++] = (struct contact_called){.uid = db_uuid(q, 0),
            .name = text(c, q, 1),
            .organisation = text(c, q, 2),
            .person = text(c, q, 3),
            .email = text(c, q, 4)};
    *ret_called = called;
    *ret_n = n;
    return e;
}
