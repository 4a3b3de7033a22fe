#include "mod/loss/loss_file.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "mod/loss/loss_simulate.h"

#include <math.h>
#include <string.h>

/* ---- the form ---- */

enum { KEY_MAX = 60 };

#define KEY_FIELD(name)                                                            \
    {                                                                              \
        .key = (name), .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX \
    }
#define NAME_FIELD                        \
    {                                     \
        .key = "name", .type = FIELD_TEXT \
    }
#define NUMBER(name)                     \
    {                                    \
        .key = (name), .type = FIELD_NUM \
    }
#define YEN(name)                                                          \
    {                                                                      \
        .key = (name), .type = FIELD_NUM, .min = 0, .max = LOSS_AMOUNT_MAX \
    }
#define LIST_OF(name, needed, least, most, of)                                               \
    {                                                                                        \
        .key = (name), .type = FIELD_LIST, .flags = (needed), .min = (least), .max = (most), \
        .shape = &(of)                                                                       \
    }

static const char *const formats[] = {"kaname-loss/1", NULL};
static const struct option_set FORMAT = {"loss_format", formats};
static const char *const shapes[] = {"fixed", "uniform", "pert", "lognormal", NULL};
static const struct option_set OPTIONS_SHAPE = {"loss_shape", shapes};
#define FORM_KEY(name, key) key,
static const char *const forms[] = {LOSS_FORM_LIST(FORM_KEY) NULL};
#undef FORM_KEY
const struct option_set OPTIONS_LOSS_FORM = {"loss_form", forms};

static const struct field quantity_fields[] = {
    {.key = "shape", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_SHAPE},
    NUMBER("value"), NUMBER("low"), NUMBER("likely"), NUMBER("high")};
const struct shape SHAPE_LOSS_QUANTITY = SHAPE("LossQuantity", quantity_fields);

static const struct field form_field = {
    .key = "form", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LOSS_FORM};

static const struct field item_fields[] = {
    {.key = "form", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LOSS_FORM},
    NAME_FIELD, LOSS_SHARE_FIELD("probability", 0), LOSS_QUANTITY_FIELD("amount", FIELD_REQUIRED),
    LOSS_QUANTITY_FIELD("units", 0)};
static const struct shape SHAPE_ITEM = SHAPE("LossItem", item_fields);

static const struct field scenario_fields[] = {KEY_FIELD("key"), NAME_FIELD,
    LOSS_QUANTITY_FIELD("frequency", FIELD_REQUIRED), {.key = "leak", .type = FIELD_BOOL},
    LIST_OF("items", FIELD_REQUIRED, 1, LOSS_ITEMS_MAX, SHAPE_ITEM)};
static const struct shape SHAPE_SCENARIO = SHAPE("LossScenario", scenario_fields);

static const struct field trigger_fields[] = {
    KEY_FIELD("scenario"), LOSS_SHARE_FIELD("probability", FIELD_REQUIRED)};
static const struct shape SHAPE_TRIGGER = SHAPE("LossTrigger", trigger_fields);

static const struct field shock_fields[] = {KEY_FIELD("key"), NAME_FIELD,
    LOSS_QUANTITY_FIELD("frequency", FIELD_REQUIRED),
    LIST_OF("triggers", FIELD_REQUIRED, 1, LOSS_SCENARIOS_MAX, SHAPE_TRIGGER)};
static const struct shape SHAPE_SHOCK = SHAPE("LossShock", shock_fields);

static const struct field effect_fields[] = {
    {.key = "scenario", .type = FIELD_TEXT, .max = KEY_MAX},
    {.key = "shock", .type = FIELD_TEXT, .max = KEY_MAX}, LOSS_SHARE_FIELD("frequency", 0),
    LOSS_SHARE_FIELD("loss", 0),
    {.key = "forms", .type = FIELD_LIST, .min = 1, .max = LOSS_FORM_MAX}};
static const struct shape SHAPE_EFFECT = SHAPE("LossEffect", effect_fields);

static const struct field measure_fields[] = {KEY_FIELD("key"), NAME_FIELD, YEN("cost"),
    LIST_OF("effects", FIELD_REQUIRED, 1, LOSS_EFFECTS_MAX, SHAPE_EFFECT)};
static const struct shape SHAPE_MEASURE = SHAPE("LossMeasure", measure_fields);

