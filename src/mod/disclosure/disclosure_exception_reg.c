/* Why words that the check warns of may be published: in one point, or in one issue. They stay as
 * they are once that has been agreed. */
#include "kernel/register/register_check.h"
#include "mod/disclosure/disclosure_private.h"
#include "mod/report/report.h"

#include <string.h>

static const struct field fields[] = {
    {.key = "found", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_LEAK_KIND},
    {.key = "point",
        .type = FIELD_REF,
        .flags = FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "disclosure-points",
        .column = "point_id"},
    {.key = "issue",
        .type = FIELD_REF,
        .flags = FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "report-issues",
        .column = "issue_id"},
    {.key = "reason",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 1000},
};

static enum err still_draft(struct call *c, const struct reg_def *def, const json_t *ref)
{
    json_t *record = NULL;
    const char *id = json_is_object(ref) ? body_text(ref, "id") : json_string_value(ref);
    enum err e = reg_get(c, def, id, &record);
    if (e == ERR_NOT_FOUND) /* deleted: its reasons go with it */
        return ERR_OK;
    const char *state = e == ERR_OK ? body_text(record, "state") : NULL;
    return state == NULL || strcmp(state, "draft") == 0
               ? e
               : problem_set(c->problem, ERR_CONFLICT, "disclosure_reason_kept");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *point = json_object_get(record->after, "point");
    const json_t *issue = json_object_get(record->after, "issue");
    enum err e = call_needs_top(c, &PERM_DISCLOSURE_WRITE);
    if (e != ERR_OK)
        return e;
    if (reg_absent(point) == reg_absent(issue)) {
        problem_field(c->problem, "/point", "disclosure_one_of");
        return ERR_OK;
    }
    return reg_absent(point) ? still_draft(c, &REG_REPORT_ISSUES, issue)
                             : still_draft(c, &REG_DISCLOSURE_POINTS, point);
}

const struct reg_def REG_DISCLOSURE_EXCEPTIONS = {
    .name = "disclosure-exceptions",
    .singular = "disclosure_exception",
    .schema = "DisclosureException",
    .table = "disclosure_exception",
    .prefix = "DE",
    .scope = REG_ORG,
    .read = &PERM_DISCLOSURE_READ,
    .create = &PERM_DISCLOSURE_WRITE,
    .update = &PERM_DISCLOSURE_WRITE,
    .remove = &PERM_DISCLOSURE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "found",
    .default_sort = "number",
    .check = check,
};
