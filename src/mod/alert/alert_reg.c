/* The register of alerts. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/register/register_check.h"
#include "mod/alert/alert_private.h"
#include "mod/incident/incident.h"

#include <string.h>

static const struct perm READ = {"alert.read", PERM_ROLE, OF_LEADS | OF_CSIRT | OF_AUDITOR};
static const struct perm WRITE = {"alert.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const state_keys[] = {"new", "reported", "dismissed", NULL};
static const struct option_set STATE = {"alert_state", state_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = ALERT_TITLE},
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_INCIDENT_SEVERITY},
    {.key = "source",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "device", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "reference", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = ALERT_DETAIL},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "seen", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "first_at", .type = FIELD_INSTANT, .flags = FIELD_READONLY},
    {.key = "last_at",
        .type = FIELD_INSTANT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "report", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_LISTED, .max = 40},
};

static const struct reg_transition transitions[] = {
    {"new", "report", "reported", &WRITE, false},
    {"new", "dismiss", "dismissed", &WRITE, true},
    {"dismissed", "reopen", "new", &WRITE, true},
};

static void first_seen(const struct call *c, const struct reg_record *record)
{
    char now[INSTANT_TEXT_SIZE];
    instant_format(c->now_ms, now);
    json_object_set_new(record->after, "seen", json_integer(1));
    json_object_set_new(record->after, "first_at", json_string(now));
    json_object_set_new(record->after, "last_at", json_string(now));
}

/* What a report says is for people: the title, then what the machine wrote. */
static json_t *report_of(struct call *c, const struct reg_record *record)
{
    enum { WHAT = 4000 };
    const json_t *after = record->after;
    const char *title = body_text(after, "title"), *detail = body_text(after, "detail");
    const json_t *unit = json_object_get(json_object_get(after, "unit"), "id");
    struct buf *what = buf_new(c);
    buf_str(what, title);
    if (detail != NULL)
        buf_printf(what, "\n\n%s", detail);
    json_t *body = reg_keep(c, json_object());
    const char *text = mem_strndup(c, what->data, what->len);
    json_object_set_new(body, "what", json_string(utf8_head(c, text, WHAT)));
    json_object_set_new(body, "unit", json_string(json_string_value(unit)));
    json_object_set_new(body, "source", json_string("monitoring"));
    json_object_set(body, "source_name", json_object_get(after, "source"));
    json_object_set(body, "noticed_at", json_object_get(after, "first_at"));
    if (body_text(after, "device") != NULL)
        json_object_set(body, "device", json_object_get(after, "device"));
    return body;
}

/* As whoever presses it: he has to be allowed to take reports down there. */
static enum err make_report(struct call *c, const struct reg_record *record)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record made;
    json_t *report = NULL;
    enum err e = reg_create(c, &REG_INCIDENT_REPORTS, report_of(c, record), &made);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, id);
    e = reg_get(c, &REG_INCIDENT_REPORTS, id, &report);
    if (e == ERR_OK)
        json_object_set(record->after, "report", json_object_get(report, "number"));
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_CREATE)
        first_seen(c, record);
    return reg_enters(record, "reported") ? make_report(c, record) : ERR_OK;
}

const struct notice_kind alert_notices[ALERT_NOTICES] = {{.name = "alert", .usual = NOTICE_NOW}};

/* The first grave one of an hour is told: a flood is no flood of emails. */
static enum err tell(struct call *c, const struct reg_record *record)
{
    char uid[UUID_TEXT_SIZE];
    const char *severity = body_text(record->after, "severity");
    bool first = false;
    if (strcmp(severity, "critical") != 0 && strcmp(severity, "high") != 0)
        return ERR_OK;
    enum err e = alert_store_first(c, record->id, record->unit_id, c->now_ms - HOUR_MS, &first);
    if (e != ERR_OK || !first)
        return e;
    uuid_format(&record->uid, uid);
    const struct notice_arg args[] = {{"title", NOTICE_TEXT, body_text(record->after, "title")},
        {"source", NOTICE_TEXT, body_text(record->after, "source")},
        {"severity", NOTICE_MESSAGE, mem_printf(c, "enum.incident_severity.%s", severity)}};
    const struct notice_new notice = {.kind = alert_notices,
        .subject = REG_ALERTS.singular,
        .subject_uid = &record->uid,
        .path = mem_printf(c, "/alerts/%s", uid),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell_holders(c, &notice, &WRITE, record->unit_path);
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    return record->change == REG_CREATE ? tell(c, record) : ERR_OK;
}

const struct reg_def REG_ALERTS = {
    .name = "alerts",
    .singular = "alert",
    .schema = "Alert",
    .table = "alert",
    .prefix = "AL",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-last_at",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
    .apply = apply,
};
