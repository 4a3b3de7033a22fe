/* Contracts with suppliers, as far as security goes. */
#include "mod/contract/contract_private.h"

#include <string.h>

static const char *const contract_state_keys[] = {"preparing", "in_force", "ended", NULL};
static const struct option_set CONTRACT_STATE = {"contract_state", contract_state_keys};
static const char *const contract_form_keys[] = {"normal", "important", NULL};
static const struct option_set CONTRACT_FORM = {"contract_form", contract_form_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &CONTRACT_STATE},
    {.key = "business", .type = FIELD_REF, .ref = "businesses", .column = "business_id"},
    {.key = "form",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &CONTRACT_FORM},
    {.key = "audit_cooperation", .type = FIELD_BOOL},
    {.key = "last_tier", .type = FIELD_BOOL},
    {.key = "requirement_set",
        .type = FIELD_REF,
        .flags = FIELD_READONLY,
        .ref = "requirement-sets",
        .column = "requirement_set_id"},
    {.key = "starts_on", .type = FIELD_DATE},
    {.key = "ends_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"preparing", "begin", "in_force", &PERM_CONTRACT_WRITE, false},
    {"in_force", "end", "ended", &PERM_CONTRACT_WRITE, true},
    {"preparing", "drop", "ended", &PERM_CONTRACT_WRITE, true},
    {"ended", "resume", "preparing", &PERM_CONTRACT_WRITE, true},
};

static const char *const due_states[] = {"preparing", "in_force", NULL};
static const struct reg_due due = {"ends_on", "owner", due_states};

/* Important work has a form of its own (practice 9-1): cooperation in audits, and all tiers below
 * are disclosed. */
static void check_important(struct call *c, const struct reg_record *record)
{
    if (!contract_is(record->after, "form", "important") ||
        !contract_is(record->after, "state", "in_force"))
        return;
    if (!body_bool(record->after, "audit_cooperation"))
        problem_field(c->problem, "/audit_cooperation", "contract_important");
    if (!body_bool(record->after, "last_tier"))
        problem_field(c->problem, "/last_tier", "contract_important");
    if (!json_is_object(json_object_get(record->after, "requirement_set")))
        problem_field(c->problem, "/requirement_set", "contract_important");
}

/* Points and checks stay in the unit of their contract. */
static enum err check_unit(struct call *c, const struct reg_record *record)
{
    static const char *const unit[] = {"unit"};
    int64_t n = 0;
    if (record->change != REG_UPDATE ||
        json_equal(json_object_get(record->before, "unit"), json_object_get(record->after, "unit")))
        return ERR_OK;
    enum err e = contract_store_parts(c, record->id, &n);
    if (e == ERR_OK && n > 0)
        contract_keeps(c, record, unit, 1, "contract_unit_fixed");
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *from = body_text(record->after, "starts_on");
    const char *until = body_text(record->after, "ends_on");
    if (record->change == REG_DELETE)
        return ERR_OK;
    if (from != NULL && until != NULL && strcmp(until, from) < 0)
        problem_field(c->problem, "/ends_on", "contract_days");
    check_important(c, record);
    return check_unit(c, record);
}

const struct reg_def REG_CONTRACTS = {
    .name = "contracts",
    .singular = "contract",
    .schema = "Contract",
    .table = "contract",
    .prefix = "CN",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTRACT_READ,
    .create = &PERM_CONTRACT_WRITE,
    .update = &PERM_CONTRACT_WRITE,
    .remove = &PERM_CONTRACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