static const struct field cover_fields[] = {
    {.key = "form", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LOSS_FORM},
    YEN("limit")};
static const struct shape SHAPE_COVER = SHAPE("LossCover", cover_fields);

static const struct field policy_fields[] = {KEY_FIELD("key"), NAME_FIELD, YEN("premium"),
    LIST_OF("covers", FIELD_REQUIRED, 1, LOSS_FORM_MAX, SHAPE_COVER), YEN("event_limit"),
    YEN("year_limit"), YEN("deductible"),
    {.key = "waiting_hours", .type = FIELD_NUM, .min = 0, .max = LOSS_HOURS_MAX},
    {.key = "leak_only", .type = FIELD_BOOL},
    {.key = "excludes", .type = FIELD_LIST, .max = LOSS_SCENARIOS_MAX}};
static const struct shape SHAPE_POLICY = SHAPE("LossPolicy", policy_fields);

static const struct field appetite_fields[] = {
    {.key = "loss", .type = FIELD_NUM, .flags = FIELD_REQUIRED, .min = 0, .max = LOSS_AMOUNT_MAX},
    LOSS_SHARE_FIELD("probability", FIELD_REQUIRED)};
static const struct shape SHAPE_APPETITE = SHAPE("LossAppetite", appetite_fields);

static const struct field file_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &FORMAT}, NAME_FIELD,
    {.key = "seed", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {.key = "years", .type = FIELD_INT, .min = LOSS_YEARS_MIN, .max = LOSS_YEARS_MAX},
    LIST_OF("scenarios", FIELD_REQUIRED, 1, LOSS_SCENARIOS_MAX, SHAPE_SCENARIO),
    LIST_OF("shocks", 0, 0, LOSS_SHOCKS_MAX, SHAPE_SHOCK),
    LIST_OF("measures", 0, 0, LOSS_MEASURES_MAX, SHAPE_MEASURE),
    LIST_OF("policies", 0, 0, LOSS_POLICIES_MAX, SHAPE_POLICY),
    LIST_OF("appetite", 0, 0, LOSS_APPETITE_MAX, SHAPE_APPETITE)};
const struct shape SHAPE_LOSS_FILE = SHAPE("LossModel", file_fields);

/* ---- reading ---- */

/* What is read, and where a reader says what is wrong. */
struct reading {
    const void *ctx;
    struct problem *problem;
    const json_t *root;
};

static void wrong(const struct reading *r, const char *at, const char *member, const char *code)
{
    problem_field(r->problem, mem_printf(r->ctx, "%s/%s", at, member), code);
}

