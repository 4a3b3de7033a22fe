/* A request as one firm has it: talks, what was agreed between whom, and whether it is done. */
#include "mod/contract/contract_private.h"

#include <string.h>

static const char *const firm_state_keys[] = {
    "planned", "asked", "agreed", "adopted", "declined", NULL};
static const struct option_set FIRM_STATE = {"ask_firm_state", firm_state_keys};

static const struct field fields[] = {
    {.key = "ask",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "supplier-asks",
        .column = "ask_id"},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_INDEXED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &FIRM_STATE},
    {.key = "talks", .type = FIELD_LONGTEXT, .max = 5000},
    {.key = "agreement", .type = FIELD_LONGTEXT, .max = 5000},
    {.key = "our_name", .type = FIELD_TEXT, .max = 100},
    {.key = "their_name", .type = FIELD_TEXT, .max = 100},
    {.key = "agreed_on", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "adopted_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"planned", "ask", "asked", &PERM_ASK_WRITE, false},
    {"asked", "agree", "agreed", &PERM_ASK_WRITE, false},
    {"agreed", "adopt", "adopted", &PERM_ASK_WRITE, false},
    {"asked", "decline", "declined", &PERM_ASK_WRITE, true},
    {"agreed", "decline", "declined", &PERM_ASK_WRITE, true},
    {"declined", "resume", "planned", &PERM_ASK_WRITE, true},
};

/* An agreement has its words, its day and two names. */
static void check_agreement(struct call *c, const struct reg_record *record)
{
    static const char *const keys[] = {"agreement", "agreed_on", "our_name", "their_name"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        contract_needs(c, record, keys[i]);
}

static enum err check_once(struct call *c, const struct reg_record *record, int64_t ask_id)
{
    int64_t supplier = 0;
    bool there = false;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "supplier", &supplier);
    if (e == ERR_OK)
        e = contract_store_firm(c, ask_id, supplier, record->id, &there);
    return e == ERR_OK && there ? problem_set(c->problem, ERR_CONFLICT, "ask_firm_twice") : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record ask;
    const char *state = body_text(record->after, "state");
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = contract_host(c, record, "ask", &REG_SUPPLIER_ASKS, &ask);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    contract_same_unit(c, record, &ask, "ask_unit");
    contract_named_by(record, "supplier");
    if (reg_enters(record, "asked") && !contract_is(ask.after, "state", "sent"))
        return problem_set(c->problem, ERR_CONFLICT, "ask_not_sent");
    if (state != NULL && (strcmp(state, "agreed") == 0 || strcmp(state, "adopted") == 0))
        check_agreement(c, record);
    if (reg_enters(record, "adopted"))
        reg_fill_today(c, record, "adopted_on");
    return check_once(c, record, ask.id);
}

const struct reg_def REG_ASK_FIRMS = {
    .name = "ask-firms",
    .singular = "ask_firm",
    .schema = "AskFirm",
    .table = "ask_firm",
    .prefix = "RF",
    .scope = REG_BY_UNIT,
    .read = &PERM_ASK_READ,
    .create = &PERM_ASK_WRITE,
    .update = &PERM_ASK_WRITE,
    .remove = &PERM_ASK_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
