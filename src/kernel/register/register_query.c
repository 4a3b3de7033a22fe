/* A list request's words → struct reg_query. Every bad parameter is named. */
#include "kernel/register/register_private.h"

#include "base/clock.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/register/register_store.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { IN_MAX = 100, CURSOR_MAX = 2048 };

static bool integer_parse(const char *text, int64_t *ret)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || errno != 0)
        return false;
    *ret = value;
    return true;
}

static bool number_parse(const char *text, double *ret)
{
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || errno != 0)
        return false;
    *ret = value;
    return true;
}

/* A filter's text as the column holds it. */
static bool value_parse(
    struct call *c, const struct field *f, const char *text, struct reg_value *ret)
{
    struct reg_value v = {.kind = REG_VALUE_INT};
    bool ok = true;
    switch (f->type) {
    case FIELD_INT:
    case FIELD_MONEY:
        ok = integer_parse(text, &v.i);
        break;
    case FIELD_BOOL:
        v.i = strcmp(text, "true") == 0;
        ok = v.i == 1 || strcmp(text, "false") == 0;
        break;
    case FIELD_INSTANT:
        ok = instant_parse(text, &v.i);
        break;
    case FIELD_NUM:
        v.kind = REG_VALUE_NUM;
        ok = number_parse(text, &v.n);
        break;
    case FIELD_REF:
        ok = reg_store_ref(c, reg_ref_def(c->app, f), text, &v.i, NULL) == ERR_OK;
        break;
    default:
        v = (struct reg_value){.kind = REG_VALUE_TEXT, .text = text};
    }
    *ret = v;
    return ok;
}

static const char *const op_names[OP_MAX] = {
    [OP_EQ] = "eq",
    [OP_NE] = "ne",
    [OP_LT] = "lt",
    [OP_LE] = "le",
    [OP_GT] = "gt",
    [OP_GE] = "ge",
    [OP_IN] = "in",
    [OP_IS_NULL] = "is_null",
    [OP_CONTAINS] = "contains",
    [OP_BEGINS] = "begins",
};

static bool op_parse(const char *text, enum reg_op *ret_op)
{
    for (int i = 0; i < OP_MAX; i++) {
        if (strcmp(op_names[i], text) == 0) {
            *ret_op = (enum reg_op)i;
            return true;
        }
    }
    return false;
}

/* "filter[state][eq]" → "state", "eq". */
static bool filter_key(const void *ctx, const char *key, char **ret_field, char **ret_op)
{
    const char *open = key + strlen("filter[");
    const char *close = strchr(open, ']');
    if (close == NULL || close[1] != '[')
        return false;
    size_t rest = strlen(close + 2);
    if (rest < 2 || close[1 + rest] != ']')
        return false;
    *ret_field = mem_strndup(ctx, open, (size_t)(close - open));
    *ret_op = mem_strndup(ctx, close + 2, rest - 1);
    return true;
}

static bool is_like(enum reg_op op)
{
    return op == OP_CONTAINS || op == OP_BEGINS;
}

/* One value, or the comma-separated ones of "in". */
static bool filter_values(
    struct call *c, struct reg_filter *f, const char *text, struct problem *problem)
{
    f->values = mem_array(c, struct reg_value, IN_MAX);
    if (f->op == OP_IS_NULL) {
        f->values[f->n_values++] =
            (struct reg_value){.kind = REG_VALUE_INT, .i = strcmp(text, "true") == 0};
        return true;
    }
    char *rest = is_like(f->op) ? utf8_fold(c, text) : mem_strdup(c, text);
    while (rest != NULL) {
        char *one = rest;
        rest = f->op == OP_IN ? strchr(rest, ',') : NULL;
        if (rest != NULL)
            *rest++ = '\0';
        if (f->n_values == IN_MAX) {
            problem_field_limit(problem, "/query/filter", "too_many", IN_MAX);
            return true;
        }
        if (!value_parse(c, f->field, one, &f->values[f->n_values++]))
            return false;
    }
    return true;
}

