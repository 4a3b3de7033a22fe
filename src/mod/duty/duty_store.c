/* SQL of impacts, decisions and reports. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/duty/duty_private.h"
#include "mod/incident/incident.h"

#include <stdlib.h>

static void bind_ms(struct db_query *q, int64_t ms)
{
    if (ms == 0)
        db_bind_null(q);
    else
        db_bind_int(q, ms);
}

static json_t *read_json(struct call *c, struct db_query *q, int col)
{
    size_t len = 0;
    const char *text = db_text(q, col, &len);
    json_t *json = text == NULL ? NULL : json_loadb(text, len, 0, NULL);
    return reg_keep(c, json == NULL ? json_object() : json);
}

static void bind_json(struct call *c, struct db_query *q, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    db_bind_text(q, mem_strdup(c, text));
    free(text);
}

/* ---- what is affected ---- */

enum err duty_store_impact(struct call *c, int64_t incident_id, struct case_impact *ret_impact)
{
    static const char sql[] = "SELECT version, known_at, facts FROM case_impact"
                              " WHERE org_id = :org AND incident_id = ?";
    bool row = false;
    struct case_impact impact = {.facts = reg_keep(c, json_object())};
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        impact = (struct case_impact){
            .version = db_int(q, 0), .known_ms = db_int(q, 1), .facts = read_json(c, q, 2)};
    if (e == ERR_OK)
        *ret_impact = impact;
    return e;
}

enum err duty_store_impact_put(
    struct call *c, int64_t incident_id, const struct case_impact *impact)
{
    static const char sql[] =
        "INSERT INTO case_impact (org_id, incident_id, known_at, facts, version, updated_at,"
        " updated_by) VALUES (:org, ?, ?, ?, 1, ?, ?)"
        " ON CONFLICT (org_id, incident_id) DO UPDATE SET known_at = excluded.known_at,"
        " facts = excluded.facts, version = case_impact.version + 1,"
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        " WHERE case_impact.version = ? RETURNING version";
    int64_t version = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    db_bind_int(q, impact->known_ms);
    bind_json(c, q, impact->facts);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, impact->version);
    enum err e = db_one_int(q, 0, &version);
    return e == ERR_OK && version != impact->version + 1 ? ERR_STALE : e;
}

/* ---- decisions ---- */

#define DUTIES                                                                              \
    "SELECT d.id, d.uid, d.incident_id, d.regime_id, r.uid, d.terms, d.decision, d.reason," \
    " d.started_at, d.own_start, d.first_due, d.final_due, d.waits, d.due, d.reminded,"     \
    " d.version, d.decided_at, d.decided_by, a.name FROM case_duty d"                       \
    " JOIN reporting_regime r ON r.org_id = d.org_id AND r.id = d.regime_id"                \
    " LEFT JOIN account a ON a.org_id = d.org_id AND a.id = d.decided_by"                   \
    " WHERE d.org_id = :org"

static struct case_duty read_duty(struct call *c, struct db_query *q)
{
    return (struct case_duty){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .incident_id = db_int(q, 2),
        .regime_id = db_int(q, 3),
        .regime_uid = db_uuid(q, 4),
        .terms = read_json(c, q, 5),
        .decision = mem_strdup(c, db_text(q, 6, NULL)),
        .reason = mem_strdup(c, db_text(q, 7, NULL)),
        .clock = {.started_ms = db_int(q, 8), .first_ms = db_int(q, 10), .final_ms = db_int(q, 11)},
        .own_start = db_int(q, 9) != 0,
        .waits = mem_strdup(c, db_text(q, 12, NULL)),
        .due_ms = db_int(q, 13),
        .reminded = db_int(q, 14),
        .version = db_int(q, 15),
        .decided_ms = db_int(q, 16),
        .decided_by = db_int(q, 17),
        .decided_name = mem_strdup(c, db_text(q, 18, NULL))};
}

