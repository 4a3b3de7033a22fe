/* What customers ask about security and complain of, and how long an answer took: one of the
 * matters that the customers' view is judged by (table 2-6.2 of the practices). */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/kpi/kpi_private.h"

static const struct perm READ = {"customer_request.read", PERM_ROLE, OF_READERS};
static const struct perm WRITE = {"customer_request.write", PERM_ROLE, OF_LEADS};

static const char *const kind_keys[] = {"request", "complaint", NULL};
static const struct option_set KINDS = {"customer_request_kind", kind_keys};
static const char *const state_keys[] = {"open", "answered", NULL};
static const struct option_set STATES = {"customer_request_state", state_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "received_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "asked_by", .type = FIELD_TEXT, .max = LIMIT_LINE},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "answered_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "days", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_transition transitions[] = {
    {"open", "answer", "answered", &WRITE, false},
    {"answered", "reopen", "open", &WRITE, true},
};

static const char *const due_states[] = {"open", NULL};
static const struct reg_due due = {"due", "owner", due_states};

static bool day_of(const json_t *record, const char *key, struct date *ret_day)
{
    const char *text = body_text(record, key);
    return text != NULL && date_parse(text, ret_day);
}

/* Days from the day it came to the day it was answered, which is no earlier; none while it is
 * open. */
static void fill_days(struct call *c, const struct reg_record *record)
{
    struct date from, until;
    bool known =
        day_of(record->after, "received_on", &from) && day_of(record->after, "answered_on", &until);
    json_object_set_new(record->after, "days",
        known ? json_integer(date_days(until) - date_days(from)) : json_null());
    if (known && date_compare(from, until) > 0)
        problem_field(c->problem, "/received_on", "request_answered");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    struct date received;
    if (record->change == REG_DELETE || record->change == REG_RESTORE)
        return ERR_OK;
    if (day_of(record->after, "received_on", &received) && date_compare(received, kpi_today(c)) > 0)
        problem_field(c->problem, "/received_on", "request_future");
    if (reg_enters(record, "answered")) {
        if (body_text(record->after, "answer") == NULL)
            problem_field(c->problem, "/answer", "required");
        reg_fill_today(c, record, "answered_on");
    }
    if (reg_enters(record, "open"))
        json_object_set_new(record->after, "answered_on", json_null());
    fill_days(c, record);
    return ERR_OK;
}

const struct reg_def REG_CUSTOMER_REQUESTS = {
    .name = "customer-requests",
    .singular = "customer_request",
    .schema = "CustomerRequest",
    .table = "customer_request",
    .prefix = "CR",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-received_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
