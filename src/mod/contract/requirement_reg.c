/* Requirement sets: what is asked of whoever builds or runs something for us, by phase. */
#include "base/limits.h"
#include "mod/contract/contract_private.h"

#include <string.h>

const struct perm PERM_CONTRACT_READ = {"contract.read", PERM_ROLE, OF_READERS};
const struct perm PERM_CONTRACT_WRITE = {"contract.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_CONTRACT_APPROVE = {"contract.approve", PERM_ROLE, OF_LEADS | OF_EXECUTIVE};

static const char *const set_state_keys[] = {"draft", "in_use", "retired", NULL};
static const struct option_set SET_STATE = {"requirement_set_state", set_state_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "edition", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_LISTED, .max = 60},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SET_STATE},
    {.key = "description", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "replaces", .type = FIELD_REF, .ref = "requirement-sets", .column = "replaces_id"},
    {.key = "source", .type = FIELD_TEXT, .max = 500},
};

static const struct reg_transition transitions[] = {
    {"draft", "publish", "in_use", &PERM_CONTRACT_WRITE, false},
    {"in_use", "retire", "retired", &PERM_CONTRACT_WRITE, true},
    {"retired", "resume", "in_use", &PERM_CONTRACT_WRITE, true},
};

/* What is in use has been taken into contracts: another edition is another set. */
static enum err check(struct call *c, const struct reg_record *record)
{
    static const char *const fixed[] = {"title", "edition", "description", "source"};
    char id[UUID_TEXT_SIZE];
    int64_t n = 0;
    if (record->change == REG_UPDATE && strcmp(contract_was(record), "draft") != 0)
        contract_keeps(c, record, fixed, sizeof fixed / sizeof fixed[0], "requirement_in_use");
    if (!reg_enters(record, "in_use"))
        return ERR_OK;
    uuid_format(&record->uid, id);
    const struct reg_where where[] = {{"set", "eq", id}};
    enum err e = reg_count(c, &REG_REQUIREMENT_POINTS, where, 1, NULL, &n);
    return e == ERR_OK && n == 0 ? problem_set(c->problem, ERR_CONFLICT, "requirement_empty") : e;
}

const struct reg_def REG_REQUIREMENT_SETS = {
    .name = "requirement-sets",
    .singular = "requirement_set",
    .schema = "RequirementSet",
    .table = "requirement_set",
    .prefix = "RQ",
    .scope = REG_ORG,
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
    .check = check,
};
