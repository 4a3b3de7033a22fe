#include "kernel/sheet/catalog_doc.h"

#include "base/json_in.h"
#include "base/mem.h"

#include <string.h>

const struct asset *catalog_folder(const char *folder, size_t *ret_n)
{
    size_t all = 0;
    size_t len = strlen(folder);
    const struct asset *a = asset_all(&all);
    size_t first = 0;
    while (first < all && strncmp(a[first].name, folder, len) != 0)
        first++;
    size_t n = 0;
    while (first + n < all && strncmp(a[first + n].name, folder, len) == 0)
        n++;
    *ret_n = n;
    return n == 0 ? NULL : &a[first];
}

enum err catalog_doc_read(const void *ctx, const struct asset *asset, const struct shape *shape,
    struct problem *problem, json_t **ret_json)
{
    json_t *json = NULL;
    enum err e = json_in_parse(ctx, asset->data, asset->len, JSON_IN_DEPTH, problem, &json);
    if (e == ERR_OK)
        e = shape_check(shape, json, "", false, problem);
    if (e != ERR_OK)
        return e;
    const char *file = mem_printf(ctx, "/%s.json", catalog_text(json, "key"));
    if (strcmp(strrchr(asset->name, '/'), file) != 0) {
        problem_field_value(problem, "/key", "option", catalog_text(json, "key"));
        return ERR_INVALID;
    }
    *ret_json = json;
    return ERR_OK;
}

enum err catalog_framework_read(
    const void *ctx, const char *key, struct problem *problem, const struct sheet_doc **ret_doc)
{
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/frameworks/%s.json", key));
    return a == NULL ? ERR_NOT_FOUND : sheet_json_parse(ctx, a->data, a->len, problem, ret_doc);
}

const char *catalog_text(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}
