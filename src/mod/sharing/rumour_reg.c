/* What is said outside about us, and how it was answered. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/sharing/sharing_private.h"

#include <string.h>

static const char *const place_keys[] = {
    "social", "press", "customer", "partner", "investor", "staff", "other", NULL};
static const struct option_set PLACES = {"rumour_place", place_keys};
static const char *const state_keys[] = {"open", "answered", "left", NULL};
static const struct option_set STATES = {"rumour_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "place",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &PLACES},
    {.key = "heard_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "said",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = LIMIT_NOTE},
    {.key = "decision", .type = FIELD_REF, .ref = "publication-decisions", .column = "decision_id"},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "answer_by", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "answer_where", .type = FIELD_TEXT},
    {.key = "answered_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
};

static const struct reg_transition transitions[] = {
    {"open", "answer", "answered", &PERM_SHARING_WRITE, false},
    {"open", "leave", "left", &PERM_SHARING_WRITE, true},
    {"answered", "reopen", "open", &PERM_SHARING_WRITE, true},
    {"left", "reopen", "open", &PERM_SHARING_WRITE, true},
};

static const char *const due_states[] = {"open", NULL};
static const struct reg_due due = {"answer_by", "owner", due_states};

static enum err check(struct call *c, const struct reg_record *record)
{
    enum err e = call_needs_top(c, &PERM_SHARING_WRITE);
    if (e != ERR_OK || record->change != REG_TRANSITION)
        return e;
    if (reg_enters(record, "open"))
        json_object_set_new(record->after, "answered_on", json_null());
    if (!reg_enters(record, "answered"))
        return ERR_OK;
    if (reg_absent(json_object_get(record->after, "answer")))
        problem_field(c->problem, "/answer", "required");
    reg_fill_today(c, record, "answered_on");
    return ERR_OK;
}

const struct reg_def REG_RUMOURS = {
    .name = "rumours",
    .singular = "rumour",
    .schema = "Rumour",
    .table = "rumour",
    .prefix = "RM",
    .scope = REG_ORG,
    .read = &PERM_SHARING_READ,
    .create = &PERM_SHARING_WRITE,
    .update = &PERM_SHARING_WRITE,
    .remove = &PERM_SHARING_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-heard_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
