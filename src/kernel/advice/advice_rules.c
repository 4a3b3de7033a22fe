#include "kernel/advice/advice_rules.h"

#include <string.h>

#define ADVICE_KEY(name, key) key,
static const char *const keys[] = {ADVICE_MARK_LIST(ADVICE_KEY)};
#undef ADVICE_KEY

const char *advice_mark_key(enum advice_mark mark)
{
    return keys[mark];
}

enum advice_mark advice_mark_of(const char *key)
{
    int m = ADVICE_MARK_MAX - 1;
    while (m > ADVICE_NONE && strcmp(keys[m], key) != 0)
        m--;
    return (enum advice_mark)m;
}

static bool holds(const struct advice_rule *rule, const struct sheet_item *item,
    const struct sheet_answer *answer)
{
    for (size_t i = 0; answer->value != NULL && i < rule->when.n; i++) {
        const char *value = rule->when.of[i];
        if (strcmp(answer->value, value) == 0)
            return true;
        if (item->scale == SCALE_MULTI && sheet_value_has(answer->value, value))
            return true;
    }
    return false;
}

size_t advice_judge(const struct advice_rule *rules, size_t n, const struct sheet_doc *doc,
    const struct sheet_answer *answers, const struct sheet_asked *asked, size_t *ret_found)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        int at = rules[i].item_no - 1;
        if (asked[at].ask == ASK_YES && holds(&rules[i], &doc->items[at], &answers[at]))
            ret_found[found++] = i;
    }
    return found;
}

static const struct sheet_option *chosen(const struct sheet_item *item, const char *value)
{
    for (size_t i = 0; i < item->n_options; i++)
        if (strcmp(item->options[i].key, value) == 0)
            return &item->options[i];
    return NULL;
}

static const struct sheet_texts *next_option(const struct sheet_item *item, const char *value)
{
    const struct sheet_option *now = chosen(item, value);
    const struct sheet_option *next = NULL;
    for (size_t i = 0; now != NULL && now->has_points && i < item->n_options; i++) {
        const struct sheet_option *o = &item->options[i];
        bool better = o->has_points && o->points > now->points;
        if (better && (next == NULL || o->points < next->points))
            next = o;
    }
    return next == NULL ? NULL : &next->text;
}

const struct sheet_texts *advice_next(
    const struct sheet_item *item, const struct sheet_answer *answer)
{
    if (answer->value == NULL || item->weight == 0)
        return NULL;
    if (item->scale == SCALE_CHOICE)
        return next_option(item, answer->value);
    if (item->scale != SCALE_MATURITY5)
        return NULL;
    int level = answer->value[0] - '0'; /* "1" … "5"; the next one's place is this one's number */
    return level < SHEET_LEVELS ? &item->levels[level] : NULL;
}
