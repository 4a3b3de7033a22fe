/* Methods of catalog/risk-methods. */
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/risk/risk_catalog.h"

#include <string.h>

static const char *const method_formats[] = {"kaname-risk-method/1", NULL};
static const struct option_set METHOD_FORMAT = {"risk_method_format", method_formats};
static const char *const damage_formats[] = {"kaname-damage-method/1", NULL};
static const struct option_set DAMAGE_FORMAT = {"risk_damage_format", damage_formats};
#define COLOUR_KEY(name, key) key,
static const char *const colours[] = {RISK_COLOUR_LIST(COLOUR_KEY) NULL};
#undef COLOUR_KEY
static const struct option_set COLOUR = {"risk_colour", colours};

#define TEXTS_OR_NONE(name)                                              \
    {                                                                    \
        .key = (name), .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS \
    }
#define STEPS(name)                                                                    \
    {                                                                                  \
        .key = (name), .type = FIELD_LIST, .max = RISK_STEPS_MAX, .shape = &SHAPE_STEP \
    }

static const struct field step_fields[] = {
    CATALOG_TEXT("key"), CATALOG_TEXTS("name"), TEXTS_OR_NONE("description")};
static const struct shape SHAPE_STEP = SHAPE("RiskStep", step_fields);

static const struct field scale_fields[] = {
    STEPS("threat"), STEPS("vulnerability"), STEPS("likelihood"), STEPS("importance")};
static const struct shape SHAPE_SCALES = SHAPE("RiskScales", scale_fields);

static const struct field band_fields[] = {CATALOG_TEXT("key"),
    {.key = "from", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = RISK_VALUE_MAX},
    CATALOG_CHOICE("colour", COLOUR), CATALOG_TEXTS("name"), TEXTS_OR_NONE("description")};
static const struct shape SHAPE_BAND = SHAPE("RiskBand", band_fields);

/* Tables are lists of lists, which shapes do not know: read_table says what is wrong in them. */
static const struct field value_fields[] = {
    {.key = "product", .type = FIELD_BOOL}, {.key = "table", .type = FIELD_ANY}};
static const struct shape SHAPE_VALUE = SHAPE("RiskValue", value_fields);

static const struct field method_fields[] = {
    CATALOG_CHOICE("format", METHOD_FORMAT),
    CATALOG_HEAD,
    {.key = "scales", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SCALES},
    {.key = "likelihood", .type = FIELD_ANY},
    {.key = "value", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_VALUE},
    {.key = "bands",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = RISK_BANDS_MAX,
        .shape = &SHAPE_BAND},
};
const struct shape SHAPE_RISK_METHOD = SHAPE("RiskMethod", method_fields);

static const struct field letter_fields[] = {
    CATALOG_TEXT("key"), CATALOG_CHOICE("colour", COLOUR), CATALOG_TEXTS("name")};
static const struct shape SHAPE_LETTER = SHAPE("RiskDamageValue", letter_fields);

