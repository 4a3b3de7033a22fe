/* Exercises planned and held, who took part and what was found. */
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/exercise/exercise_private.h"

#include <string.h>

#define WRITE PERM_EXERCISE_WRITE
const struct perm PERM_EXERCISE_READ = {"exercise.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_EXERCISE_WRITE = {"exercise.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

enum { HALF_A_DAY = 240 /* minutes: more keeps people from their work (practice 7-5) */ };

static const char *const exercise_kind_keys[] = {
    "incident", "tabletop", "recovery", "contact", "other", NULL};
static const struct option_set EXERCISE_KIND = {"exercise_kind", exercise_kind_keys};
static const char *const exercise_state_keys[] = {"planned", "held", "called_off", NULL};
static const struct option_set EXERCISE_STATE = {"exercise_state", exercise_state_keys};
static const char *const outcome_keys[] = {"met", "partly", "missed", NULL};
static const struct option_set EXERCISE_OUTCOME = {"exercise_outcome", outcome_keys};
static const char *const area_keys[] = {"it", "ot", "both", NULL};
const struct option_set OPTIONS_EXERCISE_AREA = {"exercise_area", area_keys};
/* The first time people walk through without deciding anything (table 2-7.6). */
static const char *const style_keys[] = {"walk", "decide", NULL};
const struct option_set OPTIONS_EXERCISE_STYLE = {"exercise_style", style_keys};

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
    {.key = "area", .type = FIELD_ENUM, .options = &OPTIONS_EXERCISE_AREA},
    {.key = "style", .type = FIELD_ENUM, .options = &OPTIONS_EXERCISE_STYLE},
    {.key = "goal", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "minutes", .type = FIELD_INT, .min = 1, .max = HALF_A_DAY},
    {.key = "place", .type = FIELD_TEXT, .max = 200},
    {.key = "program", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "exercise_day", .type = FIELD_BOOL},
    {.key = "dummy_mail_on", .type = FIELD_DATE},
    {.key = "report_due", .type = FIELD_DATE},
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

static const struct reg_form_part parts[] = {
    {"plan", "area"}, {"before", "dummy_mail_on"}, {"after", "invited"}};

static const struct reg_transition transitions[] = {
    {"planned", "hold", "held", &WRITE, false},
    {"planned", "call_off", "called_off", &WRITE, true},
};

/* What is asked for beforehand is there on the day. */
static void check_before(struct call *c, const struct reg_record *record, const char *key)
{
    const char *day = body_text(record->after, key);
    const char *planned = body_text(record->after, "planned_on");
    bool changes = reg_changes(record, key) || reg_changes(record, "planned_on");
    if (day != NULL && planned != NULL && changes && strcmp(day, planned) > 0)
        problem_field(c->problem, mem_printf(c, "/%s", key), "exercise_before");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    check_before(c, record, "dummy_mail_on");
    check_before(c, record, "report_due");
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
    .read = &PERM_EXERCISE_READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "-planned_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .purge = exercise_store_purge,
};
