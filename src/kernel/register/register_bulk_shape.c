#include "kernel/register/register_bulk.h"

#define BULK_STATE_KEY(name, key) key,
static const char *const state_keys[] = {BULK_STATE_LIST(BULK_STATE_KEY) NULL};
static const struct option_set STATES = {"bulk_state", state_keys};

/* ---- bodies ---- */

static const struct field record_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .min = 1, .max = INT64_C(1) << 53},
};
static const struct shape SHAPE_RECORD = SHAPE("BulkRecord", record_fields);

static const struct field filter_fields[] = {
    {.key = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 80},
    {.key = "op", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 20},
    {.key = "value", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 4000},
};
static const struct shape SHAPE_FILTER = SHAPE("BulkFilter", filter_fields);

static const struct field new_fields[] = {
    {.key = "records", .type = FIELD_LIST, .shape = &SHAPE_RECORD, .max = LIMIT_BULK_ROWS},
    {.key = "all", .type = FIELD_BOOL},
    {.key = "q", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "filters", .type = FIELD_LIST, .shape = &SHAPE_FILTER, .max = LIMIT_FILTERS},
    {.key = "patch", .type = FIELD_ANY},
    {.key = "action", .type = FIELD_TEXT, .min = 1, .max = 40},
    {.key = "reason", .type = FIELD_LONGTEXT, .max = 2000},
};
const struct shape SHAPE_BULK_NEW = SHAPE("BulkEditNew", new_fields);

static const struct field commit_fields[] = {
    {.key = "partial", .type = FIELD_BOOL},
};
const struct shape SHAPE_BULK_COMMIT = SHAPE("BulkEditCommit", commit_fields);

/* ---- answers ---- */

static const struct field refusal_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "field", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "message", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_REFUSAL = SHAPE("BulkRefusal", refusal_fields);

static const struct field change_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "fields", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_RECORD_CHANGED},
};
static const struct shape SHAPE_CHANGE = SHAPE("BulkChange", change_fields);

#define HEAD_FIELDS                                                                              \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                                    \
        {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                        \
        {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &STATES},       \
        {.key = "fields", .type = FIELD_LIST, .flags = FIELD_REQUIRED},                          \
        {.key = "action", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},         \
        {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},                   \
        {.key = "taken_at", .type = FIELD_INSTANT}, {.key = "undone_at", .type = FIELD_INSTANT}, \
        {.key = "undo_until", .type = FIELD_INSTANT}, {.key = "rows", .type = FIELD_INT},        \
        {.key = "changed", .type = FIELD_INT}, {.key = "unchanged", .type = FIELD_INT},          \
        {.key = "refused", .type = FIELD_INT},                                                   \
    {                                                                                            \
        .key = "undone", .type = FIELD_INT                                                       \
    }

static const struct field bulk_fields[] = {
    HEAD_FIELDS,
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "refusals",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_REFUSAL,
        .max = WORK_REFUSALS},
    {.key = "more_refusals", .type = FIELD_INT},
    {.key = "changes",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_CHANGE,
        .max = WORK_CHANGES},
    {.key = "kept",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_RECORD_KEPT,
        .max = WORK_REFUSALS},
    {.key = "more_kept", .type = FIELD_INT},
    {.key = "progress", .type = FIELD_NUM},
    {.key = "error", .type = FIELD_LONGTEXT},
};
const struct shape SHAPE_BULK = SHAPE("BulkEdit", bulk_fields);

static const struct field summary_fields[] = {HEAD_FIELDS};
static const struct shape SHAPE_SUMMARY = SHAPE("BulkEditSummary", summary_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_SUMMARY,
        .max = BULK_LIST},
};
const struct shape SHAPE_BULK_LIST = SHAPE("BulkEditList", list_fields);
