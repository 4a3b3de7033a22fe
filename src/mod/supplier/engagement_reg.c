/* What one of our units gives out to a firm: the work, which of our businesses stop with it, and by
 * what it can do harm (table 2-9.1 of the practices). A unit may report work with a firm that is
 * not in the ledger yet: the name as it wrote it stands until security confirms. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_name_rules.h"
#include "mod/supplier/supplier_private.h"
#include "mod/supplier/supplier_rule_store.h"

#include <string.h>

static const char *const state_keys[] = {"reported", "confirmed", "ended", NULL};
static const struct option_set STATES = {"supplier_engagement_state", state_keys};
static const char *const environment_keys[] = {"shared", "dedicated", "ours", NULL};
static const struct option_set ENVIRONMENTS = {"supplier_environment", environment_keys};
static const char *const form_keys[] = {"usual", "important", NULL};
static const struct option_set FORMS = {"supplier_contract_form", form_keys};
#define KEY(name, key) key,
static const char *const mark_keys[] = {SUPPLIER_MARK_LIST(KEY) NULL};
#undef KEY
static const struct option_set MARKS = {"supplier_risk_rule", mark_keys};

#define YES_NO(name, more)                                                             \
    {                                                                                  \
        .key = (name), .type = FIELD_ENUM, .flags = (more), .options = &OPTIONS_YES_NO \
    }

static const struct field fields[] = {
    {.key = "work",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "supplier_name", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "supplier_number", .type = FIELD_TEXT, .max = LIMIT_CODE},
    {.key = "match_name", .type = FIELD_TEXT, .flags = FIELD_READONLY, .max = SUPPLIER_MATCH_MAX},
    {.key = "stops", .type = FIELD_LIST, .ref = "businesses", .max = BUSINESS_NAMES_MAX},
    {.key = "stops_other", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_LINE},
    {.key = "environment", .type = FIELD_ENUM, .options = &ENVIRONMENTS},
    YES_NO("internet", FIELD_LISTED),
    YES_NO("information", 0),
    YES_NO("connection", 0),
    {.key = "important", .type = FIELD_BOOL},
    {.key = "contract_form", .type = FIELD_ENUM, .options = &FORMS},
    {.key = "risk",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_SUPPLIER_RISK},
    {.key = "risk_rule", .type = FIELD_ENUM, .flags = FIELD_READONLY, .options = &MARKS},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "started_on", .type = FIELD_DATE},
    {.key = "ended_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "checked_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"reported", "confirm", "confirmed", &PERM_ENGAGEMENT_CONFIRM, false},
    {"reported", "end", "ended", &PERM_ENGAGEMENT_WRITE, true},
    {"confirmed", "end", "ended", &PERM_ENGAGEMENT_WRITE, true},
    {"ended", "resume", "reported", &PERM_ENGAGEMENT_WRITE, true},
};

static void check_number(struct call *c, const struct reg_record *record)
{
    const char *text = body_text(record->after, "supplier_number");
    const char *number = text == NULL ? NULL : corporate_number_read(c, text);
    if (text != NULL && number == NULL)
        problem_field_value(c->problem, "/supplier_number", "corporate_number", text);
    else if (number != NULL)
        json_object_set_new(record->after, "supplier_number", json_string(number));
}

static enum supplier_answer answer_of(const json_t *record, const char *key)
{
    const char *text = body_text(record, key);
    if (text == NULL)
        return SUPPLIER_UNKNOWN;
    return strcmp(text, "yes") == 0 ? SUPPLIER_YES : SUPPLIER_NO;
}

static enum err mark(struct call *c, const struct reg_record *record)
{
    const struct supplier_rules *rules = NULL;
    enum supplier_mark first = SUPPLIER_MARKS;
    enum err e = supplier_rules_hold(c, &rules);
    if (e != ERR_OK)
        return e;
    bool stops = json_array_size(json_object_get(record->after, "stops")) > 0 ||
                 body_text(record->after, "stops_other") != NULL;
    enum supplier_answer answers[SUPPLIER_MARKS] = {
        [SUPPLIER_STOPS] = stops ? SUPPLIER_YES : SUPPLIER_NO};
    for (enum supplier_mark m = 0; m < SUPPLIER_STOPS; m++)
        answers[m] = answer_of(record->after, mark_keys[m]);
    enum supplier_risk risk = supplier_risk_of(rules, answers, &first);
    bool with = risk == SUPPLIER_WITH_RISK;
    json_object_set_new(
        record->after, "risk_rule", with ? json_string(mark_keys[first]) : json_null());
    json_object_set_new(record->after, "risk",
        risk == SUPPLIER_RISK_UNKNOWN ? json_null() : json_string(with ? "with" : "without"));
    return ERR_OK;
}

/* What was confirmed: the firm, and what its mark follows from. */
static const char *const confirmed_keys[] = {"supplier", "work", "stops", "stops_other",
    "environment", "internet", "information", "connection"};

