/* Threats that may come true here, and what happens first when one does. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/response/response_private.h"
#include "mod/response/response_rules.h"
#include "mod/risk/risk.h"

const struct perm PERM_THREAT_RESPONSE_READ = {"threat_response.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_THREAT_RESPONSE_WRITE = {
    "threat_response.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 80},
    {.key = "position",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .min = 1,
        .max = 999},
    {.key = "threat_key", .type = FIELD_ENUM, .options = &OPTIONS_THREAT_KEY},
    {.key = "possible", .type = FIELD_BOOL, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "command", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED, .max = 100},
    {.key = "responding", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED, .max = 100},
    {.key = "keep_evidence", .type = FIELD_BOOL, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "steps", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "card_note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 300},
    {.key = "on_card", .type = FIELD_BOOL, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "source", .type = FIELD_TEXT, .max = 300},
};

/* What is said to be on a card is: none is left out in silence. */
static enum err check_cards(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    if (!body_bool(record->after, "on_card") ||
        (record->change == REG_UPDATE && !reg_changes(record, "on_card")))
        return ERR_OK;
    enum err e = response_store_published(c, &n);
    if (e == ERR_OK && n >= LIMIT_RESPONSE_CARDS)
        problem_field_limit(c->problem, "/on_card", "response_cards", LIMIT_RESPONSE_CARDS);
    return e;
}

/* A card that says nothing helps nobody, and one that says too much is no card. */
static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    const char *steps = body_text(record->after, "steps");
    enum response_fault fault = response_steps_check(c, steps);
    if (fault == RESPONSE_TOO_MANY)
        problem_field_limit(c->problem, "/steps", "response_steps", RESPONSE_STEPS);
    if (fault == RESPONSE_TOO_LONG)
        problem_field_limit(c->problem, "/steps", "response_step_long", RESPONSE_STEP_CHARS);
    if (body_bool(record->after, "on_card") && response_step(c, &steps) == NULL &&
        body_text(record->after, "card_note") == NULL)
        problem_field(c->problem, "/steps", "response_card_empty");
    return check_cards(c, record);
}

const struct reg_def REG_THREAT_RESPONSES = {
    .name = "threat-responses",
    .singular = "threat_response",
    .schema = "ThreatResponse",
    .table = "threat_response",
    .prefix = "TB",
    .scope = REG_ORG,
    .read = &PERM_THREAT_RESPONSE_READ,
    .create = &PERM_THREAT_RESPONSE_WRITE,
    .update = &PERM_THREAT_RESPONSE_WRITE,
    .remove = &PERM_THREAT_RESPONSE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "position",
    .check = check,
};
