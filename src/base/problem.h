/* What is wrong with a request: one detail and every bad field, as message ids; the edge turns
 * them into the caller's language (RFC 9457). Filled by anyone, read by the HTTP edge and the
 * CLI. */
#ifndef KANAME_BASE_PROBLEM_H
#define KANAME_BASE_PROBLEM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct problem_field {
    const char *pointer; /* JSON pointer "/title", or "line 3, column due" in files */
    const char *code;    /* message "error.field.<code>"; may use {limit} and {value} */
    const char *value;   /* short echo of what was found; NULL: nothing to show */
    int64_t limit;
    bool has_limit;
};

enum { PROBLEM_FIELDS = 100 }; /* bad fields kept; those beyond are counted */

struct problem {
    const char *detail; /* message id under "error.detail.", NULL: the error's own message */
    const char *arg;    /* {arg} of the detail, NULL: none */
    int64_t limit;      /* {limit} of the detail */
    bool has_limit;
    int64_t retry_after_s; /* Retry-After; 0: none */
    const char *extra_key; /* one more member of the answer, NULL: none; e.g. "versions" of a 412 */
    const char *extra_json; /* its value, JSON written already; lives as long as the problem */
    struct problem_field *fields;
    size_t n_fields;
    size_t more_fields; /* bad fields beyond PROBLEM_FIELDS */
};

struct problem *problem_new(const void *ctx);

/* Adds a bad field; texts are copied. The first PROBLEM_FIELDS are kept, the rest counted. */
void problem_field(struct problem *p, const char *pointer, const char *code);
void problem_field_limit(struct problem *p, const char *pointer, const char *code, int64_t limit);
void problem_field_value(
    struct problem *p, const char *pointer, const char *code, const char *value);

/* Sets the detail and returns `e`, so that a caller can write `return problem_set(...)`. */
enum err problem_set(struct problem *p, enum err e, const char *detail);
enum err problem_set_arg(struct problem *p, enum err e, const char *detail, const char *arg);
enum err problem_set_limit(struct problem *p, enum err e, const char *detail, int64_t limit);

/* ERR_OK without bad fields, else ERR_INVALID. */
enum err problem_check(const struct problem *p);

#endif
