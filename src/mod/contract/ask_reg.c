/* What is asked of suppliers. A request cannot become "sent" before it has been checked that the
 * firm's position is not abused, and says why, how far, and who bears the cost (practice W14;
 * antimonopoly law, and the act on transactions with small contractors in force since 2026). The
 * check is a memory aid: whether a request is lawful, Kaname does not say. */
#include "base/mem.h"
#include "mod/contract/contract_private.h"

#include <string.h>

const struct perm PERM_ASK_READ = {"ask.read", PERM_ROLE, OF_READERS};
const struct perm PERM_ASK_WRITE = {"ask.write", PERM_ROLE, OF_LEADS};

static const char *const ask_state_keys[] = {"draft", "checked", "sent", "closed", NULL};
static const struct option_set ASK_STATE = {"ask_state", ask_state_keys};
static const char *const cost_bearer_keys[] = {"us", "shared", "supplier", "none", NULL};
static const struct option_set COST_BEARER = {"cost_bearer", cost_bearer_keys};
static const char *const ask_answer_keys[] = {"ok", "not_applicable", "problem", NULL};
static const struct option_set ASK_ANSWER = {"ask_answer", ask_answer_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &ASK_STATE},
    {.key = "asked",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = 5000},
    {.key = "necessity", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "scope", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "cost_bearer", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &COST_BEARER},
    {.key = "cost_note", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "talks", .type = FIELD_LONGTEXT, .max = 5000},
    {.key = "talks_on", .type = FIELD_DATE},
    {.key = "offers", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "check_cost", .type = FIELD_ENUM, .options = &ASK_ANSWER},
    {.key = "check_product", .type = FIELD_ENUM, .options = &ASK_ANSWER},
    {.key = "check_price", .type = FIELD_ENUM, .options = &ASK_ANSWER},
    {.key = "check_need", .type = FIELD_ENUM, .options = &ASK_ANSWER},
    {.key = "check_explained", .type = FIELD_ENUM, .options = &ASK_ANSWER},
    {.key = "check_record", .type = FIELD_ENUM, .options = &ASK_ANSWER},
    {.key = "checked_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "sent_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_READONLY | FIELD_LISTED},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
};

static const struct reg_transition transitions[] = {
    {"draft", "confirm", "checked", &PERM_ASK_WRITE, false},
    {"checked", "back", "draft", &PERM_ASK_WRITE, false},
    {"checked", "send", "sent", &PERM_ASK_WRITE, false},
    {"sent", "close", "closed", &PERM_ASK_WRITE, false},
};

static const char *const said[] = {"necessity", "scope", "cost_bearer", "talks", "check_cost",
    "check_product", "check_price", "check_need", "check_explained", "check_record"};
enum { SAID = sizeof said / sizeof said[0] };

/* Names each field that is empty, and each point of the list that is no good. */
static void check_list(struct call *c, const struct reg_record *record)
{
    for (size_t i = 0; i < SAID; i++) {
        contract_needs(c, record, said[i]);
        if (strncmp(said[i], "check_", 6) == 0 && contract_is(record->after, said[i], "problem"))
            problem_field(c->problem, mem_printf(c, "/%s", said[i]), "ask_problem");
    }
    if (contract_is(record->after, "cost_bearer", "supplier") &&
        contract_is(record->after, "check_price", "not_applicable"))
        problem_field(c->problem, "/check_price", "ask_cost_price");
}

static void check_kept(struct call *c, const struct reg_record *record)
{
    static const char *const fixed[] = {"title", "asked", "cost_note", "offers", "talks_on"};
    const char *was = contract_was(record);
    const char *code = strcmp(was, "checked") == 0 ? "ask_fixed" : "ask_sent_fixed";
    if (record->change != REG_UPDATE || strcmp(was, "draft") == 0)
        return;
    contract_keeps(c, record, fixed, sizeof fixed / sizeof fixed[0], code);
    contract_keeps(c, record, said, SAID, code);
}

static enum err check(struct call *c, const struct reg_record *record)
{
    check_kept(c, record);
    if (reg_enters(record, "draft"))
        json_object_set_new(record->after, "checked_on", json_null());
    if (reg_enters(record, "checked")) {
        check_list(c, record);
        reg_fill_today(c, record, "checked_on");
    }
    if (reg_enters(record, "sent"))
        reg_fill_today(c, record, "sent_on");
    return ERR_OK;
}

const struct reg_def REG_SUPPLIER_ASKS = {
    .name = "supplier-asks",
    .singular = "supplier_ask",
    .schema = "SupplierAsk",
    .table = "supplier_ask",
    .prefix = "SQ",
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
