/* A round in which units are asked which suppliers they give work to. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "kernel/unit/unit_reg.h"
#include "mod/supplier/supplier_census.h"

#include <string.h>

static const char *const state_keys[] = {"planned", CENSUS_ASKING, "closed", NULL};
static const struct option_set STATES = {"supplier_census_state", state_keys};

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "message", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "under", .type = FIELD_REF, .ref = "units", .column = "under_id"},
    {.key = "kind", .type = FIELD_ENUM, .options = &OPTIONS_UNIT_KIND},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "opened_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "reminded_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
};

static const struct reg_transition transitions[] = {
    {"planned", "open", CENSUS_ASKING, &PERM_SUPPLIER_WRITE, false},
    {CENSUS_ASKING, "close", "closed", &PERM_SUPPLIER_WRITE, false},
    {"closed", "reopen", CENSUS_ASKING, &PERM_SUPPLIER_WRITE, true},
};

static enum err check_removal(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    enum err e = census_store_replies(c, record->id, &n);
    if (e == ERR_OK && n > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "census_has_replies", n);
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return check_removal(c, record);
    if (reg_enters(record, CENSUS_ASKING))
        reg_fill_today(c, record, "opened_on");
    return ERR_OK;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    if (reg_enters(record, CENSUS_ASKING))
        return census_open_later(c, &record->uid);
    if (record->change == REG_UPDATE && reg_changes(record, "due"))
        return census_store_due(c, record->id, body_text(record->after, "due"));
    return ERR_OK;
}

const struct reg_def REG_SUPPLIER_CENSUSES = {
    .name = "supplier-censuses",
    .singular = "supplier_census",
    .schema = "SupplierCensus",
    .table = "supplier_census",
    .prefix = "SC",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_READ,
    .create = &PERM_SUPPLIER_WRITE,
    .update = &PERM_SUPPLIER_WRITE,
    .remove = &PERM_SUPPLIER_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "-due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
    .apply = apply,
};
