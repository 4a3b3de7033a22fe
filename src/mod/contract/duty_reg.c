/* Security work by who does it: what must be done by the firm, what it does with advice, and what
 * may be given out. */
#include "mod/contract/split_private.h"

#include <string.h>

const struct perm PERM_DUTY_READ = {
    "duty.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER | OF_TRAINER};
const struct perm PERM_DUTY_WRITE = {"duty.write", PERM_ROLE, OF_LEADS};

#define KEY(name, key) key,
static const char *const class_keys[] = {DUTY_CLASS_LIST(KEY) NULL};
const struct option_set OPTIONS_DUTY_CLASS = {"duty_class", class_keys};
#undef KEY

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "class",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_DUTY_CLASS},
    {.key = "policy", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "reason", .type = FIELD_LONGTEXT, .max = 2000},
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
    {.key = "reserve", .type = FIELD_REF, .ref = "people", .column = "reserve_id"},
    {.key = "service",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "security-services",
        .column = "service_id"},
    {.key = "provider", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 200},
    {.key = "skills", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "skill_plan", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "source", .type = FIELD_TEXT, .max = 300},
};

static const char *named(const struct reg_record *record, const char *key)
{
    return body_text(json_object_get(record->after, key), "id");
}

/* Two who are one are nobody to fall back on. */
static enum err check(struct call *c, const struct reg_record *record)
{
    static const char *const keys[] = {"person", "deputy", "reserve"};
    for (size_t i = 1; i < sizeof keys / sizeof keys[0]; i++) {
        const char *id = named(record, keys[i]);
        for (size_t k = 0; id != NULL && k < i; k++) {
            const char *other = named(record, keys[k]);
            if (other != NULL && strcmp(id, other) == 0)
                problem_field(c->problem, i == 1 ? "/deputy" : "/reserve", "duty_same_person");
        }
    }
    return ERR_OK;
}

const struct reg_def REG_SECURITY_DUTIES = {
    .name = "security-duties",
    .singular = "security_duty",
    .schema = "SecurityDuty",
    .table = "security_duty",
    .prefix = "WD",
    .scope = REG_BY_UNIT,
    .read = &PERM_DUTY_READ,
    .create = &PERM_DUTY_WRITE,
    .update = &PERM_DUTY_WRITE,
    .remove = &PERM_DUTY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .check = check,
};
