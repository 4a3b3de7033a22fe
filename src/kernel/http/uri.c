#include "kernel/http/uri.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

char *uri_decode(const void *ctx, const char *text, size_t len, bool plus)
{
    char *out = mem_array(ctx, char, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex(text[i + 1]) : -1;
            int low = high < 0 ? -1 : hex(text[i + 2]);
            if (low < 0)
                return NULL;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c == '\0')
            return NULL;
        out[n++] = c;
    }
    out[n] = '\0';
    return utf8_ok(out, n) ? out : NULL;
}

static bool pair_read(const void *ctx, const char *text, size_t len, struct req_pair *ret_pair)
{
    const char *equals = memchr(text, '=', len);
    size_t key = equals == NULL ? len : (size_t)(equals - text);
    struct req_pair pair = {
        .key = uri_decode(ctx, text, key, true),
        .value = equals == NULL ? "" : uri_decode(ctx, equals + 1, len - key - 1, true),
    };
    *ret_pair = pair;
    return pair.key != NULL && pair.value != NULL;
}

enum err uri_query(const void *ctx, const char *query, struct problem *problem,
    struct req_pair **ret_pairs, size_t *ret_n)
{
    if (query == NULL || *query == '\0') {
        *ret_pairs = NULL;
        *ret_n = 0;
        return ERR_OK;
    }
    struct req_pair *pairs = mem_array(ctx, struct req_pair, LIMIT_QUERY_PARAMS);
    size_t n = 0;
    for (const char *p = query;; p++) {
        size_t len = strcspn(p, "&");
        if (len > 0 && n == LIMIT_QUERY_PARAMS)
            return problem_set_limit(problem, ERR_INVALID, "query_many", LIMIT_QUERY_PARAMS);
        if (len > 0 && !pair_read(ctx, p, len, &pairs[n++]))
            return problem_set(problem, ERR_MALFORMED, "query_encoding");
        p += len;
        if (*p == '\0')
            break;
    }
    *ret_pairs = pairs;
    *ret_n = n;
    return ERR_OK;
}

/* The text as the JSON value that the field's type wants; what does not read so stays a text, and
 * the shape's check tells why it is wrong. */
static json_t *value_typed(const struct field *field, const char *text)
{
    char *end = NULL;
    errno = 0;
    if (field->type == FIELD_INT) {
        long long value = strtoll(text, &end, 10);
        if (end != text && *end == '\0' && errno == 0 && text[0] != '+' && text[0] != ' ')
            return json_integer(value);
    } else if (field->type == FIELD_NUM) {
        double value = strtod(text, &end);
        if (end != text && *end == '\0' && errno == 0 &&
            strspn(text, "0123456789.-eE+") == strlen(text))
            return json_real(value);
    } else if (field->type == FIELD_BOOL) {
        if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
            return json_boolean(text[0] == 't');
    }
    return json_string(text);
}

static const struct field *field_of(const struct shape *shape, const char *key)
{
    for (size_t i = 0; shape != NULL && i < shape->n_fields; i++)
        if (strcmp(shape->fields[i].key, key) == 0)
            return &shape->fields[i];
    return NULL;
}

enum err uri_query_check(const void *ctx, const struct shape *shape, bool open,
    const struct req_pair *pairs, size_t n, struct problem *problem)
{
    if (n == 0 && shape == NULL)
        return ERR_OK;
    json_t *values = json_object();
    for (size_t i = 0; i < n; i++) {
        const struct field *field = field_of(shape, pairs[i].key);
        char *pointer = mem_printf(ctx, "/query/%s", pairs[i].key);
        if (field == NULL && !open)
            problem_field(problem, pointer, "unknown");
        else if (field != NULL && json_object_get(values, field->key) != NULL)
            problem_field(problem, pointer, "twice");
        else if (field != NULL)
            json_object_set_new(values, field->key, value_typed(field, pairs[i].value));
    }
    enum err e = shape == NULL ? problem_check(problem)
                               : shape_check(shape, values, "/query", false, problem);
    json_decref(values);
    return e;
}
