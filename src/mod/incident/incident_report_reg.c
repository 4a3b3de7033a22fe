/* What people noticed and told: staff by the short form, others by telephone or mail, taken down by
 * the CSIRT. Each is judged once: part of an incident, or none, with the reason told to whoever
 * reported. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/incident/incident_private.h"

#include <string.h>

static const struct perm READ = {
    "incident_report.read", PERM_ROLE, OF_LEADS | OF_CSIRT | OF_AUDITOR};
const struct perm PERM_INCIDENT_REPORT_WRITE = {
    "incident_report.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

enum { TITLE_MOST = 80, AHEAD_MS = 5 * 60 * 1000 };

static const char *const state_keys[] = {"new", "incident", "dismissed", NULL};
const struct option_set OPTIONS_REPORT_STATE = {"incident_report_state", state_keys};
static const char *const done_keys[] = {
    "nothing", "opened", "entered", "ran", "lost", "unsure", NULL};
const struct option_set OPTIONS_REPORT_DONE = {"incident_report_done", done_keys};
static const char *const source_keys[] = {
    "staff", "customer", "supplier", "soc", "authority", "finder", "monitoring", "other", NULL};
static const struct option_set SOURCE = {"incident_report_source", source_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "what",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = 4000},
    {.key = "noticed_at", .type = FIELD_INSTANT},
    {.key = "device", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "done", .type = FIELD_ENUM, .options = &OPTIONS_REPORT_DONE},
    {.key = "contact", .type = FIELD_TEXT},
    {.key = "source",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SOURCE},
    {.key = "source_name", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "reporter",
        .type = FIELD_REF,
        .flags = FIELD_LISTED | FIELD_CREATE_ONLY,
        .ref = "people",
        .column = "reporter_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_REPORT_STATE},
    {.key = "incident",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED,
        .max = 40},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY},
    {.key = "received_at",
        .type = FIELD_INSTANT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "triaged_at", .type = FIELD_INSTANT, .flags = FIELD_READONLY},
};

/* "join" takes the incident's number as its reason. */
static const struct reg_transition transitions[] = {
    {"new", "dismiss", "dismissed", &PERM_INCIDENT_REPORT_WRITE, true},
    {"new", "join", "incident", &PERM_INCIDENT_REPORT_WRITE, true},
    {"incident", "part", "new", &PERM_INCIDENT_REPORT_WRITE, true},
    {"dismissed", "reopen", "new", &PERM_INCIDENT_REPORT_WRITE, true},
};

static void set(const struct reg_record *record, const char *key, const char *text)
{
    json_object_set_new(record->after, key, text == NULL ? json_null() : json_string(text));
}

static void fill_title(struct call *c, const struct reg_record *record)
{
    const char *what = body_text(record->after, "what");
    const char *title = incident_title_of(c, what == NULL ? "" : what, TITLE_MOST);
    if (title[0] == '\0')
        problem_field(c->problem, "/what", "required");
    set(record, "title", title);
}

/* Whoever reported reads these as his own words. */
static void check_words(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_UPDATE && reg_changes(record, "what") &&
        !reg_absent(json_object_get(record->after, "reporter")))
        problem_field(c->problem, "/what", "incident_report_words");
}

/* An open incident would tell of a report that is kept to readers, by a line of its timeline. */
static enum err check_kept(struct call *c, int64_t report_id, int64_t incident_id)
{
    bool kept = false, shut = false;
    enum err e = reader_lock(c);
    if (e == ERR_OK)
        e = reader_is_secret(c, REG_INCIDENT_REPORTS.singular, report_id, &kept);
    if (e == ERR_OK)
        e = reader_is_secret(c, REG_INCIDENTS.singular, incident_id, &shut);
    return e == ERR_OK && kept && !shut
               ? problem_set(c->problem, ERR_CONFLICT, "incident_report_confidential")
               : e;
}

/* The caller has to see the incident, and to be allowed to change it: it gets a line. */
static enum err join(struct call *c, const struct reg_record *record)
{
    struct reg_record incident;
    const char *number = incident_title_of(c, record->reason, LIMIT_NAME);
    enum err e = reg_look(c, &REG_INCIDENTS, number, &incident);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/reason", "reference", number);
        return ERR_OK;
    }
    if (e == ERR_OK && !who_may(c->who, &PERM_INCIDENT_WRITE, incident.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = check_kept(c, record->id, incident.id);
    if (e == ERR_OK)
        set(record, "incident", body_text(incident.after, "number"));
    return e;
}

static enum err check_step(struct call *c, const struct reg_record *record)
{
    bool again = reg_enters(record, "new");
    set(record, "answer", reg_enters(record, "dismissed") ? record->reason : NULL);
    set(record, "incident", NULL);
    set(record, "triaged_at", NULL);
    if (!again)
        incident_fill_now(c, record, "triaged_at");
    return reg_enters(record, "incident") ? join(c, record) : ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE || record->change == REG_RESTORE)
        return ERR_OK;
    if (record->change == REG_TRANSITION)
        return check_step(c, record);
    fill_title(c, record);
    check_words(c, record);
    if (record->change == REG_CREATE)
        incident_fill_now(c, record, "received_at");
    if (incident_ms(record->after, "noticed_at") > c->now_ms + AHEAD_MS)
        problem_field(c->problem, "/noticed_at", "incident_ahead");
    return ERR_OK;
}

static enum err joined(struct call *c, const struct reg_record *record)
{
    struct reg_record incident;
    struct incident_entry entry = {.kind = entry_kind_key(ENTRY_REPORT),
        .text = mem_printf(
            c, "%s %s", body_text(record->after, "number"), body_text(record->after, "title")),
        .happened_ms = incident_ms(record->after, "received_at")};
    enum err e = reg_look(c, &REG_INCIDENTS, body_text(record->after, "incident"), &incident);
    if (e == ERR_OK)
        e = incident_entry_add(c, &incident, &entry);
    return e == ERR_OK ? report_take_readers(c, record->id, &incident) : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_CREATE)
        return report_tell_new(c, record);
    if (record->change != REG_TRANSITION || reg_enters(record, "new"))
        return ERR_OK;
    enum err e = reg_enters(record, "incident") ? joined(c, record) : ERR_OK;
    return e == ERR_OK ? report_tell_outcome(c, record) : e;
}

const struct reg_def REG_INCIDENT_REPORTS = {
    .name = "incident-reports",
    .singular = "incident_report",
    .schema = "IncidentReport",
    .table = "incident_report",
    .prefix = "IR",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &PERM_INCIDENT_REPORT_WRITE,
    .update = &PERM_INCIDENT_REPORT_WRITE,
    .remove = &PERM_INCIDENT_REPORT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-received_at",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .readers = true, /* those of a confidential case are kept to its readers */
    .check = check,
    .apply = apply,
    .purge = thanks_store_purge,
};
