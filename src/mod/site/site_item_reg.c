/* What may be asked of sites: everywhere, or where a law applies; in as many languages as needed.
 */
#include "mod/site/site_private.h"

#include <string.h>

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
    .prefix = "SC",
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

/* An item has one text in a language; its own is its first. */
static enum err check_text(struct call *c, const struct reg_record *record)
{
    json_t *item = NULL, *others = NULL;
    size_t i;
    const json_t *one;
    const char *id = body_text(json_object_get(record->after, "item"), "id");
    const char *language = body_text(record->after, "language");
    const char *own = body_text(record->after, "id");
    if (record->change == REG_DELETE || id == NULL || language == NULL)
        return ERR_OK;
    const struct reg_where where[] = {{"item", "eq", id}, {"language", "eq", language}};
    enum err e = reg_get(c, &REG_SITE_CHECK_ITEMS, id, &item);
    if (e == ERR_OK && strcmp(body_text(item, "language"), language) == 0)
        problem_field(c->problem, "/language", "site_text_twice");
    if (e == ERR_OK)
        e = reg_list(c, &REG_SITE_CHECK_TEXTS, where, 2, "number", 2, &others);
    json_array_foreach(others, i, one)
    {
        if (e == ERR_OK && (own == NULL || strcmp(body_text(one, "id"), own) != 0))
            problem_field(c->problem, "/language", "site_text_twice");
    }
    return e;
}

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
    .check = check_text,
};
