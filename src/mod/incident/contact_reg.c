/* Whom to call in an emergency, kept alive by yearly confirmation. */
#include "mod/incident/incident.h"

static const struct perm READ = {"contact.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"contact.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const contact_kind_keys[] = {"internal", "authority", "vendor", "expert",
    "insurer", "lawyer", "customer", "media", "industry", "other", NULL};
static const struct option_set CONTACT_KIND = {"contact_kind", contact_kind_keys};

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &CONTACT_KIND},
    {.key = "purpose", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "phone", .type = FIELD_TEXT, .flags = FIELD_LISTED, .max = 60},
    {.key = "email", .type = FIELD_TEXT, .max = 254},
    {.key = "hours", .type = FIELD_TEXT, .max = 200},
    {.key = "keeper",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "keeper_id"},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

const struct reg_def REG_CONTACTS = {
    .name = "contacts",
    .singular = "contact",
    .schema = "Contact",
    .table = "contact",
    .prefix = "CT",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "confirmed_on",
};
