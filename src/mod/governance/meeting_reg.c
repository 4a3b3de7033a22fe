/* Meetings of the committee and others: who was there, what was decided. */
#include "kernel/register/register_check.h"
#include "mod/governance/governance.h"

static const struct perm READ = {"meeting.read", PERM_ROLE, OF_READERS};
static const struct perm WRITE = {"meeting.write", PERM_ROLE, OF_LEADS};

static const char *const meeting_kind_keys[] = {
    "security_committee", "management", "department", "supplier", "sites", "other", NULL};
static const struct option_set MEETING_KIND = {"meeting_kind", meeting_kind_keys};
static const char *const meeting_state_keys[] = {"planned", "held", "called_off", NULL};
static const struct option_set MEETING_STATE = {"meeting_state", meeting_state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &MEETING_KIND},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &MEETING_STATE},
    {.key = "held_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "chair",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "chair_id"},
    {.key = "invited", .type = FIELD_INT, .min = 0, .max = 10000},
    {.key = "attended", .type = FIELD_INT, .min = 0, .max = 10000},
    {.key = "agenda", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "decisions", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "minutes", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
};

static const struct reg_transition transitions[] = {
    {"planned", "hold", "held", &WRITE, false},
    {"planned", "call_off", "called_off", &WRITE, true},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    reg_check_at_most(c, record, "attended", "invited");
    return ERR_OK;
}

static const char *const due_states[] = {"planned", NULL};
static const struct reg_due due = {"held_on", "chair", due_states};

const struct reg_def REG_MEETINGS = {
    .name = "meetings",
    .singular = "meeting",
    .schema = "Meeting",
    .table = "meeting",
    .prefix = "MT",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-held_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