static double number(const json_t *json, const char *key, double otherwise)
{
    const json_t *value = json_object_get(json, key);
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

static const char *text(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

static const json_t *list(const json_t *json, const char *key, size_t *ret_n)
{
    const json_t *value = json_object_get(json, key);
    *ret_n = json_array_size(value);
    return value;
}

static enum loss_shape shape_of(const char *key)
{
    int s = 0;
    while (s < LOSS_SHAPE_MAX - 1 && strcmp(loss_shape_key((enum loss_shape)s), key) != 0)
        s++;
    return (enum loss_shape)s;
}

/* Members that the shape does not use, or that it needs and are not there. */
static struct loss_quantity read_quantity(
    const struct reading *r, const json_t *json, const char *at)
{
    static const char *const members[] = {"value", "low", "likely", "high"};
    static const bool used[LOSS_SHAPE_MAX][4] = {
        [LOSS_FIXED] = {true, false, false, false},
        [LOSS_UNIFORM] = {false, true, false, true},
        [LOSS_PERT] = {false, true, true, true},
        [LOSS_LOGNORMAL] = {false, true, false, true},
    };
    enum loss_shape shape = shape_of(text(json, "shape"));
    for (int i = 0; i < 4; i++) {
        bool there = json_is_number(json_object_get(json, members[i]));
        if (there != used[shape][i])
            wrong(r, at, members[i], there ? "unknown" : "required");
    }
    return (struct loss_quantity){
        .shape = shape,
        .low = number(json, "low", 0),
        .high = number(json, "high", 0),
        .likely = number(json, shape == LOSS_FIXED ? "value" : "likely", 0),
    };
}

static struct loss_quantity quantity_at(
    const struct reading *r, const json_t *json, const char *at, const char *key)
{
    return read_quantity(r, json_object_get(json, key), mem_printf(r->ctx, "%s/%s", at, key));
}

/* Reads one member of a list into its place. */
#define READER(name) \
    static void name(const struct reading *r, const json_t *json, const char *at, void *ret_one)

/* The list `key` of an object, each member of `size` bytes. */
static const void *read_all(const struct reading *r, const json_t *json, const char *at,
    const char *key, size_t size,
    void (*read_one)(const struct reading *r, const json_t *json, const char *at, void *ret_one),
    size_t *ret_n)
{
    const json_t *from = list(json, key, ret_n);
    char *all = mem_zalloc(r->ctx, *ret_n * size, key);
    for (size_t i = 0; i < *ret_n; i++)
        read_one(r, json_array_get(from, i), mem_printf(r->ctx, "%s/%s/%zu", at, key, i),
            all + i * size);
    return all;
}

READER(read_item)
{
    struct loss_item item = {
        .form = loss_form_of(text(json, "form")),
        .name = text(json, "name"),
        .probability = number(json, "probability", 1),
        .amount = quantity_at(r, json, at, "amount"),
        .has_units = json_is_object(json_object_get(json, "units")),
    };
    if (item.has_units)
        item.units = quantity_at(r, json, at, "units");
    *(struct loss_item *)ret_one = item;
}

READER(read_scenario)
{
    struct loss_scenario scenario = {
        .key = text(json, "key"),
        .name = text(json, "name"),
        .frequency = quantity_at(r, json, at, "frequency"),
        .leak = json_is_true(json_object_get(json, "leak")),
    };
    scenario.items =
        read_all(r, json, at, "items", sizeof *scenario.items, read_item, &scenario.n_items);
    *(struct loss_scenario *)ret_one = scenario;
}

/* Where a key stands in a list of the document; where it does not stand, that is wrong at `at`. */
static size_t key_in(const struct reading *r, const char *where, const char *key, const char *at)
{
    size_t n = 0;
    const json_t *all = list(r->root, where, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(text(json_array_get(all, i), "key"), key) == 0)
            return i;
    problem_field_value(r->problem, at, "loss_key", key);
    return 0;
}

READER(read_trigger)
{
    const char *place = mem_printf(r->ctx, "%s/scenario", at);
    *(struct loss_trigger *)ret_one = (struct loss_trigger){
        .scenario = key_in(r, "scenarios", text(json, "scenario"), place),
        .probability = number(json, "probability", 1),
    };
}

static void check_once(const struct reading *r, const struct loss_shock *shock, const char *at)
{
    for (size_t i = 0; i < shock->n_triggers; i++)
        for (size_t k = 0; k < i; k++)
            if (shock->triggers[k].scenario == shock->triggers[i].scenario)
                wrong(r, mem_printf(r->ctx, "%s/triggers/%zu", at, i), "scenario", "twice");
}

READER(read_shock)
{
    struct loss_shock shock = {
        .key = text(json, "key"),
        .name = text(json, "name"),
        .frequency = quantity_at(r, json, at, "frequency"),
    };
    shock.triggers =
        read_all(r, json, at, "triggers", sizeof *shock.triggers, read_trigger, &shock.n_triggers);
    check_once(r, &shock, at);
    *(struct loss_shock *)ret_one = shock;
}

/* The forms of a list, or all of them where there is none. */
static void read_forms(
    const struct reading *r, const json_t *json, const char *at, bool ret_forms[LOSS_FORM_MAX])
{
    size_t n = 0;
    const json_t *from = list(json, "forms", &n);
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        ret_forms[f] = n == 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(from, i);
        const char *place = mem_printf(r->ctx, "%s/forms/%zu", at, i);
        size_t before = r->problem->n_fields;
        field_check(&form_field, one, place, r->problem);
        if (r->problem->n_fields == before)
            ret_forms[loss_form_of(json_string_value(one))] = true;
    }
}

READER(read_effect)
{
    const char *scenario = text(json, "scenario"), *shock = text(json, "shock");
    struct loss_effect effect = {.frequency = number(json, "frequency", 1)};
    bool of[LOSS_FORM_MAX];
    effect.on_shock = shock != NULL;
    if ((scenario == NULL) == (shock == NULL))
        wrong(r, at, "scenario", "loss_effect");
    else if (shock != NULL)
        effect.index = key_in(r, "shocks", shock, mem_printf(r->ctx, "%s/shock", at));
    else
        effect.index = key_in(r, "scenarios", scenario, mem_printf(r->ctx, "%s/scenario", at));
    if (shock != NULL && json_object_get(json, "loss") != NULL)
        wrong(r, at, "loss", "unknown");
    read_forms(r, json, at, of);
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        effect.loss[f] = of[f] ? number(json, "loss", 1) : 1;
    *(struct loss_effect *)ret_one = effect;
}

READER(read_measure)
{
    struct loss_measure measure = {
        .key = text(json, "key"),
        .name = text(json, "name"),
        .cost = number(json, "cost", 0),
    };
    measure.effects =
        read_all(r, json, at, "effects", sizeof *measure.effects, read_effect, &measure.n_effects);
    *(struct loss_measure *)ret_one = measure;
}

static void read_covers(
    const struct reading *r, const json_t *json, const char *at, struct loss_policy *policy)
{
    size_t n = 0;
    const json_t *from = list(json, "covers", &n);
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        policy->form_limit[f] = INFINITY;
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(from, i);
        enum loss_form form = loss_form_of(text(one, "form"));
        if (policy->covers[form])
            problem_field(r->problem, mem_printf(r->ctx, "%s/covers/%zu/form", at, i), "twice");
        policy->covers[form] = true;
        policy->form_limit[form] = number(one, "limit", INFINITY);
    }
}

