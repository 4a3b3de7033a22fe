/* The points of a requirement set. */
#include "base/limits.h"
#include "mod/contract/contract_private.h"

static const char *const phase_keys[] = {"development", "normal", "emergency", NULL};
const struct option_set OPTIONS_REQUIREMENT_PHASE = {"requirement_phase", phase_keys};
static const char *const level_keys[] = {"must", "needed", "wanted", NULL};
const struct option_set OPTIONS_REQUIREMENT_LEVEL = {"requirement_level", level_keys};

static const struct field fields[] = {
    {.key = "set",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "requirement-sets",
        .column = "set_id"},
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
};

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record set;
    int64_t n = 0;
    if (record->change == REG_UPDATE && json_equal(record->before, record->after))
        return ERR_OK; /* a row of an import that changes nothing */
    enum err e = contract_host(c, record, "set", &REG_REQUIREMENT_SETS, &set);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    if (!contract_is(set.after, "state", "draft"))
        return problem_set(c->problem, ERR_CONFLICT, "requirement_in_use");
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    const struct reg_where where[] = {{"set", "eq", body_text(set.after, "id")}};
    e = reg_count(c, &REG_REQUIREMENT_POINTS, where, 1, NULL, &n);
    return e == ERR_OK && n >= LIMIT_REQUIREMENT_POINTS
               ? problem_set_limit(
                     c->problem, ERR_CONFLICT, "requirement_too_many", LIMIT_REQUIREMENT_POINTS)
               : e;
}

const struct reg_def REG_REQUIREMENT_POINTS = {
    .name = "requirement-points",
    .singular = "requirement_point",
    .schema = "RequirementPoint",
    .table = "requirement_point",
    .prefix = "RN",
    .scope = REG_ORG,
    .read = &PERM_CONTRACT_READ,
    .create = &PERM_CONTRACT_WRITE,
    .update = &PERM_CONTRACT_WRITE,
    .remove = &PERM_CONTRACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "position",
    .check = check,
};
