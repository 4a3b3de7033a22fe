/* Any bytes as a body against a shape that has every type of field, whole and as a patch. */
#include "kernel/shape.h"
#include "base/json_in.h"
#include "base/mem.h"

#include <stdint.h>

static const char *const colours[] = {"red", "green", NULL};
static const struct option_set colour = {"colour", colours};

static const struct field inner_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 5},
};
static const struct shape inner = SHAPE("Inner", inner_fields);

static const struct field fields[] = {
    {.key = "text", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 10},
    {.key = "long", .type = FIELD_LONGTEXT},
    {.key = "int", .type = FIELD_INT, .min = -5, .max = 5},
    {.key = "num", .type = FIELD_NUM, .min = 0, .max = 1},
    {.key = "bool", .type = FIELD_BOOL},
    {.key = "date", .type = FIELD_DATE},
    {.key = "instant", .type = FIELD_INSTANT},
    {.key = "period", .type = FIELD_PERIOD},
    {.key = "enum", .type = FIELD_ENUM, .options = &colour},
    {.key = "money", .type = FIELD_MONEY},
    {.key = "ref", .type = FIELD_REF, .ref = "units"},
    {.key = "id", .type = FIELD_ID, .flags = FIELD_CREATE_ONLY},
    {.key = "texts", .type = FIELD_TEXTS, .max = 20},
    {.key = "object", .type = FIELD_OBJECT, .shape = &inner},
    {.key = "list", .type = FIELD_LIST, .shape = &inner, .max = 3},
    {.key = "names", .type = FIELD_LIST, .max = 3},
    {.key = "any", .type = FIELD_ANY},
    {.key = "made", .type = FIELD_INT, .flags = FIELD_READONLY},
};
static const struct shape shape = SHAPE("Everything", fields);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    json_t *json;
    if (json_in_parse(ctx, (const char *)data, len, JSON_IN_DEPTH, problem_new(ctx), &json) ==
        ERR_OK) {
        shape_check(&shape, json, "", false, problem_new(ctx));
        shape_check(&shape, json, "", true, problem_new(ctx));
    }
    mem_free(ctx);
    return 0;
}
