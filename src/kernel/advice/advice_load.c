/* catalog/advice/SHEET.json, read and held against the sheet it is for, and the services that they
 * point to: catalog/services. */
#include "base/mem.h"
#include "kernel/advice/advice.h"
#include "kernel/sheet/catalog_doc.h"

static const char *const formats[] = {"kaname-advice/1", NULL};
static const struct option_set FORMAT = {"advice_format", formats};
#define ADVICE_KEY(name, key) key,
static const char *const mark_keys[] = {ADVICE_MARK_LIST(ADVICE_KEY) NULL};
#undef ADVICE_KEY
static const struct option_set MARKS = {"advice_mark", mark_keys};

static const char *const service_formats[] = {"kaname-services/1", NULL};
static const struct option_set SERVICES_FORMAT = {"services_format", service_formats};

static const struct field service_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_TEXTS("name"),
    CATALOG_TEXT("url"),
};
static const struct shape SHAPE_SERVICE = SHAPE("AdviceService", service_fields);

static const struct field services_fields[] = {
    CATALOG_CHOICE("format", SERVICES_FORMAT),
    CATALOG_HEAD,
    {.key = "services",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = 100,
        .shape = &SHAPE_SERVICE},
};
static const struct shape SHAPE_CATALOG_SERVICES = SHAPE("Services", services_fields);

static const struct field rule_fields[] = {
    CATALOG_TEXT("item"),
    {.key = "when", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = 20},
    CATALOG_CHOICE("mark", MARKS),
    CATALOG_TEXTS("says"),
    {.key = "ask", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
    CATALOG_TEXTS("advice"),
    {.key = "practices", .type = FIELD_LIST, .max = 20},
    {.key = "services", .type = FIELD_LIST, .max = 20},
};
static const struct shape SHAPE_RULE = SHAPE("AdviceRule", rule_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = 1000,
        .shape = &SHAPE_RULE},
};
static const struct shape SHAPE_CATALOG_ADVICE = SHAPE("Advice", set_fields);

/* An older or an organisation's own version of the sheet may lack the item or the answer: false. */
static bool fits(const struct sheet_doc *doc, const struct advice_rule *rule)
{
    for (size_t i = 0; rule->item_no != 0 && i < rule->when.n; i++)
        if (!sheet_value_ok(&doc->items[rule->item_no - 1], rule->when.of[i]))
            return false;
    return rule->item_no != 0;
}

static struct advice_rule read_rule(
    const void *ctx, const struct sheet_doc *doc, const json_t *json)
{
    return (struct advice_rule){.item_no = sheet_item_no(doc, catalog_text(json, "item")),
        .when = sheet_strings_read(ctx, json_object_get(json, "when")),
        .mark = advice_mark_of(catalog_text(json, "mark")),
        .words = json};
}

static enum err services_load(const void *ctx, struct problem *problem, const json_t **ret_services)
{
    json_t *json = NULL;
    const struct asset *a = asset_find("catalog/services/small-firms.json");
    enum err e = a == NULL ? ERR_INTERNAL
                           : catalog_doc_read(ctx, a, &SHAPE_CATALOG_SERVICES, problem, &json);
    *ret_services = json_object_get(json, "services");
    return e;
}

static enum err rules_load(const void *ctx, const struct asset *asset, const struct sheet_doc *doc,
    struct problem *problem, struct advice_set *set)
{
    json_t *json = NULL;
    enum err e = catalog_doc_read(ctx, asset, &SHAPE_CATALOG_ADVICE, problem, &json);
    const json_t *items = json_object_get(json, "items");
    size_t n = json_array_size(items);
    set->rules = mem_array(ctx, struct advice_rule, n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        struct advice_rule rule = read_rule(ctx, doc, json_array_get(items, i));
        if (fits(doc, &rule))
            set->rules[set->n++] = rule;
        else
            set->n_left_out++;
    }
    return e;
}

enum err advice_load(const void *ctx, const struct sheet_doc *doc, struct problem *problem,
    struct advice_set *ret_set)
{
    *ret_set = (struct advice_set){0};
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/advice/%s.json", doc->key));
    if (a == NULL)
        return ERR_OK;
    enum err e = services_load(ctx, problem, &ret_set->services);
    if (e == ERR_OK)
        e = rules_load(ctx, a, doc, problem, ret_set);
    return e;
}
