/* Incidents: one case each, from the moment it is judged to be one until what it taught is written
 * down. Its phases are states, its clocks are fields, what happened is its timeline. */
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/incident/incident_private.h"
#include "mod/risk/risk.h"

#include <string.h>

const struct perm PERM_INCIDENT_READ = {
    "incident.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_INCIDENT_WRITE = {"incident.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_INCIDENT_NOTE = {
    "incident.note", PERM_ROLE, OF_LEADS | OF_CSIRT | OF_MANAGER | OF_EXECUTIVE};
static const struct perm REMOVE = {"incident.remove", PERM_ROLE, OF_CISO};

#define KEY(name, key) key,
static const char *const severity_keys[] = {INCIDENT_SEVERITY_LIST(KEY) NULL};
static const char *const state_keys[] = {INCIDENT_PHASE_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_INCIDENT_SEVERITY = {"incident_severity", severity_keys};
static const struct option_set STATE = {"incident_state", state_keys};
static const char *const priority_keys[] = {"immediate", "today", "planned", NULL};
const struct option_set OPTIONS_INCIDENT_PRIORITY = {"incident_priority", priority_keys};

#define CLOCK(name, more)                                     \
    {                                                         \
        .key = (name), .type = FIELD_INSTANT, .flags = (more) \
    }

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_INCIDENT_SEVERITY},
    {.key = "threat_key",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_THREAT_KEY},
    {.key = "priority", .type = FIELD_ENUM, .options = &OPTIONS_INCIDENT_PRIORITY},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "drill", .type = FIELD_BOOL, .flags = FIELD_CREATE_ONLY},
    {.key = "lead", .type = FIELD_REF, .flags = FIELD_LISTED, .ref = "people", .column = "lead_id"},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    CLOCK("detected_at", FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED),
    {.key = "detected_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
    CLOCK("reported_at", 0),
    CLOCK("judged_at", FIELD_READONLY),
    CLOCK("investigation_at", 0),
    CLOCK("contained_at", 0),
    CLOCK("recovered_at", 0),
    CLOCK("closed_at", FIELD_READONLY | FIELD_INDEXED),
    {.key = "cause", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "lessons", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
};

static const struct reg_form_part parts[] = {{"clocks", "detected_at"}, {"after", "cause"}};

static const struct reg_transition transitions[] = {
    {"report", "contain", "containment", &PERM_INCIDENT_WRITE, false},
    {"containment", "recover", "recovery", &PERM_INCIDENT_WRITE, false},
    {"recovery", "restored", "lessons", &PERM_INCIDENT_WRITE, false},
    {"lessons", "close", "closed", &PERM_INCIDENT_WRITE, false},
    {"recovery", "contain_again", "containment", &PERM_INCIDENT_WRITE, true},
    {"closed", "reopen", "lessons", &PERM_INCIDENT_WRITE, true},
    {"report", "withdraw", "withdrawn", &PERM_INCIDENT_WRITE, true},
    {"containment", "withdraw", "withdrawn", &PERM_INCIDENT_WRITE, true},
    {"withdrawn", "resume", "report", &PERM_INCIDENT_WRITE, true},
};

/* ---- clocks ---- */

int64_t incident_ms(const json_t *record, const char *key)
{
    int64_t ms = 0;
    const char *text = body_text(record, key);
    return text != NULL && instant_parse(text, &ms) ? ms : 0;
}

void incident_fill_now(const struct call *c, const struct reg_record *record, const char *key)
{
    char text[INSTANT_TEXT_SIZE];
    if (body_text(record->after, key) != NULL)
        return;
    instant_format(c->now_ms, text);
    json_object_set_new(record->after, key, json_string(text));
}

static void fill_detected_on(struct call *c, const struct reg_record *record)
{
    char text[DATE_TEXT_SIZE];
    struct date day;
    if (!clock_day_in_zone(incident_ms(record->after, "detected_at"), c->org.zone, &day))
        return;
    date_format(day, text);
    json_object_set_new(record->after, "detected_on", json_string(text));
}

/* A new phase says when the one before it ended; going back takes that away again. */
static void fill_phase(struct call *c, const struct reg_record *record)
{
    static const struct {
        const char *action, *fills, *clears;
    } of[] = {
        {"contain", "investigation_at", NULL},
        {"recover", "contained_at", NULL},
        {"restored", "recovered_at", NULL},
        {"close", "closed_at", NULL},
        {"contain_again", NULL, "contained_at"},
        {"reopen", NULL, "closed_at"},
    };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        if (strcmp(record->action, of[i].action) != 0)
            continue;
        if (of[i].fills != NULL)
            incident_fill_now(c, record, of[i].fills);
        if (of[i].clears != NULL)
            json_object_set_new(record->after, of[i].clears, json_null());
    }
}

static void check_clocks(struct call *c, const struct reg_record *record)
{
    static const char *const codes[] = {[CLOCK_AHEAD] = "incident_ahead",
        [CLOCK_ORDER] = "incident_order",
        [CLOCK_PHASE] = "incident_phase"};
    int64_t at_ms[INCIDENT_CLOCK_MAX];
    enum incident_clock clock = CLOCK_DETECTED;
    for (int i = 0; i < INCIDENT_CLOCK_MAX; i++)
        at_ms[i] = incident_ms(record->after, incident_clock_key((enum incident_clock)i));
    enum incident_fault fault = incident_clocks_check(
        at_ms, incident_phase_of(body_text(record->after, "state")), c->now_ms, &clock);
    if (fault != CLOCKS_OK)
        problem_field(c->problem, mem_printf(c, "/%s", incident_clock_key(clock)), codes[fault]);
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE || record->change == REG_RESTORE)
        return ERR_OK;
    if (record->change == REG_CREATE)
        incident_fill_now(c, record, "judged_at");
    if (record->change == REG_TRANSITION)
        fill_phase(c, record);
    if (reg_enters(record, "closed") && body_text(record->after, "lessons") == NULL)
        problem_field(c->problem, "/lessons", "required");
    fill_detected_on(c, record);
    check_clocks(c, record);
    return ERR_OK;
}

/* Each step stands in the timeline. */
static enum err apply(struct call *c, const struct reg_record *record)
{
    if (record->change != REG_CREATE && record->change != REG_TRANSITION)
        return ERR_OK;
    struct incident_entry entry = {.kind = entry_kind_key(ENTRY_PHASE),
        .text = record->reason == NULL ? "" : record->reason,
        .state = body_text(record->after, "state"),
        .happened_ms = c->now_ms};
    return incident_entry_add(c, record, &entry);
}

const struct reg_def REG_INCIDENTS = {
    .name = "incidents",
    .singular = "incident",
    .schema = "Incident",
    .table = "incident",
    .prefix = "IN",
    .scope = REG_BY_UNIT,
    .read = &PERM_INCIDENT_READ,
    .create = &PERM_INCIDENT_WRITE,
    .update = &PERM_INCIDENT_WRITE,
    .remove = &REMOVE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "-detected_at",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .readers = true, /* a case may concern people who read the register */
    .check = check,
    .apply = apply,
    .purge = incident_entries_purge,
};
