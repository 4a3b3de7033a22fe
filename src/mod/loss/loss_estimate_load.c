/* The figures of catalog/loss. */
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/loss/loss_estimate.h"
#include "mod/loss/loss_file.h"

static const char *const formats[] = {"kaname-loss-estimates/1", NULL};
static const struct option_set FORMAT = {"loss_estimates_format", formats};

#define FACTOR(name)                                                         \
    {                                                                        \
        .key = (name), .type = FIELD_NUM, .flags = FIELD_REQUIRED, .min = 0, \
        .max = LOSS_AMOUNT_MAX                                               \
    }
#define PART(name, of)                                                               \
    {                                                                                \
        .key = (name), .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &(of) \
    }
#define LEVEL(name)                                                                                \
    {                                                                                              \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = LOSS_JO_LEVELS \
    }
#define LIST(name, of)                                                                    \
    {                                                                                     \
        .key = (name), .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = 200, \
        .shape = &(of)                                                                    \
    }

static const struct field quick_fields[] = {FACTOR("yen"), CATALOG_TEXT("source")};
static const struct shape SHAPE_QUICK = SHAPE("LossQuickEstimate", quick_fields);

static const struct field identifiability_fields[] = {
    FACTOR("easy"), FACTOR("some"), FACTOR("hard")};
static const struct shape SHAPE_IDENTIFIABILITY =
    SHAPE("LossIdentifiability", identifiability_fields);
static const struct field responsibility_fields[] = {FACTOR("usual"), FACTOR("high")};
static const struct shape SHAPE_RESPONSIBILITY = SHAPE("LossResponsibility", responsibility_fields);
static const struct field handling_fields[] = {
    FACTOR("proper"), FACTOR("improper"), FACTOR("unknown")};
static const struct shape SHAPE_HANDLING = SHAPE("LossHandling", handling_fields);

static const struct field jo_item_fields[] = {
    CATALOG_TEXT("key"), LEVEL("mental"), LEVEL("economic"), CATALOG_TEXTS("name")};
static const struct shape SHAPE_JO_ITEM = SHAPE("LossJoItem", jo_item_fields);

static const struct field jo_fields[] = {FACTOR("base"), FACTOR("mental_power"),
    FACTOR("economic_power"), PART("identifiability", SHAPE_IDENTIFIABILITY),
    PART("responsibility", SHAPE_RESPONSIBILITY), PART("handling", SHAPE_HANDLING),
    CATALOG_TEXT("source"), LIST("items", SHAPE_JO_ITEM)};
static const struct shape SHAPE_JO = SHAPE("LossJo", jo_fields);

static const struct field jcic_fields[] = {FACTOR("stop_days"), FACTOR("fine_share"),
    FACTOR("fine_least"), FACTOR("response"), FACTOR("profit_share"), FACTOR("market_share"),
    CATALOG_TEXT("source")};
static const struct shape SHAPE_JCIC = SHAPE("LossJcic", jcic_fields);

static const struct field cost_fields[] = {CATALOG_TEXT("key"),
    CATALOG_CHOICE("form", OPTIONS_LOSS_FORM), FACTOR("low"), FACTOR("high"), CATALOG_TEXT("per"),
    CATALOG_TEXTS("name"), CATALOG_TEXTS("source")};
static const struct shape SHAPE_COST = SHAPE("LossCost", cost_fields);

static const struct field estimate_fields[] = {CATALOG_CHOICE("format", FORMAT), CATALOG_HEAD,
    PART("quick_per_record", SHAPE_QUICK), PART("jo", SHAPE_JO), PART("jcic", SHAPE_JCIC),
    LIST("costs", SHAPE_COST)};
static const struct shape SHAPE_ESTIMATES = SHAPE("LossEstimates", estimate_fields);

static double factor(const json_t *json, const char *key)
{
    return json_number_value(json_object_get(json, key));
}

