/* Exercises planned and held, who took part and what was found. */
#include "kernel/register/register_check.h"
#include "mod/incident/incident.h"

static const struct perm READ = {"exercise.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"exercise.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const exercise_kind_keys[] = {
    "incident", "tabletop", "recovery", "contact", "other", NULL};
static const struct option_set EXERCISE_KIND = {"exercise_kind", exercise_kind_keys};
static const char *const exercise_state_keys[] = {"planned", "held", "called_off", NULL};
static const struct option_set EXERCISE_STATE = {"exercise_state", exercise_state_keys};
static const char *const outcome_keys[] = {"met", "partly", "missed", NULL};
static const struct option_set EXERCISE_OUTCOME = {"exercise_outcome", outcome_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &EXERCISE_KIND},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &EXERCISE_STATE},
    {.key = "planned_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "held_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "leader",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "leader_id"},
    {.key = "goal", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "invited", .type = FIELD_INT, .min = 0, .max = 100000},
    {.key = "attended", .type = FIELD_INT, .min = 0, .max = 100000},
    {.key = "participation",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .min = 0,
        .max = 100},
    {.key = "outcome", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &EXERCISE_OUTCOME},
    {.key = "found", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
};

static const struct reg_transition transitions[] = {
    {"planned", "hold", "held", &WRITE, false},
    {"planned", "call_off", "called_off", &WRITE, true},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    reg_check_at_most(c, record, "attended", "invited");
    reg_fill_int(record, "participation", reg_percent(record, "attended", "invited"));
    if (reg_enters(record, "held"))
        reg_fill_today(c, record, "held_on");
    return ERR_OK;
}

static const char *const due_states[] = {"planned", NULL};
static const struct reg_due due = {"planned_on", "leader", due_states};

const struct reg_def REG_EXERCISES = {
    .name = "exercises",
    .singular = "exercise",
    .schema = "Exercise",
    .table = "exercise",
    .prefix = "EX",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-planned_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
