/* Documents of catalog/ that say something about sheets: rules of evidence, mappings, references.
 * Read with the same strictness as what comes from outside, so that a test of the catalogue and the
 * running program judge alike. Built-in sheets themselves are read by sheet_json.h. */
#ifndef KANAME_KERNEL_SHEET_CATALOG_DOC_H
#define KANAME_KERNEL_SHEET_CATALOG_DOC_H

#include "base/asset.h"
#include "kernel/sheet/sheet_json.h"

/* Members of such documents, for tables of fields. */
#define CATALOG_TEXT(name)                                                      \
    {                                                                           \
        .key = (name), .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 1000 \
    }
#define CATALOG_TEXTS(name)                                                                       \
    {                                                                                             \
        .key = (name), .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SHEET_TEXTS \
    }
#define CATALOG_CHOICE(name, set)                                                     \
    {                                                                                 \
        .key = (name), .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &(set) \
    }
/* What every document begins with, but for its format. */
#define CATALOG_HEAD                                                               \
    CATALOG_TEXT("key"), CATALOG_TEXT("version"), CATALOG_TEXT("publisher"),       \
        CATALOG_TEXT("licence"), CATALOG_CHOICE("wording", OPTIONS_SHEET_WORDING), \
        CATALOG_TEXT("source"), CATALOG_TEXTS("name"), CATALOG_TEXTS("description")

/* The assets of a folder ("catalog/mappings/"): the first of *ret_n that stand together. */
const struct asset *catalog_folder(const char *folder, size_t *ret_n);

/* The document, checked; it lives as long as ctx. Its key is the name of its file: ERR_INVALID
 * else, and with every bad member in `problem`. */
enum err catalog_doc_read(const void *ctx, const struct asset *asset, const struct shape *shape,
    struct problem *problem, json_t **ret_json);

/* A framework of catalog/frameworks by its key. ERR_NOT_FOUND. */
enum err catalog_framework_read(
    const void *ctx, const char *key, struct problem *problem, const struct sheet_doc **ret_doc);

/* A text member, NULL: none. */
const char *catalog_text(const json_t *json, const char *key);

#endif
