#include "mod/measure/template.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/measure/measure_private.h"

#include <string.h>

static const char *const formats[] = {"kaname-measure-template/1", NULL};
static const struct option_set FORMAT = {"measure_template_format", formats};

static const struct field measure_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_TEXTS("title"),
    CATALOG_TEXTS("detail"),
    CATALOG_CHOICE("kind", OPTIONS_MEASURE_KIND),
    CATALOG_CHOICE("priority", OPTIONS_PRIORITY),
    {.key = "layer", .type = FIELD_ENUM, .options = &OPTIONS_MEASURE_LAYER},
};
static const struct shape SHAPE_MEASURE = SHAPE("MeasureTemplateMeasure", measure_fields);

static const struct field template_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "measures",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = LIMIT_TEMPLATE_MEASURES,
        .shape = &SHAPE_MEASURE},
};
static const struct shape SHAPE_TEMPLATE = SHAPE("MeasureTemplateDocument", template_fields);

const json_t *measure_template_find(const json_t *template, const char *key)
{
    size_t i;
    const json_t *one;
    const json_t *measures = json_object_get(template, "measures");
    json_array_foreach(measures, i, one)
    {
        if (strcmp(catalog_text(one, "key"), key) == 0)
            return one;
    }
    return NULL;
}

static void check_keys(const void *ctx, const json_t *template, struct problem *problem)
{
    size_t i;
    const json_t *one;
    const json_t *measures = json_object_get(template, "measures");
    json_array_foreach(measures, i, one)
    {
        if (measure_template_find(template, catalog_text(one, "key")) != one)
            problem_field(problem, mem_printf(ctx, "/measures/%zu/key", i), "twice");
    }
}

enum err measure_templates_load(
    const void *ctx, struct problem *problem, json_t ***ret_templates, size_t *ret_n)
{
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/measure-templates/", &n);
    json_t **templates = mem_array(ctx, json_t *, n + 1);
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        e = catalog_doc_read(ctx, &files[i], &SHAPE_TEMPLATE, problem, &templates[i]);
        if (e == ERR_OK)
            check_keys(ctx, templates[i], problem);
    }
    if (e == ERR_OK)
        e = problem_check(problem);
    if (e == ERR_OK) {
        *ret_templates = templates;
        *ret_n = n;
    }
    return e;
}
