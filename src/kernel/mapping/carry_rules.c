#include "kernel/mapping/carry_rules.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define CARRY_SURE_KEY(name, key) key,
static const char *const sures[] = {CARRY_SURE_LIST(CARRY_SURE_KEY)};
#undef CARRY_SURE_KEY

const char *carry_sure_key(enum carry_sure sure)
{
    return sures[sure];
}

enum { WEAK = 4 /* of 10 */ };

enum carry_sure carry_sure_of(enum mapping_relation relation, int strength)
{
    static const enum carry_sure of[RELATION_MAX] = {[RELATION_EQUAL] = SURE_HIGH,
        [RELATION_SUPERSET] = SURE_MIDDLE,
        [RELATION_SUBSET] = SURE_LOW,
        [RELATION_INTERSECT] = SURE_LOW};
    enum carry_sure sure = of[relation];
    bool weak = strength > 0 && strength <= WEAK;
    return weak && sure < SURE_LOW ? sure + 1 : sure;
}

/* ---- shares ---- */

/* num / den of the scale, and how many answers with points the scale has. */
struct share {
    int num, den;
    int answers;
};

static bool counts(const struct sheet_option *o)
{
    return o->has_points && o->points >= 0;
}

/* Lowest and highest points of options that count; false: there are no two different ones. */
static bool bounds(const struct sheet_item *item, int *ret_low, int *ret_high, int *ret_n)
{
    int low = 0;
    int high = 0;
    int n = 0;
    for (size_t i = 0; i < item->n_options; i++) {
        const struct sheet_option *o = &item->options[i];
        if (!counts(o))
            continue;
        low = n == 0 || o->points < low ? o->points : low;
        high = n == 0 || o->points > high ? o->points : high;
        n++;
    }
    *ret_low = low;
    *ret_high = high;
    *ret_n = n;
    return n >= 2 && high > low;
}

static bool choice_share(const struct sheet_item *item, const char *value, struct share *ret)
{
    int low = 0;
    int high = 0;
    int n = 0;
    if (!bounds(item, &low, &high, &n))
        return false;
    for (size_t i = 0; i < item->n_options; i++) {
        const struct sheet_option *o = &item->options[i];
        if (strcmp(o->key, value) != 0)
            continue;
        if (!o->has_points)
            return false;
        *ret = (struct share){counts(o) ? o->points - low : 0, high - low, n};
        return true;
    }
    return false;
}

static bool share_of(const struct sheet_item *item, const char *value, struct share *ret)
{
    switch (item->scale) {
    case SCALE_MATURITY5:
        *ret = (struct share){value[0] - '1', SHEET_LEVELS - 1, SHEET_LEVELS};
        return true;
    case SCALE_YES_NO_NA:
        *ret = (struct share){strcmp(value, "yes") == 0, 1, 2};
        return true;
    case SCALE_HAVE:
        *ret = (struct share){strcmp(value, "have") == 0, 1, 2};
        return true;
    case SCALE_CHOICE:
        return choice_share(item, value, ret);
    default:
        return false;
    }
}

/* ---- and back ---- */

static const char *level_of(const struct share *s)
{
    static const char *const levels[] = {"1", "2", "3", "4", "5"};
    int top = s->answers <= 2 ? 2 : s->answers <= 4 ? 3 : 4;
    return levels[s->num * top / s->den];
}

/* The nearest option that counts, between two the lower. */
static const char *option_of(const struct sheet_item *item, const struct share *s)
{
    int low = 0;
    int high = 0;
    int n = 0;
    const struct sheet_option *best = NULL;
    int64_t best_off = 0;
    if (!bounds(item, &low, &high, &n))
        return NULL;
    for (size_t i = 0; i < item->n_options; i++) {
        const struct sheet_option *o = &item->options[i];
        if (!counts(o))
            continue;
        int64_t off = llabs((int64_t)(o->points - low) * s->den - (int64_t)s->num * (high - low));
        if (best == NULL || off < best_off || (off == best_off && o->points < best->points)) {
            best = o;
            best_off = off;
        }
    }
    return best == NULL ? NULL : best->key;
}

