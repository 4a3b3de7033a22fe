/* The register of regimes: who has to be told of an incident, in which cases, and by when. */
#include "base/clock.h"
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/duty/duty_private.h"

#include <string.h>

static const struct perm READ = {"reporting_regime.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"reporting_regime.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

#define KEY(name, key) key,
static const char *const unit_keys[] = {DUTY_UNIT_LIST(KEY) NULL};
#undef KEY
static const char *const kind_keys[] = {
    "law", "sector", "exchange", "contract", "insurer", "voluntary", NULL};
static const char *const sector_keys[] = {"financial", "infrastructure", "listed", NULL};
static const char *const start_keys[] = {"known", "judged", NULL};
static const char *const final_keys[] = {"start", "first", NULL};
const struct option_set OPTIONS_REGIME_KIND = {"regime_kind", kind_keys};
const struct option_set OPTIONS_REGIME_SECTOR = {"regime_sector", sector_keys};
const struct option_set OPTIONS_REGIME_START = {"regime_start", start_keys};
const struct option_set OPTIONS_DUTY_UNIT = {"duty_unit", unit_keys};
const struct option_set OPTIONS_REGIME_FINAL_FROM = {"regime_final_from", final_keys};

#define FLAG(name)                        \
    {                                     \
        .key = (name), .type = FIELD_BOOL \
    }
#define AMOUNT(name)                                            \
    {                                                           \
        .key = (name), .type = FIELD_INT, .min = 1, .max = 2000 \
    }
#define UNIT(name)                                                       \
    {                                                                    \
        .key = (name), .type = FIELD_ENUM, .options = &OPTIONS_DUTY_UNIT \
    }

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 120},
    {.key = "authority",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 200},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_REGIME_KIND},
    {.key = "in_use", .type = FIELD_BOOL, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "where_to", .type = FIELD_TEXT, .max = 300},
    {.key = "countries", .type = FIELD_TEXT, .max = 200},
    {.key = "sector", .type = FIELD_ENUM, .options = &OPTIONS_REGIME_SECTOR},
    FLAG("needs_personal"),
    FLAG("when_sensitive"),
    FLAG("when_property"),
    FLAG("when_unlawful"),
    FLAG("when_harm"),
    {.key = "min_persons", .type = FIELD_INT, .min = 1, .max = 1000000000},
    {.key = "starts",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_REGIME_START},
    AMOUNT("first_amount"),
    UNIT("first_unit"),
    AMOUNT("final_amount"),
    UNIT("final_unit"),
    AMOUNT("final_unlawful"),
    {.key = "final_from", .type = FIELD_ENUM, .options = &OPTIONS_REGIME_FINAL_FROM},
    FLAG("count_first_day"),
    FLAG("roll"),
    {.key = "zone", .type = FIELD_TEXT, .max = 60, .key_of = KEY_OF_ZONE},
    {.key = "items", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "source", .type = FIELD_LONGTEXT, .max = 500},
    {.key = "source_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "valid_from", .type = FIELD_DATE},
    {.key = "valid_until", .type = FIELD_DATE},
    {.key = "unverified", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static const struct reg_form_part parts[] = {
    {"when", "countries"}, {"clocks", "starts"}, {"report", "items"}, {"basis", "source"}};

/* A number means nothing without its unit, nor a unit without a number. */
static void check_term(struct call *c, const struct reg_record *record, const char *amount,
    const char *unit, const char *at_amount, const char *at_unit)
{
    bool has_amount = body_int(record->after, amount, 0) > 0;
    bool has_unit = body_text(record->after, unit) != NULL;
    if (has_amount != has_unit)
        problem_field(c->problem, has_amount ? at_unit : at_amount, "required");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    const char *zone = body_text(record->after, "zone");
    const char *countries = body_text(record->after, "countries");
    const char *from = body_text(record->after, "valid_from");
    const char *until = body_text(record->after, "valid_until");
    check_term(c, record, "first_amount", "first_unit", "/first_amount", "/first_unit");
    check_term(c, record, "final_amount", "final_unit", "/final_amount", "/final_unit");
    if (zone != NULL && !clock_zone_ok(zone))
        problem_field(c->problem, "/zone", "zone");
    if (countries != NULL && !duty_countries_ok(countries))
        problem_field(c->problem, "/countries", "duty_countries");
    if (from != NULL && until != NULL && strcmp(until, from) < 0)
        problem_field(c->problem, "/valid_until", "duty_valid");
    return ERR_OK;
}

const struct reg_def REG_REPORTING_REGIMES = {
    .name = "reporting-regimes",
    .singular = "reporting_regime",
    .schema = "ReportingRegime",
    .table = "reporting_regime",
    .prefix = "RG",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "title",
    .check = check,
};
