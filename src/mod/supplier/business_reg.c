/* What our company does: the businesses that stop or suffer when a supplier or a system fails. */
#include "base/limits.h"
#include "mod/supplier/supplier_private.h"

#include <string.h>

static const struct perm READ = {"business.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"business.write", PERM_ROLE, OF_LEADS};

static const char *const importance_keys[] = {"high", "middle", "low", NULL};
static const struct option_set IMPORTANCE = {"importance", importance_keys};

enum { PRIORITY_MOST = 999, RECOVERY_HOURS_MOST = 100000 };

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "department",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "units",
        .column = "department_id"},
    {.key = "importance", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &IMPORTANCE},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    /* What it bears when systems stop: the order in which it comes back, after how many hours at
     * the latest, and how many hours of data it may lose. */
    {.key = "recovery_priority",
        .type = FIELD_INT,
        .flags = FIELD_INDEXED | FIELD_LISTED,
        .min = 1,
        .max = PRIORITY_MOST},
    {.key = "recovery_hours",
        .type = FIELD_NUM,
        .flags = FIELD_LISTED,
        .min = 0,
        .max = RECOVERY_HOURS_MOST},
    {.key = "recovery_point_hours", .type = FIELD_NUM, .min = 0, .max = RECOVERY_HOURS_MOST},
    {.key = "recovery_reason", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};

static const struct reg_form_part parts[] = {{"recovery", "recovery_priority"}};

/* Engagements name businesses: one name is one business. */
static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t id = 0;
    const char *name = NULL;
    if (record->change == REG_DELETE)
        return supplier_store_unnamed(c, record->id);
    enum err e = supplier_store_business(c, body_text(record->after, "name"), &id, &name);
    if (e == ERR_OK && id != 0 && id != record->id)
        problem_field(c->problem, "/name", "business_same_name");
    return e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    const char *before = body_text(record->before, "name");
    const char *after = body_text(record->after, "name");
    if (record->change != REG_UPDATE || before == NULL || strcmp(before, after) == 0)
        return ERR_OK;
    return supplier_store_rename_business(c, record->id, before, after);
}

const struct reg_def REG_BUSINESSES = {
    .name = "businesses",
    .singular = "business",
    .schema = "Business",
    .table = "business",
    .prefix = "BU",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
    .apply = apply,
};