/* Whoever writes down what is so has looked at it: a round of asking need not ask again. */
static void note_checked(struct call *c, const struct reg_record *record)
{
    bool said = record->change == REG_CREATE || reg_enters(record, "reported");
    for (size_t i = 1; i < sizeof confirmed_keys / sizeof confirmed_keys[0]; i++)
        said = said || (record->change == REG_UPDATE && reg_changes(record, confirmed_keys[i]));
    if (!said)
        return;
    json_object_set_new(record->after, "checked_on", json_null());
    reg_fill_today(c, record, "checked_on");
}

/* By which firms that are in no ledger yet are put together. */
static void fill_match_name(struct call *c, const struct reg_record *record)
{
    const char *name = body_text(record->after, "supplier_name");
    json_object_set_new(record->after, "match_name",
        name == NULL ? json_null() : json_string(supplier_match_name(c, name)));
}

/* A unit that changes what was confirmed has reported it anew. */
static void report_again(struct call *c, const struct reg_record *record)
{
    const char *state = body_text(record->after, "state");
    if (record->change != REG_UPDATE || strcmp(state, "confirmed") != 0 ||
        (who_may(c->who, &PERM_ENGAGEMENT_CONFIRM, record->unit_path) &&
            json_is_object(json_object_get(record->after, "supplier"))))
        return;
    for (size_t i = 0; i < sizeof confirmed_keys / sizeof confirmed_keys[0]; i++)
        if (reg_changes(record, confirmed_keys[i]))
            json_object_set_new(record->after, "state", json_string("reported"));
}

static enum err check(struct call *c, const struct reg_record *record)
{
    bool known = json_is_object(json_object_get(record->after, "supplier"));
    if (record->change == REG_DELETE)
        return ERR_OK;
    if (!known && body_text(record->after, "supplier_name") == NULL)
        problem_field(c->problem, "/supplier", "required");
    if (!known && reg_enters(record, "confirmed"))
        problem_field(c->problem, "/supplier", "required");
    if (reg_enters(record, "ended"))
        reg_fill_today(c, record, "ended_on");
    if (reg_enters(record, "reported"))
        json_object_set_new(record->after, "ended_on", json_null());
    report_again(c, record);
    note_checked(c, record);
    fill_match_name(c, record);
    check_number(c, record);
    enum err e = business_names_check(c, record, "stops");
    return e != ERR_OK ? e : mark(c, record);
}

static enum err follow_stops(struct call *c, const struct reg_record *record)
{
    int64_t ids[BUSINESS_NAMES_MAX];
    size_t n = 0;
    if (!business_names_changed(record, "stops"))
        return ERR_OK;
    enum err e = business_names_ids(c, json_object_get(record->after, "stops"), ids, &n);
    return e == ERR_OK ? supplier_store_set_stops(c, record->id, ids, n) : e;
}

/* The firm's own mark follows, and that of the one before. */
static enum err follow_firm(struct call *c, const struct reg_record *record)
{
    struct reg_record was = *record;
    int64_t before = 0;
    int64_t after = 0;
    was.after = (json_t *)record->before;
    enum err e = reg_ref_id(c, record, "supplier", &after);
    if (e == ERR_OK && record->before != NULL)
        e = reg_ref_id(c, &was, "supplier", &before);
    if (e != ERR_OK || (before == 0 && after == 0))
        return e;
    return supplier_store_risk(c, before, after);
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    enum err e = follow_stops(c, record);
    return e != ERR_OK ? e : follow_firm(c, record);
}

const struct reg_def REG_SUPPLIER_ENGAGEMENTS = {
    .name = "supplier-engagements",
    .singular = "supplier_engagement",
    .schema = "SupplierEngagement",
    .table = "supplier_engagement",
    .prefix = "SE",
    .scope = REG_BY_UNIT,
    .read = &PERM_ENGAGEMENT_READ,
    .create = &PERM_ENGAGEMENT_WRITE,
    .update = &PERM_ENGAGEMENT_WRITE,
    .remove = &PERM_ENGAGEMENT_WRITE,
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
