/* The form of kaname-mapping/1 and reading it. */
#include "kernel/mapping/mapping.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/sheet_json.h"

#include <string.h>

enum { KEY_MAX = 64, PAIRS_MAX = 5000, STRENGTH_MAX = 10 };

static const char *const formats[] = {MAPPING_FORMAT, NULL};
static const struct option_set OPTIONS_FORMAT = {"mapping_format", formats};

#define MAPPING_RELATION_KEY(name, key) key,
static const char *const relations[] = {MAPPING_RELATION_LIST(MAPPING_RELATION_KEY) NULL};
#undef MAPPING_RELATION_KEY
const struct option_set OPTIONS_MAPPING_RELATION = {"mapping_relation", relations};

#define KEY_FIELD(name)                                                                      \
    {                                                                                        \
        .key = (name), .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = KEY_MAX \
    }

static const struct field pair_fields[] = {
    KEY_FIELD("from"),
    KEY_FIELD("to"),
    {.key = "relation",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_MAPPING_RELATION},
    {.key = "strength", .type = FIELD_INT, .min = 1, .max = STRENGTH_MAX},
    {.key = "note", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_PAIR = SHAPE("MappingPair", pair_fields);

static const struct field uncovered_fields[] = {
    {.key = "from", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = LIMIT_SHEET_ITEMS},
    {.key = "to", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = LIMIT_SHEET_ITEMS},
};
static const struct shape SHAPE_UNCOVERED = SHAPE("MappingUncovered", uncovered_fields);

static const struct field mapping_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_FORMAT},
    KEY_FIELD("key"),
    KEY_FIELD("version"),
    {.key = "publisher", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "licence", .type = FIELD_LONGTEXT},
    {.key = "wording",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_SHEET_WORDING},
    {.key = "source", .type = FIELD_LONGTEXT},
    {.key = "name", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SHEET_TEXTS},
    {.key = "description", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
    KEY_FIELD("from"),
    KEY_FIELD("to"),
    {.key = "uncovered", .type = FIELD_OBJECT, .shape = &SHAPE_UNCOVERED},
    {.key = "pairs",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = PAIRS_MAX,
        .shape = &SHAPE_PAIR},
};
const struct shape SHAPE_MAPPING_DOCUMENT = SHAPE("MappingDocument", mapping_fields);

const char *mapping_relation_key(enum mapping_relation relation)
{
    return relations[relation];
}

enum mapping_relation mapping_relation_turned(enum mapping_relation relation)
{
    if (relation == RELATION_SUPERSET)
        return RELATION_SUBSET;
    return relation == RELATION_SUBSET ? RELATION_SUPERSET : relation;
}

static enum mapping_relation relation_of(const char *key)
{
    int i = 0;
    while (i < RELATION_MAX - 1 && strcmp(relations[i], key) != 0)
        i++;
    return (enum mapping_relation)i;
}

static struct mapping_pair pair_of(const json_t *json)
{
    return (struct mapping_pair){.from = body_text(json, "from"),
        .to = body_text(json, "to"),
        .relation = relation_of(body_text(json, "relation")),
        .strength = (int)body_int(json, "strength", 0),
        .note = json_object_get(json, "note")};
}

/* A pair twice would count twice, or say two things of the same. */
static enum err pairs_check(
    const void *ctx, const struct mapping_pair *pairs, size_t n, struct problem *problem)
{
    json_t *seen = json_object();
    json_in_keep(ctx, seen);
    for (size_t i = 0; i < n; i++) {
        const char *both = mem_printf(ctx, "%s\n%s", pairs[i].from, pairs[i].to);
        if (json_object_get(seen, both) != NULL)
            problem_field(problem, mem_printf(ctx, "/pairs/%zu", i), "twice");
        json_object_set_new(seen, both, json_true());
    }
    return problem_check(problem);
}

enum err mapping_read(const void *ctx, const json_t *json, struct problem *problem,
    const struct mapping **ret_mapping)
{
    enum err e = shape_check(&SHAPE_MAPPING_DOCUMENT, json, "", false, problem);
    if (e != ERR_OK)
        return e;
    const json_t *list = json_object_get(json, "pairs");
    size_t n = json_array_size(list);
    struct mapping_pair *pairs = mem_array(ctx, struct mapping_pair, n);
    for (size_t i = 0; i < n; i++)
        pairs[i] = pair_of(json_array_get(list, i));
    e = pairs_check(ctx, pairs, n, problem);
    if (e != ERR_OK)
        return e;
    struct mapping *m = mem_new(ctx, struct mapping);
    *m = (struct mapping){.json = json,
        .key = body_text(json, "key"),
        .label = body_text(json, "version"),
        .publisher = body_text(json, "publisher"),
        .licence = body_text(json, "licence"),
        .wording = body_text(json, "wording"),
        .source = body_text(json, "source"),
        .name = json_object_get(json, "name"),
        .description = json_object_get(json, "description"),
        .from = body_text(json, "from"),
        .to = body_text(json, "to"),
        .pairs = pairs,
        .n_pairs = n};
    *ret_mapping = m;
    return ERR_OK;
}
