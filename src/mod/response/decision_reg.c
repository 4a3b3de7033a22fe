/* Who decides on steps that stop business: a row an action and an impact, and what each rank does
 * in it (practice 8-1, table 2-8.1). Earlier versions are the records' history. */
#include "base/mem.h"
#include "mod/response/response_private.h"

#include <string.h>

const struct perm PERM_DECISION_READ = {"response_decision.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_DECISION_WRITE = {"response_decision.write", PERM_ROLE, OF_LEADS};

#define KEY(name, key) key,
static const char *const part_keys[] = {DECISION_PART_LIST(KEY) NULL};
static const char *const rank_keys[] = {DECISION_RANK_LIST(KEY) NULL};
#undef KEY
static const char *const action_keys[] = {
    "stop_system", "cut_network", "restrict_mail", "stop_site", "other", NULL};
static const char *const impact_keys[] = {"none", "trade", "whole", "other", NULL};
const struct option_set OPTIONS_DECISION_PART = {"decision_part", part_keys};
const struct option_set OPTIONS_DECISION_RANK = {"decision_rank", rank_keys};
const struct option_set OPTIONS_DECISION_ACTION = {"decision_action", action_keys};
const struct option_set OPTIONS_DECISION_IMPACT = {"decision_impact", impact_keys};

#define PART(name)                                                                 \
    {                                                                              \
        .key = (name), .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, \
        .options = &OPTIONS_DECISION_PART                                          \
    }

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 120},
    {.key = "position",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .min = 1,
        .max = 999},
    {.key = "action",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED, /* its title says it */
        .options = &OPTIONS_DECISION_ACTION},
    {.key = "impact",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_DECISION_IMPACT},
    PART("staff"),
    PART("head"),
    PART("management"),
    PART("headquarters"),
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "source", .type = FIELD_TEXT, .max = 300},
};

static void check_parts(struct call *c, const json_t *record)
{
    int final = 0, first = 0;
    for (int i = 0; i < DECISION_RANK_MAX; i++) {
        const char *part = body_text(record, rank_keys[i]);
        bool is_final = strcmp(part, part_keys[DECISION_FINAL]) == 0;
        bool is_first = strcmp(part, part_keys[DECISION_FIRST]) == 0;
        final += is_final;
        first += is_first;
        if ((is_final && final > 1) || (is_first && first > 1))
            problem_field(c->problem, mem_printf(c, "/%s", rank_keys[i]), "decision_twice");
    }
    if (final == 0)
        problem_field(c->problem, "/management", "decision_no_final");
}

/* The question has one answer. What has no name of its own may stand more often. */
static enum err check_alone(struct call *c, const struct reg_record *record)
{
    char own[UUID_TEXT_SIZE];
    json_t *found = NULL;
    size_t i;
    const json_t *one;
    const char *action = body_text(record->after, "action");
    const char *impact = body_text(record->after, "impact");
    if (strcmp(action, "other") == 0 || strcmp(impact, "other") == 0)
        return ERR_OK;
    const struct reg_where where[] = {{"action", "eq", action}, {"impact", "eq", impact}};
    enum err e = reg_list_for_all(c, &REG_RESPONSE_DECISIONS, where, 2, NULL, 2, &found);
    uuid_format(&record->uid, own);
    json_array_foreach(found, i, one)
    {
        if (record->change == REG_CREATE || strcmp(body_text(one, "id"), own) != 0) {
            problem_field(c->problem, "/impact", "decision_taken");
            break;
        }
    }
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    check_parts(c, record->after);
    return check_alone(c, record);
}

const struct reg_def REG_RESPONSE_DECISIONS = {
    .name = "response-decisions",
    .singular = "response_decision",
    .schema = "ResponseDecision",
    .table = "response_decision",
    .prefix = "DM",
    .scope = REG_ORG,
    .read = &PERM_DECISION_READ,
    .create = &PERM_DECISION_WRITE,
    .update = &PERM_DECISION_WRITE,
    .remove = &PERM_DECISION_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "position",
    .check = check,
};
