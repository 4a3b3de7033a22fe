/* Values of answers: form, canonical text, points. */
#include "kernel/sheet/sheet_rules.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NUMBER_LIMIT = 1e15; /* what a double holds to the unit, rounded down */

static int option_index(const struct sheet_item *item, const char *key, size_t len)
{
    for (size_t i = 0; i < item->n_options; i++) {
        const char *k = item->options[i].key;
        if (strlen(k) == len && memcmp(k, key, len) == 0)
            return (int)i;
    }
    return -1;
}

/* One of two words. */
static const char *word_fault(const char *value, const char *one, const char *other)
{
    return strcmp(value, one) == 0 || strcmp(value, other) == 0 ? NULL : "option";
}

static const char *number_fault(const struct sheet_item *item, double n)
{
    if (!isfinite(n) || fabs(n) > NUMBER_LIMIT)
        return "number";
    if (item->scored && n != floor(n))
        return "integer";
    if (item->has_min && n < item->number_min)
        return "answer_too_small";
    if (item->has_max && n > item->number_max)
        return "answer_too_large";
    return NULL;
}

static const char *number_text_fault(const struct sheet_item *item, const char *value)
{
    char *end;
    double n = strtod(value, &end);
    return end == value || *end != '\0' ? "number" : number_fault(item, n);
}

/* Keys separated by commas, each an option, in the order of the options. */
static const char *multi_fault(const struct sheet_item *item, const char *value)
{
    int last = -1;
    for (const char *p = value;; p++) {
        size_t len = strcspn(p, ",");
        int i = option_index(item, p, len);
        if (i < 0 || i <= last)
            return "option";
        last = i;
        p += len;
        if (*p == '\0')
            return NULL;
    }
}

static const char *text_fault(const char *value)
{
    if (!utf8_ok(value, strlen(value)))
        return "characters";
    if (value[strspn(value, " \t\r\n")] == '\0')
        return "required";
    return utf8_chars(value) > SHEET_VALUE_TEXT ? "answer_too_long" : NULL;
}

/* NULL: a value of the item in canonical form. */
static const char *value_fault(const struct sheet_item *item, const char *value)
{
    struct date date;
    switch (item->scale) {
    case SCALE_MATURITY5:
        return value[0] >= '1' && value[0] <= '5' && value[1] == '\0' ? NULL : "answer_level";
    case SCALE_YES_NO_NA:
        return word_fault(value, "yes", "no");
    case SCALE_HAVE:
        return word_fault(value, "have", "none");
    case SCALE_CHOICE:
        return option_index(item, value, strlen(value)) >= 0 ? NULL : "option";
    case SCALE_MULTI:
        return multi_fault(item, value);
    case SCALE_NUMBER:
        return number_text_fault(item, value);
    case SCALE_TEXT:
        return text_fault(value);
    default:
        return date_parse(value, &date) ? NULL : "date";
    }
}

bool sheet_value_ok(const struct sheet_item *item, const char *value)
{
    return value_fault(item, value) == NULL;
}

static const char *number_text(const void *ctx, double n)
{
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    jw_num(&w, n == 0 ? 0 : n); /* no "-0" */
    return b->data;
}

/* A list of option keys, in any order, without repetition. */
static const char *multi_parse(
    const void *ctx, const struct sheet_item *item, const json_t *json, const char **ret_value)
{
    if (!json_is_array(json))
        return "list";
    if (json_array_size(json) == 0)
        return "required";
    bool *chosen = mem_array(ctx, bool, item->n_options);
    size_t k;
    json_t *one;
    json_array_foreach(json, k, one)
    {
        int i = json_is_string(one)
                    ? option_index(item, json_string_value(one), json_string_length(one))
                    : -1;
        if (i < 0 || chosen[i])
            return "option";
        chosen[i] = true;
    }
    struct buf *b = buf_new(ctx);
    for (size_t i = 0; i < item->n_options; i++) {
        if (!chosen[i])
            continue;
        if (b->len > 0)
            buf_char(b, ',');
        buf_str(b, item->options[i].key);
    }
    *ret_value = b->data;
    return NULL;
}

