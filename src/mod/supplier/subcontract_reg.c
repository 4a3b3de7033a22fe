/* Work that a firm gives on to another one, as the firm declared it or we found it: the steps of
 * the chain of suppliers (docs/adr/0034). A declared name is matched with the ledger; what it
 * becomes counts as certain when a person has confirmed it. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_chain_store.h"
#include "mod/supplier/supplier_name_rules.h"

#include <string.h>

enum { EMPLOYEES_MAX = 10000000 };

static const char *const state_keys[] = {"declared", "confirmed", "ended", NULL};
static const struct option_set STATES = {"supplier_subcontract_state", state_keys};
static const char *const source_keys[] = {"supplier", "contract", "ours", NULL};
static const struct option_set SOURCES = {"supplier_subcontract_source", source_keys};

static const struct field fields[] = {
    {.key = "work",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "subcontractor",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "suppliers",
        .column = "subcontractor_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "subcontractor_name", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "subcontractor_number", .type = FIELD_TEXT, .max = LIMIT_CODE},
    {.key = "subcontractor_employees", .type = FIELD_INT, .min = 0, .max = EMPLOYEES_MAX},
    {.key = "serves", .type = FIELD_LIST, .ref = "businesses", .max = BUSINESS_NAMES_MAX},
    {.key = "further", .type = FIELD_ENUM, .options = &OPTIONS_YES_NO},
    {.key = "source", .type = FIELD_ENUM, .options = &SOURCES},
    {.key = "declared_on", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "ended_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"declared", "confirm", "confirmed", &PERM_SUPPLIER_WRITE, false},
    {"declared", "end", "ended", &PERM_SUPPLIER_WRITE, true},
    {"confirmed", "end", "ended", &PERM_SUPPLIER_WRITE, true},
    {"ended", "resume", "declared", &PERM_SUPPLIER_WRITE, true},
};

static void check_number(struct call *c, const struct reg_record *record)
{
    const char *text = body_text(record->after, "subcontractor_number");
    const char *number = text == NULL ? NULL : corporate_number_read(c, text);
    if (text != NULL && number == NULL)
        problem_field_value(c->problem, "/subcontractor_number", "corporate_number", text);
    else if (number != NULL)
        json_object_set_new(record->after, "subcontractor_number", json_string(number));
}

static void set_firm(const struct reg_record *record, const struct ref *firm)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&firm->uid, id);
    json_object_set_new(record->after, "subcontractor",
        json_pack("{s:s, s:s?, s:s}", "id", id, "number", firm->number, "title", firm->title));
}

/* Of a name that the ledger does not know; a candidate, as any firm is at first. */
static enum err make_firm(struct call *c, const struct reg_record *record)
{
    struct reg_record made;
    struct ref firm;
    const char *name = body_text(record->after, "subcontractor_name");
    json_t *body = reg_keep(c, json_pack("{s:s, s:s}", "name", name, "tier", "below"));
    const char *number = body_text(record->after, "subcontractor_number");
    int64_t employees = body_int(record->after, "subcontractor_employees", -1);
    if (number != NULL)
        json_object_set_new(body, "corporate_number", json_string(number));
    if (employees >= 0)
        json_object_set_new(body, "employees", json_integer(employees));
    enum err e = reg_create(c, &REG_SUPPLIERS, body, &made);
    if (e == ERR_OK)
        e = supplier_store_ref(c, made.id, &firm);
    if (e == ERR_OK)
        set_firm(record, &firm);
    return e;
}

/* The firm that the declared name is: the one of its corporate number, else the only one of its
 * name. Confirming one that the ledger does not know brings it in. */
static enum err match(struct call *c, const struct reg_record *record, bool confirming)
{
    struct ref firm;
    int n = 0;
    const char *name = body_text(record->after, "subcontractor_name");
    const char *number = body_text(record->after, "subcontractor_number");
    if (name == NULL)
        return ERR_OK;
    enum err e = supplier_store_match(c, number, supplier_match_name(c, name), &firm, &n);
    if (e != ERR_OK)
        return e;
    if (n == 1)
        set_firm(record, &firm);
    else if (confirming && n == 0)
        return make_firm(c, record);
    else if (confirming)
        problem_field_value(c->problem, "/subcontractor", "subcontract_which", name);
    return ERR_OK;
}

/* Rows that a merge has made alike, or of a firm with itself, stay: they may be changed otherwise
 * and ended. */
static enum err check_ends(struct call *c, const struct reg_record *record)
{
    struct supplier_step step = {.id = record->id, .work = body_text(record->after, "work")};
    const char *other = NULL;
    bool asked = record->change == REG_CREATE || record->change == REG_RESTORE ||
                 reg_enters(record, "declared") || reg_changes(record, "supplier") ||
                 reg_changes(record, "subcontractor") || reg_changes(record, "work");
    if (!asked || reg_absent(json_object_get(record->after, "subcontractor")))
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "supplier", &step.supplier_id);
    if (e == ERR_OK)
        e = reg_ref_id(c, record, "subcontractor", &step.subcontractor_id);
    if (e != ERR_OK)
        return e;
    if (step.supplier_id == step.subcontractor_id) {
        problem_field(c->problem, "/subcontractor", "subcontract_itself");
        return ERR_OK;
    }
    e = supplier_store_same_step(c, &step, &other);
    if (e == ERR_OK && other != NULL)
        problem_field_value(c->problem, "/subcontractor", "subcontract_twice", other);
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    bool known = !reg_absent(json_object_get(record->after, "subcontractor"));
    bool confirming = reg_enters(record, "confirmed");
    if (!known && body_text(record->after, "subcontractor_name") == NULL)
        problem_field(c->problem, "/subcontractor", "required");
    if (reg_enters(record, "ended"))
        reg_fill_today(c, record, "ended_on");
    if (reg_enters(record, "declared"))
        json_object_set_new(record->after, "ended_on", json_null());
    check_number(c, record);
    enum err e = business_names_check(c, record, "serves");
    if (e == ERR_OK)
        e = problem_check(c->problem);
    bool may_match = record->change == REG_CREATE || confirming ||
                     reg_changes(record, "subcontractor_name") ||
                     reg_changes(record, "subcontractor_number");
    if (e == ERR_OK && !known && may_match)
        e = match(c, record, confirming);
    if (e != ERR_OK)
        return e;
    /* Nothing is confirmed of no firm, and another firm is declared anew. */
    const char *state = body_text(record->after, "state");
    if (record->change == REG_UPDATE && strcmp(state, "confirmed") == 0 &&
        reg_absent(json_object_get(record->after, "subcontractor")))
        json_object_set_new(record->after, "state", json_string("declared"));
    return check_ends(c, record);
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    int64_t ids[BUSINESS_NAMES_MAX];
    size_t n = 0;
    if (!business_names_changed(record, "serves"))
        return ERR_OK;
    enum err e = business_names_ids(c, json_object_get(record->after, "serves"), ids, &n);
    return e == ERR_OK ? supplier_store_set_serves(c, record->id, ids, n) : e;
}

const struct reg_def REG_SUPPLIER_SUBCONTRACTS = {
    .name = "supplier-subcontracts",
    .singular = "supplier_subcontract",
    .schema = "SupplierSubcontract",
    .table = "supplier_subcontract",
    .prefix = "SB",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_READ,
    .create = &PERM_SUPPLIER_WRITE,
    .update = &PERM_SUPPLIER_WRITE,
    .remove = &PERM_SUPPLIER_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "work",
    .default_sort = "work",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
    .apply = apply,
    .word = business_names_word,
};
