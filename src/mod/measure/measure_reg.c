#include "kernel/approval/approval.h"
#include "kernel/auth/perm.h"
#include "mod/measure/measure.h"

#include <math.h>
#include <string.h>

static const struct perm READ = {"measure.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"measure.write", PERM_ROLE, OF_LEADS | OF_MANAGER};
static const struct perm DECIDE = {"measure.decide", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const layer_keys[] = {"entry", "internal", "exit", "data", NULL};
static const struct option_set LAYERS = {"measure_layer", layer_keys};
static const char *const kind_keys[] = {"organisation", "people", "physical", "technology", NULL};
static const struct option_set KINDS = {"measure_kind", kind_keys};
static const char *const priority_keys[] = {"high", "middle", "low", NULL};
static const struct option_set PRIORITIES = {"priority", priority_keys};
static const char *const basis_keys[] = {"estimate", "quote", NULL};
static const struct option_set COST_BASES = {"cost_basis", basis_keys};
static const char *const state_keys[] = {
    "proposed", "approved", "deferred", "rejected", "under_way", "done", "reviewed", NULL};
static const struct option_set STATES = {"measure_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &STATES},
    {.key = "priority",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &PRIORITIES},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "purpose", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "cause", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "kind", .type = FIELD_ENUM, .options = &KINDS},
    {.key = "layer", .type = FIELD_ENUM, .options = &LAYERS},
    {.key = "cost_initial", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "cost_yearly", .type = FIELD_MONEY},
    {.key = "cost_basis", .type = FIELD_ENUM, .options = &COST_BASES},
    {.key = "sheet_key",
        .type = FIELD_TEXT,
        .flags = FIELD_INDEXED,
        .max = 80,
        .key_of = KEY_OF_SHEET},
    {.key = "item_key",
        .type = FIELD_TEXT,
        .flags = FIELD_LISTED,
        .max = 80,
        .key_of = KEY_OF_ITEM},
    {.key = "section_key", .type = FIELD_TEXT, .max = 80, .key_of = KEY_OF_SECTION},
    {.key = "campaign", .type = FIELD_TEXT, .max = 40, .key_of = KEY_OF_CAMPAIGN},
    {.key = "level_now",
        .type = FIELD_NUM,
        .min = 0,
        .max = 1000}, /* a mean of units, or a level */
    {.key = "level_to_reach", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 0, .max = 1000},
    {.key = "effect_expected", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "effect_found", .type = FIELD_LONGTEXT, .max = 2000},
};

/* proposed → approved | deferred | rejected → under way → done → reviewed (spec of measures). */
static const struct reg_transition transitions[] = {
    {"proposed", "approve", "approved", &DECIDE, false},
    {"proposed", "defer", "deferred", &DECIDE, true},
    {"proposed", "reject", "rejected", &DECIDE, true},
    {"deferred", "propose_again", "proposed", &WRITE, false},
    {"rejected", "propose_again", "proposed", &WRITE, true},
    {"approved", "start", "under_way", &WRITE, false},
    {"under_way", "finish", "done", &WRITE, false},
    {"done", "review", "reviewed", &WRITE, false},
    {"done", "reopen", "under_way", &WRITE, true},
};

static double level(const struct reg_record *record, const char *key)
{
    const json_t *value = json_object_get(record->after, key);
    return json_is_number(value) ? json_number_value(value) : -1;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    bool both = level(record, "level_now") >= 0 && level(record, "level_to_reach") >= 0;
    if (both && level(record, "level_to_reach") < level(record, "level_now"))
        problem_field_limit(
            c->problem, "/level_to_reach", "too_small", (int64_t)ceil(level(record, "level_now")));
    const char *state = body_text(record->after, "state");
    bool running = strcmp(state, "under_way") == 0;
    if (running && json_is_null(json_object_get(record->after, "owner")))
        problem_field(c->problem, "/owner", "required");
    return ERR_OK;
}

static const char *const due_states[] = {"proposed", "approved", "deferred", "under_way", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_MEASURES = {
    .name = "measures",
    .singular = "measure",
    .schema = "Measure",
    .table = "measure",
    .prefix = "M",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};

static const struct reg_def *const registers[] = {&REG_MEASURES};

/* A plan goes round by its cost or by how urgent it is. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_MEASURES,
        .send = &WRITE,
        .decide = &DECIDE,
        .from = "proposed",
        .approve = "approve",
        .reject = "reject",
        .amount = "cost_initial",
        .class_field = "priority"},
};

const struct module module_measure = {.name = "measure",
    .registers = registers,
    .n_registers = 1,
    .approvals = approvals,
    .n_approvals = 1};
