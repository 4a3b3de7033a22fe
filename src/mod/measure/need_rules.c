#include "mod/measure/need_rules.h"

#include "base/mem.h"
#include "kernel/shape.h"

#include <stdbool.h>
#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void add_people(const void *ctx, struct need_sum *to, const json_t *measure)
{
    int64_t n = body_int(measure, "people_needed", 0);
    const char *skills = body_text(measure, "people_skills");
    const char *from = body_text(measure, "people_from");
    size_t i = 0;
    if (n <= 0)
        return;
    to->people += n;
    while (i < to->n_skills && !same_text(to->by_skill[i].skills, skills))
        i++;
    if (i == to->n_skills) {
        to->by_skill = mem_grow(ctx, to->by_skill, struct need_people, i + 1);
        to->by_skill[to->n_skills++] = (struct need_people){skills, n, from};
        return;
    }
    struct need_people *row = &to->by_skill[i];
    row->n += n;
    if (from != NULL && (row->from == NULL || strcmp(from, row->from) < 0))
        row->from = from;
}

/* NULL: not stated. */
static const json_t *money(const json_t *measure, const char *key)
{
    const json_t *value = json_object_get(measure, key);
    return json_is_object(value) ? value : NULL;
}

/* One end of the initial cost: as stated, else the estimate, else the other end. */
static const json_t *end_of(const json_t *measure, const char *key, const char *other)
{
    const json_t *end = money(measure, key);
    if (end == NULL)
        end = money(measure, "cost_initial");
    return end == NULL ? money(measure, other) : end;
}

static bool in_currency(const json_t *money, const char *currency)
{
    return money == NULL || same_text(body_text(money, "currency"), currency);
}

void need_add(const void *ctx, struct need_sum *to, const json_t *measure, const char *currency)
{
    const json_t *low = end_of(measure, "cost_low", "cost_high");
    const json_t *high = end_of(measure, "cost_high", "cost_low");
    const json_t *yearly = money(measure, "cost_yearly");
    to->n++;
    add_people(ctx, to, measure);
    if (low == NULL && yearly == NULL) {
        to->without_cost++;
        return;
    }
    if (!in_currency(low, currency) || !in_currency(yearly, currency)) {
        to->other_currencies++;
        return;
    }
    to->low += body_int(low, "amount", 0);
    to->high += body_int(high, "amount", 0);
    to->yearly += body_int(yearly, "amount", 0);
}
