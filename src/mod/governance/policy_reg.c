/* The tree of regulations: basic policy, rules, manuals, check sheets; two departments may own one
 * jointly. */
#include "kernel/register/register_check.h"
#include "mod/governance/governance.h"

static const struct perm READ = {"policy.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_POLICY_WRITE = {"policy.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_POLICY_DECIDE = {"policy.decide", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const policy_level_keys[] = {"basic", "rule", "manual", "check_sheet", NULL};
static const struct option_set POLICY_LEVEL = {"policy_level", policy_level_keys};
static const char *const policy_state_keys[] = {"draft", "in_force", "retired", NULL};
static const struct option_set POLICY_STATE = {"policy_state", policy_state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "level",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &POLICY_LEVEL},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &POLICY_STATE},
    {.key = "parent", .type = FIELD_REF, .ref = "policies", .column = "parent_id"},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "owner_unit",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "units",
        .column = "owner_unit_id"},
    {.key = "joint_unit", .type = FIELD_REF, .ref = "units", .column = "joint_unit_id"},
    {.key = "edition", .type = FIELD_TEXT, .max = 40},
    {.key = "approved_on", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "effective_on", .type = FIELD_DATE},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "published", .type = FIELD_BOOL},
    {.key = "place", .type = FIELD_TEXT, .max = 500},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"draft", "put_in_force", "in_force", &PERM_POLICY_DECIDE, false},
    {"in_force", "revise", "draft", &PERM_POLICY_WRITE, true},
    {"in_force", "retire", "retired", &PERM_POLICY_DECIDE, true},
};

/* A regulation stands below another one, not below itself. */
static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t parent = 0;
    enum err e = reg_ref_id(c, record, "parent", &parent);
    if (e == ERR_OK && parent != 0 && parent == record->id)
        problem_field(c->problem, "/parent", "reference");
    if (reg_enters(record, "in_force"))
        reg_fill_today(c, record, "approved_on");
    return e;
}

const struct reg_def REG_POLICIES = {
    .name = "policies",
    .singular = "policy",
    .schema = "Policy",
    .table = "policy",
    .prefix = "PL",
    .scope = REG_ORG,
    .read = &READ,
    .create = &PERM_POLICY_WRITE,
    .update = &PERM_POLICY_WRITE,
    .remove = &PERM_POLICY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "reviewed_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
