/* Templates of what others are told: of a class, in a language. */
#include "base/limits.h"
#include "kernel/auth/me.h"
#include "mod/telling/telling_private.h"

static const char *const audience_keys[] = {"close", "partner", "public", NULL};
static const struct option_set AUDIENCES = {"telling_audience", audience_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "audience",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &AUDIENCES},
    {.key = "lang",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_LANGUAGE},
    {.key = "in_use", .type = FIELD_BOOL, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE},
    {.key = "body",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = TELLING_BODY_MOST},
    {.key = "source", .type = FIELD_TEXT, .max = LIMIT_LINE},
};

const struct reg_def REG_TELLING_TEMPLATES = {
    .name = "telling-templates",
    .singular = "telling_template",
    .schema = "TellingTemplate",
    .table = "telling_template",
    .prefix = "TT",
    .scope = REG_ORG,
    .read = &PERM_CASE_TELL_READ,
    .create = &PERM_TELL_RULE_WRITE,
    .update = &PERM_TELL_RULE_WRITE,
    .remove = &PERM_TELL_RULE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
};
