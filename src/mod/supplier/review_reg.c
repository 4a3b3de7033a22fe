/* What we conclude about a supplier, one record a supplier and campaign: what is approved here is
 * what the supplier's own record says from then on. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign.h"
#include "mod/supplier/supplier_review.h"

#include <string.h>

/* Answers and what is thought of them are for those who run security, not for every manager. */
const struct perm PERM_SUPPLIER_REVIEW_READ = {"supplier_review.read", PERM_ROLE, OF_READERS};
const struct perm PERM_SUPPLIER_REVIEW_WRITE = {"supplier_review.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_SUPPLIER_REVIEW_DECIDE = {
    "supplier_review.decide", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const state_keys[] = {"draft", "asked", "approved", "rejected", "lapsed", NULL};
static const struct option_set STATES = {"supplier_review_state", state_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_LINE},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "campaign",
        .type = FIELD_TEXT,
        .flags = FIELD_CREATE_ONLY | FIELD_INDEXED,
        .max = LIMIT_CODE,
        .key_of = KEY_OF_CAMPAIGN},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED}, /* the title says it */
    {.key = "proposed_marks", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY, .max = LIMIT_TEXT},
    {.key = "proposed_grade",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY,
        .options = &OPTIONS_SUPPLIER_GRADE},
    {.key = "marks", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_TEXT},
    {.key = "grade", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &OPTIONS_SUPPLIER_GRADE},
    {.key = "concern",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_SUPPLIER_CONCERN},
    {.key = "main_concern", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_LINE},
    {.key = "plan", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &OPTIONS_SUPPLIER_PLAN},
    {.key = "plan_note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "acceptance_reason", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "accepted_until", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "decided_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
    {.key = "letter_subject", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "letter", .type = FIELD_LONGTEXT, .max = LIMIT_TEXT},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

/* The round ends with approve and reject (kernel/approval). */
static const struct reg_transition transitions[] = {
    {"draft", "submit", "asked", &PERM_SUPPLIER_REVIEW_WRITE, false},
    {"asked", "approve", "approved", &PERM_SUPPLIER_REVIEW_DECIDE, false},
    {"asked", "reject", "rejected", &PERM_SUPPLIER_REVIEW_DECIDE, true},
    {"asked", "withdraw", "draft", &PERM_SUPPLIER_REVIEW_WRITE, false},
    {"rejected", "reopen", "draft", &PERM_SUPPLIER_REVIEW_WRITE, false},
    {"approved", "lapse", "lapsed", &PERM_SUPPLIER_REVIEW_DECIDE, true},
    {"lapsed", "reopen", "draft", &PERM_SUPPLIER_REVIEW_WRITE, false},
};

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

static void needs(struct call *c, const struct reg_record *record, const char *key)
{
    const json_t *value = json_object_get(record->after, key);
    if (value == NULL || json_is_null(value))
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
}

/* ---- what it is about ---- */

static enum err fill_title(struct call *c, const struct reg_record *record, const char *campaign)
{
    const struct msg_arg args[] = {
        {"supplier", body_text(json_object_get(record->after, "supplier"), "title")},
        {"campaign", campaign},
        {"day", body_text(record->after, "reviewed_on")},
    };
    const char *id = campaign == NULL ? "supplier_review.title" : "supplier_review.title.campaign";
    json_object_set_new(
        record->after, "title", json_string(msg_format(c, c->org.lang, id, args, 3)));
    return ERR_OK;
}

static enum err check_alone(struct call *c, const struct reg_record *record, int64_t response_id)
{
    const char *number = NULL;
    enum err e = review_store_same(c, response_id, record->id, &number);
    if (e == ERR_OK && number != NULL)
        problem_field_value(c->problem, "/supplier", "supplier_review_same", number);
    return e;
}

static json_t *text_or_null(const char *text)
{
    return text == NULL ? json_null() : json_string(text);
}

/* Marks and rating that the answers give reason for. They are proposed: what is concluded a person
 * says. */
static enum err propose(struct call *c, const struct reg_record *record)
{
    struct review_answers answers;
    struct review_proposal proposal = {NULL, NULL};
    enum err e = review_answers_find(c, record, &answers);
    if (e == ERR_OK && answers.asked)
        e = check_alone(c, record, answers.response.id);
    if (e == ERR_OK && body_text(record->after, "campaign") != NULL && !answers.answered)
        problem_field(c->problem, "/campaign", "supplier_not_answered");
    if (e == ERR_OK && answers.answered)
        e = review_propose(c, &answers, &proposal);
    if (e != ERR_OK)
        return e;
    json_object_set_new(record->after, "proposed_marks", text_or_null(proposal.marks));
    json_object_set_new(record->after, "proposed_grade", text_or_null(proposal.grade));
    return fill_title(c, record, answers.asked ? answers.response.campaign.title : NULL);
}

/* ---- what is concluded ---- */

static void check_accepted(struct call *c, const struct reg_record *record)
{
    char today[DATE_TEXT_SIZE];
    struct date date;
    const char *until = body_text(record->after, "accepted_until");
    needs(c, record, "acceptance_reason");
    needs(c, record, "accepted_until");
    if (until == NULL || !clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return;
    date_format(date, today);
    if (strcmp(until, today) <= 0)
        problem_field(c->problem, "/accepted_until", "risk_past");
}

/* What those who decide have to know. */
static void check_whole(struct call *c, const struct reg_record *record)
{
    needs(c, record, "grade");
    needs(c, record, "concern");
    if (is(record->after, "concern", "some")) {
        needs(c, record, "main_concern");
        needs(c, record, "plan");
        needs(c, record, "owner");
    }
    if (is(record->after, "plan", "accept"))
        check_accepted(c, record);
    else if (body_text(record->after, "plan") != NULL)
        needs(c, record, "due");
    if (body_text(record->after, "letter") != NULL)
        needs(c, record, "letter_subject");
}

static const char *const decided_keys[] = {"reviewed_on", "marks", "grade", "concern",
    "main_concern", "plan", "plan_note", "due", "acceptance_reason", "accepted_until",
    "letter_subject", "letter"};

/* What was decided on stays; who sees to it and remarks may change. */
static void check_kept(struct call *c, const struct reg_record *record)
{
    for (size_t i = 0; i < sizeof decided_keys / sizeof decided_keys[0]; i++)
        if (reg_changes(record, decided_keys[i]))
            problem_field(
                c->problem, mem_printf(c, "/%s", decided_keys[i]), "supplier_review_kept");
}

static bool decided(const json_t *record)
{
    return is(record, "state", "approved") || is(record, "state", "rejected") ||
           is(record, "state", "lapsed");
}

static enum err check_restore(struct call *c, const struct reg_record *record)
{
    int64_t response_id = 0;
    enum err e = review_store_response(c, record->id, &response_id);
    return e == ERR_OK ? check_alone(c, record, response_id) : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return body_text(record->before, "decided_on") != NULL
                   ? problem_set(c->problem, ERR_CONFLICT, "supplier_review_decided")
                   : ERR_OK;
    if (record->change == REG_UPDATE && decided(record->before))
        check_kept(c, record);
    if (is(record->after, "state", "asked") || reg_enters(record, "approved"))
        check_whole(c, record);
    if (reg_enters(record, "approved")) { /* stays, whatever follows, until it is approved again */
        json_object_set_new(record->after, "decided_on", json_null());
        reg_fill_today(c, record, "decided_on");
    }
    if (record->change == REG_RESTORE)
        return check_restore(c, record);
    if (record->change != REG_CREATE)
        return ERR_OK;
    reg_fill_today(c, record, "reviewed_on");
    return propose(c, record);
}

/* ---- the supplier's own record ---- */

static enum err carry_over(struct call *c, const struct reg_record *record, bool accepted)
{
    const char *id = body_text(json_object_get(record->after, "supplier"), "id");
    json_t *patch = reg_keep(c, json_object());
    for (size_t i = 0; accepted && i < SUPPLIER_CONCLUSION; i++)
        json_object_set(
            patch, supplier_conclusion[i], json_object_get(record->after, supplier_conclusion[i]));
    if (!accepted)
        json_object_set_new(patch, "plan", json_null());
    return supplier_set(c, id, patch);
}

static enum err rest_on_answers(struct call *c, const struct reg_record *record)
{
    struct review_answers answers;
    enum err e = review_answers_find(c, record, &answers);
    return e == ERR_OK && answers.asked ? review_store_rest_on(c, record->id, answers.response.id)
                                        : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    enum err e = ERR_OK;
    if (record->change == REG_CREATE)
        e = rest_on_answers(c, record);
    else if (reg_enters(record, "approved"))
        e = carry_over(c, record, true);
    else if (reg_enters(record, "lapsed"))
        e = carry_over(c, record, false);
    return e == ERR_OK ? review_lapse_tell(c, record) : e;
}

static const char *const due_states[] = {"draft", "asked", "approved", "lapsed", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_SUPPLIER_REVIEWS = {
    .name = "supplier-reviews",
    .singular = "supplier_review",
    .schema = "SupplierReview",
    .table = "supplier_review",
    .prefix = "SW",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_REVIEW_READ,
    .create = &PERM_SUPPLIER_REVIEW_WRITE,
    .update = &PERM_SUPPLIER_REVIEW_WRITE,
    .remove = &PERM_SUPPLIER_REVIEW_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-reviewed_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .apply = apply,
};
