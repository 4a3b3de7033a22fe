#include "kernel/shape.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/uuid.h"

#include <stdio.h>
#include <string.h>

/* Builds "base/key" without leaving memory behind: pointers are short. */
enum { POINTER_SIZE = 256 };

static void pointer_join(char *ret, const char *base, const char *key)
{
    size_t used = strlen(base);
    if (used > POINTER_SIZE - 2)
        used = POINTER_SIZE - 2;
    memcpy(ret, base, used);
    ret[used++] = '/';
    for (; *key != '\0' && used < POINTER_SIZE - 3; key++) {
        if (*key == '~' || *key == '/') { /* RFC 6901 */
            ret[used++] = '~';
            ret[used++] = *key == '~' ? '0' : '1';
        } else {
            ret[used++] = *key;
        }
    }
    ret[used] = '\0';
}

int64_t field_max(const struct field *f)
{
    if (f->max != 0)
        return f->max;
    switch (f->type) {
    case FIELD_TEXT:
        return LIMIT_NAME;
    case FIELD_LONGTEXT:
    case FIELD_TEXTS:
        return LIMIT_TEXT;
    case FIELD_LIST:
        return LIMIT_PAGE;
    default:
        return INT64_C(1) << 53; /* what JavaScript holds exactly */
    }
}

static int64_t number_min(const struct field *f)
{
    return f->min == 0 && f->max == 0 ? -(INT64_C(1) << 53) : f->min;
}

static bool has_newline(const char *text)
{
    return strpbrk(text, "\r\n") != NULL;
}

static void text_check(
    const struct field *f, const json_t *value, const char *pointer, struct problem *problem)
{
    if (!json_is_string(value)) {
        problem_field(problem, pointer, "text");
        return;
    }
    const char *text = json_string_value(value);
    int64_t chars = (int64_t)utf8_chars(text);
    if (!utf8_ok(text, json_string_length(value)))
        problem_field(problem, pointer, "characters");
    else if (f->type == FIELD_TEXT && has_newline(text))
        problem_field(problem, pointer, "one_line");
    else if (chars > field_max(f))
        problem_field_limit(problem, pointer, "too_long", field_max(f));
    else if (chars < f->min)
        problem_field_limit(problem, pointer, "too_short", f->min);
    else if ((f->flags & FIELD_REQUIRED) && text[strspn(text, " \t\r\n")] == '\0')
        problem_field(problem, pointer, "required");
}

static void number_check(
    const struct field *f, const json_t *value, const char *pointer, struct problem *problem)
{
    bool ok = f->type == FIELD_INT ? json_is_integer(value) : json_is_number(value);
    if (!ok) {
        problem_field(problem, pointer, f->type == FIELD_INT ? "integer" : "number");
        return;
    }
    double n = json_number_value(value);
    if (n > (double)field_max(f))
        problem_field_limit(problem, pointer, "too_large", field_max(f));
    else if (n < (double)number_min(f))
        problem_field_limit(problem, pointer, "too_small", number_min(f));
}

bool option_known(const struct option_set *set, const char *key)
{
    for (const char *const *k = set->keys; *k != NULL; k++)
        if (strcmp(*k, key) == 0)
            return true;
    return false;
}

/* Types that are texts of a form. NULL: the text is right, else the code of what is wrong. */
static const char *form_fault(const struct field *f, const char *text)
{
    struct date date;
    int64_t ms;
    int year;
    struct uuid uid;
    switch (f->type) {
    case FIELD_DATE:
        return date_parse(text, &date) ? NULL : "date";
    case FIELD_INSTANT:
        return instant_parse(text, &ms) ? NULL : "instant";
    case FIELD_PERIOD:
        return period_parse(text, &year) ? NULL : "period";
    case FIELD_ENUM:
        return option_known(f->options, text) ? NULL : "option";
    case FIELD_ID:
        return uuid_parse(text, &uid) ? NULL : "id";
    default: /* FIELD_REF: UUID or number, looked up by the register */
        return text[0] != '\0' && strlen(text) <= 64 && !has_newline(text) ? NULL : "reference";
    }
}

static void form_check(
    const struct field *f, const json_t *value, const char *pointer, struct problem *problem)
{
    if (!json_is_string(value)) {
        problem_field(problem, pointer, "text");
        return;
    }
    const char *fault = form_fault(f, json_string_value(value));
    if (fault != NULL)
        problem_field_value(problem, pointer, fault, json_string_value(value));
}

static const struct field money_fields[] = {
    {.key = "amount",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED,
        .min = -LIMIT_MONEY,
        .max = LIMIT_MONEY},
    {.key = "currency", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 3, .max = 3},
};
const struct shape SHAPE_MONEY = SHAPE("Money", money_fields);

