#include "base/limits.h"
#include "kernel/register/register_import.h"

#define IMPORT_STATE_KEY(name, key) key,
static const char *const state_keys[] = {IMPORT_STATE_LIST(IMPORT_STATE_KEY) NULL};
static const struct option_set STATES = {"import_state", state_keys};
static const char *const format_keys[] = {"csv", "tsv", "xlsx", NULL};
static const struct option_set FORMATS = {"import_format", format_keys};
static const char *const action_keys[] = {"added", "changed", NULL};
static const struct option_set ACTIONS = {"import_action", action_keys};

/* ---- bodies ---- */

static const struct field mapped_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_TABLE_COLUMNS},
    {.key = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 80},
};
static const struct shape SHAPE_MAPPED = SHAPE("ImportMapped", mapped_fields);

static const struct field constant_fields[] = {
    {.key = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 80},
    {.key = "value", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_CONSTANT = SHAPE("ImportConstant", constant_fields);

static const struct field mapping_fields[] = {
    {.key = "columns",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_MAPPED,
        .max = LIMIT_TABLE_COLUMNS},
    {.key = "constants", .type = FIELD_LIST, .shape = &SHAPE_CONSTANT, .max = REG_FIELDS_MAX},
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 80},
    {.key = "clear_empty", .type = FIELD_BOOL},
};
const struct shape SHAPE_IMPORT_MAPPING = SHAPE("ImportMapping", mapping_fields);

static const struct field commit_fields[] = {
    {.key = "partial", .type = FIELD_BOOL},
};
const struct shape SHAPE_IMPORT_COMMIT = SHAPE("ImportCommit", commit_fields);

static const struct field query_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .max = LIMIT_FILE_NAME},
    {.key = "sheet", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "header_line", .type = FIELD_INT, .min = 1, .max = 1000000},
};
const struct shape SHAPE_IMPORT_QUERY = SHAPE("ImportQuery", query_fields);

/* ---- answers ---- */

static const struct field column_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "header", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "samples", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "unit", /* of sums of money, as it is written behind a number */
        .type = FIELD_TEXT,
        .flags = FIELD_NULLABLE},
};
static const struct shape SHAPE_COLUMN = SHAPE("ImportColumn", column_fields);

static const struct field fault_fields[] = {
    {.key = "line", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "column", .type = FIELD_INT},
    {.key = "field", .type = FIELD_TEXT},
    {.key = "message", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "value", .type = FIELD_LONGTEXT},
};
static const struct shape SHAPE_FAULT = SHAPE("ImportFault", fault_fields);

static const struct field change_fields[] = {
    {.key = "line", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "action", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &ACTIONS},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "fields", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_RECORD_CHANGED},
};
static const struct shape SHAPE_CHANGE = SHAPE("ImportChange", change_fields);

#define HEAD_FIELDS                                                                              \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                                    \
        {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                        \
        {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                            \
        {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &STATES},       \
        {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},                   \
        {.key = "taken_at", .type = FIELD_INSTANT}, {.key = "undone_at", .type = FIELD_INSTANT}, \
        {.key = "rows", .type = FIELD_INT}, {.key = "added", .type = FIELD_INT},                 \
        {.key = "changed", .type = FIELD_INT}, {.key = "unchanged", .type = FIELD_INT},          \
        {.key = "refused", .type = FIELD_INT}, {.key = "more_faults", .type = FIELD_INT},        \
        {.key = "undone", .type = FIELD_INT}, {.key = "warned", .type = FIELD_INT},              \
        {.key = "alike", .type = FIELD_INT},                                                     \
    {                                                                                            \
        .key = "more_kept", .type = FIELD_INT                                                    \
    }

static const struct field import_fields[] = {
    HEAD_FIELDS,
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &FORMATS},
    {.key = "sheet", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "header_line", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "columns",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_COLUMN,
        .max = LIMIT_TABLE_COLUMNS},
    {.key = "constants",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_CONSTANT,
        .max = REG_FIELDS_MAX},
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "clear_empty", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "notices", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "faults",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_FAULT,
        .max = IMPORT_FAULTS},
    {.key = "warnings",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_FAULT,
        .max = IMPORT_FAULTS},
    {.key = "changes",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_CHANGE,
        .max = WORK_CHANGES},
    {.key = "kept",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_RECORD_KEPT,
        .max = IMPORT_FAULTS},
    {.key = "progress", .type = FIELD_NUM},
    {.key = "error", .type = FIELD_LONGTEXT},
};
const struct shape SHAPE_IMPORT = SHAPE("Import", import_fields);

static const struct field summary_fields[] = {HEAD_FIELDS};
static const struct shape SHAPE_SUMMARY = SHAPE("ImportSummary", summary_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_SUMMARY,
        .max = IMPORT_LIST},
};
const struct shape SHAPE_IMPORT_LIST = SHAPE("ImportList", list_fields);
