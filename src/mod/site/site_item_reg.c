/* What may be asked of sites: everywhere, or where a law applies; in as many languages as needed.
 */
#include "mod/site/site_private.h"

static const struct field item_fields[] = {
    {.key = "text",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 500},
    {.key = "language",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_TEXT_LANGUAGE},
    {.key = "law",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "obligations",
        .column = "law_id"},
    {.key = "hint", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 1000},
    {.key = "evidence", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 1000},
    {.key = "valid_from", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

const struct reg_def REG_SITE_CHECK_ITEMS = {
    .name = "site-check-items",
    .singular = "site_check_item",
    .schema = "SiteCheckItem",
    .table = "site_check_item",
    .prefix = "CI",
    .scope = REG_ORG,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = item_fields,
    .n_fields = sizeof item_fields / sizeof item_fields[0],
    .title = "text",
    .default_sort = "number",
};

static const struct field text_fields[] = {
    {.key = "text",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 500},
    {.key = "item",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "site-check-items",
        .column = "item_id"},
    {.key = "language",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_TEXT_LANGUAGE},
    {.key = "hint", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 1000},
    {.key = "evidence", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 1000},
};

const struct reg_def REG_SITE_CHECK_TEXTS = {
    .name = "site-check-texts",
    .singular = "site_check_text",
    .schema = "SiteCheckText",
    .table = "site_check_text",
    .prefix = "SX",
    .scope = REG_ORG,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = text_fields,
    .n_fields = sizeof text_fields / sizeof text_fields[0],
    .title = "text",
    .default_sort = "number",
};
