/* Insurance policies: what they pay and not, whom they send when something happens, and which
 * orders need no round of approval because they are covered. */
#include "base/limits.h"
#include "mod/loss/loss_doc.h"
#include "mod/loss/loss_file.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_reg_private.h"

enum { HOURS_MOST = 720 }; /* thirty days */

/* The course of an incident. */
static const char *const phase_keys[] = {"detect", "report", "contain", "recover", NULL};
static const struct option_set PHASES = {"insurance_phase", phase_keys};

static const struct field cover_fields[] = {
    {.key = "form", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LOSS_FORM},
    {.key = "limit", .type = FIELD_INT, .min = 0, .max = LOSS_AMOUNT_MAX}, /* yen an event */
    {.key = "note", .type = FIELD_TEXT, .max = LIMIT_LINE}};
static const struct shape SHAPE_COVER = SHAPE("InsuranceCover", cover_fields);

static const struct field exclude_fields[] = {
    {.key = "scenario", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "note", .type = FIELD_TEXT, .max = LIMIT_LINE}};
static const struct shape SHAPE_EXCLUDE = SHAPE("InsuranceExclusion", exclude_fields);

static const struct field service_fields[] = {
    {.key = "phase", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &PHASES},
    {.key = "service", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_LINE},
    {.key = "contact", .type = FIELD_TEXT, .max = LIMIT_LINE}};
static const struct shape SHAPE_SERVICE = SHAPE("InsuranceService", service_fields);

static const struct field order_fields[] = {
    {.key = "work", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_LINE},
    {.key = "vendor", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_LINE},
    {.key = "limit", .type = FIELD_INT, .min = 0, .max = LOSS_AMOUNT_MAX}, /* yen */
    {.key = "approved_on", .type = FIELD_DATE},
    {.key = "approved_by", .type = FIELD_TEXT, .max = LIMIT_LABEL}};
static const struct shape SHAPE_ORDER = SHAPE("InsuranceOrder", order_fields);

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "insurer", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "policy_no", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "left_out", .type = FIELD_BOOL},
    {.key = "starts_on", .type = FIELD_DATE},
    {.key = "ends_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "premium", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "covers",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_COVER,
        .min = 1,
        .max = LOSS_FORM_MAX},
    {.key = "event_limit", .type = FIELD_MONEY},
    {.key = "year_limit", .type = FIELD_MONEY},
    {.key = "deductible", .type = FIELD_MONEY},
    {.key = "waiting_hours", .type = FIELD_INT, .min = 0, .max = LOSS_HOURS_MAX},
    {.key = "leak_only", .type = FIELD_BOOL},
    {.key = "excludes", .type = FIELD_LIST, .shape = &SHAPE_EXCLUDE, .max = LOSS_SCENARIOS_MAX},
    {.key = "exclusions", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "contact", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_LINE},
    {.key = "start_hours", .type = FIELD_INT, .min = 0, .max = HOURS_MOST},
    {.key = "services", .type = FIELD_LIST, .shape = &SHAPE_SERVICE, .max = LIMIT_POLICY_LINES},
    {.key = "vendor_orders", .type = FIELD_LIST, .shape = &SHAPE_ORDER, .max = LIMIT_POLICY_LINES},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    static const char *const sums[] = {"premium", "event_limit", "year_limit", "deductible"};
    if (record->change == REG_DELETE)
        return ERR_OK;
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        loss_reg_check_yen(c, record, sums[i]);
    if (problem_check(c->problem) == ERR_OK)
        loss_doc_check_policy(c, record->after, c->problem);
    return loss_reg_check_refs(c, record, "excludes", "scenario", &REG_LOSS_SCENARIOS);
}

/* It is in somebody's calendar when it has to be renewed. */
static const struct reg_due due = {"ends_on", "owner", NULL};

const struct reg_def REG_INSURANCE_POLICIES = {
    .name = "insurance-policies",
    .singular = "insurance_policy",
    .schema = "InsurancePolicy",
    .table = "insurance_policy",
    .prefix = "IP",
    .scope = REG_ORG,
    .read = &PERM_LOSS_READ,
    .create = &PERM_LOSS_WRITE,
    .update = &PERM_LOSS_WRITE,
    .remove = &PERM_LOSS_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .due = &due,
    .check = check,
};
