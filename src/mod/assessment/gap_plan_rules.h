/* Gaps by target level: which items have to climb to a level, and in which level a measure counts.
 * Pure: no database, no clock. Levels are compared by the tenths in which means are shown.
 *
 * What an item has to reach is its own target; without one the industry's average, without that
 * what it was last time. On the way it passes each level of the sheet; a measure that leads to a
 * higher level leads through those below it, and its people and money count once, where it ends. */
#ifndef KANAME_MOD_ASSESSMENT_GAP_PLAN_RULES_H
#define KANAME_MOD_ASSESSMENT_GAP_PLAN_RULES_H

#include "mod/assessment/assessment.h"

enum gap_aim { GAP_AIM_TARGET, GAP_AIM_INDUSTRY, GAP_AIM_LAST, GAP_AIM_MAX };

struct plan_item {
    int item_no;
    struct mean_value own, aim;
    enum gap_aim by;
};

/* The items that are below what they have to reach, in the order of the sheet. */
struct plan_item *gap_plan_items(const void *ctx, const struct assessment *a, size_t *ret_n);

/* The levels of a sheet: each up to ten, or tenths of the most. Returns how many. */
enum { PLAN_LEVELS = 10 };
int gap_plan_levels(int score_max, int ret_levels[PLAN_LEVELS]);

/* Whether the item has to climb to the level with that index. */
bool gap_plan_needs(const struct plan_item *item, const int *levels, int at);

/* The index of the level in which a measure for the item counts; `to_reach` < 0: it does not say.
 * -1: the item has no level to climb to. */
int gap_plan_counts(const struct plan_item *item, const int *levels, int n, int64_t to_reach);

#endif
