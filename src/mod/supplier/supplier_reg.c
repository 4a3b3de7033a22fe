/* Firms that work for us, one record a firm, whichever of our units give work to it: who they are,
 * how large, whom to talk to about security, and what we think of them. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_name_rules.h"
#include "mod/supplier/supplier_review.h"
#include "mod/supplier/supplier_rule_store.h"

#include <string.h>

enum { EMPLOYEES_MAX = 10000000, EMAIL_MAX = 254, PHONE_MAX = 60 };

static const char *const state_keys[] = {"candidate", "active", "ended", NULL};
static const struct option_set STATES = {"supplier_state", state_keys};
static const char *const tier_keys[] = {"direct", "below", NULL};
static const struct option_set TIERS = {"supplier_tier", tier_keys};
static const char *const officer_keys[] = {"has", "can", "cannot", NULL};
static const struct option_set OFFICERS = {"supplier_officer", officer_keys};
static const char *const class_keys[] = {"a", "b", "c", "d", NULL};
const struct option_set OPTIONS_SUPPLIER_CLASS = {"supplier_class", class_keys};
static const char *const risk_keys[] = {"with", "without", NULL};
const struct option_set OPTIONS_SUPPLIER_RISK = {"supplier_risk", risk_keys};
static const char *const concern_keys[] = {"none", "some", NULL};
const struct option_set OPTIONS_SUPPLIER_CONCERN = {"supplier_concern", concern_keys};
static const char *const grade_keys[] = {"good", "fair", "poor", NULL};
const struct option_set OPTIONS_SUPPLIER_GRADE = {"supplier_grade", grade_keys};
static const char *const plan_keys[] = {"support", "joint", "contract", "replace", "accept", NULL};
const struct option_set OPTIONS_SUPPLIER_PLAN = {"supplier_plan", plan_keys};
static const char *const lang_keys[] = {"ja", "en", NULL};
static const struct option_set LANGS = {"contact_language", lang_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "kana", .type = FIELD_TEXT, .flags = FIELD_INDEXED | FIELD_SEARCHABLE},
    {.key = "name_en", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "match_name",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED,
        .max = SUPPLIER_MATCH_MAX},
    {.key = "country", .type = FIELD_TEXT, .min = 2, .max = 2, .key_of = KEY_OF_COUNTRY},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_CODE},
    {.key = "address", .type = FIELD_TEXT, .max = LIMIT_LINE},
    {.key = "employees",
        .type = FIELD_INT,
        .flags = FIELD_LISTED | FIELD_INDEXED,
        .min = 0,
        .max = EMPLOYEES_MAX},
    {.key = "sales", .type = FIELD_MONEY},
    {.key = "capital", .type = FIELD_MONEY},
    {.key = "tier", .type = FIELD_ENUM, .options = &TIERS},
    {.key = "officer", .type = FIELD_ENUM, .options = &OFFICERS},
    {.key = "class",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "class_given", .type = FIELD_ENUM, .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "class_reason", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "duties_from", .type = FIELD_DATE},
    {.key = "trusted", .type = FIELD_BOOL},
    {.key = "trusted_reason", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "subcontracts", .type = FIELD_ENUM, .options = &OPTIONS_YES_NO},
    {.key = "risk",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_SUPPLIER_RISK},
    {.key = "surveyed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "grade", .type = FIELD_ENUM, .options = &OPTIONS_SUPPLIER_GRADE},
    {.key = "concern",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_SUPPLIER_CONCERN},
    {.key = "main_concern", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_LINE},
    {.key = "plan", .type = FIELD_ENUM, .options = &OPTIONS_SUPPLIER_PLAN},
    {.key = "plan_note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "contact_name", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "contact_email", .type = FIELD_TEXT, .max = EMAIL_MAX},
    {.key = "contact_phone", .type = FIELD_TEXT, .max = PHONE_MAX},
    {.key = "contact_language", .type = FIELD_ENUM, .options = &LANGS},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"candidate", "activate", "active", &PERM_SUPPLIER_WRITE, false},
    {"candidate", "end", "ended", &PERM_SUPPLIER_WRITE, true},
    {"active", "end", "ended", &PERM_SUPPLIER_WRITE, true},
    {"ended", "resume", "active", &PERM_SUPPLIER_WRITE, true},
};

/* A firm stands once: two records of one corporate number are to be merged, not entered. */
static enum err check_number(struct call *c, const struct reg_record *record)
{
    const char *text = body_text(record->after, "corporate_number");
    const char *other = NULL;
    if (text == NULL)
        return ERR_OK;
    const char *number = corporate_number_read(c, text);
    if (number == NULL) {
        problem_field_value(c->problem, "/corporate_number", "corporate_number", text);
        return ERR_OK;
    }
    json_object_set_new(record->after, "corporate_number", json_string(number));
    enum err e = supplier_store_same_number(c, number, record->id, &other);
    if (e == ERR_OK && other != NULL)
        problem_field_value(c->problem, "/corporate_number", "supplier_same_number", other);
    return e;
}

