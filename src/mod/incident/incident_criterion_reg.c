/* What makes an incident how grave: the organisation's own criteria, read while one is judged. */
#include "mod/incident/incident_private.h"

static const struct perm WRITE = {"severity_criterion.write", PERM_ROLE, OF_LEADS};

static const struct field fields[] = {
    {.key = "criterion",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &OPTIONS_INCIDENT_SEVERITY},
    {.key = "start_hours", /* within which the investigation begins */
        .type = FIELD_INT,
        .flags = FIELD_INDEXED | FIELD_LISTED,
        .min = 0,
        .max = 10000},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

const struct reg_def REG_SEVERITY_CRITERIA = {
    .name = "severity-criteria",
    .singular = "severity_criterion",
    .schema = "SeverityCriterion",
    .table = "severity_criterion",
    .scope = REG_ORG,
    .read = &PERM_INCIDENT_READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "criterion",
    .default_sort = "severity",
};
