/* All SQL of the module. */
#include "base/mem.h"
#include "mod/site/site_audit.h"
#include "mod/site/site_escalate.h"
#include "mod/site/site_follow.h"

static const char *uid_text(struct call *c, struct db_query *q, int column)
{
    char *text = mem_array(c, char, UUID_TEXT_SIZE);
    struct uuid uid = db_uuid(q, column);
    uuid_format(&uid, text);
    return text;
}

enum err site_store_in_unit(
    struct call *c, const char *unit, bool *ret_found, const char **ret_path)
{
    static const char sql[] =
        "SELECT u.path FROM unit u JOIN site s ON s.org_id = :org AND s.unit_id = u.id"
        " AND s.deleted_at IS NULL WHERE u.org_id = :org AND u.uid = ? LIMIT 1";
    struct uuid uid;
    bool row = false;
    *ret_found = false;
    if (unit == NULL || !uuid_parse(unit, &uid))
        return ERR_OK;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_path = mem_strdup(c, db_text(q, 0, NULL));
    if (e == ERR_OK)
        *ret_found = row;
    return e;
}

enum err site_store_has_records(struct call *c, int64_t site_id, bool *ret_has)
{
    static const char sql[] =
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM site_check_list WHERE org_id = :org AND site_id = ?)"
        " OR EXISTS (SELECT 1 FROM site_audit WHERE org_id = :org AND site_id = ?)"
        " OR EXISTS (SELECT 1 FROM site_minutes WHERE org_id = :org AND site_id = ?)"
        " OR EXISTS (SELECT 1 FROM site_follow_up WHERE org_id = :org AND site_id = ?)"
        " OR EXISTS (SELECT 1 FROM site_attendance WHERE org_id = :org AND site_id = ?)";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    for (int i = 0; i < 5; i++)
        db_bind_int(q, site_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_has = row;
    return e;
}

/* ---- what is known of sites, without their long texts ---- */

static enum err facts(struct call *c, const char *sql,
    void (*take)(struct call *c, struct db_query *q, json_t *site), json_t *map)
{
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        json_t *site = json_object_get(map, uid_text(c, q, 0));
        if (site != NULL)
            take(c, q, site);
    }
    return e;
}

static void put(json_t *site, const char *key, const char *text)
{
    if (text != NULL)
        json_object_set_new(site, key, json_string(text));
}

static void take_minutes(struct call *c, struct db_query *q, json_t *site)
{
    (void)c;
    if (db_int(q, 1) <= 2)
        json_object_set_new(site, "nothing",
            json_integer(json_integer_value(json_object_get(site, "nothing")) + db_int(q, 2)));
    if (db_int(q, 3) == 1)
        put(site, "mark", db_text(q, 4, NULL));
}

enum err site_store_minutes(struct call *c, json_t *map)
{
    static const char sql[] =
        "SELECT s.uid, r.n, COALESCE(r.nothing_said, 0),"
        " CASE WHEN r.state = 'confirmed' AND r.k = 1 THEN 1 ELSE 0 END, r.mark"
        " FROM (SELECT site_id, nothing_said, state, mark,"
        " ROW_NUMBER() OVER (PARTITION BY site_id ORDER BY held_on DESC, id DESC) AS n,"
        " ROW_NUMBER() OVER (PARTITION BY site_id, state ORDER BY held_on DESC, id DESC) AS k"
        " FROM site_minutes WHERE org_id = :org AND deleted_at IS NULL) r"
        " JOIN site s ON s.org_id = :org AND s.id = r.site_id"
        " WHERE r.n <= 2 OR (r.state = 'confirmed' AND r.k = 1)";
    return facts(c, sql, take_minutes, map);
}

static void take_path(struct call *c, struct db_query *q, json_t *site)
{
    (void)c;
    put(site, "path", db_text(q, 1, NULL));
    put(site, "audited_on", db_text(q, 2, NULL));
}

static void take_list(struct call *c, struct db_query *q, json_t *site)
{
    (void)c;
    put(site, "list", db_text(q, 1, NULL));
    put(site, "next_on", db_text(q, 2, NULL));
}

