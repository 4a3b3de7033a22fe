#include "mod/assessment/gap_plan_rules.h"

#include "base/mem.h"

static struct plan_item item_of(const struct comparison *c, int item_no)
{
    struct plan_item item = {.item_no = item_no, .own = c->own};
    if (c->target.known) {
        item.aim = c->target;
        item.by = GAP_AIM_TARGET;
    } else if (c->industry.known) {
        item.aim = (struct mean_value){true, c->industry.mean};
        item.by = GAP_AIM_INDUSTRY;
    } else {
        item.aim = c->last;
        item.by = GAP_AIM_LAST;
    }
    return item;
}

struct plan_item *gap_plan_items(const void *ctx, const struct assessment *a, size_t *ret_n)
{
    struct plan_item *items = mem_array(ctx, struct plan_item, a->doc->n_items + 1);
    size_t n = 0;
    for (int i = 0; i < a->doc->n_items; i++) {
        struct plan_item item = item_of(&a->items[i], i + 1);
        if (item.own.known && item.aim.known &&
            mean_value_tenths(item.own) < mean_value_tenths(item.aim))
            items[n++] = item;
    }
    *ret_n = n;
    return items;
}

int gap_plan_levels(int score_max, int ret_levels[PLAN_LEVELS])
{
    int n = 0;
    bool many = score_max > PLAN_LEVELS;
    for (int i = 1; i <= PLAN_LEVELS; i++) {
        int level = many ? (score_max * i + PLAN_LEVELS / 2) / PLAN_LEVELS : i;
        if (level <= score_max)
            ret_levels[n++] = level;
    }
    return n;
}

bool gap_plan_needs(const struct plan_item *item, const int *levels, int at)
{
    int64_t level = (int64_t)levels[at] * 10;
    int64_t below = at == 0 ? 0 : (int64_t)levels[at - 1] * 10;
    return level > mean_value_tenths(item->own) && below < mean_value_tenths(item->aim);
}

int gap_plan_counts(const struct plan_item *item, const int *levels, int n, int64_t to_reach)
{
    int found = -1;
    for (int i = 0; i < n; i++) {
        if (!gap_plan_needs(item, levels, i))
            continue;
        found = i;
        if (to_reach >= 0 && levels[i] >= to_reach)
            break;
    }
    return found;
}
