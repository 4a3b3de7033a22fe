/* Lists of contacts by purpose: which are called together, and whether the IT department has to
 * stand on them. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/contact/contact_private.h"

#include <string.h>

static const char *const purpose_keys[] = {"disaster", "incident", "authority", "vendor", "insurer",
    "partner", "management", "other", NULL};
const struct option_set OPTIONS_CONTACT_PURPOSE = {"contact_purpose", purpose_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "purpose",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_CONTACT_PURPOSE},
    {.key = "scenario", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "needs_it", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "keeper",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "keeper_id"},
};

/* Contacts name lists: one name is one list. */
static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t id = 0, n = 0;
    const char *name = NULL;
    if (record->change == REG_DELETE) {
        enum err e = contact_store_named(c, record->id, &n);
        return e == ERR_OK && n > 0
                   ? problem_set_limit(c->problem, ERR_CONFLICT, "contact_list_named", n)
                   : e;
    }
    enum err e = contact_store_list(c, body_text(record->after, "name"), &id, &name);
    if (e == ERR_OK && id != 0 && id != record->id)
        problem_field(c->problem, "/name", "contact_list_same_name");
    return e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    const char *before = body_text(record->before, "name");
    const char *after = body_text(record->after, "name");
    if (record->change != REG_UPDATE || before == NULL || strcmp(before, after) == 0)
        return ERR_OK;
    return contact_store_rename(c, record->id, before, after);
}

const struct reg_def REG_CONTACT_LISTS = {
    .name = "contact-lists",
    .singular = "contact_list",
    .schema = "ContactRoster",
    .table = "contact_list",
    .prefix = "CL",
    .scope = REG_ORG,
    .read = &PERM_CONTACT_READ,
    .create = &PERM_CONTACT_WRITE,
    .update = &PERM_CONTACT_WRITE,
    .remove = &PERM_CONTACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
    .apply = apply,
};