enum err site_store_facts(struct call *c, json_t *map)
{
    static const char paths[] =
        "SELECT s.uid, u.path, (SELECT MAX(a.held_on) FROM site_audit a WHERE a.org_id = :org"
        " AND a.site_id = s.id AND a.state <> 'called_off' AND a.deleted_at IS NULL)"
        " FROM site s JOIN unit u ON u.org_id = :org AND u.id = s.unit_id"
        " WHERE s.org_id = :org AND s.deleted_at IS NULL";
    static const char lists[] =
        "SELECT s.uid, l.state, l.next_on FROM site s JOIN site_check_list l ON l.org_id = :org"
        " AND l.id = (SELECT MAX(x.id) FROM site_check_list x WHERE x.org_id = :org"
        " AND x.site_id = s.id AND x.deleted_at IS NULL)"
        " WHERE s.org_id = :org AND s.deleted_at IS NULL";
    enum err e = facts(c, paths, take_path, map);
    if (e == ERR_OK)
        e = facts(c, lists, take_list, map);
    return e == ERR_OK ? site_store_minutes(c, map) : e;
}

enum err site_store_judged(struct call *c, int64_t audit_id, int64_t *ret_open, int64_t *ret_judged)
{
    static const char sql[] =
        "SELECT COALESCE(SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END), 0), count(*)"
        " FROM site_audit_answer WHERE org_id = :org AND audit_id = ? AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, audit_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_open = db_int(q, 0);
    *ret_judged = db_int(q, 1) - db_int(q, 0);
    return ERR_OK;
}

enum err site_store_audits(struct call *c, int64_t site_id, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM site_audit WHERE org_id = :org AND site_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, site_id);
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
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        " WHERE site_setting.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, setting->officer_days);
    db_bind_int(q, setting->head_days);
    db_bind_int(q, setting->plus_share);
    db_bind_int(q, setting->version);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, lists[i]);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

/* ---- late corrections ---- */

enum err site_store_places(
    struct call *c, int64_t after_id, int limit, struct site_place **ret_places, size_t *ret_n)
{
    static const char sql[] =
        "SELECT s.id, s.uid, s.name, u.uid, u.path, COALESCE(s.officer_id, 0),"
        " COALESCE(s.head_id, 0) FROM site s JOIN unit u ON u.org_id = :org AND u.id = s.unit_id"
        " WHERE s.org_id = :org AND s.deleted_at IS NULL AND s.id > ? ORDER BY s.id LIMIT ?";
    struct site_place *places = mem_array(c, struct site_place, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, after_id);
    db_bind_int(q, limit);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        places[n++] = (struct site_place){.id = db_int(q, 0),
            .uid = uid_text(c, q, 1),
            .name = mem_strdup(c, db_text(q, 2, NULL)),
            .unit = uid_text(c, q, 3),
            .unit_path = mem_strdup(c, db_text(q, 4, NULL)),
            .officer_id = db_int(q, 5),
            .head_id = db_int(q, 6)};
    if (e != ERR_OK)
        return e;
    *ret_places = places;
    *ret_n = n;
    return ERR_OK;
}

enum err site_store_was_told(
    struct call *c, const char *finding, const char *due, const char *step, bool *ret_told)
{
    static const char sql[] = "SELECT id FROM site_escalation WHERE org_id = :org"
                              " AND finding = ? AND due = ? AND step = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, finding);
    db_bind_text(q, due);
    db_bind_text(q, step);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_told = row;
    return e;
}

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

/* ---- whom one writes to ---- */

enum err site_contacts(
    struct call *c, int64_t after, int limit, struct site_contact **ret_list, size_t *ret_n)
{
    static const char sql[] =
        "SELECT s.id, s.uid, s.name, p.name, p.email, p.lang FROM site s"
        " LEFT JOIN person p ON p.org_id = :org AND p.id = COALESCE(s.contact_id, s.officer_id)"
        " AND p.deleted_at IS NULL WHERE s.org_id = :org AND s.id > ? AND s.deleted_at IS NULL"
        " ORDER BY s.id LIMIT ?";
    struct site_contact *list = mem_array(c, struct site_contact, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, after);
    db_bind_int(q, limit);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct site_contact){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .site = mem_strdup(c, db_text(q, 2, NULL)),
            .name = mem_strdup(c, db_text(q, 3, NULL)),
            .address = mem_strdup(c, db_text(q, 4, NULL)),
            .lang = mem_strdup(c, db_text(q, 5, NULL))};
    *ret_list = list;
    *ret_n = n;
    return e;
}
