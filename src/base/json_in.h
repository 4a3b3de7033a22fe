/* Reads JSON from outside: strict UTF-8, no duplicate keys, depth and size limited before the
 * parser sees it. */
#ifndef KANAME_BASE_JSON_IN_H
#define KANAME_BASE_JSON_IN_H

#include "base/problem.h"

#include <jansson.h>

enum { JSON_IN_DEPTH = 32 }; /* levels of nesting taken from a request */

/* Parses one JSON value. The value lives as long as `ctx`. ERR_MALFORMED names line and column in
 * `problem`; ERR_INVALID when nesting is deeper than `depth`. */
enum err json_in_parse(const void *ctx, const char *data, size_t len, int depth,
    struct problem *problem, json_t **ret_json);

/* Lets a value that was made here live as long as `ctx`: takes over the caller's reference. */
void json_in_keep(const void *ctx, json_t *json);

#endif
