/* What each department says to a point of dispute, kept beside the rule that came of it. */
#include "base/limits.h"
#include "kernel/approval/approval.h"
#include "kernel/register/register_check.h"
#include "mod/sharing/sharing_private.h"

#include <string.h>

static const struct field fields[] = {
    {.key = "department",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_LABEL},
    {.key = "point",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "sharing-points",
        .column = "point_id"},
    {.key = "stance",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_NOTE},
    {.key = "person", .type = FIELD_REF, .ref = "people", .column = "person_id"},
    {.key = "heard_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
};

/* The point of dispute; deleted with its stances, or gone: NULL. */
static enum err point_of(struct call *c, const struct reg_record *record, json_t **ret_point)
{
    const json_t *ref = json_object_get(record->after, "point");
    const char *id = json_is_object(ref) ? body_text(ref, "id") : json_string_value(ref);
    enum err e = reg_get(c, &REG_SHARING_POINTS, id, ret_point);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* An import may bring back what is there. */
static bool says_the_same(const struct reg_record *record)
{
    static const char *const said[] = {"department", "stance", "person", "heard_on"};
    bool same = record->change == REG_UPDATE;
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        same = same && !reg_changes(record, said[i]);
    return same;
}

/* What was weighed stands as it was once there is a rule; before that a change is one of the round
 * that may be going. */
static enum err check(struct call *c, const struct reg_record *record)
{
    json_t *point = NULL;
    int64_t point_id = 0;
    enum err e = call_needs_top(c, &PERM_SHARING_WRITE);
    if (e == ERR_OK)
        e = point_of(c, record, &point);
    if (e != ERR_OK || point == NULL || says_the_same(record))
        return e;
    if (strcmp(body_text(point, "state"), "draft") != 0)
        return problem_set(c->problem, ERR_CONFLICT, "sharing_agreed");
    e = reg_ref_id(c, record, "point", &point_id);
    return e == ERR_OK && point_id != 0 ? approval_hold(c, &REG_SHARING_POINTS, point_id) : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    int64_t point_id = 0;
    if (says_the_same(record))
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "point", &point_id);
    return e == ERR_OK && point_id != 0 ? approval_touched(c, &REG_SHARING_POINTS, point_id) : e;
}

const struct reg_def REG_SHARING_STANCES = {
    .name = "sharing-stances",
    .singular = "sharing_stance",
    .schema = "SharingStance",
    .table = "sharing_stance",
    .prefix = "SO",
    .scope = REG_ORG,
    .read = &PERM_SHARING_READ,
    .create = &PERM_SHARING_WRITE,
    .update = &PERM_SHARING_WRITE,
    .remove = &PERM_SHARING_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "department",
    .default_sort = "department",
    .check = check,
    .apply = apply,
};
