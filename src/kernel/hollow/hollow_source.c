#include "kernel/hollow/hollow_source.h"

#include "base/mem.h"
#include "kernel/evidence/evidence_load.h"
#include "kernel/sheet/catalog_doc.h"

#include <string.h>

static const char *const formats[] = {"kaname-hollow/1", NULL};
static const struct option_set FORMAT = {"hollow_format", formats};
static const char *const meanings[] = {"look", "goes_on", NULL};
static const struct option_set MEANING = {"hollow_meaning", meanings};

static const struct field topic_fields[] = {
    CATALOG_TEXT("sheet"),
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
};
static const struct shape SHAPE_TOPIC = SHAPE("HollowTopic", topic_fields);

static const struct field record_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_CHOICE("means", MEANING),
    CATALOG_TEXT("register"),
    CATALOG_TEXT("day"),
    {.key = "ongoing", .type = FIELD_BOOL},
    {.key = "where",
        .type = FIELD_LIST,
        .max = EVIDENCE_CONDITIONS,
        .shape = &SHAPE_EVIDENCE_CONDITION},
    {.key = "cleared_by",
        .type = FIELD_LIST,
        .max = EVIDENCE_CONDITIONS,
        .shape = &SHAPE_EVIDENCE_CONDITION},
    {.key = "own_topic", .type = FIELD_BOOL},
    {.key = "topics", .type = FIELD_LIST, .max = 100, .shape = &SHAPE_TOPIC},
    {.key = "says", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
    {.key = "remedy", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_RECORD = SHAPE("HollowRecordRule", record_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "periods", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 2, .max = HOLLOW_PERIODS},
    {.key = "fewest_items", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = 1000},
    {.key = "months", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = 120},
    {.key = "records",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = 1000,
        .shape = &SHAPE_RECORD},
};
const struct shape SHAPE_CATALOG_HOLLOW = SHAPE("Hollow", set_fields);

static struct hollow_source read_source(const void *ctx, const json_t *json)
{
    struct hollow_source s = {.key = catalog_text(json, "key"),
        .look = strcmp(catalog_text(json, "means"), "look") == 0,
        .reg = catalog_text(json, "register"),
        .day = catalog_text(json, "day"),
        .ongoing = json_is_true(json_object_get(json, "ongoing")),
        .own_topic = json_is_true(json_object_get(json, "own_topic")),
        .topics = json_object_get(json, "topics"),
        .says = json_object_get(json, "says"),
        .remedy = json_object_get(json, "remedy")};
    s.n_where = evidence_read_conditions(ctx, json_object_get(json, "where"), s.where);
    s.n_cleared_by =
        evidence_read_conditions(ctx, json_object_get(json, "cleared_by"), s.cleared_by);
    return s;
}

struct hollow_set *hollow_set_read(const void *ctx, const json_t *json)
{
    const json_t *records = json_object_get(json, "records");
    struct hollow_set *set = mem_new(ctx, struct hollow_set);
    set->periods = (size_t)body_int(json, "periods", 2);
    set->fewest_items = (int)body_int(json, "fewest_items", 1);
    set->months = (int)body_int(json, "months", 1);
    set->n_sources = json_array_size(records);
    set->sources = mem_array(ctx, struct hollow_source, set->n_sources);
    for (size_t i = 0; i < set->n_sources; i++)
        set->sources[i] = read_source(ctx, json_array_get(records, i));
    return set;
}

enum err hollow_set_load(const void *ctx, struct problem *problem, struct hollow_set **ret_set)
{
    json_t *json = NULL;
    const struct asset *a = asset_find("catalog/hints/hollow-signs.json");
    enum err e =
        a == NULL ? ERR_INTERNAL : catalog_doc_read(ctx, a, &SHAPE_CATALOG_HOLLOW, problem, &json);
    if (e == ERR_OK)
        *ret_set = hollow_set_read(ctx, json);
    return e;
}

const json_t *hollow_source_items(const struct hollow_source *source, const char *sheet_key)
{
    size_t i;
    const json_t *topic;
    json_array_foreach(source->topics, i, topic)
    {
        if (strcmp(catalog_text(topic, "sheet"), sheet_key) == 0)
            return json_object_get(topic, "items");
    }
    return NULL;
}
