/* What one unit has to say to a round: that its list of suppliers is what it is now, or that it
 * gives work to nobody. Sent in by the unit, taken or given back by who runs security. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_census.h"

#include <string.h>

static const char *const state_keys[] = {
    "waiting", "returned", "submitted", "none", "accepted", NULL};
static const struct option_set STATES = {"supplier_census_reply_state", state_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_NAME},
    {.key = "census",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "supplier-censuses",
        .column = "census_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "work", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "submitted_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "return_reason", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"waiting", "submit", "submitted", &PERM_ENGAGEMENT_WRITE, false},
    {"waiting", "none", "none", &PERM_ENGAGEMENT_WRITE, false},
    {"returned", "submit", "submitted", &PERM_ENGAGEMENT_WRITE, false},
    {"returned", "none", "none", &PERM_ENGAGEMENT_WRITE, false},
    {"submitted", "accept", "accepted", &PERM_ENGAGEMENT_CONFIRM, false},
    {"submitted", "return", "returned", &PERM_ENGAGEMENT_CONFIRM, true},
    {"none", "accept", "accepted", &PERM_ENGAGEMENT_CONFIRM, false},
    {"none", "return", "returned", &PERM_ENGAGEMENT_CONFIRM, true},
    {"accepted", "return", "returned", &PERM_ENGAGEMENT_CONFIRM, true},
};

static enum err census_of(struct call *c, const struct reg_record *record, json_t **ret_census)
{
    const char *id = body_text(json_object_get(record->after, "census"), "id");
    return reg_get(c, &REG_SUPPLIER_CENSUSES, id, ret_census);
}

/* A unit is asked once in a round, and not in one that is over. */
static enum err check_new(
    struct call *c, const struct reg_record *record, int64_t census_id, const json_t *census)
{
    bool twice = false;
    if (record->change == REG_CREATE && strcmp(body_text(census, "state"), "closed") == 0)
        problem_field(c->problem, "/census", "census_closed");
    enum err e = census_store_twice(c, census_id, record->unit_id, record->id, &twice);
    if (e == ERR_OK && twice)
        problem_field(c->problem, "/unit", "census_unit_twice");
    json_object_set(record->after, "name", json_object_get(census, "name"));
    if (record->change == REG_CREATE)
        json_object_set(record->after, "due", json_object_get(census, "due"));
    return e;
}

/* Silence is no answer: each piece has been looked at in this round, and nobody has none by
 * sending in an empty list. */
static enum err check_sent(
    struct call *c, const struct reg_record *record, const json_t *census, bool none)
{
    struct census_work work;
    const char *since = body_text(census, "opened_on");
    if (strcmp(body_text(census, "state"), CENSUS_ASKING) != 0 || since == NULL)
        return problem_set(c->problem, ERR_CONFLICT, "census_not_open");
    enum err e = census_store_work(c, record->unit_id, since, &work);
    if (e != ERR_OK)
        return e;
    if (none && work.all > 0)
        return problem_set_limit(c->problem, ERR_CONFLICT, "census_has_some", work.all);
    if (!none && work.all == 0)
        return problem_set(c->problem, ERR_CONFLICT, "census_has_none");
    if (work.unchecked > 0)
        return problem_set_limit(c->problem, ERR_CONFLICT, "census_unchecked", work.unchecked);
    json_object_set_new(record->after, "submitted_on", json_null());
    json_object_set_new(record->after, "return_reason", json_null());
    reg_fill_today(c, record, "submitted_on");
    reg_fill_int(record, "work", work.all);
    return ERR_OK;
}

static enum err confirm_work(struct call *c, const struct reg_record *record)
{
    json_t *ids = NULL;
    size_t i;
    const json_t *id;
    enum err e = census_store_reported(c, record->unit_id, &ids);
    json_array_foreach(ids, i, id)
    {
        if (e == ERR_OK)
            e = reg_transition(
                c, &REG_SUPPLIER_ENGAGEMENTS, json_string_value(id), "confirm", NULL);
    }
    return e;
}

/* What the unit reported is confirmed with the list: so each firm has to be in the ledger, and what
 * came in since it was sent in has to be looked at by itself. */
static enum err check_accepted(struct call *c, const struct reg_record *record)
{
    struct census_work work;
    int64_t later = 0;
    enum err e = census_store_later(c, record->id, &later);
    if (e == ERR_OK && later > 0)
        return problem_set_limit(c->problem, ERR_CONFLICT, "census_changed", later);
    if (e == ERR_OK)
        e = census_store_work(c, record->unit_id, "", &work);
    if (e == ERR_OK && work.unplaced > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "census_unplaced", work.unplaced);
    return e == ERR_OK ? confirm_work(c, record) : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    json_t *census = NULL;
    int64_t census_id = 0;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "census", &census_id);
    if (e == ERR_OK)
        e = census_of(c, record, &census);
    if (e != ERR_OK)
        return e;
    if (record->change != REG_TRANSITION)
        return check_new(c, record, census_id, census);
    if (reg_enters(record, "submitted") || reg_enters(record, "none"))
        return check_sent(c, record, census, reg_enters(record, "none"));
    if (reg_enters(record, "accepted"))
        return check_accepted(c, record);
    json_object_set_new(record->after, "return_reason", json_string(record->reason));
    return ERR_OK;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    int64_t census_id = 0;
    if (!reg_enters(record, "returned"))
        return ERR_OK;
    enum err e = reg_ref_id(c, record, "census", &census_id);
    return e != ERR_OK
               ? e
               : census_tell_returned(c, census_id, record, body_text(record->after, "name"));
}

static const char *const due_states[] = {"waiting", "returned", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_SUPPLIER_CENSUS_REPLIES = {
    .name = "supplier-census-replies",
    .singular = "supplier_census_reply",
    .schema = "SupplierCensusReply",
    .table = "supplier_census_reply",
    .prefix = "SD",
    .scope = REG_BY_UNIT,
    .read = &PERM_ENGAGEMENT_READ,
    .create = &PERM_ENGAGEMENT_CONFIRM,
    .update = &PERM_ENGAGEMENT_WRITE,
    .remove = &PERM_ENGAGEMENT_CONFIRM,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .apply = apply,
};
