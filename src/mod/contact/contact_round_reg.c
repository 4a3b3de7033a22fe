/* Rounds in which every contact is looked at by its keeper, in step with the drill of business
 * continuity: also those on lists that the drill's scenario does not call. What was found is
 * counted when the round is closed. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/contact/contact_private.h"

#include <string.h>

static const char *const state_keys[] = {"open", "closed", NULL};
const struct option_set OPTIONS_CONTACT_ROUND_STATE = {"contact_round_state", state_keys};

enum { COUNT_MOST = 1000000 };
#define COUNT(name, more)                                                             \
    {                                                                                 \
        .key = (name), .type = FIELD_INT, .flags = FIELD_READONLY | (more), .min = 0, \
        .max = COUNT_MOST                                                             \
    }

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "exercise", .type = FIELD_REF, .ref = "exercises", .column = "exercise_id"},
    {.key = "lists",
        .type = FIELD_LIST,
        .ref = "contact-lists",
        .max = CONTACT_LISTS_MOST}, /* that the drill calls */
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "leader",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "leader_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_CONTACT_ROUND_STATE},
    COUNT("contacts", FIELD_LISTED),
    COUNT("outside", 0),
    COUNT("changed", FIELD_LISTED),
    COUNT("dropped", FIELD_LISTED),
    COUNT("faults", FIELD_LISTED),
    COUNT("it_missing", FIELD_LISTED),
    {.key = "found", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_TEXT},
    {.key = "closed_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
};

static const struct reg_transition transitions[] = {
    {"open", "close", "closed", &PERM_CONTACT_WRITE, false},
};

struct counted {
    int64_t open, outside, changed, dropped, faults, it_missing;
};

static bool is(const char *text, const char *key)
{
    return text != NULL && strcmp(text, key) == 0;
}

static enum err count(
    struct call *c, const struct contact_check *checks, size_t n, struct counted *ret_counted)
{
    struct contact_list *lists = NULL;
    size_t n_lists = 0;
    struct counted all = {.open = 0};
    for (size_t i = 0; i < n; i++) {
        all.open += checks[i].outcome == NULL && !checks[i].contact.deleted;
        all.outside += !checks[i].in_scenario;
        all.changed += is(checks[i].outcome, "changed");
        all.dropped += is(checks[i].outcome, "dropped");
        all.faults += (int64_t)contact_keys(checks[i].wrong);
    }
    enum err e = contact_store_lists(c, &lists, &n_lists);
    for (size_t i = 0; i < n_lists; i++)
        all.it_missing += lists[i].needs_it && lists[i].it == 0;
    *ret_counted = all;
    return e;
}

static enum err close_round(struct call *c, const struct reg_record *record)
{
    struct contact_check *checks = NULL;
    size_t n = 0;
    struct counted all;
    enum err e = contact_store_checks(c, record->id, 0, &checks, &n);
    if (e == ERR_OK)
        e = count(c, checks, n, &all);
    if (e != ERR_OK)
        return e;
    if (all.open > 0)
        return problem_set_limit(c->problem, ERR_CONFLICT, "contact_round_open", all.open);
    reg_fill_int(record, "contacts", (int64_t)n);
    reg_fill_int(record, "outside", all.outside);
    reg_fill_int(record, "changed", all.changed);
    reg_fill_int(record, "dropped", all.dropped);
    reg_fill_int(record, "faults", all.faults);
    reg_fill_int(record, "it_missing", all.it_missing);
    reg_fill_today(c, record, "closed_on");
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t ids[CONTACT_LISTS_MOST];
    size_t n = 0;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = contact_lists_read(c, record, true, ids, &n);
    return e == ERR_OK && reg_enters(record, "closed") && record->change == REG_TRANSITION
               ? close_round(c, record)
               : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    int64_t ids[CONTACT_LISTS_MOST];
    size_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_UPDATE)
        return ERR_OK;
    if (!is(body_text(record->after, "state"), "open"))
        return ERR_OK;
    enum err e = record->change == REG_CREATE ? contact_store_fill(c, record->id) : ERR_OK;
    if (e == ERR_OK)
        e = contact_lists_read(c, record, false, ids, &n);
    if (e == ERR_OK)
        e = contact_store_in_scenario(c, record->id, ids, n);
    return e == ERR_OK && record->change == REG_CREATE ? contact_tell_keepers(c, record) : e;
}

static const char *const due_states[] = {"open", NULL};
static const struct reg_due due = {"due", "leader", due_states};

const struct reg_def REG_CONTACT_ROUNDS = {
    .name = "contact-rounds",
    .singular = "contact_round",
    .schema = "ContactRound",
    .table = "contact_round",
    .prefix = "CH",
    .scope = REG_ORG,
    .read = &PERM_CONTACT_READ,
    .create = &PERM_CONTACT_WRITE,
    .update = &PERM_CONTACT_WRITE,
    .remove = &PERM_CONTACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .apply = apply,
    .purge = contact_store_purge_round,
};
