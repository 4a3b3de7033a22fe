/* What we say of our own measures: one answer for all who ask. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/inquiry/inquiry_private.h"

#include <string.h>

#define ANSWER_KEY(name, key) key,
static const char *const answer_keys[] = {STATEMENT_ANSWER_LIST(ANSWER_KEY) NULL};
#undef ANSWER_KEY
const struct option_set OPTIONS_STATEMENT_ANSWER = {"statement_answer", answer_keys};
static const char *const state_keys[] = {"draft", "ready", "retired", NULL};
static const struct option_set STATES = {"statement_state", state_keys};

static const struct field fields[] = {
    {.key = "question",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_LINE},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "answer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_STATEMENT_ANSWER},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "evidence", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_LINE},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "valid_until", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "sheet_key", .type = FIELD_TEXT, .max = 64, .key_of = KEY_OF_SHEET},
    {.key = "item_key", .type = FIELD_TEXT, .max = 64, .key_of = KEY_OF_ITEM},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"draft", "release", "ready", &PERM_INQUIRY_WRITE, false},
    {"ready", "rework", "draft", &PERM_INQUIRY_WRITE, false},
    {"draft", "retire", "retired", &PERM_INQUIRY_WRITE, false},
    {"ready", "retire", "retired", &PERM_INQUIRY_WRITE, false},
    {"retired", "rework", "draft", &PERM_INQUIRY_WRITE, false},
};

static const char *const due_states[] = {"draft", "ready", NULL};
static const struct reg_due due = {"valid_until", "owner", due_states};

/* An answer in words has them, and so has one that is not a plain yes or no once it may be told. */
static void check_detail(struct call *c, const struct reg_record *record)
{
    const char *answer = body_text(record->after, "answer");
    const char *state = body_text(record->after, "state");
    bool words = answer != NULL && strcmp(answer, "text") == 0;
    bool partly = answer != NULL && strcmp(answer, "partly") == 0 && state != NULL &&
                  strcmp(state, "ready") == 0;
    if ((words || partly) && body_text(record->after, "detail") == NULL)
        problem_field(c->problem, "/detail", "required");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *confirmed = body_text(record->after, "confirmed_on");
    const char *until = body_text(record->after, "valid_until");
    if (record->change == REG_DELETE || record->change == REG_RESTORE)
        return ERR_OK;
    check_detail(c, record);
    if (body_text(record->after, "item_key") != NULL &&
        body_text(record->after, "sheet_key") == NULL)
        problem_field(c->problem, "/sheet_key", "required");
    if (confirmed != NULL && until != NULL && strcmp(until, confirmed) < 0)
        problem_field(c->problem, "/valid_until", "statement_until");
    if (reg_enters(record, "ready"))
        reg_fill_today(c, record, "confirmed_on");
    return ERR_OK;
}

const struct reg_def REG_STATEMENTS = {
    .name = "statements",
    .singular = "statement",
    .schema = "Statement",
    .table = "statement",
    .prefix = "AN",
    .scope = REG_ORG,
    .read = &PERM_INQUIRY_READ,
    .create = &PERM_INQUIRY_WRITE,
    .update = &PERM_INQUIRY_WRITE,
    .remove = &PERM_INQUIRY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "question",
    .default_sort = "-number",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .purge = row_store_forget_statement,
};