static void read_jo(const void *ctx, const json_t *json, struct loss_estimates *e)
{
    const json_t *identifiability = json_object_get(json, "identifiability");
    const json_t *responsibility = json_object_get(json, "responsibility");
    const json_t *handling = json_object_get(json, "handling");
    const json_t *items = json_object_get(json, "items");
    e->jo_source = catalog_text(json, "source");
    e->jo = (struct loss_jo){
        .base = factor(json, "base"),
        .mental_power = factor(json, "mental_power"),
        .economic_power = factor(json, "economic_power"),
        .identifiability = {factor(identifiability, "easy"), factor(identifiability, "some"),
            factor(identifiability, "hard")},
        .responsibility = {factor(responsibility, "usual"), factor(responsibility, "high")},
        .handling = {factor(handling, "proper"), factor(handling, "improper"),
            factor(handling, "unknown")},
    };
    e->n_jo_items = json_array_size(items);
    struct loss_jo_item *list = mem_array(ctx, struct loss_jo_item, e->n_jo_items);
    for (size_t i = 0; i < e->n_jo_items; i++) {
        const json_t *one = json_array_get(items, i);
        list[i] = (struct loss_jo_item){.key = catalog_text(one, "key"),
            .name = json_object_get(one, "name"),
            .mental = (int)body_int(one, "mental", 1),
            .economic = (int)body_int(one, "economic", 1)};
    }
    e->jo_items = list;
}

static void read_jcic(const json_t *json, struct loss_estimates *e)
{
    e->jcic_source = catalog_text(json, "source");
    e->jcic = (struct loss_jcic){
        .stop_days = factor(json, "stop_days"),
        .fine_share = factor(json, "fine_share"),
        .fine_least = factor(json, "fine_least"),
        .response = factor(json, "response"),
        .profit_share = factor(json, "profit_share"),
        .market_share = factor(json, "market_share"),
    };
}

static void read_costs(const void *ctx, const json_t *from, struct loss_estimates *e)
{
    e->n_costs = json_array_size(from);
    struct loss_cost *costs = mem_array(ctx, struct loss_cost, e->n_costs);
    for (size_t i = 0; i < e->n_costs; i++) {
        const json_t *one = json_array_get(from, i);
        costs[i] = (struct loss_cost){.key = catalog_text(one, "key"),
            .per = catalog_text(one, "per"),
            .source = json_object_get(one, "source"),
            .form = loss_form_of(catalog_text(one, "form")),
            .low = factor(one, "low"),
            .high = factor(one, "high"),
            .name = json_object_get(one, "name")};
    }
    e->costs = costs;
}

enum err loss_estimates_load(
    const void *ctx, struct problem *problem, const struct loss_estimates **ret_estimates)
{
    json_t *json = NULL;
    const struct asset *a = asset_find("catalog/loss/estimates.json");
    enum err e =
        a == NULL ? ERR_INTERNAL : catalog_doc_read(ctx, a, &SHAPE_ESTIMATES, problem, &json);
    if (e != ERR_OK)
        return e;
    struct loss_estimates *estimates = mem_new(ctx, struct loss_estimates);
    const json_t *quick = json_object_get(json, "quick_per_record");
    estimates->quick_per_record = factor(quick, "yen");
    estimates->quick_source = catalog_text(quick, "source");
    read_jo(ctx, json_object_get(json, "jo"), estimates);
    read_jcic(json_object_get(json, "jcic"), estimates);
    read_costs(ctx, json_object_get(json, "costs"), estimates);
    *ret_estimates = estimates;
    return ERR_OK;
}

enum err loss_quick_per_record(const void *ctx, struct problem *problem, double *ret_yen)
{
    const struct loss_estimates *estimates = NULL;
    enum err e = loss_estimates_load(ctx, problem, &estimates);
    if (e == ERR_OK)
        *ret_yen = estimates->quick_per_record;
    return e;
}
