/* The module's SQL for reports. */
#include "mod/site/site_report_store.h"
#include "base/mem.h"

enum err site_store_judgements(
    struct call *c, const char *first, const char *last, json_t *by_audit)
{
    static const char sql[] =
        "SELECT a.uid, COALESCE(SUM(CASE WHEN x.state = 'agree' THEN 1 ELSE 0 END), 0),"
        " COALESCE(SUM(CASE WHEN x.state = 'differ' THEN 1 ELSE 0 END), 0)"
        " FROM site_audit a JOIN site_audit_answer x ON x.org_id = :org AND x.audit_id = a.id"
        " AND x.deleted_at IS NULL WHERE a.org_id = :org AND a.deleted_at IS NULL"
        " AND a.held_on >= ? AND a.held_on <= ? GROUP BY a.id, a.uid";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, first);
    db_bind_text(q, last);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        char id[UUID_TEXT_SIZE];
        struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, id);
        json_t *audit = json_object_get(by_audit, id);
        if (audit == NULL)
            continue;
        json_object_set_new(audit, "agreed", json_integer(db_int(q, 1)));
        json_object_set_new(audit, "differed", json_integer(db_int(q, 2)));
    }
    return e;
}

enum err site_store_differences(
    struct call *c, const char *first, const char *last, int most, json_t *list)
{
    static const char *const keys[] = {
        "site", "question", "answer", "seen", "note", "severity", "finding"};
    static const char sql[] =
        "SELECT s.name, x.question, x.answer, x.evidence_seen, x.note, x.severity, x.finding"
        " FROM site_audit a JOIN site s ON s.org_id = :org AND s.id = a.site_id"
        " JOIN site_audit_answer x ON x.org_id = :org AND x.audit_id = a.id"
        " AND x.state = 'differ' AND x.deleted_at IS NULL"
        " WHERE a.org_id = :org AND a.deleted_at IS NULL AND a.state <> 'called_off'"
        " AND a.held_on >= ? AND a.held_on <= ? ORDER BY a.held_on DESC, a.id DESC, x.id LIMIT ?";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, first);
    db_bind_text(q, last);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        json_t *one = json_object();
        for (int i = 0; i < (int)(sizeof keys / sizeof keys[0]); i++) {
            const char *text = db_text(q, i, NULL);
            if (text != NULL)
                json_object_set_new(one, keys[i], json_string(text));
        }
        json_array_append_new(list, one);
    }
    return e;
}

enum err site_store_steps(struct call *c, int most, json_t *map)
{
    static const char sql[] =
        "SELECT finding, due, MAX(CASE WHEN step LIKE 'head:%' THEN 1 ELSE 0 END)"
        " FROM site_escalation WHERE org_id = :org GROUP BY finding, due"
        " ORDER BY MAX(id) DESC LIMIT ?";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        const char *key = mem_printf(c, "%s %s", db_text(q, 0, NULL), db_text(q, 1, NULL));
        json_object_set_new(map, key, json_string(db_int(q, 2) == 1 ? "head" : "officer"));
    }
    return e;
}

enum err site_store_units(struct call *c, int most, int64_t **ret_units, size_t *ret_n)
{
    static const char sql[] = "SELECT unit_id FROM site WHERE org_id = :org AND deleted_at IS NULL"
                              " ORDER BY unit_id, id LIMIT ?";
    int64_t *units = mem_array(c, int64_t, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        units[n++] = db_int(q, 0);
    if (e != ERR_OK)
        return e;
    *ret_units = units;
    *ret_n = n;
    return ERR_OK;
}