static const struct field damage_fields[] = {
    CATALOG_CHOICE("format", DAMAGE_FORMAT),
    CATALOG_HEAD,
    {.key = "values",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 2,
        .max = RISK_BANDS_MAX,
        .shape = &SHAPE_LETTER},
    {.key = "table", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_RISK_DAMAGE_METHOD = SHAPE("RiskDamageMethod", damage_fields);

static enum risk_colour colour_of(const json_t *json)
{
    int c = 0;
    while (c < RISK_COLOUR_MAX - 1 && strcmp(colours[c], catalog_text(json, "colour")) != 0)
        c++;
    return (enum risk_colour)c;
}

static void read_scale(
    const json_t *scales, enum risk_scale_kind kind, struct risk_scale *ret_scale)
{
    const json_t *from = json_object_get(scales, risk_scale_key(kind));
    ret_scale->n = (int)json_array_size(from);
    for (int i = 0; i < ret_scale->n; i++) {
        const json_t *one = json_array_get(from, (size_t)i);
        ret_scale->steps[i] = (struct risk_step){.key = catalog_text(one, "key"),
            .name = json_object_get(one, "name"),
            .description = json_object_get(one, "description")};
    }
}

/* A table of rows × columns whole numbers from 0 to RISK_VALUE_MAX, which risk_method_check judges.
 */
static void read_table(const json_t *json, int rows, int columns, const char *at,
    struct problem *problem, uint8_t (*ret_table)[RISK_STEPS_MAX])
{
    bool fits = json_array_size(json) == (size_t)rows;
    for (int i = 0; i < rows && fits; i++)
        fits = json_array_size(json_array_get(json, (size_t)i)) == (size_t)columns;
    if (!fits) {
        problem_field(problem, at, "risk_table");
        return;
    }
    for (int i = 0; i < rows; i++) {
        for (int k = 0; k < columns; k++) {
            const json_t *cell = json_array_get(json_array_get(json, (size_t)i), (size_t)k);
            json_int_t value = json_integer_value(cell);
            ret_table[i][k] = value >= 0 && value <= RISK_VALUE_MAX ? (uint8_t)value : 0;
        }
    }
}

static void read_band(const json_t *json, struct risk_band *ret_band)
{
    *ret_band = (struct risk_band){.key = catalog_text(json, "key"),
        .from = (int)body_int(json, "from", 0),
        .colour = colour_of(json),
        .name = json_object_get(json, "name"),
        .description = json_object_get(json, "description")};
}

enum err risk_method_read(
    const json_t *json, struct problem *problem, struct risk_method *ret_method)
{
    const json_t *value = json_object_get(json, "value");
    const json_t *bands = json_object_get(json, "bands");
    struct risk_method m = {.key = catalog_text(json, "key"),
        .version = catalog_text(json, "version"),
        .name = json_object_get(json, "name"),
        .description = json_object_get(json, "description"),
        .derives = json_object_get(json, "likelihood") != NULL,
        .product = json_is_true(json_object_get(value, "product")),
        .n_bands = (int)json_array_size(bands)};
    for (int s = 0; s < RISK_SCALE_MAX; s++)
        read_scale(json_object_get(json, "scales"), (enum risk_scale_kind)s, &m.scales[s]);
    if (m.derives)
        read_table(json_object_get(json, "likelihood"), m.scales[RISK_THREAT].n,
            m.scales[RISK_VULNERABILITY].n, "/likelihood", problem, m.likelihood);
    if (!m.product)
        read_table(json_object_get(value, "table"), m.scales[RISK_LIKELIHOOD].n,
            m.scales[RISK_IMPORTANCE].n, "/value/table", problem, m.value);
    for (int i = 0; i < m.n_bands; i++)
        read_band(json_array_get(bands, (size_t)i), &m.bands[i]);
    enum err e = problem_check(problem);
    if (e == ERR_OK)
        e = risk_method_check(&m, problem);
    if (e == ERR_OK)
        *ret_method = m;
    return e;
}

/* The number of a letter, 0: there is no such value. */
static uint8_t number_of(const struct risk_damage_method *m, const char *key)
{
    for (int i = 0; i < m->n_values && key != NULL; i++)
        if (strcmp(m->values[i].key, key) == 0)
            return (uint8_t)(i + 1);
    return 0;
}

enum err risk_damage_method_read(
    const json_t *json, struct problem *problem, struct risk_damage_method *ret_method)
{
    const json_t *values = json_object_get(json, "values");
    const json_t *table = json_object_get(json, "table");
    struct risk_damage_method m = {.key = catalog_text(json, "key"),
        .version = catalog_text(json, "version"),
        .name = json_object_get(json, "name"),
        .description = json_object_get(json, "description"),
        .n_values = (int)json_array_size(values)};
    for (int i = 0; i < m.n_values; i++) {
        read_band(json_array_get(values, (size_t)i), &m.values[i]);
        m.values[i].from = i + 1;
    }
    for (size_t d = 0; d < RISK_LEVELS; d++)
        for (size_t t = 0; t < RISK_LEVELS; t++)
            for (size_t v = 0; v < RISK_LEVELS; v++)
                m.table[d][t][v] = number_of(
                    &m, json_string_value(
                            json_array_get(json_array_get(json_array_get(table, d), t), v)));
    enum err e = risk_damage_check(&m, problem);
    if (e == ERR_OK)
        *ret_method = m;
    return e;
}

static enum err load(const void *ctx, const char *key, const struct shape *shape,
    struct problem *problem, json_t **ret_json)
{
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/risk-methods/%s.json", key));
    return a == NULL ? ERR_NOT_FOUND : catalog_doc_read(ctx, a, shape, problem, ret_json);
}

enum err risk_method_load_json(
    const void *ctx, const char *key, struct problem *problem, json_t **ret_json)
{
    return load(ctx, key, &SHAPE_RISK_METHOD, problem, ret_json);
}

enum err risk_method_load(const void *ctx, const char *key, struct problem *problem,
    const struct risk_method **ret_method)
{
    json_t *json = NULL;
    struct risk_method *method = mem_new(ctx, struct risk_method);
    enum err e = risk_method_load_json(ctx, key, problem, &json);
    if (e == ERR_OK)
        e = risk_method_read(json, problem, method);
    if (e == ERR_OK)
        *ret_method = method;
    return e;
}

enum err risk_damage_method_load(
    const void *ctx, struct problem *problem, const struct risk_damage_method **ret_method)
{
    json_t *json = NULL;
    struct risk_damage_method *method = mem_new(ctx, struct risk_damage_method);
    enum err e = load(ctx, "business-damage", &SHAPE_RISK_DAMAGE_METHOD, problem, &json);
    if (e == ERR_OK)
        e = risk_damage_method_read(json, problem, method);
    if (e == ERR_OK)
        *ret_method = method;
    return e;
}