/* Adds "key op text" to the query, or the fault to the problem. */
static void filter_add(struct call *c, const struct reg_def *def, struct reg_query *q,
    const struct reg_where *where, const char *pointer)
{
    if (q->n_filters == LIMIT_FILTERS) {
        problem_field_limit(c->problem, pointer, "too_many", LIMIT_FILTERS);
        return;
    }
    struct reg_filter *f = &q->filters[q->n_filters];
    f->field = reg_field(def, where->key);
    bool known = op_parse(where->op, &f->op);
    bool text =
        f->field == NULL || f->field->type == FIELD_TEXT || f->field->type == FIELD_LONGTEXT;
    if (!known || (is_like(f->op) && !text))
        problem_field(c->problem, pointer, "filter");
    else if (f->field == NULL || f->field->type > FIELD_ID ||
             (f->field->flags & FIELD_CONFIDENTIAL))
        problem_field(c->problem, pointer, "unknown");
    else if (filter_values(c, f, where->value, c->problem))
        q->n_filters++;
    else
        problem_field_value(c->problem, pointer, "filter_value", where->value);
}

static void filter_parse(
    struct req *r, const struct reg_def *def, struct reg_query *q, const struct req_pair *pair)
{
    char *pointer = mem_printf(r, "/query/%s", pair->key);
    char *key = NULL;
    char *op = NULL;
    if (filter_key(r, pair->key, &key, &op)) {
        struct reg_where where = {key, op, pair->value};
        filter_add(&r->call, def, q, &where, pointer);
    } else {
        problem_field(r->call.problem, pointer, "filter");
    }
}

/* ---- sort and cursor ---- */

static bool sort_one(const struct reg_def *def, const char *key, bool first, struct reg_sort *s)
{
    *s = (struct reg_sort){.descending = *key == '-'};
    key += *key == '-';
    if (strcmp(key, "number") == 0 || strcmp(key, "created_at") == 0)
        return true; /* by id: numbers and times are given in its order */
    s->field = reg_field(def, key);
    return s->field != NULL && s->field->type != FIELD_REF &&
           (!first || (s->field->flags & FIELD_INDEXED));
}

static void sort_parse(
    struct call *c, const struct reg_def *def, struct reg_query *q, const char *text)
{
    char *rest = mem_strdup(c, text);
    while (rest != NULL) {
        char *one = rest;
        rest = strchr(rest, ',');
        if (rest != NULL)
            *rest++ = '\0';
        if (q->n_sorts == SORT_MAX) {
            problem_field_limit(c->problem, "/query/sort", "too_many", SORT_MAX);
            return;
        }
        if (!sort_one(def, one, q->n_sorts == 0, &q->sorts[q->n_sorts])) {
            problem_field_value(c->problem, "/query/sort", "sort", one);
            return;
        }
        if (q->sorts[q->n_sorts++].field == NULL)
            return; /* the id decides: what follows has no say */
    }
}

static json_t *value_json(const struct reg_value *v)
{
    switch (v->kind) {
    case REG_VALUE_INT:
        return json_integer(v->i);
    case REG_VALUE_NUM:
        return json_real(v->n);
    case REG_VALUE_TEXT:
        return json_string(v->text);
    default:
        return json_null();
    }
}

static const char *sort_name(const struct reg_sort *s)
{
    return s->field == NULL ? "id" : s->field->key;
}

