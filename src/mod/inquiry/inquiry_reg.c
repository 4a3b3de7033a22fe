#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign_store.h"
#include "mod/inquiry/inquiry_private.h"

#include <string.h>

const struct perm PERM_INQUIRY_READ = {"inquiry.read", PERM_ROLE, OF_READERS};
const struct perm PERM_INQUIRY_WRITE = {"inquiry.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_INQUIRY_APPROVE = {"inquiry.approve", PERM_ROLE, OF_LEADS | OF_EXECUTIVE};

static const char *const asker_keys[] = {
    "customer", "shareholder", "insurer", "buyer", "authority", "other", NULL};
static const struct option_set ASKERS = {"inquiry_asker", asker_keys};
static const char *const state_keys[] = {
    "received", "answering", "approved", "answered", "declined", NULL};
static const struct option_set STATES = {"inquiry_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "asker", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "asker_kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &ASKERS},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "received", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "sheet_key", .type = FIELD_TEXT, .max = 64, .key_of = KEY_OF_SHEET},
    {.key = "campaign", .type = FIELD_TEXT, .max = 40, .key_of = KEY_OF_CAMPAIGN},
    {.key = "told", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "told_to", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 200},
    {.key = "told_on", .type = FIELD_DATE},
    {.key = "findings", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* Nothing is told before it is approved; what was approved is what is told. */
static const struct reg_transition transitions[] = {
    {"received", "start", "answering", &PERM_INQUIRY_WRITE, false},
    {"answering", "approve", "approved", &PERM_INQUIRY_APPROVE, false},
    {"approved", "answer", "answered", &PERM_INQUIRY_WRITE, false},
    {"approved", "reopen", "answering", &PERM_INQUIRY_WRITE, true},
    {"answered", "reopen", "answering", &PERM_INQUIRY_WRITE, true},
    {"received", "decline", "declined", &PERM_INQUIRY_WRITE, true},
    {"answering", "decline", "declined", &PERM_INQUIRY_WRITE, true},
};

static const char *const due_states[] = {"received", "answering", "approved", NULL};
static const struct reg_due due = {"due", "owner", due_states};

static bool settled(const struct reg_record *record)
{
    const char *state = record->before != NULL ? body_text(record->before, "state") : NULL;
    return state != NULL && (strcmp(state, "approved") == 0 || strcmp(state, "answered") == 0);
}

/* Why there is nothing to approve yet. */
struct lack {
    const char *field, *code; /* as a field of the record; NULL: there is something */
    const char *detail;
};
static const struct lack NO_TEXT = {"/told", "required", "inquiry_empty"};
static const struct lack NO_ANSWERS = {"/campaign", "inquiry_unanswered", "inquiry_unanswered"};
static const struct lack ROWS_OPEN = {"/state", "inquiry_rows_open", "inquiry_rows_open"};

/* There is something to approve: words, accepted answers to the asker's sheet, or the asker's file
 * with every question of it seen to. */
static enum err lack_of(struct call *c, const struct reg_record *record, struct lack *ret_lack)
{
    struct campaign campaign;
    struct campaign_counts counts;
    bool has_book = false;
    bool done = false;
    const char *number = body_text(record->after, "campaign");
    *ret_lack = (struct lack){0};
    enum err e = inquiry_book_done(c, record->id, &has_book, &done);
    if (e == ERR_OK && has_book && !done)
        *ret_lack = ROWS_OPEN;
    if (e != ERR_OK || has_book || body_text(record->after, "told") != NULL)
        return e;
    if (number == NULL) {
        *ret_lack = NO_TEXT;
        return ERR_OK;
    }
    e = campaign_find(c, number, false, &campaign);
    if (e == ERR_OK)
        e = campaign_store_counts(c, &campaign, 1, &counts);
    bool answered = e == ERR_OK && counts.accepted > 0 && counts.accepted >= counts.units;
    if (!answered && (e == ERR_OK || e == ERR_NOT_FOUND))
        *ret_lack = NO_ANSWERS;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err inquiry_ready(struct call *c, const struct reg_record *record)
{
    struct lack lack;
    enum err e = lack_of(c, record, &lack);
    return e == ERR_OK && lack.code != NULL ? problem_set(c->problem, ERR_CONFLICT, lack.detail)
                                            : e;
}

static enum err check_answer(struct call *c, const struct reg_record *record)
{
    struct lack lack;
    enum err e = lack_of(c, record, &lack);
    if (e == ERR_OK && lack.code != NULL)
        problem_field(c->problem, lack.field, lack.code);
    return e;
}

/* What was approved is what is told. */
static void check_settled(struct call *c, const struct reg_record *record)
{
    if (reg_changes(record, "told"))
        problem_field(c->problem, "/told", "inquiry_approved");
    if (reg_changes(record, "campaign"))
        problem_field(c->problem, "/campaign", "inquiry_approved");
}

/* To whom and when it was told is the asker and today, where nothing else is said. What a round
 * approves has been looked at by inquiry_ready. */
static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_UPDATE && settled(record))
        check_settled(c, record);
    bool answered = reg_enters(record, "answered");
    if (answered)
        reg_fill_today(c, record, "told_on");
    if (answered && body_text(record->after, "told_to") == NULL)
        json_object_set(record->after, "told_to", json_object_get(record->after, "asker"));
    bool approved = reg_enters(record, "approved") && !record->decided;
    return approved ? check_answer(c, record) : ERR_OK;
}

static enum err purge(struct call *c, int64_t id)
{
    enum err e = row_store_forget_inquiry(c, id);
    return e == ERR_OK ? inquiry_book_purge(c, id) : e;
}

const struct reg_def REG_INQUIRIES = {
    .name = "inquiries",
    .singular = "inquiry",
    .schema = "Inquiry",
    .table = "inquiry",
    .prefix = "Q",
    .scope = REG_ORG,
    .read = &PERM_INQUIRY_READ,
    .create = &PERM_INQUIRY_WRITE,
    .update = &PERM_INQUIRY_WRITE,
    .remove = &PERM_INQUIRY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-received",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .purge = purge,
};
