/* Laws, guidelines and contracts that bind us, and when compliance was last checked. */
#include "mod/governance/governance.h"

static const struct perm READ = {"obligation.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"obligation.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const obligation_kind_keys[] = {
    "law", "guideline", "contract", "industry_rule", "other", NULL};
static const struct option_set OBLIGATION_KIND = {"obligation_kind", obligation_kind_keys};
static const char *const obligation_result_keys[] = {"met", "not_met", "corrected", NULL};
static const struct option_set OBLIGATION_RESULT = {"obligation_result", obligation_result_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OBLIGATION_KIND},
    {.key = "country", .type = FIELD_TEXT, .min = 2, .max = 2, .key_of = KEY_OF_COUNTRY},
    {.key = "source", .type = FIELD_TEXT, .max = 500},
    {.key = "valid_from", .type = FIELD_DATE},
    {.key = "change", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "check_result",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OBLIGATION_RESULT},
    {.key = "checked_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "action", .type = FIELD_LONGTEXT, .max = 2000},
};

const struct reg_def REG_OBLIGATIONS = {
    .name = "obligations",
    .singular = "obligation",
    .schema = "Obligation",
    .table = "obligation",
    .prefix = "OB",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "checked_on",
};