const char *sheet_value_parse(
    const void *ctx, const struct sheet_item *item, const json_t *json, const char **ret_value)
{
    if (item->scale == SCALE_MULTI)
        return multi_parse(ctx, item, json, ret_value);
    const char *value;
    if (item->scale == SCALE_MATURITY5) {
        if (!json_is_integer(json))
            return "answer_level";
        value = mem_printf(ctx, "%lld", (long long)json_integer_value(json));
    } else if (item->scale == SCALE_NUMBER) {
        if (!json_is_number(json))
            return "number";
        value = number_text(ctx, json_number_value(json));
    } else {
        if (!json_is_string(json))
            return "text";
        value = mem_strdup(ctx, json_string_value(json));
        if (strlen(value) != json_string_length(json)) /* a NUL inside */
            return "characters";
    }
    const char *fault = value_fault(item, value);
    if (fault == NULL)
        *ret_value = value;
    return fault;
}

static void multi_write(struct jw *w, const char *value)
{
    jw_arr_begin(w);
    for (const char *p = value;; p++) {
        size_t len = strcspn(p, ",");
        jw_strn(w, p, len);
        p += len;
        if (*p == '\0')
            break;
    }
    jw_arr_end(w);
}

void sheet_value_write(struct jw *w, const struct sheet_item *item, const char *value)
{
    if (value == NULL)
        jw_null(w);
    else if (item->scale == SCALE_MATURITY5 || item->scale == SCALE_NUMBER)
        jw_raw(w, value);
    else if (item->scale == SCALE_MULTI)
        multi_write(w, value);
    else
        jw_str(w, value);
}

static bool any_right(const struct sheet_item *item)
{
    for (size_t i = 0; i < item->n_options; i++)
        if (item->options[i].right)
            return true;
    return false;
}

static bool any_points(const struct sheet_item *item)
{
    for (size_t i = 0; i < item->n_options; i++)
        if (item->options[i].has_points)
            return true;
    return false;
}

bool sheet_item_scored(const struct sheet_item *item)
{
    switch (item->scale) {
    case SCALE_MATURITY5:
    case SCALE_YES_NO_NA:
    case SCALE_HAVE:
        return true;
    case SCALE_CHOICE:
    case SCALE_MULTI:
        return any_points(item) || any_right(item);
    case SCALE_NUMBER:
        return item->scored;
    default:
        return false;
    }
}

bool sheet_value_has(const char *value, const char *key)
{
    size_t n = strlen(key);
    for (const char *p = value;; p++) {
        size_t len = strcspn(p, ",");
        if (len == n && memcmp(p, key, n) == 0)
            return true;
        p += len;
        if (*p == '\0')
            return false;
    }
}

static bool options_score(
    const struct sheet_doc *doc, const struct sheet_item *item, const char *value, int *ret_score)
{
    int sum = 0;
    bool right = true;
    for (size_t i = 0; i < item->n_options; i++) {
        const struct sheet_option *o = &item->options[i];
        bool is = sheet_value_has(value, o->key);
        sum += is && o->has_points ? o->points : 0;
        right = right && is == o->right;
        if (item->scale == SCALE_CHOICE && is && !any_right(item)) {
            *ret_score = o->points;
            return o->has_points;
        }
    }
    if (any_right(item))
        *ret_score = right ? doc->score_max : doc->score_min;
    else
        *ret_score = doc->score_min + sum < doc->score_max ? doc->score_min + sum : doc->score_max;
    return true;
}

bool sheet_value_score(
    const struct sheet_doc *doc, const struct sheet_item *item, const char *value, int *ret_score)
{
    if (!sheet_item_scored(item))
        return false;
    int range = doc->score_max - doc->score_min;
    switch (item->scale) {
    case SCALE_MATURITY5:
        *ret_score = doc->score_min + (value[0] - '1') * range / (SHEET_LEVELS - 1);
        return true;
    case SCALE_NUMBER:
        *ret_score = (int)strtod(value, NULL);
        return true;
    case SCALE_CHOICE:
    case SCALE_MULTI:
        return options_score(doc, item, value, ret_score);
    default:
        *ret_score = strcmp(value, "yes") == 0 || strcmp(value, "have") == 0 ? doc->score_max
                                                                             : doc->score_min;
        return true;
    }
}

int sheet_item_most(const struct sheet_doc *doc, const struct sheet_item *item)
{
    if (item->scale == SCALE_NUMBER)
        return (int)item->number_max;
    if (item->scale != SCALE_CHOICE || any_right(item))
        return doc->score_max;
    int most = doc->score_min;
    for (size_t i = 0; i < item->n_options; i++)
        if (item->options[i].has_points && item->options[i].points > most)
            most = item->options[i].points;
    return most;
}

const struct sheet_band *sheet_band_of(const struct sheet_doc *doc, double total)
{
    for (size_t i = 0; i < doc->total.n_bands; i++)
        if (total >= doc->total.bands[i].from)
            return &doc->total.bands[i];
    return NULL;
}