char *reg_cursor_format(const void *ctx, const struct reg_query *q, const struct reg_value *after)
{
    json_t *list = json_array();
    for (size_t i = 0; i < q->n_sorts; i++)
        json_array_append_new(list, json_string(sort_name(&q->sorts[i])));
    for (size_t i = 0; i <= q->n_sorts; i++)
        json_array_append_new(list, value_json(&after[i]));
    char *text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    size_t len = strlen(text);
    size_t size = sodium_base64_encoded_len(len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *cursor = mem_array(ctx, char, size);
    sodium_bin2base64(
        cursor, size, (const unsigned char *)text, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    free(text);
    return cursor;
}

static bool cursor_value(const json_t *json, struct reg_value *ret)
{
    if (json_is_integer(json))
        *ret = (struct reg_value){.kind = REG_VALUE_INT, .i = json_integer_value(json)};
    else if (json_is_real(json))
        *ret = (struct reg_value){.kind = REG_VALUE_NUM, .n = json_real_value(json)};
    else if (json_is_string(json))
        *ret = (struct reg_value){.kind = REG_VALUE_TEXT, .text = json_string_value(json)};
    else if (json_is_null(json))
        *ret = (struct reg_value){.kind = REG_VALUE_NULL};
    else
        return false;
    return true;
}

static bool cursor_parse(struct call *c, struct reg_query *q, const char *cursor)
{
    char *text = mem_array(c, char, CURSOR_MAX);
    size_t len = 0;
    json_t *list = NULL;
    if (strlen(cursor) > CURSOR_MAX ||
        sodium_base642bin((unsigned char *)text, CURSOR_MAX, cursor, strlen(cursor), NULL, &len,
            NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    if (json_in_parse(c, text, len, 2, problem_new(c), &list) != ERR_OK ||
        json_array_size(list) != 2 * q->n_sorts + 1)
        return false;
    for (size_t i = 0; i < q->n_sorts; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (name == NULL || strcmp(name, sort_name(&q->sorts[i])) != 0)
            return false;
    }
    for (size_t i = 0; i <= q->n_sorts; i++)
        if (!cursor_value(json_array_get(list, q->n_sorts + i), &q->after[i]))
            return false;
    q->has_cursor = true;
    return true;
}

/* ---- the whole ---- */

static void limit_parse(struct req *r, struct reg_query *q)
{
    const char *text = req_query(r, "limit");
    int64_t value = LIMIT_PAGE_DEFAULT;
    if (text != NULL && (!integer_parse(text, &value) || value < 1 || value > LIMIT_PAGE))
        problem_field_limit(r->call.problem, "/query/limit", "limit", LIMIT_PAGE);
    q->limit = (int)value;
}

static void format_parse(struct req *r, struct reg_query *q)
{
    static const char *const known[] = {"json", "csv", "xlsx"};
    const char *text = req_query(r, "format");
    q->format = "json";
    if (text == NULL)
        return;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i], text) == 0)
            q->format = known[i];
    if (strcmp(q->format, text) != 0)
        problem_field_value(r->call.problem, "/query/format", "option", text);
}

static void fields_parse(struct req *r, const struct reg_def *def, struct reg_query *q)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(def, fields);
    const char *text = req_query(r, "fields");
    char *rest = mem_strdup(r, text);
    q->some = text != NULL;
    while (rest != NULL) {
        char *one = rest;
        rest = strchr(rest, ',');
        if (rest != NULL)
            *rest++ = '\0';
        size_t i = 0;
        while (i < n && strcmp(fields[i]->key, one) != 0)
            i++;
        if (i < n)
            q->shown[i] = true;
        else
            problem_field_value(r->call.problem, "/query/fields", "unknown", one);
    }
}

static bool is_word(const char *key)
{
    static const char *const words[] = {
        "q", "sort", "limit", "cursor", "total", "deleted", "format", "fields"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], key) == 0)
            return true;
    return false;
}

enum err reg_query_parse(struct req *r, const struct reg_def *def, struct reg_query *ret_query)
{
    struct reg_query q = {.filters = mem_array(r, struct reg_filter, LIMIT_FILTERS)};
    const char *text = req_query(r, "q");
    if (text != NULL && *text != '\0')
        q.folded = utf8_fold(r, text);
    for (size_t i = 0; i < r->n_query; i++) {
        const struct req_pair *pair = &r->query[i];
        if (strncmp(pair->key, "filter[", strlen("filter[")) == 0)
            filter_parse(r, def, &q, pair);
        else if (!is_word(pair->key))
            problem_field(r->call.problem, mem_printf(r, "/query/%s", pair->key), "unknown");
    }
    text = req_query(r, "sort");
    sort_parse(&r->call, def, &q, text != NULL ? text : def->default_sort);
    limit_parse(r, &q);
    format_parse(r, &q);
    fields_parse(r, def, &q);
    text = req_query(r, "total");
    q.exact_total = text != NULL && strcmp(text, "exact") == 0;
    text = req_query(r, "deleted");
    q.deleted = text != NULL && strcmp(text, "true") == 0;
    text = req_query(r, "cursor");
    if (problem_check(r->call.problem) == ERR_OK && text != NULL &&
        !cursor_parse(&r->call, &q, text))
        problem_field(r->call.problem, "/query/cursor", "cursor");
    *ret_query = q;
    return problem_check(r->call.problem);
}

enum err reg_query_of(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, struct reg_query *ret_query)
{
    struct reg_query q = {.filters = mem_array(c, struct reg_filter, LIMIT_FILTERS)};
    for (size_t i = 0; i < n_where; i++)
        filter_add(c, def, &q, &where[i], mem_printf(c, "/query/filter[%s]", where[i].key));
    sort_parse(c, def, &q, sort != NULL ? sort : def->default_sort);
    q.limit = limit;
    *ret_query = q;
    return problem_check(c->problem);
}
