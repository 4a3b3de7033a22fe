/* What the levels of both columns mean: data of the catalogue, in words of our own. */
#include "kernel/sheet/catalog_doc.h"
#include "mod/maturity/maturity_private.h"

static const char *const formats[] = {"kaname-component-maturity/1", NULL};
static const struct option_set FORMAT = {"component_maturity_format", formats};

static const struct field column_fields[] = {
    CATALOG_TEXTS("name"),
    {.key = "levels",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = MATURITY_LEVELS,
        .max = MATURITY_LEVELS,
        .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_COLUMN = SHAPE("ComponentMaturityColumnDocument", column_fields);

static const struct field document_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "evaluation", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_COLUMN},
    {.key = "response", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_COLUMN},
};
static const struct shape SHAPE_DOCUMENT = SHAPE("ComponentMaturityDocument", document_fields);

enum err maturity_levels_load(const void *ctx, struct problem *problem, json_t **ret_levels)
{
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/maturity/", &n);
    return n == 0 ? ERR_INTERNAL
                  : catalog_doc_read(ctx, files, &SHAPE_DOCUMENT, problem, ret_levels);
}
