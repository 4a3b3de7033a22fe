/* Requests for people and budget: what it takes to reach a target level, decided together
 * (practice 4-2, company W11). */
#include "base/limits.h"
#include "kernel/approval/approval.h"
#include "kernel/transfer/transfer.h"
#include "mod/measure/request.h"

static const char *const state_keys[] = {"draft", "approved", "rejected", NULL};
static const struct option_set STATES = {"resource_request_state", state_keys};

/* What a measure asks for, as it was when it was sent or decided on. */
static const struct field content_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "unit_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "item_key", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "level_to_reach", .type = FIELD_INT, .flags = FIELD_NULLABLE},
    {.key = "people_needed", .type = FIELD_INT, .flags = FIELD_NULLABLE},
    {.key = "people_skills", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "people_from", .type = FIELD_DATE, .flags = FIELD_NULLABLE},
    {.key = "cost_initial", .type = FIELD_MONEY, .flags = FIELD_NULLABLE},
    {.key = "cost_low", .type = FIELD_MONEY, .flags = FIELD_NULLABLE},
    {.key = "cost_high", .type = FIELD_MONEY, .flags = FIELD_NULLABLE},
    {.key = "cost_yearly", .type = FIELD_MONEY, .flags = FIELD_NULLABLE},
};
static const struct shape SHAPE_CONTENT = SHAPE("ResourceRequestContent", content_fields);

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "sheet_key",
        .type = FIELD_TEXT,
        .flags = FIELD_INDEXED,
        .max = 80,
        .key_of = KEY_OF_SHEET},
    {.key = "campaign", .type = FIELD_TEXT, .max = 40, .key_of = KEY_OF_CAMPAIGN},
    {.key = "level_to_reach", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 0, .max = 1000},
    {.key = "measures",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = LIMIT_REQUEST_MEASURES},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "people_needed",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .max = 1000000},
    {.key = "cost_low", .type = FIELD_MONEY, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "cost_high", .type = FIELD_MONEY, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "cost_yearly", .type = FIELD_MONEY, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "people",
        .type = FIELD_LIST,
        .flags = FIELD_READONLY,
        .shape = &SHAPE_PEOPLE_NEEDED,
        .max = LIMIT_REQUEST_MEASURES},
    {.key = "contents",
        .type = FIELD_LIST,
        .flags = FIELD_READONLY,
        .shape = &SHAPE_CONTENT,
        .max = LIMIT_REQUEST_MEASURES},
    {.key = "decided_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
};

static const struct reg_transition transitions[] = {
    {"draft", "approve", "approved", &PERM_MEASURE_DECIDE, false},
    {"draft", "reject", "rejected", &PERM_MEASURE_DECIDE, true},
};

const struct reg_def REG_RESOURCE_REQUESTS = {
    .name = "resource-requests",
    .singular = "resource_request",
    .schema = "ResourceRequest",
    .table = "resource_request",
    .prefix = "RR",
    .scope = REG_BY_UNIT,
    .read = &PERM_MEASURE_READ,
    .create = &PERM_MEASURE_WRITE,
    .update = &PERM_MEASURE_WRITE,
    .remove = &PERM_MEASURE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-number",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = request_check,
    .apply = request_apply,
};

static const struct reg_def *const registers[] = {&REG_RESOURCE_REQUESTS};

/* It goes to whoever may grant the most that it can cost. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_RESOURCE_REQUESTS,
        .send = &PERM_MEASURE_WRITE,
        .decide = &PERM_MEASURE_DECIDE,
        .from = "draft",
        .approve = "approve",
        .reject = "reject",
        .amount = "cost_high",
        .freeze = request_freeze},
};

static const struct transfer_column named[] = {
    {"request_id", TRANSFER_REF, "resource_request"},
    {"measure_id", TRANSFER_REF, "measure"},
};
static const struct transfer_table tables[] = {
    TRANSFER_TABLE("resource_request_measure", named, 2)};

const struct module module_resource_request = {.name = "resource_request",
    .registers = registers,
    .n_registers = 1,
    .approvals = approvals,
    .n_approvals = 1,
    .watch = &request_watch,
    .transfers = tables,
    .n_transfers = 1};
