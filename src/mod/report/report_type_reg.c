/* The register of an organisation's own types of reports. */
#include "base/limits.h"
#include "mod/report/report_type.h"

#include <string.h>

static const char *const state_keys[] = {"active", "retired", NULL};
static const struct option_set STATES = {"report_type_state", state_keys};

static const struct field section_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .max = 40},
    {.key = "builder", .type = FIELD_ENUM, .options = &OPTIONS_REPORT_SECTION},
    {.key = "heading", .type = FIELD_TEXTS, .max = LIMIT_REPORT_HEADING},
    {.key = "words", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_REPORT_TYPE_SECTION = SHAPE("ReportTypeSection", section_fields);

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "title_en", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &STATES},
    {.key = "description", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "description_en", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "audience", .type = FIELD_TEXT},
    {.key = "audience_en", .type = FIELD_TEXT},
    {.key = "sections",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_REPORT_TYPE_SECTION,
        .min = 1,
        .max = LIMIT_REPORT_SECTIONS},
};

static const struct reg_transition transitions[] = {
    {"active", "retire", "retired", &PERM_REPORT_WRITE, false},
    {"retired", "use_again", "active", &PERM_REPORT_WRITE, false},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    enum err e = ERR_OK;
    if (record->change == REG_CREATE || record->change == REG_RESTORE)
        e = reg_count(c, &REG_REPORT_TYPES, NULL, 0, "/", &n);
    if (e == ERR_OK && n >= LIMIT_REPORT_TYPES)
        return problem_set(c->problem, ERR_CONFLICT, "report_types_full");
    if (e == ERR_OK && (record->change == REG_CREATE || record->change == REG_UPDATE))
        report_type_keys(c, json_object_get(record->after, "sections"),
            json_object_get(record->before, "sections"), record->version);
    return e;
}

const struct reg_def REG_REPORT_TYPES = {
    .name = "report-types",
    .singular = "report_type",
    .schema = "ReportType",
    .table = "report_type",
    .prefix = "RT",
    .scope = REG_ORG,
    .read = &PERM_REPORT_READ,
    .create = &PERM_REPORT_WRITE,
    .update = &PERM_REPORT_WRITE,
    .remove = &PERM_REPORT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
