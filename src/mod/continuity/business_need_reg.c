/* Which systems a business needs, what for, and how long it goes on without. */
#include "base/limits.h"
#include "mod/continuity/continuity_private.h"

const struct perm PERM_CONTINUITY_READ = {
    "continuity.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_CONTINUITY_WRITE = {
    "continuity.write", PERM_ROLE, OF_LEADS | OF_CSIRT | OF_MANAGER};

static const char *const dependence_keys[] = {"stops", "slows", "replaceable", NULL};
const struct option_set OPTIONS_DEPENDENCE = {"business_dependence", dependence_keys};

static const struct field fields[] = {
    {.key = "work",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 100},
    {.key = "business",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "businesses",
        .column = "business_id"},
    {.key = "system",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "systems",
        .column = "system_id"},
    {.key = "dependence",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_DEPENDENCE},
    {.key = "without_hours",
        .type = FIELD_NUM,
        .flags = FIELD_LISTED,
        .min = 0,
        .max = CONTINUITY_HOURS_MOST},
    {.key = "workaround", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};

const struct reg_def REG_BUSINESS_NEEDS = {
    .name = "business-needs",
    .singular = "business_need",
    .schema = "BusinessNeed",
    .table = "business_need",
    .prefix = "BN",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTINUITY_READ,
    .create = &PERM_CONTINUITY_WRITE,
    .update = &PERM_CONTINUITY_WRITE,
    .remove = &PERM_CONTINUITY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "work",
    .default_sort = "work",
};
