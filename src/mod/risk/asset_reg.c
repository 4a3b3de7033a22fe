/* Information that is worth something: what it is, who may use it, where it lies, whose data it
 * holds and how important it is. Its fields are those of the risk sheet for small and medium-sized
 * firms. */
#include "base/mem.h"
#include "mod/risk/asset_rules.h"
#include "mod/risk/risk.h"
#include "mod/risk/risk_recompute.h"

#include <string.h>

static const struct perm READ = {"information_asset.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"information_asset.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const asset_medium_keys[] = {
    "paper", "removable", "office_pc", "mobile", "own_server", "outside_server", "other", NULL};
static const struct option_set ASSET_MEDIUM = {"asset_medium", asset_medium_keys};
static const char *const asset_scale_keys[] = {"one_to_three", "zero_to_two", NULL};
static const struct option_set ASSET_SCALE = {"asset_scale", asset_scale_keys};

enum { PERSONS_MAX = 1000000000 };

#define RATING(name)                                         \
    {                                                        \
        .key = (name), .type = FIELD_INT, .min = 0, .max = 3 \
    }

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "business", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "content", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "users", .type = FIELD_TEXT},
    {.key = "medium", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &ASSET_MEDIUM},
    {.key = "place", .type = FIELD_TEXT},
    {.key = "system", .type = FIELD_REF, .ref = "systems", .column = "system_id"},
    {.key = "personal_data", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "sensitive_data", .type = FIELD_BOOL},
    {.key = "specific_data", .type = FIELD_BOOL},
    {.key = "personal_count", .type = FIELD_INT, .min = 0, .max = PERSONS_MAX},
    {.key = "scale", .type = FIELD_ENUM, .options = &ASSET_SCALE},
    RATING("confidentiality"),
    RATING("integrity"),
    RATING("availability"),
    {.key = "importance",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_IMPORTANCE},
    {.key = "retention", .type = FIELD_TEXT},
    {.key = "registered_on", .type = FIELD_DATE},
    {.key = "stocktaken_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

/* -1: not rated. */
static int rating(
    struct call *c, const struct reg_record *record, const char *key, enum asset_scale scale)
{
    int value = (int)body_int(record->after, key, -1);
    const char *at = mem_printf(c, "/%s", key);
    if (value >= 0 && value < asset_lowest(scale))
        problem_field_limit(c->problem, at, "too_small", asset_lowest(scale));
    if (value > asset_highest(scale))
        problem_field_limit(c->problem, at, "too_large", asset_highest(scale));
    return value;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *text = body_text(record->after, "scale");
    enum asset_scale scale =
        text != NULL && strcmp(text, "zero_to_two") == 0 ? ASSET_ZERO_TO_TWO : ASSET_ONE_TO_THREE;
    int confidentiality = rating(c, record, "confidentiality", scale);
    int integrity = rating(c, record, "integrity", scale);
    int availability = rating(c, record, "availability", scale);
    const char *importance = asset_importance(scale, confidentiality, integrity, availability);
    json_object_set_new(
        record->after, "importance", importance == NULL ? json_null() : json_string(importance));
    return ERR_OK;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    return risk_recompute_by_importance(c, record, RISK_CAUSE_ASSET);
}

const struct reg_def REG_INFORMATION_ASSETS = {
    .name = "information-assets",
    .singular = "information_asset",
    .schema = "InformationAsset",
    .table = "information_asset",
    .prefix = "IA",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
    .apply = apply,
};
