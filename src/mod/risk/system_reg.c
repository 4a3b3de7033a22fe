/* Systems and services: what they are for and made of, where they stand in the network, how
 * important they are, who answers for them, and how soon they have to be back. */
#include "mod/risk/risk.h"
#include "mod/risk/risk_recompute.h"

static const struct perm READ = {"system.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"system.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const system_kind_keys[] = {"business_pc", "mobile", "server", "web_site",
    "ec_site", "saas", "paas", "iaas", "control", "iot", "network", "other", NULL};
static const struct option_set SYSTEM_KIND = {"system_kind", system_kind_keys};
static const char *const importance_keys[] = {"high", "middle", "low", NULL};
const struct option_set OPTIONS_IMPORTANCE = {"importance", importance_keys};
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
    {.key = "business", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "importance",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_IMPORTANCE},
    {.key = "importance_reason", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "operator", .type = FIELD_ENUM, .options = &SYSTEM_OPERATOR},
    {.key = "place", .type = FIELD_TEXT},
    {.key = "segment", .type = FIELD_REF, .ref = "network-segments", .column = "segment_id"},
    {.key = "internet_facing", .type = FIELD_BOOL},
    {.key = "important_information", .type = FIELD_BOOL},
    {.key = "recovery_hours", .type = FIELD_NUM, .min = 0, .max = 100000},
    {.key = "recovery_point_hours", .type = FIELD_NUM, .min = 0, .max = 100000},
    {.key = "restored_on", .type = FIELD_DATE},
    {.key = "stocktaken_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    /* What it is made of: a CPE name or package URL a line, to be matched with what becomes known
     * of products. */
    {.key = "products", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "boundary_owner",
        .type = FIELD_REF,
        .ref = "people",
        .column = "boundary_owner_id"}, /* who answers for what may pass to and from it */
    {.key = "rule_setter", .type = FIELD_REF, .ref = "people", .column = "rule_setter_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static enum err apply(struct call *c, const struct reg_record *record)
{
    return risk_recompute_by_importance(c, record, RISK_CAUSE_SYSTEM);
}

static const struct reg_form_part parts[] = {
    {"running", "owner"}, {"recovery", "recovery_hours"}, {"upkeep", "stocktaken_on"}};

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
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "name",
    .apply = apply,
};
