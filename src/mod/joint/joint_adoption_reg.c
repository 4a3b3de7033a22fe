/* How far one supplier is with one joint measure. The state is a field, so that many can be changed
 * at a time. */
#include "kernel/register/register_check.h"
#include "mod/joint/joint_private.h"
#include "mod/supplier/supplier.h"

#include <string.h>

static const char *const state_keys[] = {"asked", "agreed", "doing", "not_doing", NULL};
const struct option_set OPTIONS_JOINT_STATE = {"joint_state", state_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "measure",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "joint-measures",
        .column = "measure_id"},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "class",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_JOINT_STATE},
    {.key = "since", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "evidence", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* Since when it is so: today, unless somebody says another day. */
static void fill_since(struct call *c, const struct reg_record *record)
{
    if (record->before != NULL && reg_changes(record, "state") && !reg_changes(record, "since"))
        json_object_set_new(record->after, "since", json_null());
    reg_fill_today(c, record, "since");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record measure;
    const char *id = body_text(json_object_get(record->after, "measure"), "id");
    if (record->change == REG_DELETE || id == NULL)
        return ERR_OK;
    fill_since(c, record);
    enum err e = reg_look(c, &REG_JOINT_MEASURES, id, &measure);
    if (e == ERR_NOT_FOUND)
        return ERR_OK; /* has been refused, or is deleted */
    if (e == ERR_OK && record->change == REG_CREATE &&
        strcmp(body_text(measure.after, "state"), "running") != 0)
        problem_field(c->problem, "/measure", "joint_not_running");
    return e == ERR_OK ? joint_once(c, record, "measure") : e;
}

const struct reg_def REG_JOINT_ADOPTIONS = {
    .name = "joint-adoptions",
    .singular = "joint_adoption",
    .schema = "JointAdoption",
    .table = "joint_adoption",
    .prefix = "JA",
    .scope = REG_ORG,
    .read = &PERM_JOINT_READ,
    .create = &PERM_JOINT_WRITE,
    .update = &PERM_JOINT_WRITE,
    .remove = &PERM_JOINT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};
