/* What those who used a page found: what was missing, wrong or did not help, taken up or not, with
 * the reason told to who said it. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/manual/manual_private.h"

#include <string.h>

static const struct perm TELL = {
    "manual.tell", PERM_ROLE, OF_LEADS | OF_EXECUTIVE | OF_CSIRT | OF_MANAGER};

static const char *const kind_keys[] = {"missing", "wrong", "unclear", "no_help", "helped", NULL};
static const struct option_set KINDS = {"manual_feedback_kind", kind_keys};
static const char *const use_keys[] = {"incident", "exercise", "talk", "other", NULL};
static const struct option_set USES = {"manual_use", use_keys};
static const char *const state_keys[] = {"open", "taken", "declined", NULL};
static const struct option_set STATES = {"manual_feedback_state", state_keys};

enum { EDITION_MOST = 100000 };

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "page",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "manual-pages",
        .column = "page_id"},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "used_in", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &USES},
    {.key = "exercise", .type = FIELD_REF, .ref = "exercises", .column = "exercise_id"},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "proposal", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "said_by", .type = FIELD_REF, .ref = "people", .column = "said_by_id"},
    {.key = "said_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "answer",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_READONLY | FIELD_SEARCHABLE,
        .max = LIMIT_NOTE},
    /* The edition that was used, and the one in which it stands. */
    {.key = "of_edition",
        .type = FIELD_INT,
        .flags = FIELD_READONLY,
        .min = 1,
        .max = EDITION_MOST},
    {.key = "settled_edition",
        .type = FIELD_INT,
        .flags = FIELD_READONLY,
        .min = 1,
        .max = EDITION_MOST},
};

static const struct reg_transition transitions[] = {
    {"open", "take", "taken", &PERM_MANUAL_WRITE, true},
    {"open", "decline", "declined", &PERM_MANUAL_WRITE, true},
    {"taken", "reopen", "open", &PERM_MANUAL_WRITE, true},
    {"declined", "reopen", "open", &PERM_MANUAL_WRITE, true},
};

/* What was answered stays what was said. */
static enum err said_check(struct call *c, const struct reg_record *record)
{
    static const char *const said[] = {"title", "kind", "used_in", "detail", "proposal"};
    const char *state = body_text(record->before, "state");
    bool touched = false;
    if (record->change != REG_UPDATE || strcmp(state, "open") == 0)
        return ERR_OK;
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        touched = touched || reg_changes(record, said[i]);
    return touched ? problem_set(c->problem, ERR_CONFLICT, "manual_feedback_answered") : ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t page = 0, edition = 0;
    if (record->change == REG_TRANSITION) {
        bool open = strcmp(record->action, "reopen") == 0;
        json_object_set_new(record->after, "answer",
            open || record->reason == NULL ? json_null() : json_string(record->reason));
        if (open)
            json_object_set_new(record->after, "settled_edition", json_null());
        return ERR_OK;
    }
    if (record->change != REG_CREATE)
        return said_check(c, record);
    reg_fill_today(c, record, "said_on");
    enum err e = reg_ref_id(c, record, "page", &page);
    if (e == ERR_OK && page != 0)
        e = manual_store_edition_of(c, page, &edition);
    if (e == ERR_OK && edition > 0)
        reg_fill_int(record, "of_edition", edition);
    return e;
}

const struct reg_def REG_MANUAL_FEEDBACKS = {
    .name = "manual-feedbacks",
    .singular = "manual_feedback",
    .schema = "ManualFeedback",
    .table = "manual_feedback",
    .prefix = "MF",
    .scope = REG_BY_UNIT,
    .read = &PERM_MANUAL_READ,
    .create = &TELL,
    .update = &TELL,
    .remove = &PERM_MANUAL_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-said_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
