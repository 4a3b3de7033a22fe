/* Business cases: a plan of security investment in the eight steps of a CISO's role C, each of
 * which leaves something behind before the next begins. */
#include "kernel/approval/approval.h"
#include "kernel/register/register_check.h"
#include "mod/measure/measure_private.h"

#include <string.h>

const struct perm PERM_BUSINESS_CASE_READ = {
    "business_case.read", PERM_ROLE, OF_READERS | OF_MANAGER};
const struct perm PERM_BUSINESS_CASE_WRITE = {
    "business_case.write", PERM_ROLE, OF_LEADS | OF_MANAGER};
static const struct perm DECIDE = {"business_case.decide", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const state_keys[] = {"information", "problems", "plan", "case", "explained",
    "carried_out", "effect", "reported", NULL};
static const struct option_set STATES = {"business_case_state", state_keys};

/* How a figure was made of a simulation's; the module of losses fills it in, with what it names. */
static const char *const how_keys[] = {"one", "together", "at_least", NULL};
static const struct option_set LOSS_HOW = {"loss_how", how_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "fiscal_year", .type = FIELD_PERIOD, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "goal", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "goal_effect", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "information", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "problems", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "plan", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "reasons", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "cost_initial", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "cost_yearly", .type = FIELD_MONEY},
    {.key = "people_needed", .type = FIELD_INT, .min = 0, .max = 10000},
    {.key = "people_skills", .type = FIELD_TEXT, .max = 500},
    {.key = "people_from", .type = FIELD_DATE},
    {.key = "loss_avoided", .type = FIELD_MONEY},
    {.key = "loss_run", .type = FIELD_TEXT, .max = 40},
    {.key = "loss_run_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "loss_run_seed", .type = FIELD_INT, .flags = FIELD_READONLY},
    {.key = "loss_how", .type = FIELD_ENUM, .flags = FIELD_READONLY, .options = &LOSS_HOW},
    {.key = "loss_basis", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "sheet_key", .type = FIELD_TEXT, .max = 80, .key_of = KEY_OF_SHEET},
    {.key = "campaign", .type = FIELD_TEXT, .max = 40, .key_of = KEY_OF_CAMPAIGN},
    {.key = "level_to_reach", .type = FIELD_INT, .min = 0, .max = 1000},
    {.key = "explained_to", .type = FIELD_TEXT, .max = 200},
    {.key = "explained_on", .type = FIELD_DATE},
    {.key = "carried_out", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "effect", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "reported_to", .type = FIELD_TEXT, .max = 200},
    {.key = "reported_on", .type = FIELD_DATE},
};

static const struct reg_transition transitions[] = {
    {"information", "identify", "problems", &PERM_BUSINESS_CASE_WRITE, false},
    {"problems", "plan", "plan", &PERM_BUSINESS_CASE_WRITE, false},
    {"plan", "make_case", "case", &PERM_BUSINESS_CASE_WRITE, false},
    {"case", "approve", "explained", &DECIDE, false},
    {"case", "rework", "plan", &DECIDE, true},
    {"explained", "carry_out", "carried_out", &PERM_BUSINESS_CASE_WRITE, false},
    {"carried_out", "find_effect", "effect", &PERM_BUSINESS_CASE_WRITE, false},
    {"effect", "report", "reported", &PERM_BUSINESS_CASE_WRITE, false},
};

/* What a step has to leave behind before the case goes on to the one after it. */
static const struct {
    const char *enters, *needs;
} left_behind[] = {
    {"problems", "information"},
    {"plan", "problems"},
    {"case", "plan"},
    {"explained", "reasons"},
    {"effect", "carried_out"},
    {"reported", "effect"},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    for (size_t i = 0; i < sizeof left_behind / sizeof left_behind[0]; i++)
        if (reg_enters(record, left_behind[i].enters) && !record->decided &&
            strcmp(record->action, "rework") != 0 &&
            body_text(record->after, left_behind[i].needs) == NULL)
            problem_field(c->problem, measure_pointer(c, left_behind[i].needs), "required");
    if (reg_enters(record, "explained"))
        reg_fill_today(c, record, "explained_on");
    if (reg_enters(record, "reported"))
        reg_fill_today(c, record, "reported_on");
    return ERR_OK;
}

static const char *const due_states[] = {
    "information", "problems", "plan", "case", "explained", "carried_out", "effect", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_BUSINESS_CASES = {
    .name = "business-cases",
    .singular = "business_case",
    .schema = "BusinessCase",
    .table = "business_case",
    .prefix = "BC",
    .scope = REG_BY_UNIT,
    .read = &PERM_BUSINESS_CASE_READ,
    .create = &PERM_BUSINESS_CASE_WRITE,
    .update = &PERM_BUSINESS_CASE_WRITE,
    .remove = &PERM_BUSINESS_CASE_WRITE,
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

static const struct reg_def *const registers[] = {&REG_BUSINESS_CASES};

/* What is explained to the management is decided there, by its cost. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_BUSINESS_CASES,
        .send = &PERM_BUSINESS_CASE_WRITE,
        .decide = &DECIDE,
        .from = "case",
        .approve = "approve",
        .amount = "cost_initial"},
};

const struct module module_business_case = {.name = "business_case",
    .registers = registers,
    .n_registers = 1,
    .approvals = approvals,
    .n_approvals = 1};
