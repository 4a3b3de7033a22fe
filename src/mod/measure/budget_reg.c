/* Budgets and what is spent of them. An amount that has been decided on stays as it is: more money
 * is another budget. */
#include "kernel/approval/approval.h"
#include "kernel/register/register_check.h"
#include "mod/measure/measure_private.h"

#include <string.h>

const struct perm PERM_BUDGET_READ = {"budget.read", PERM_ROLE, OF_READERS | OF_MANAGER};
static const struct perm WRITE = {"budget.write", PERM_ROLE, OF_LEADS | OF_MANAGER};
static const struct perm DECIDE = {"budget.decide", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const state_keys[] = {"draft", "approved", "rejected", "closed", NULL};
static const struct option_set STATES = {"budget_state", state_keys};
static const char *const stage_keys[] = {"ordered", "paid", NULL};
static const struct option_set STAGES = {"spending_stage", stage_keys};

static const struct field budget_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "fiscal_year",
        .type = FIELD_PERIOD,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "requested", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "granted", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &OPTIONS_MEASURE_KIND},
    {.key = "sheet_key", .type = FIELD_TEXT, .max = 80, .key_of = KEY_OF_SHEET},
    {.key = "section_key", .type = FIELD_TEXT, .max = 80, .key_of = KEY_OF_SECTION},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "decided_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"draft", "approve", "approved", &DECIDE, false},
    {"draft", "reject", "rejected", &DECIDE, true},
    {"rejected", "revise", "draft", &WRITE, true},
    {"approved", "close", "closed", &WRITE, false},
    {"closed", "reopen", "approved", &WRITE, true},
};

/* What was asked for is granted, unless whoever drafted it has been told of less. */
static void grant(const struct reg_record *record)
{
    if (!json_is_object(json_object_get(record->after, "granted")))
        json_object_set(record->after, "granted", json_object_get(record->after, "requested"));
}

static enum err check_budget(struct call *c, const struct reg_record *record)
{
    static const char *const fixed[] = {"requested", "granted", "fiscal_year"};
    const json_t *requested = json_object_get(record->after, "requested");
    const json_t *granted = json_object_get(record->after, "granted");
    const char *state = body_text(record->after, "state");
    bool open = strcmp(state, "draft") == 0 || strcmp(state, "rejected") == 0;
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (record->change == REG_UPDATE && !open && reg_changes(record, fixed[i]))
            problem_field(c->problem, measure_pointer(c, fixed[i]), "budget_fixed");
    if (json_is_object(granted) &&
        strcmp(body_text(granted, "currency"), body_text(requested, "currency")) != 0)
        problem_field(c->problem, "/granted", "currency");
    else if (json_is_object(granted) &&
             body_int(granted, "amount", 0) > body_int(requested, "amount", 0))
        problem_field_limit(c->problem, "/granted", "too_large", body_int(requested, "amount", 0));
    if (reg_enters(record, "approved"))
        grant(record);
    if (reg_enters(record, "approved") || reg_enters(record, "rejected"))
        measure_fill_today(c, record, "decided_on");
    return ERR_OK;
}

const struct reg_def REG_BUDGETS = {
    .name = "budgets",
    .singular = "budget",
    .schema = "Budget",
    .table = "budget",
    .prefix = "BG",
    .scope = REG_BY_UNIT,
    .read = &PERM_BUDGET_READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = budget_fields,
    .n_fields = sizeof budget_fields / sizeof budget_fields[0],
    .title = "title",
    .default_sort = "-fiscal_year",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check_budget,
};

/* ---- spendings ---- */

static const struct field spending_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "budget",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "budgets",
        .column = "budget_id"},
    {.key = "measure",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "measures",
        .column = "measure_id"},
    {.key = "stage",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STAGES},
    {.key = "spent_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "amount", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "supplier", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 200},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

/* Money is spent of what was granted, in its currency. More than that may be spent: it has been,
 * and the overview says so. */
static enum err check_spending(struct call *c, const struct reg_record *record)
{
    json_t *budget = NULL;
    const char *id = body_text(json_object_get(record->after, "budget"), "id");
    if (record->change != REG_CREATE && record->change != REG_UPDATE)
        return ERR_OK;
    enum err e = reg_get(c, &REG_BUDGETS, id, &budget);
    if (e == ERR_NOT_FOUND)
        return ERR_OK; /* of a unit that the caller does not see; the reference itself is checked */
    if (e != ERR_OK)
        return e;
    const json_t *granted = json_object_get(budget, "granted");
    const char *currency = body_text(json_object_get(record->after, "amount"), "currency");
    if (strcmp(body_text(budget, "state"), "approved") != 0)
        problem_field(c->problem, "/budget", "budget_not_approved");
    else if (strcmp(body_text(granted, "currency"), currency) != 0)
        problem_field(c->problem, "/amount", "currency");
    return ERR_OK;
}

const struct reg_def REG_SPENDINGS = {
    .name = "spendings",
    .singular = "spending",
    .schema = "Spending",
    .table = "spending",
    .prefix = "SP",
    .scope = REG_BY_UNIT,
    .read = &PERM_BUDGET_READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = spending_fields,
    .n_fields = sizeof spending_fields / sizeof spending_fields[0],
    .title = "title",
    .default_sort = "-spent_on",
    .check = check_spending,
};

static const struct reg_def *const registers[] = {&REG_BUDGETS, &REG_SPENDINGS};

static const struct approval_subject approvals[] = {
    {.reg = &REG_BUDGETS,
        .send = &WRITE,
        .decide = &DECIDE,
        .from = "draft",
        .approve = "approve",
        .reject = "reject",
        .amount = "requested",
        .class_field = "kind"},
};

const struct module module_budget = {.name = "budget",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = 1};