static void texts_check(
    const struct field *f, const json_t *value, const char *pointer, struct problem *problem)
{
    const struct field one = {.key = "", .type = FIELD_LONGTEXT, .max = field_max(f)};
    const char *lang;
    json_t *text;
    if (!json_is_object(value) || json_object_size(value) == 0) {
        problem_field(problem, pointer, "texts");
        return;
    }
    json_object_foreach((json_t *)value, lang, text)
    {
        char where[POINTER_SIZE];
        pointer_join(where, pointer, lang);
        if (strlen(lang) != 2)
            problem_field(problem, where, "language");
        else
            text_check(&one, text, where, problem);
    }
}

static void list_check(
    const struct field *f, const json_t *value, const char *pointer, struct problem *problem)
{
    const struct field text = {.key = "", .type = FIELD_TEXT, .flags = FIELD_REQUIRED};
    if (!json_is_array(value)) {
        problem_field(problem, pointer, "list");
        return;
    }
    int64_t n = (int64_t)json_array_size(value);
    if (n > field_max(f)) {
        problem_field_limit(problem, pointer, "too_many", field_max(f));
        return;
    }
    if (n < f->min)
        problem_field_limit(problem, pointer, "too_few", f->min);
    for (int64_t i = 0; i < n; i++) {
        char index[24];
        char where[POINTER_SIZE];
        json_t *item = json_array_get(value, (size_t)i);
        snprintf(index, sizeof index, "%lld", (long long)i);
        pointer_join(where, pointer, index);
        if (f->shape == NULL)
            text_check(&text, item, where, problem);
        else
            shape_check(f->shape, item, where, false, problem);
    }
}

void field_check(
    const struct field *f, const json_t *value, const char *pointer, struct problem *problem)
{
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_LONGTEXT:
        text_check(f, value, pointer, problem);
        break;
    case FIELD_INT:
    case FIELD_NUM:
        number_check(f, value, pointer, problem);
        break;
    case FIELD_BOOL:
        if (!json_is_boolean(value))
            problem_field(problem, pointer, "boolean");
        break;
    case FIELD_MONEY:
        shape_check(&SHAPE_MONEY, value, pointer, false, problem);
        break;
    case FIELD_TEXTS:
        texts_check(f, value, pointer, problem);
        break;
    case FIELD_OBJECT:
        shape_check(f->shape, value, pointer, false, problem);
        break;
    case FIELD_LIST:
        list_check(f, value, pointer, problem);
        break;
    case FIELD_ANY:
        break;
    default:
        form_check(f, value, pointer, problem);
    }
}

const struct field *shape_field(const struct shape *shape, const char *key)
{
    for (size_t i = 0; i < shape->n_fields; i++)
        if (strcmp(shape->fields[i].key, key) == 0)
            return &shape->fields[i];
    return NULL;
}

static void member_check(const struct field *f, const json_t *value, const char *where,
    bool partial, struct problem *problem)
{
    if (f->flags & FIELD_READONLY)
        problem_field(problem, where, "readonly");
    else if (partial && (f->flags & FIELD_CREATE_ONLY))
        problem_field(problem, where, "create_only");
    else if (!json_is_null(value))
        field_check(f, value, where, problem);
    else if (f->flags & FIELD_REQUIRED)
        problem_field(problem, where, "required");
}

enum err shape_check(const struct shape *shape, const json_t *json, const char *base, bool partial,
    struct problem *problem)
{
    const char *key;
    json_t *value;
    char where[POINTER_SIZE];
    if (!json_is_object(json)) {
        problem_field(problem, base, "object");
        return ERR_INVALID;
    }
    json_object_foreach((json_t *)json, key, value)
    {
        pointer_join(where, base, key);
        const struct field *f = shape_field(shape, key);
        if (f != NULL)
            member_check(f, value, where, partial, problem);
        else if (!shape->open)
            problem_field(problem, where, "unknown");
    }
    for (size_t i = 0; i < shape->n_fields && !partial; i++) {
        const struct field *f = &shape->fields[i];
        bool wanted = (f->flags & FIELD_REQUIRED) && !(f->flags & FIELD_READONLY);
        if (wanted && json_object_get(json, f->key) == NULL) {
            pointer_join(where, base, f->key);
            problem_field(problem, where, "required");
        }
    }
    return problem_check(problem);
}

const char *body_text(const json_t *body, const char *key)
{
    return json_string_value(json_object_get(body, key));
}

int64_t body_int(const json_t *body, const char *key, int64_t fallback)
{
    const json_t *value = json_object_get(body, key);
    return json_is_integer(value) ? json_integer_value(value) : fallback;
}

bool body_bool(const json_t *body, const char *key)
{
    return json_is_true(json_object_get(body, key));
}