static const char *value_of(const struct sheet_item *item, const struct share *s)
{
    bool most = 2 * s->num > s->den; /* half is between the two: the lower */
    switch (item->scale) {
    case SCALE_MATURITY5:
        return level_of(s);
    case SCALE_YES_NO_NA:
        return most ? "yes" : "no";
    case SCALE_HAVE:
        return most ? "have" : "none";
    case SCALE_CHOICE:
        return option_of(item, s);
    default:
        return NULL;
    }
}

const char *carry_convert(const void *ctx, const struct sheet_item *from, const char *value,
    const struct sheet_item *to, bool equal)
{
    struct share share;
    const char *found = NULL;
    bool like = from->scale == to->scale;
    if (like && equal && sheet_value_ok(to, value))
        found = value;
    else if (share_of(from, value, &share))
        found = value_of(to, &share);
    return found == NULL || !sheet_value_ok(to, found) ? NULL : mem_strdup(ctx, found);
}

/* ---- several together ---- */

/* Places of a value on its scale, to tell the lower of two; values that have none are all alike. */
static int64_t place(const struct sheet_item *item, const char *value)
{
    struct share s;
    return share_of(item, value, &s) ? (int64_t)s.num * 1000000 / s.den : 0;
}

static bool holds_all(const struct carry_hint *h)
{
    return h->relation == RELATION_SUPERSET;
}

static void take(const struct sheet_item *to, const struct carry_hint *h, const char *value,
    struct carry_proposal *p, bool *any)
{
    if (!*any) {
        p->value = value;
        *any = true;
        return;
    }
    if (strcmp(value, p->value) == 0)
        return;
    bool higher = place(to, value) > place(to, p->value);
    p->differ = true;
    if (higher == holds_all(h))
        p->value = value;
}

static bool propose_grade(const void *ctx, const struct sheet_item *to,
    const struct carry_hint *hints, size_t n, struct carry_proposal *p)
{
    bool any = false;
    const char *na_reason = NULL;
    size_t n_na = 0;
    size_t n_grade = 0;
    for (size_t i = 0; i < n; i++) {
        const struct carry_hint *h = &hints[i];
        if (carry_sure_of(h->relation, h->strength) != p->sure)
            continue;
        n_grade++;
        bool equal = h->relation == RELATION_EQUAL;
        if (h->value == NULL) {
            n_na += equal;
            na_reason = h->na_reason;
            continue;
        }
        const char *value = carry_convert(ctx, h->from, h->value, to, equal);
        if (value != NULL)
            take(to, h, value, p, &any);
    }
    if (!any && n_na > 0 && n_na == n_grade)
        p->na_reason = na_reason;
    return any || p->na_reason != NULL;
}

bool carry_propose(const void *ctx, const struct sheet_item *to, const struct carry_hint *hints,
    size_t n, struct carry_proposal *ret_proposal)
{
    for (int sure = SURE_HIGH; sure < SURE_MAX; sure++) {
        struct carry_proposal p = {.sure = (enum carry_sure)sure};
        if (propose_grade(ctx, to, hints, n, &p)) {
            *ret_proposal = p;
            return true;
        }
    }
    return false;
}

/* ---- keys ---- */

static bool is_sign(char c)
{
    return strchr(" .-_/:()[]", c) != NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Past signs; whether there were any. */
static bool skip_signs(const char **at)
{
    const char *from = *at;
    while (**at != '\0' && is_sign(**at))
        (*at)++;
    return *at != from && **at != '\0';
}

bool carry_key_same(const char *a, const char *b)
{
    skip_signs(&a);
    skip_signs(&b);
    for (;;) {
        if (skip_signs(&a) != skip_signs(&b))
            return false;
        if (*a == '\0' || *b == '\0')
            return *a == *b;
        if (lower(*a) != lower(*b))
            return false;
        a++;
        b++;
    }
}
