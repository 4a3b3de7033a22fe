/* Systems and services with owner, importance and recovery objectives. */
#include "mod/risk/risk.h"

static const struct perm READ = {"system.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"system.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const system_kind_keys[] = {"business_pc", "mobile", "server", "web_site",
    "ec_site", "saas", "paas", "iaas", "control", "iot", "network", "other", NULL};
static const struct option_set SYSTEM_KIND = {"system_kind", system_kind_keys};
static const char *const importance_keys[] = {"high", "middle", "low", NULL};
static const struct option_set IMPORTANCE = {"importance", importance_keys};
static const char *const system_operator_keys[] = {"self", "supplier", NULL};
static const struct option_set SYSTEM_OPERATOR = {"system_operator", system_operator_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SYSTEM_KIND},
    {.key = "importance", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &IMPORTANCE},
    {.key = "importance_reason", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "operator", .type = FIELD_ENUM, .options = &SYSTEM_OPERATOR},
    {.key = "place", .type = FIELD_TEXT},
    {.key = "internet_facing", .type = FIELD_BOOL},
    {.key = "important_information", .type = FIELD_BOOL},
    {.key = "recovery_hours", .type = FIELD_NUM, .min = 0, .max = 100000},
    {.key = "recovery_point_hours", .type = FIELD_NUM, .min = 0, .max = 100000},
    {.key = "restored_on", .type = FIELD_DATE},
    {.key = "stocktaken_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

const struct reg_def REG_SYSTEMS = {
    .name = "systems",
    .singular = "system",
    .schema = "System",
    .table = "system",
    .prefix = "SY",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
};