static void needs(struct call *c, const struct reg_record *record, bool asked, const char *key)
{
    if (asked && body_text(record->after, key) == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
}

static enum supplier_officer officer_of(const json_t *record)
{
    const char *key = body_text(record, "officer");
    for (int no = 0; key != NULL && officer_keys[no] != NULL; no++)
        if (strcmp(officer_keys[no], key) == 0)
            return (enum supplier_officer)(OFFICER_HAS + no);
    return OFFICER_UNKNOWN;
}

/* Sales in another currency are not known: there is no rate. */
static struct supplier_size size_of(const struct call *c, const json_t *record)
{
    const json_t *sales = json_object_get(record, "sales");
    const char *currency = body_text(sales, "currency");
    bool known = currency != NULL && strcmp(currency, c->org.currency) == 0;
    return (struct supplier_size){.employees = body_int(record, "employees", -1),
        .sales = known ? body_int(sales, "amount", -1) : -1};
}

/* The class set by hand, or the one that follows from the rules. */
static enum err fill_class(struct call *c, const struct reg_record *record)
{
    const struct supplier_rules *rules = NULL;
    json_t *given = json_object_get(record->after, "class_given");
    if (json_is_string(given))
        return json_object_set(record->after, "class", given) == 0 ? ERR_OK : ERR_INTERNAL;
    enum err e = supplier_rules_hold(c, &rules);
    if (e != ERR_OK)
        return e;
    char class = supplier_class_of(rules, officer_of(record->after), size_of(c, record->after));
    json_object_set_new(record->after, "class", class == 0 ? json_null() : json_stringn(&class, 1));
    return ERR_OK;
}

const char *const supplier_conclusion[SUPPLIER_CONCLUSION] = {
    "grade", "concern", "main_concern", "plan", "plan_note"};

/* What has been concluded about a firm was approved by somebody else than who drafted it: from then
 * on it is changed by another review, not by hand. */
static enum err check_concluded(struct call *c, const struct reg_record *record)
{
    const char *const *keys = supplier_conclusion;
    bool decided = false;
    bool changed = false;
    if (record->change != REG_UPDATE || c->who->system)
        return ERR_OK;
    for (size_t i = 0; i < SUPPLIER_CONCLUSION; i++)
        changed |= reg_changes(record, keys[i]);
    enum err e = changed ? review_store_decided(c, record->id, &decided) : ERR_OK;
    for (size_t i = 0; decided && i < SUPPLIER_CONCLUSION; i++)
        if (reg_changes(record, keys[i]))
            problem_field(c->problem, mem_printf(c, "/%s", keys[i]), "supplier_reviewed");
    return e;
}

enum err supplier_set(struct call *c, const char *id, const json_t *patch)
{
    struct reg_record now;
    struct reg_record changed;
    const struct who *who = c->who;
    struct who all = *who;
    if (json_object_size(patch) == 0)
        return ERR_OK;
    all.system = true;
    c->who = &all;
    enum err e = reg_look(c, &REG_SUPPLIERS, id, &now);
    if (e == ERR_OK)
        e = reg_update(c, &REG_SUPPLIERS, id, now.version, patch, &changed);
    c->who = who;
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *name = body_text(record->after, "name");
    const char *given = body_text(record->after, "class_given");
    if (record->change == REG_DELETE)
        return ERR_OK;
    reg_check_email(c, record, "contact_email");
    needs(c, record, given != NULL, "class_reason");
    needs(c, record, body_bool(record->after, "trusted"), "trusted_reason");
    json_object_set_new(record->after, "match_name", json_string(supplier_match_name(c, name)));
    enum err e = check_number(c, record);
    if (e == ERR_OK)
        e = check_concluded(c, record);
    return e != ERR_OK ? e : fill_class(c, record);
}

static const struct reg_form_part parts[] = {{"size", "employees"}, {"class", "class_given"},
    {"survey", "surveyed_on"}, {"contact", "contact_name"}};

const struct reg_def REG_SUPPLIERS = {
    .name = "suppliers",
    .singular = "supplier",
    .schema = "Supplier",
    .table = "supplier",
    .prefix = "SR",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_READ,
    .create = &PERM_SUPPLIER_WRITE,
    .update = &PERM_SUPPLIER_WRITE,
    .remove = &PERM_SUPPLIER_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "name",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
