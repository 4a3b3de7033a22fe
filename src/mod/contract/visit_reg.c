/* Visits to firms about whose security the check sheet left doubts: a young firm with new
 * technology is not turned away, but looked at where it works, and led towards a certificate
 * (practice W10). */
#include "mod/contract/contract_private.h"

#include <string.h>

static const char *const visit_decision_keys[] = {"go_on", "with_conditions", "stop", NULL};
static const struct option_set VISIT_DECISION = {"visit_decision", visit_decision_keys};
static const char *const visit_certificate_keys[] = {
    "none", "encouraged", "preparing", "obtained", NULL};
static const struct option_set VISIT_CERTIFICATE = {"visit_certificate", visit_certificate_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "visited_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "visitors", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE, .max = 300},
    {.key = "met", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 300},
    {.key = "looked_at", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "found", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "agreed", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "decision", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &VISIT_DECISION},
    {.key = "certificate",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &VISIT_CERTIFICATE},
    {.key = "certificate_name", .type = FIELD_TEXT, .max = 200},
    {.key = "next", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "next_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
};

static const struct reg_due due = {"next_on", "owner", NULL};

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *on = body_text(record->after, "visited_on");
    const char *next = body_text(record->after, "next_on");
    if (on != NULL && next != NULL && strcmp(next, on) < 0)
        problem_field(c->problem, "/next_on", "visit_days");
    if (contract_is(record->after, "decision", "with_conditions"))
        contract_needs(c, record, "agreed");
    return ERR_OK;
}

const struct reg_def REG_SITE_VISITS = {
    .name = "site-visits",
    .singular = "site_visit",
    .schema = "SiteVisit",
    .table = "site_visit",
    .prefix = "VT",
    .scope = REG_BY_UNIT,
    .read = &PERM_ASK_READ,
    .create = &PERM_ASK_WRITE,
    .update = &PERM_ASK_WRITE,
    .remove = &PERM_ASK_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-visited_on",
    .due = &due,
    .check = check,
};
