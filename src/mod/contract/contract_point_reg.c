/* What a contract asks, point by point: the supplier files a plan, we approve it – not who wrote it
 * here alone (kernel/approval) – and both agree on it as a target first, as a service level when
 * the supplier is able to (practice 5-3). */
#include "base/limits.h"
#include "mod/contract/contract_private.h"

#include <string.h>

static const char *const point_state_keys[] = {"asked", "filed", "approved", "target", "sla", NULL};
static const struct option_set POINT_STATE = {"contract_point_state", point_state_keys};

static const struct field fields[] = {
    {.key = "contract",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "contracts",
        .column = "contract_id"},
    {.key = "phase",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_REQUIREMENT_PHASE},
    {.key = "level",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_REQUIREMENT_LEVEL},
    {.key = "position",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED,
        .min = 0,
        .max = 1000},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "title_en", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "demand",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = 2000},
    {.key = "demand_en", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &POINT_STATE},
    {.key = "plan", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "filed_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "approved_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "target_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "sla_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "agreed_reason", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"asked", "file", "filed", &PERM_CONTRACT_WRITE, false},
    {"filed", "return", "asked", &PERM_CONTRACT_WRITE, true},
    {"filed", "approve", "approved", &PERM_CONTRACT_APPROVE, false},
    {"approved", "agree_target", "target", &PERM_CONTRACT_WRITE, false},
    {"approved", "agree_sla", "sla", &PERM_CONTRACT_WRITE, false},
    {"target", "raise", "sla", &PERM_CONTRACT_WRITE, true},
    {"sla", "lower", "target", &PERM_CONTRACT_WRITE, true},
    {"approved", "reopen", "asked", &PERM_CONTRACT_WRITE, true},
    {"target", "reopen", "asked", &PERM_CONTRACT_WRITE, true},
    {"sla", "reopen", "asked", &PERM_CONTRACT_WRITE, true},
};

static bool settled(const char *state)
{
    return strcmp(state, "approved") == 0 || strcmp(state, "target") == 0 ||
           strcmp(state, "sla") == 0;
}

static void forget(const struct reg_record *record, const char *key)
{
    json_object_set_new(record->after, key, json_null());
}

/* The days on which it came to where it is; each earlier one stands in its history. */
static void fill_days(struct call *c, const struct reg_record *record)
{
    static const char *const days[][2] = {{"filed", "filed_on"}, {"approved", "approved_on"},
        {"target", "target_on"}, {"sla", "sla_on"}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        if (!reg_enters(record, days[i][0]))
            continue;
        forget(record, days[i][1]);
        reg_fill_today(c, record, days[i][1]);
    }
    if (reg_enters(record, "asked"))
        for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
            forget(record, days[i][1]);
    if (reg_enters(record, "target") && strcmp(contract_was(record), "sla") == 0)
        forget(record, "sla_on");
    if (record->change == REG_TRANSITION && record->reason != NULL)
        json_object_set_new(record->after, "agreed_reason", json_string(record->reason));
}

/* As many as a set may have: the annex shows all of them. */
static enum err check_number(
    struct call *c, const struct reg_record *record, const struct reg_record *contract)
{
    const struct reg_where where[] = {{"contract", "eq", body_text(contract->after, "id")}};
    int64_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = reg_count(c, &REG_CONTRACT_POINTS, where, 1, "/", &n);
    return e == ERR_OK && n >= LIMIT_REQUIREMENT_POINTS
               ? problem_set_limit(
                     c->problem, ERR_CONFLICT, "contract_too_many", LIMIT_REQUIREMENT_POINTS)
               : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    static const char *const fixed[] = {
        "phase", "level", "title", "title_en", "demand", "demand_en", "plan"};
    struct reg_record contract;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = contract_host(c, record, "contract", &REG_CONTRACTS, &contract);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    contract_same_unit(c, record, &contract, "contract_unit");
    if (record->change == REG_UPDATE && settled(contract_was(record)))
        contract_keeps(c, record, fixed, sizeof fixed / sizeof fixed[0], "point_approved");
    if (reg_enters(record, "filed"))
        contract_needs(c, record, "plan");
    fill_days(c, record);
    return check_number(c, record, &contract);
}

const struct reg_def REG_CONTRACT_POINTS = {
    .name = "contract-points",
    .singular = "contract_point",
    .schema = "ContractPoint",
    .table = "contract_point",
    .prefix = "CP",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTRACT_READ,
    .create = &PERM_CONTRACT_WRITE,
    .update = &PERM_CONTRACT_WRITE,
    .remove = &PERM_CONTRACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "position",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
