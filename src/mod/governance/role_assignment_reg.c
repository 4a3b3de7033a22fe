/* Who holds which security role, in peace and in emergency, with deputies; the review of each role
 * is evidence. */
#include "mod/governance/governance.h"

static const struct perm READ = {"role_assignment.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"role_assignment.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const security_role_keys[] = {"ciso", "security_lead", "system_admin",
    "department_lead", "csirt_lead", "csirt_member", "privacy_officer", "internal_auditor", "other",
    NULL};
static const struct option_set SECURITY_ROLE = {"security_role", security_role_keys};
static const char *const role_phase_keys[] = {"peace", "emergency", "both", NULL};
static const struct option_set ROLE_PHASE = {"role_phase", role_phase_keys};
static const char *const role_published_keys[] = {"none", "concerned", "all", NULL};
static const struct option_set ROLE_PUBLISHED = {"role_published", role_published_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "role",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SECURITY_ROLE},
    {.key = "phase", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &ROLE_PHASE},
    {.key = "person",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "person_id"},
    {.key = "deputy",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "deputy_id"},
    {.key = "duties", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "published", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &ROLE_PUBLISHED},
    {.key = "appointed_on", .type = FIELD_DATE},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "review_note", .type = FIELD_LONGTEXT, .max = 2000},
};

const struct reg_def REG_ROLE_ASSIGNMENTS = {
    .name = "role-assignments",
    .singular = "role_assignment",
    .schema = "RoleAssignment",
    .table = "role_assignment",
    .prefix = "RA",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "reviewed_on",
};
