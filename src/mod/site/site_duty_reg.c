/* Who does what while check lists are made and while they are run (table 2-1.3 of the practices).
 */
#include "mod/site/site_private.h"

static const char *const party_keys[] = {"site", "head_office", "outside", NULL};
const struct option_set OPTIONS_SITE_PARTY = {"site_party", party_keys};
static const char *const phase_keys[] = {"making", "running", NULL};
const struct option_set OPTIONS_SITE_PHASE = {"site_phase", phase_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "party",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_SITE_PARTY},
    {.key = "phase",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_SITE_PHASE},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

const struct reg_def REG_SITE_DUTIES = {
    .name = "site-duties",
    .singular = "site_duty",
    .schema = "SiteDuty",
    .table = "site_duty",
    .prefix = "DT",
    .scope = REG_ORG,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "number",
};
