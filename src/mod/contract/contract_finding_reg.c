/* What a third-party check found, until it is fixed. */
#include "mod/contract/contract_private.h"

static const char *const severity_keys[] = {"high", "middle", "low", NULL};
static const struct option_set SEVERITY = {"contract_finding_severity", severity_keys};
static const char *const finding_state_keys[] = {"open", "fixed", "accepted", NULL};
static const struct option_set FINDING_STATE = {"contract_finding_state", finding_state_keys};

static const struct field fields[] = {
    {.key = "check",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "contract-checks",
        .column = "check_id"},
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SEVERITY},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &FINDING_STATE},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "fixed_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "fix", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
};

static const struct reg_transition transitions[] = {
    {"open", "fix", "fixed", &PERM_CONTRACT_WRITE, false},
    {"open", "accept", "accepted", &PERM_CONTRACT_WRITE, true},
    {"fixed", "reopen", "open", &PERM_CONTRACT_WRITE, true},
    {"accepted", "reopen", "open", &PERM_CONTRACT_WRITE, true},
};

static const char *const due_states[] = {"open", NULL};
static const struct reg_due due = {"due", "owner", due_states};

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record host;
    if (record->change == REG_DELETE)
        return ERR_OK;
    if (reg_enters(record, "open"))
        json_object_set_new(record->after, "fixed_on", json_null());
    if (reg_enters(record, "fixed")) {
        contract_needs(c, record, "fix");
        reg_fill_today(c, record, "fixed_on");
    }
    enum err e = contract_host(c, record, "check", &REG_CONTRACT_CHECKS, &host);
    if (e == ERR_OK)
        contract_same_unit(c, record, &host, "contract_unit");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

const struct reg_def REG_CONTRACT_FINDINGS = {
    .name = "contract-findings",
    .singular = "contract_finding",
    .schema = "ContractFinding",
    .table = "contract_finding",
    .prefix = "CF",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTRACT_READ,
    .create = &PERM_CONTRACT_WRITE,
    .update = &PERM_CONTRACT_WRITE,
    .remove = &PERM_CONTRACT_WRITE,
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