static void read_excludes(
    const struct reading *r, const json_t *json, const char *at, struct loss_policy *policy)
{
    size_t n = 0;
    const json_t *from = list(json, "excludes", &n);
    for (size_t i = 0; i < n; i++) {
        const char *place = mem_printf(r->ctx, "%s/excludes/%zu", at, i);
        const char *key = json_string_value(json_array_get(from, i));
        policy->excludes[key_in(r, "scenarios", key, place)] = true;
    }
}

READER(read_policy)
{
    struct loss_policy policy = {
        .key = text(json, "key"),
        .name = text(json, "name"),
        .premium = number(json, "premium", 0),
        .event_limit = number(json, "event_limit", INFINITY),
        .year_limit = number(json, "year_limit", INFINITY),
        .deductible = number(json, "deductible", 0),
        .waiting_hours = number(json, "waiting_hours", 0),
        .leak_only = json_is_true(json_object_get(json, "leak_only")),
    };
    read_covers(r, json, at, &policy);
    read_excludes(r, json, at, &policy);
    *(struct loss_policy *)ret_one = policy;
}

READER(read_appetite)
{
    (void)r;
    (void)at;
    *(struct loss_appetite *)ret_one = (struct loss_appetite){
        .loss = number(json, "loss", 0),
        .probability = number(json, "probability", 0),
    };
}

static void read_model(const struct reading *r, struct loss_model *m)
{
    const json_t *from = r->root;
    m->name = text(from, "name");
    m->scenarios =
        read_all(r, from, "", "scenarios", sizeof *m->scenarios, read_scenario, &m->n_scenarios);
    m->shocks = read_all(r, from, "", "shocks", sizeof *m->shocks, read_shock, &m->n_shocks);
    m->measures =
        read_all(r, from, "", "measures", sizeof *m->measures, read_measure, &m->n_measures);
    m->policies =
        read_all(r, from, "", "policies", sizeof *m->policies, read_policy, &m->n_policies);
    m->appetite =
        read_all(r, from, "", "appetite", sizeof *m->appetite, read_appetite, &m->n_appetite);
}

enum err loss_file_read(const void *ctx, const char *data, size_t len, struct problem *problem,
    struct loss_file *ret_file)
{
    json_t *json = NULL;
    enum err e = json_in_parse(ctx, data, len, JSON_IN_DEPTH, problem, &json);
    if (e == ERR_OK)
        e = shape_check(&SHAPE_LOSS_FILE, json, "", false, problem);
    if (e != ERR_OK)
        return e;
    struct loss_file file = {
        .seed = (uint64_t)body_int(json, "seed", LOSS_FILE_SEED),
        .years = (uint32_t)body_int(json, "years", LOSS_YEARS_DEFAULT),
    };
    const struct reading r = {.ctx = ctx, .problem = problem, .root = json};
    read_model(&r, &file.model);
    e = problem_check(problem);
    if (e == ERR_OK)
        e = loss_model_check(&file.model, problem);
    if (e == ERR_OK)
        *ret_file = file;
    return e;
}
