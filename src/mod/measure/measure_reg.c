#include "base/limits.h"
#include "kernel/approval/approval.h"
#include "kernel/auth/perm.h"
#include "mod/measure/measure_private.h"

const struct perm PERM_MEASURE_READ = {"measure.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_MEASURE_WRITE = {"measure.write", PERM_ROLE, OF_LEADS | OF_MANAGER};
const struct perm PERM_MEASURE_DECIDE = {"measure.decide", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const layer_keys[] = {"entry", "internal", "exit", "data", NULL};
const struct option_set OPTIONS_MEASURE_LAYER = {"measure_layer", layer_keys};
static const char *const kind_keys[] = {"organisation", "people", "physical", "technology", NULL};
const struct option_set OPTIONS_MEASURE_KIND = {"measure_kind", kind_keys};
static const char *const priority_keys[] = {"high", "middle", "low", NULL};
const struct option_set OPTIONS_PRIORITY = {"priority", priority_keys};
static const char *const likelihood_keys[] = {"high", "middle", "low", NULL};
const struct option_set OPTIONS_LIKELIHOOD = {"incident_likelihood", likelihood_keys};
static const char *const basis_keys[] = {"estimate", "quote", NULL};
static const struct option_set COST_BASES = {"cost_basis", basis_keys};
static const char *const state_keys[] = {
    "proposed", "approved", "deferred", "rejected", "under_way", "done", "reviewed", NULL};
const struct option_set OPTIONS_MEASURE_STATE = {"measure_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &OPTIONS_MEASURE_STATE},
    {.key = "priority",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_PRIORITY},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "purpose", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "cause", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "kind", .type = FIELD_ENUM, .options = &OPTIONS_MEASURE_KIND},
    {.key = "layer", .type = FIELD_ENUM, .options = &OPTIONS_MEASURE_LAYER},
    {.key = "cost_initial", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "cost_yearly", .type = FIELD_MONEY},
    {.key = "cost_low", .type = FIELD_MONEY},
    {.key = "cost_high", .type = FIELD_MONEY},
    {.key = "cost_basis", .type = FIELD_ENUM, .options = &COST_BASES},
    {.key = "fiscal_year", .type = FIELD_PERIOD, .flags = FIELD_INDEXED},
    {.key = "people_needed", .type = FIELD_INT, .min = 0, .max = 10000},
    {.key = "people_skills", .type = FIELD_TEXT, .max = 500},
    {.key = "people_from", .type = FIELD_DATE},
    {.key = "milestones", .type = FIELD_LIST, .max = LIMIT_MILESTONES},
    {.key = "likelihood", .type = FIELD_ENUM, .options = &OPTIONS_LIKELIHOOD},
    {.key = "asked_times",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_INDEXED,
        .max = 1000000},
    {.key = "asked_on", .type = FIELD_LIST, .flags = FIELD_READONLY, .max = LIMIT_MEASURE_ASKED},
    {.key = "decided_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "back_on", .type = FIELD_DATE},
    {.key = "done_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
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
    {.key = "source", .type = FIELD_TEXT, .max = 300},
};

/* proposed → approved | deferred | rejected → under way → done → reviewed (spec of measures). */
static const struct reg_transition transitions[] = {
    {"proposed", "approve", "approved", &PERM_MEASURE_DECIDE, false},
    {"proposed", "defer", "deferred", &PERM_MEASURE_DECIDE, true},
    {"proposed", "reject", "rejected", &PERM_MEASURE_DECIDE, true},
    {"deferred", "propose_again", "proposed", &PERM_MEASURE_WRITE, false},
    {"rejected", "propose_again", "proposed", &PERM_MEASURE_WRITE, true},
    {"approved", "start", "under_way", &PERM_MEASURE_WRITE, false},
    {"under_way", "finish", "done", &PERM_MEASURE_WRITE, false},
    {"done", "review", "reviewed", &PERM_MEASURE_WRITE, false},
    {"done", "reopen", "under_way", &PERM_MEASURE_WRITE, true},
};

static const char *const due_states[] = {"proposed", "approved", "deferred", "under_way", NULL};
static const struct reg_due due = {"due", "owner", due_states};

static const struct reg_form_part parts[] = {{"content", "purpose"}, {"cost", "cost_initial"},
    {"people", "people_needed"}, {"unless", "likelihood"}, {"assessment", "sheet_key"},
    {"effect", "effect_expected"}};

const struct reg_def REG_MEASURES = {
    .name = "measures",
    .singular = "measure",
    .schema = "Measure",
    .table = "measure",
    .prefix = "M",
    .scope = REG_BY_UNIT,
    .read = &PERM_MEASURE_READ,
    .create = &PERM_MEASURE_WRITE,
    .update = &PERM_MEASURE_WRITE,
    .remove = &PERM_MEASURE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = measure_check,
};

static const struct reg_def *const registers[] = {&REG_MEASURES};

/* A plan goes round by its cost or by how urgent it is. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_MEASURES,
        .send = &PERM_MEASURE_WRITE,
        .decide = &PERM_MEASURE_DECIDE,
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
