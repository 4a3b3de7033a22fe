/* A YAML document from outside as a tree, each value with its line. Takes the plain part of YAML
 * only: one document of UTF-8, no anchors, aliases or tags, text keys that occur once. So the tree
 * is never larger than the text, and never deeper than FRAMEWORK_YAML_DEPTH.
 * Scalars stay text: "1.10" is not a number, "No" is not a boolean, until somebody asks. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_YAML_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_YAML_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FRAMEWORK_YAML_DEPTH = 40,
    FRAMEWORK_YAML_VALUES = 500000,     /* values of one document */
    FRAMEWORK_YAML_SCALAR = 256 * 1024, /* bytes of one text */
};

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_value {
    enum yaml_kind kind;
    bool plain;       /* a text without quotes: may mean null, a number or a truth value */
    int line;         /* from 1 */
    const char *key;  /* of a member of a map, else NULL */
    const char *text; /* of a text, else NULL */
    const struct yaml_value *of; /* values of a list or members of a map, in order */
    size_t n;
};

/* Reads a document; it lives under `ctx`. ERR_MALFORMED: no YAML of that kind (the line is in the
 * problem); ERR_TOO_LARGE: a limit. */
enum err framework_yaml_parse(void *ctx, const char *data, size_t len, struct problem *problem,
    const struct yaml_value **ret_value);

/* The member of a map; NULL: `map` is NULL, no map, or has none or only null there. */
const struct yaml_value *yaml_get(const struct yaml_value *map, const char *key);
/* The same when it is of that kind. */
const struct yaml_value *yaml_get_list(const struct yaml_value *map, const char *key);
const struct yaml_value *yaml_get_map(const struct yaml_value *map, const char *key);
/* Its text; NULL: no text, null or only blanks. */
const char *yaml_get_text(const struct yaml_value *map, const char *key);

const char *yaml_text(const struct yaml_value *value);
bool yaml_is_null(const struct yaml_value *value);
/* A whole number; false: it is none that fits. */
bool yaml_int(const struct yaml_value *value, int64_t *ret_number);
/* true, yes, on; everything else is false. */
bool yaml_true(const struct yaml_value *value);

#endif
