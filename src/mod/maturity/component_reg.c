/* Components: what is scored, and how it stands by its latest scoring. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/task/task.h"
#include "mod/maturity/maturity_private.h"

#include <string.h>

const struct perm PERM_COMPONENT_READ = {
    "component.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_COMPONENT_WRITE = {"component.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const kind_keys[] = {"application", "service", "platform", "other", NULL};
static const struct option_set KINDS = {"component_kind", kind_keys};
static const char *const state_keys[] = {"in_use", "retired", NULL};
static const struct option_set STATES = {"component_state", state_keys};

enum { LOWEST_TENTHS = 10, HIGHEST_TENTHS = 50 };

#define LEVEL(name)                                                                          \
    {                                                                                        \
        .key = (name), .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_INDEXED, .min = 1, \
        .max = MATURITY_LEVELS                                                               \
    }
#define MEAN(name, more)                                                           \
    {                                                                              \
        .key = (name), .type = FIELD_INT,                                          \
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_TENTHS | (unsigned)(more), \
        .min = LOWEST_TENTHS, .max = HIGHEST_TENTHS                                \
    }

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_NAME},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "system", .type = FIELD_REF, .ref = "systems", .column = "system_id"},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "started_on", .type = FIELD_DATE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    LEVEL("evaluation"),
    LEVEL("response"),
    MEAN("mean", FIELD_LISTED),
    MEAN("mean_before", 0),
    {.key = "scored_on",
        .type = FIELD_DATE,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_transition transitions[] = {
    {"in_use", "retire", "retired", &PERM_COMPONENT_WRITE, false},
    {"retired", "reuse", "in_use", &PERM_COMPONENT_WRITE, false},
};

/* Scorings do not stand without what they are of. What is no longer used is retired. */
static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    if (record->change != REG_DELETE)
        return ERR_OK;
    enum err e = maturity_store_scorings(c, record->id, &n);
    return e == ERR_OK && n > 0 ? problem_set_limit(c->problem, ERR_CONFLICT, "component_scored", n)
                                : e;
}

/* Its scorings lie in its unit and have its name; their tasks and the search follow. */
static enum err follow(struct call *c, const struct reg_record *record, const char *title)
{
    struct maturity_moved *moved = NULL;
    size_t n = 0, n_live = 0;
    enum err e = maturity_store_follow(c, record->id, record->unit_id, title, &moved, &n);
    int64_t *live = mem_array(c, int64_t, n + 1);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (!moved[i].deleted)
            live[n_live++] = moved[i].id;
        e = task_follow(c, &moved[i].uid, record->unit_id, moved[i].number, moved[i].name);
    }
    return e == ERR_OK ? reg_search_renew(c, &REG_COMPONENT_SCORINGS, live, n_live) : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    const char *title = body_text(record->after, "title");
    const char *title_before = body_text(record->before, "title");
    if (record->change != REG_UPDATE)
        return ERR_OK;
    bool moved = !json_equal(
        json_object_get(record->before, "unit"), json_object_get(record->after, "unit"));
    bool renamed = title_before == NULL || strcmp(title_before, title) != 0;
    return moved || renamed ? follow(c, record, title) : ERR_OK;
}

const struct reg_def REG_COMPONENTS = {
    .name = "components",
    .singular = "component",
    .schema = "Component",
    .table = "component",
    .prefix = "CO",
    .scope = REG_BY_UNIT,
    .read = &PERM_COMPONENT_READ,
    .create = &PERM_COMPONENT_WRITE,
    .update = &PERM_COMPONENT_WRITE,
    .remove = &PERM_COMPONENT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
    .apply = apply,
};
