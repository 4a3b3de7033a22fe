/* Points of dispute on sharing and publishing, and the rule that was agreed on: what, who decides
 * when, with the lawyer's advice, the terms of the insurance looked at, and the board's consent. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/sharing/sharing_private.h"

#include <string.h>

static const char *const topic_keys[] = {"share", "publish", "outside", "delicate", NULL};
const struct option_set OPTIONS_SHARING_TOPIC = {"sharing_topic", topic_keys};
static const char *const state_keys[] = {"draft", "agreed", "retired", NULL};
static const struct option_set STATES = {"sharing_state", state_keys};

#define LONG(name, more)                                                           \
    {                                                                              \
        .key = (name), .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE | (more), \
        .max = LIMIT_NOTE                                                          \
    }

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "topic",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_SHARING_TOPIC},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    LONG("question", FIELD_REQUIRED),
    {.key = "guidance", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    LONG("rule", 0),
    {.key = "decider", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    LONG("decided_when", 0),
    {.key = "lawyer", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    LONG("advice", 0),
    {.key = "advised_on", .type = FIELD_DATE},
    LONG("insurance", 0),
    {.key = "insurance_on", .type = FIELD_DATE},
    {.key = "board_on", .type = FIELD_DATE},
    {.key = "agreed_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "review_by", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_form_part parts[] = {
    {"rule", "rule"}, {"checked", "lawyer"}, {"upkeep", "agreed_on"}};

static const struct reg_transition transitions[] = {
    {"draft", "agree", "agreed", &PERM_SHARING_DECIDE, false},
    {"agreed", "revise", "draft", &PERM_SHARING_WRITE, true},
    {"agreed", "retire", "retired", &PERM_SHARING_WRITE, true},
    {"retired", "revise", "draft", &PERM_SHARING_WRITE, true},
};

static const char *const due_states[] = {"agreed", NULL};
static const struct reg_due due = {"review_by", "owner", due_states};

static bool is_draft(const json_t *record)
{
    return record == NULL || strcmp(body_text(record, "state"), "draft") == 0;
}

/* Somebody was heard, and everything that the rule rests on has been looked at. */
static enum err agree_check(struct call *c, const struct reg_record *record)
{
    static const char *const needs[] = {"/rule", "/decider", "/decided_when", "/advice",
        "/advised_on", "/insurance", "/insurance_on", "/board_on"};
    char id[UUID_TEXT_SIZE];
    json_t *stances = NULL;
    uuid_format(&record->uid, id);
    const struct reg_where of_point[] = {{"point", "eq", id}};
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
        if (reg_absent(json_object_get(record->after, needs[i] + 1)))
            problem_field(c->problem, needs[i], "required");
    enum err e = reg_list_for_all(c, &REG_SHARING_STANCES, of_point, 1, NULL, 1, &stances);
    if (e == ERR_OK && json_array_size(stances) == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "sharing_no_stance");
    reg_fill_today(c, record, "agreed_on");
    return e;
}

/* What was agreed on changes as a draft only. */
static enum err fixed_check(struct call *c, const struct reg_record *record)
{
    static const char *const agreed[] = {"topic", "question", "guidance", "rule", "decider",
        "decided_when", "lawyer", "advice", "advised_on", "insurance", "insurance_on", "board_on"};
    bool touched = record->change == REG_DELETE;
    if (is_draft(record->before))
        return ERR_OK;
    for (size_t i = 0; record->change == REG_UPDATE && i < sizeof agreed / sizeof agreed[0]; i++)
        touched = touched || reg_changes(record, agreed[i]);
    return touched ? problem_set(c->problem, ERR_CONFLICT, "sharing_agreed") : ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    bool agree = record->change == REG_TRANSITION && strcmp(record->action, "agree") == 0;
    enum err e = ERR_OK;
    if (!record->decided)
        e = call_needs_top(c, agree ? &PERM_SHARING_DECIDE : &PERM_SHARING_WRITE);
    if (e == ERR_OK)
        e = fixed_check(c, record);
    if (e == ERR_OK && agree)
        return agree_check(c, record);
    if (e == ERR_OK && record->change == REG_TRANSITION && strcmp(record->action, "revise") == 0) {
        json_object_set_new(record->after, "agreed_on", json_null());
        json_object_set_new(record->after, "board_on", json_null()); /* of the other text */
    }
    return e;
}

const struct reg_def REG_SHARING_POINTS = {
    .name = "sharing-points",
    .singular = "sharing_point",
    .schema = "SharingPoint",
    .table = "sharing_point",
    .prefix = "SI",
    .scope = REG_ORG,
    .read = &PERM_SHARING_READ,
    .create = &PERM_SHARING_WRITE,
    .update = &PERM_SHARING_WRITE,
    .remove = &PERM_SHARING_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "title",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