static enum err read_all(
    struct call *c, struct db_query *q, int most, struct case_duty **ret_duties, size_t *ret_n)
{
    struct case_duty *list = mem_array(c, struct case_duty, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_duty(c, q);
    if (e != ERR_OK)
        return e;
    *ret_duties = list;
    *ret_n = n;
    return ERR_OK;
}

enum err duty_store_of(
    struct call *c, int64_t incident_id, struct case_duty **ret_duties, size_t *ret_n)
{
    static const char sql[] = DUTIES " AND d.incident_id = ? ORDER BY d.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    db_bind_int(q, LIMIT_CASE_DUTIES);
    return read_all(c, q, LIMIT_CASE_DUTIES, ret_duties, ret_n);
}

enum err duty_store_waiting(struct call *c, int most, struct case_duty **ret_duties, size_t *ret_n)
{
    static const char sql[] = DUTIES " AND d.waits IS NOT NULL AND " INCIDENT_SEEN(
        "d.incident_id") " ORDER BY d.due IS NULL, d.due, d.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    incident_seen_bind(c, q, &PERM_CASE_DUTY_READ);
    db_bind_int(q, most);
    return read_all(c, q, most, ret_duties, ret_n);
}

enum err duty_store_to_remind(struct call *c, int64_t now_ms, int64_t soon_ms, int most,
    struct case_duty **ret_duties, size_t *ret_n)
{
    static const char sql[] =
        DUTIES " AND d.waits IS NOT NULL AND ((d.due <= ? AND d.reminded < CASE WHEN d.due < ?"
               " THEN 2 ELSE 1 END) OR (d.waits = 'first' AND d.first_due IS NULL"
               " AND d.reminded <= 0 AND d.reminded > ? AND d.decided_at <= ? + d.reminded * ?))"
               " AND " INCIDENT_COUNTS("d.incident_id") " ORDER BY d.due, d.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, soon_ms);
    db_bind_int(q, now_ms);
    db_bind_int(q, -DUTY_PROMPT_TIMES);
    db_bind_int(q, now_ms - DUTY_PROMPT_MS);
    db_bind_int(q, DUTY_PROMPT_AGAIN_MS);
    db_bind_int(q, most);
    return read_all(c, q, most, ret_duties, ret_n);
}

enum err duty_store_add(struct call *c, struct case_duty *duty)
{
    static const char sql[] =
        "INSERT INTO case_duty (org_id, uid, incident_id, regime_id, terms, decision, reason,"
        " started_at, own_start, first_due, final_due, waits, due, version, decided_at, decided_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &duty->uid);
    db_bind_int(q, duty->incident_id);
    db_bind_int(q, duty->regime_id);
    bind_json(c, q, duty->terms);
    db_bind_text(q, duty->decision);
    db_bind_text(q, duty->reason);
    db_bind_int(q, duty->clock.started_ms);
    db_bind_int(q, duty->own_start);
    bind_ms(q, duty->clock.first_ms);
    bind_ms(q, duty->clock.final_ms);
    db_bind_text(q, duty->waits);
    bind_ms(q, duty->due_ms);
    db_bind_int(q, duty->decided_ms);
    db_bind_int(q, duty->decided_by);
    return db_one_int(q, 0, &duty->id);
}

enum err duty_store_put(struct call *c, const struct case_duty *duty)
{
    static const char sql[] =
        "UPDATE case_duty SET decision = ?, reason = ?, started_at = ?, own_start = ?,"
        " first_due = ?, final_due = ?, waits = ?, due = ?, reminded = ?, version = version + 1,"
        " decided_at = ?, decided_by = ? WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, duty->decision);
    db_bind_text(q, duty->reason);
    db_bind_int(q, duty->clock.started_ms);
    db_bind_int(q, duty->own_start);
    bind_ms(q, duty->clock.first_ms);
    bind_ms(q, duty->clock.final_ms);
    db_bind_text(q, duty->waits);
    bind_ms(q, duty->due_ms);
    db_bind_int(q, duty->reminded);
    db_bind_int(q, duty->decided_ms);
    db_bind_int(q, duty->decided_by);
    db_bind_int(q, duty->id);
    db_bind_int(q, duty->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err duty_store_reminded(struct call *c, int64_t duty_id, int64_t reminded)
{
    static const char sql[] = "UPDATE case_duty SET reminded = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, reminded);
    db_bind_int(q, duty_id);
    return db_run(q);
}

/* ---- what was reported ---- */

static struct duty_report read_report(struct call *c, struct db_query *q)
{
    return (struct duty_report){.duty_id = db_int(q, 0),
        .part = mem_strdup(c, db_text(q, 1, NULL)),
        .sent_ms = db_int(q, 2),
        .by_whom = mem_strdup(c, db_text(q, 3, NULL)),
        .receipt = mem_strdup(c, db_text(q, 4, NULL)),
        .file_uid = db_uuid(q, 5),
        .file_name = mem_strdup(c, db_text(q, 6, NULL)),
        .note = mem_strdup(c, db_text(q, 7, NULL)),
        .written_ms = db_int(q, 8)};
}

enum err duty_store_reports(
    struct call *c, int64_t incident_id, struct duty_report **ret_reports, size_t *ret_n)
{
    static const char sql[] =
        "SELECT p.duty_id, p.part, p.sent_at, p.by_whom, p.receipt, p.file_uid, p.file_name,"
        " p.note, p.written_at FROM case_duty d"
        " JOIN case_duty_report p ON p.org_id = d.org_id AND p.duty_id = d.id"
        " WHERE d.org_id = :org AND d.incident_id = ? ORDER BY p.id LIMIT ?";
    struct duty_report *list = mem_array(c, struct duty_report, LIMIT_CASE_DUTY_REPORTS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    db_bind_int(q, LIMIT_CASE_DUTY_REPORTS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_report(c, q);
    if (e != ERR_OK)
        return e;
    *ret_reports = list;
    *ret_n = n;
    return ERR_OK;
}

enum err duty_store_report_add(struct call *c, const struct duty_report *report)
{
    static const char sql[] =
        "INSERT INTO case_duty_report (org_id, duty_id, part, sent_at, by_whom, receipt, file_uid,"
        " file_name, note, written_at, written_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, report->duty_id);
    db_bind_text(q, report->part);
    db_bind_int(q, report->sent_ms);
    db_bind_text(q, report->by_whom);
    db_bind_text(q, report->receipt);
    if (report->file_name == NULL)
        db_bind_null(q);
    else
        db_bind_uuid(q, &report->file_uid);
    db_bind_text(q, report->file_name);
    db_bind_text(q, report->note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* ---- for good, with the case ---- */

enum err duty_store_purge(struct call *c, int64_t incident_id)
{
    static const char *const sql[] = {
        "DELETE FROM case_duty_report WHERE org_id = :org AND duty_id IN"
        " (SELECT id FROM case_duty WHERE org_id = :org AND incident_id = ?)",
        "DELETE FROM case_duty WHERE org_id = :org AND incident_id = ?",
        "DELETE FROM case_impact WHERE org_id = :org AND incident_id = ?",
    };
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof sql / sizeof sql[0] && e == ERR_OK; i++) {
        DB_QUERY *q = db_query(c->db, sql[i]);
        db_bind_int(q, incident_id);
        e = db_run(q);
    }
    return e;
}
