/* Reporting in half a minute, what became of one's own reports, and an incident made of a report.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident_private.h"
#include "mod/risk/risk.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* ---- one's own ---- */

static const struct field new_fields[] = {
    {.key = "what", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 4000},
    {.key = "noticed_at", .type = FIELD_INSTANT},
    {.key = "device", .type = FIELD_TEXT},
    {.key = "done", .type = FIELD_ENUM, .options = &OPTIONS_REPORT_DONE},
    {.key = "contact", .type = FIELD_TEXT},
};
const struct shape SHAPE_OWN_REPORT_BODY = SHAPE("OwnIncidentReportNew", new_fields);

static const struct field made_fields[] = {
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "received_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_OWN_REPORT_MADE = SHAPE("OwnIncidentReportMade", made_fields);

static const struct field own_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "what", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_REPORT_STATE},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "received_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_OWN = SHAPE("OwnIncidentReport", own_fields);
static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_OWN,
        .max = LIMIT_OWN_REPORTS},
};
const struct shape SHAPE_OWN_REPORTS = SHAPE("OwnIncidentReports", list_fields);

enum err own_reports_get(struct req *r)
{
    struct call *c = &r->call;
    struct own_report *reports = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = report_store_own(c, &reports, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        char uid[UUID_TEXT_SIZE], at[INSTANT_TEXT_SIZE];
        uuid_format(&reports[i].uid, uid);
        instant_format(reports[i].received_ms, at);
        jw_obj_begin(&w);
        jw_kstr(&w, "id", uid);
        jw_kstr(&w, "number", reports[i].number);
        jw_kstr(&w, "what", reports[i].what);
        jw_kstr(&w, "state", reports[i].state);
        jw_kstr(&w, "answer", reports[i].answer);
        jw_kstr(&w, "received_at", at);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* Anybody may report and nobody else's reports are read by that, so the register's own permission
 * is not asked for. */
static enum err take_down(struct req *r, json_t **ret_report)
{
    struct call *c = &r->call;
    char id[UUID_TEXT_SIZE];
    const char *person = NULL, *unit = NULL;
    struct reg_record made;
    enum err e = report_store_where(c, &person, &unit);
    if (e != ERR_OK)
        return e;
    json_t *body = reg_keep(c, json_copy(r->body));
    json_object_set_new(body, "unit", json_string(unit));
    json_object_set_new(body, "source", json_string("staff"));
    if (person != NULL)
        json_object_set_new(body, "reporter", json_string(person));
    const struct who *who = c->who;
    struct who all = *who;
    all.system = true;
    c->who = &all;
    e = reg_create(c, &REG_INCIDENT_REPORTS, body, &made);
    if (e == ERR_OK) {
        uuid_format(&made.uid, id);
        e = reg_get(c, &REG_INCIDENT_REPORTS, id, ret_report);
    }
    c->who = who;
    return e;
}

enum err own_report_post(struct req *r)
{
    struct call *c = &r->call;
    json_t *report = NULL;
    int64_t made = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = report_store_since(c, c->now_ms - DAY_MS, &made);
    if (e == ERR_OK && made >= LIMIT_OWN_REPORTS_A_DAY)
        e = problem_set_limit(
            c->problem, ERR_CONFLICT, "incident_reports_many", LIMIT_OWN_REPORTS_A_DAY);
    if (e == ERR_OK)
        e = take_down(r, &report);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "number", body_text(report, "number"));
    jw_kstr(&w, "received_at", body_text(report, "received_at"));
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- an incident made of a report ---- */

static const struct field triage_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_INCIDENT_SEVERITY},
    {.key = "threat_key", .type = FIELD_ENUM, .options = &OPTIONS_THREAT_KEY},
    {.key = "priority", .type = FIELD_ENUM, .options = &OPTIONS_INCIDENT_PRIORITY},
    {.key = "detected_at", .type = FIELD_INSTANT},
    {.key = "lead", .type = FIELD_REF, .ref = "people"},
    {.key = "drill", .type = FIELD_BOOL},
};
const struct shape SHAPE_TRIAGE_BODY = SHAPE("IncidentOfReport", triage_fields);

static const struct field triaged_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_TRIAGE_MADE = SHAPE("IncidentOfReportMade", triaged_fields);

/* What the form left open comes from the report. */
static json_t *incident_of(struct req *r, const struct reg_record *report)
{
    json_t *body = reg_keep(&r->call, json_copy(r->body));
    const char *noticed = body_text(report->after, "noticed_at");
    const char *received = body_text(report->after, "received_at");
    json_object_set(body, "unit", json_object_get(json_object_get(report->after, "unit"), "id"));
    json_object_set(body, "detail", json_object_get(report->after, "what"));
    json_object_set_new(body, "reported_at", json_string(received));
    if (body_text(body, "detected_at") == NULL)
        json_object_set_new(body, "detected_at", json_string(noticed == NULL ? received : noticed));
    return body;
}

enum err report_incident_post(struct req *r)
{
    struct call *c = &r->call;
    char id[UUID_TEXT_SIZE];
    struct reg_record report, made;
    json_t *incident = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_INCIDENT_REPORTS, req_param(r, "id"), &report);
    if (e == ERR_OK)
        e = req_match(r, report.version);
    if (e == ERR_OK)
        e = reader_lock(c);
    if (e == ERR_OK)
        e = reg_create(c, &REG_INCIDENTS, incident_of(r, &report), &made);
    if (e == ERR_OK)
        e = report_give_readers(c, &report, made.id);
    if (e == ERR_OK) {
        uuid_format(&made.uid, id);
        e = reg_get(c, &REG_INCIDENTS, id, &incident);
    }
    if (e == ERR_OK)
        e = reg_transition(
            c, &REG_INCIDENT_REPORTS, req_param(r, "id"), "join", body_text(incident, "number"));
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", id);
    jw_kstr(&w, "number", body_text(incident, "number"));
    jw_obj_end(&w);
    return tx_commit(c);
}
