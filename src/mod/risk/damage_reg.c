/* Scenarios of business damage and what they are made of. */
#include "base/mem.h"
#include "mod/risk/damage.h"
#include "mod/risk/risk_catalog.h"

const struct perm PERM_DAMAGE_READ = {"damage.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_DAMAGE_WRITE = {"damage.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const harm_keys[] = {
    "stop", "falsification", "leak", "fraud", "life_safety", NULL};
static const struct option_set HARM = {"damage_harm", harm_keys};
static const char *const part_keys[] = {"intrusion", "execution", "detection", "continuity", NULL};
const struct option_set OPTIONS_DEFENCE_PART = {"defence_part", part_keys};

enum { NUMBER_MAX = 999 };

#define LEVEL(name)                                                                           \
    {                                                                                         \
        .key = (name), .type = FIELD_INT, .flags = FIELD_LISTED, .min = 1, .max = RISK_LEVELS \
    }
#define ORDER(name)                                                                               \
    {                                                                                             \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED, \
        .min = 1, .max = NUMBER_MAX                                                               \
    }
#define PART_OF(name, register, col)                                              \
    {                                                                             \
        .key = (name), .type = FIELD_REF, .flags = FIELD_REQUIRED | FIELD_LISTED, \
        .ref = (register), .column = (col)                                        \
    }
#define NAMED(name)                                                               \
    {                                                                             \
        .key = (name), .type = FIELD_TEXT,                                        \
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED \
    }

/* What others are part of does not leave before them: they would be seen nowhere. */
static enum err check_parts(
    struct call *c, const struct reg_record *record, const struct reg_def *parts, const char *key)
{
    char id[UUID_TEXT_SIZE];
    int64_t n = 0;
    if (record->change != REG_DELETE)
        return ERR_OK;
    uuid_format(&record->uid, id);
    const struct reg_where where = {key, "eq", id};
    enum err e = reg_count(c, parts, &where, 1, record->unit_path, &n);
    if (e == ERR_OK && n > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "damage_parts", n);
    return e;
}

/* ---- scenarios ---- */

static const struct field scenario_fields[] = {
    NAMED("name"),
    {.key = "harm", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &HARM},
    {.key = "system",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "systems",
        .column = "system_id"},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static enum err scenario_check(struct call *c, const struct reg_record *record)
{
    return check_parts(c, record, &REG_ATTACK_TREES, "scenario");
}

const struct reg_def REG_DAMAGE_SCENARIOS = {
    .name = "damage-scenarios",
    .singular = "damage_scenario",
    .schema = "DamageScenario",
    .table = "damage_scenario",
    .prefix = "DS",
    .scope = REG_BY_UNIT,
    .read = &PERM_DAMAGE_READ,
    .create = &PERM_DAMAGE_WRITE,
    .update = &PERM_DAMAGE_WRITE,
    .remove = &PERM_DAMAGE_WRITE,
    .fields = scenario_fields,
    .n_fields = sizeof scenario_fields / sizeof scenario_fields[0],
    .title = "name",
    .default_sort = "name",
    .check = scenario_check,
};

/* ---- attack trees ---- */

static const struct field tree_fields[] = {
    NAMED("title"),
    PART_OF("scenario", "damage-scenarios", "scenario_id"),
    ORDER("tree_no"),
    LEVEL("threat_level"),
    LEVEL("vulnerability_level"),
    LEVEL("damage_level"),
    {.key = "value",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED,
        .max = 8},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* By the method; none while a level is open. */
static enum err tree_check(struct call *c, const struct reg_record *record)
{
    const struct risk_damage_method *method = NULL;
    enum err e = check_parts(c, record, &REG_ATTACK_STEPS, "tree");
    if (e == ERR_OK)
        e = risk_damage_method_load(c, c->problem, &method);
    if (e != ERR_OK)
        return e;
    const struct risk_band *value =
        risk_damage_value(method, (int)body_int(record->after, "threat_level", 0),
            (int)body_int(record->after, "vulnerability_level", 0),
            (int)body_int(record->after, "damage_level", 0));
    json_object_set_new(
        record->after, "value", value == NULL ? json_null() : json_string(value->key));
    return ERR_OK;
}

const struct reg_def REG_ATTACK_TREES = {
    .name = "attack-trees",
    .singular = "attack_tree",
    .schema = "AttackTree",
    .table = "attack_tree",
    .prefix = "AT",
    .scope = REG_BY_UNIT,
    .read = &PERM_DAMAGE_READ,
    .create = &PERM_DAMAGE_WRITE,
    .update = &PERM_DAMAGE_WRITE,
    .remove = &PERM_DAMAGE_WRITE,
    .fields = tree_fields,
    .n_fields = sizeof tree_fields / sizeof tree_fields[0],
    .title = "title",
    .default_sort = "tree_no",
    .check = tree_check,
};

/* ---- steps ---- */

static const struct field step_fields[] = {
    NAMED("title"),
    PART_OF("tree", "attack-trees", "tree_id"),
    ORDER("step_no"),
    LEVEL("threat_level"),
    LEVEL("vulnerability_level"),
    LEVEL("control_level"),
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static enum err step_check(struct call *c, const struct reg_record *record)
{
    return check_parts(c, record, &REG_ATTACK_DEFENCES, "step");
}

const struct reg_def REG_ATTACK_STEPS = {
    .name = "attack-steps",
    .singular = "attack_step",
    .schema = "AttackStep",
    .table = "attack_step",
    .prefix = "AS",
    .scope = REG_BY_UNIT,
    .read = &PERM_DAMAGE_READ,
    .create = &PERM_DAMAGE_WRITE,
    .update = &PERM_DAMAGE_WRITE,
    .remove = &PERM_DAMAGE_WRITE,
    .fields = step_fields,
    .n_fields = sizeof step_fields / sizeof step_fields[0],
    .title = "title",
    .default_sort = "step_no",
    .check = step_check,
};

/* ---- defences ---- */

static const struct field defence_fields[] = {
    NAMED("name"),
    PART_OF("step", "attack-steps", "step_id"),
    {.key = "part",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_DEFENCE_PART},
    {.key = "in_place", .type = FIELD_BOOL, .flags = FIELD_LISTED},
};

const struct reg_def REG_ATTACK_DEFENCES = {
    .name = "attack-defences",
    .singular = "attack_defence",
    .schema = "AttackDefence",
    .table = "attack_defence",
    .prefix = "AD",
    .scope = REG_BY_UNIT,
    .read = &PERM_DAMAGE_READ,
    .create = &PERM_DAMAGE_WRITE,
    .update = &PERM_DAMAGE_WRITE,
    .remove = &PERM_DAMAGE_WRITE,
    .fields = defence_fields,
    .n_fields = sizeof defence_fields / sizeof defence_fields[0],
    .title = "name",
    .default_sort = "name",
};
