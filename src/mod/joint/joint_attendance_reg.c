/* A supplier at a meeting of suppliers' heads: who came, and whether the firm is willing to begin
 * with measures that cost nothing. */
#include "mod/governance/governance.h"
#include "mod/joint/joint_private.h"

#include <string.h>

static const char *const attendance_keys[] = {"invited", "present", "deputy", "absent", NULL};
static const struct option_set ATTENDANCE = {"supplier_attendance", attendance_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "meeting",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "meetings",
        .column = "meeting_id"},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "attendance",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &ATTENDANCE},
    {.key = "attendee", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED, .max = 100},
    {.key = "willing", .type = FIELD_BOOL, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record meeting;
    const char *id = body_text(json_object_get(record->after, "meeting"), "id");
    if (record->change == REG_DELETE || id == NULL)
        return ERR_OK;
    enum err e = reg_look(c, &REG_MEETINGS, id, &meeting);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e == ERR_OK && record->change == REG_CREATE &&
        strcmp(body_text(meeting.after, "kind"), "supplier") != 0)
        problem_field(c->problem, "/meeting", "joint_meeting");
    return e == ERR_OK ? joint_once(c, record, "meeting") : e;
}

const struct reg_def REG_SUPPLIER_ATTENDANCES = {
    .name = "supplier-attendances",
    .singular = "supplier_attendance",
    .schema = "SupplierAttendance",
    .table = "supplier_attendance",
    .prefix = "JN",
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
