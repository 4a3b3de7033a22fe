/* The registers every organisation begins with: its units and its people. */
#include "kernel/unit/unit_reg.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "kernel/search/search.h"
#include "kernel/unit/unit_reg_store.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

static const struct perm UNIT_READ = {"unit.read", PERM_ROLE, OF_ALL};
static const struct perm UNIT_CHANGE = {"unit.change", PERM_ROLE, OF_LEADS | OF_ADMIN};
static const struct perm PERSON_READ = {"person.read", PERM_ROLE, OF_ALL};
static const struct perm PERSON_CHANGE = {
    "person.change", PERM_ROLE, OF_LEADS | OF_ADMIN | OF_MANAGER};

static const char *const kind_keys[] = {"company", "head_office", "subsidiary", "division",
    "department", "shop", "factory", "office", "overseas_site", "other", NULL};
const struct option_set OPTIONS_UNIT_KIND = {"unit_kind", kind_keys};
static const char *const language_keys[] = {"ja", "en", NULL};
static const struct option_set LANGUAGES = {"language", language_keys};

static const struct field unit_fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "name_en", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_UNIT_KIND},
    {.key = "parent",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "units",
        .column = "parent_id"},
    {.key = "code", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED, .max = 40},
    {.key = "head_office", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "country", .type = FIELD_TEXT, .min = 2, .max = 2, .key_of = KEY_OF_COUNTRY},
    {.key = "zone", .type = FIELD_TEXT, .max = 60, .key_of = KEY_OF_ZONE},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* What still stands in a unit would lose its place, and the top is the organisation itself. */
static enum err check_removal(struct call *c, int64_t unit_id)
{
    int64_t top = 0;
    int64_t units = 0;
    int64_t people = 0;
    enum err e = unit_tree_top(c, &top);
    if (e == ERR_OK && top == unit_id)
        return problem_set(c->problem, ERR_CONFLICT, "unit_top");
    if (e == ERR_OK)
        e = unit_store_count_inside(c, unit_id, &units, &people);
    if (e == ERR_OK && units + people > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "unit_not_empty", units + people);
    return e;
}

static enum err unit_check(struct call *c, const struct reg_record *record)
{
    const char *zone = body_text(record->after, "zone");
    int64_t parent = 0;
    if (zone != NULL && !clock_zone_ok(zone))
        problem_field_value(c->problem, "/zone", "zone", zone);
    if (record->change == REG_DELETE)
        return check_removal(c, record->id);
    enum err e = reg_ref_id(c, record, "parent", &parent);
    if (e != ERR_OK)
        return e;
    return unit_tree_check(c, record->change == REG_CREATE ? 0 : record->id, parent);
}

static bool moved(const struct reg_record *record)
{
    const char *from = body_text(json_object_get(record->before, "parent"), "id");
    const char *to = body_text(json_object_get(record->after, "parent"), "id");
    return record->change == REG_UPDATE && from != NULL && to != NULL && strcmp(from, to) != 0;
}

static enum err unit_apply(struct call *c, const struct reg_record *record)
{
    int64_t parent = 0;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "parent", &parent);
    if (e == ERR_OK)
        e = unit_tree_place(c, record->id, parent);
    return e == ERR_OK && moved(record) ? search_again(c, NULL) : e;
}

const struct reg_def REG_UNITS = {
    .name = "units",
    .singular = "unit",
    .schema = "Unit",
    .table = "unit",
    .prefix = "U",
    .scope = REG_ORG,
    .read = &UNIT_READ,
    .create = &UNIT_CHANGE,
    .update = &UNIT_CHANGE,
    .remove = &UNIT_CHANGE,
    .fields = unit_fields,
    .n_fields = sizeof unit_fields / sizeof unit_fields[0],
    .title = "name",
    .default_sort = "number",
    .check = unit_check,
    .apply = unit_apply,
};

static const struct field person_fields[] = {
    {.key = "family_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "given_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kana",
        .type = FIELD_TEXT,
        .flags = FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 120},
    {.key = "department", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "post", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "email", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED, .max = 254},
    {.key = "email_twice", .type = FIELD_BOOL, .flags = FIELD_READONLY},
    {.key = "lang", .type = FIELD_ENUM, .options = &LANGUAGES},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* An address is one person's: a unique index holds that. Those that shared one before it did are
 * marked (docs/adr/0040), until the address is written anew or nobody else has it. */
static enum err settle_address(struct call *c, const struct reg_record *record)
{
    const char *email = body_text(record->after, "email");
    bool taken = false;
    if (record->change == REG_DELETE || !body_bool(record->after, "email_twice"))
        return ERR_OK;
    enum err e = email == NULL || reg_changes(record, "email")
                     ? ERR_OK
                     : person_store_address_taken(c, email, record->id, &taken);
    if (e == ERR_OK && !taken)
        json_object_set_new(record->after, "email_twice", json_false());
    return e;
}

static enum err person_check(struct call *c, const struct reg_record *record)
{
    const char *family = body_text(record->after, "family_name");
    const char *given = body_text(record->after, "given_name");
    reg_check_email(c, record, "email");
    json_object_set_new(record->after, "name", json_sprintf("%s %s", family, given));
    return settle_address(c, record);
}

const struct reg_def REG_PEOPLE = {
    .name = "people",
    .singular = "person",
    .schema = "Person",
    .table = "person",
    .prefix = "P",
    .scope = REG_BY_UNIT,
    .read = &PERSON_READ,
    .create = &PERSON_CHANGE,
    .update = &PERSON_CHANGE,
    .remove = &PERSON_CHANGE,
    .fields = person_fields,
    .n_fields = sizeof person_fields / sizeof person_fields[0],
    .title = "name",
    .default_sort = "kana",
    .check = person_check,
};

static const struct reg_def *const registers[] = {&REG_UNITS, &REG_PEOPLE};

const struct module module_unit = {.name = "unit", .registers = registers, .n_registers = 2};
