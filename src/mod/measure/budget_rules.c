#include "mod/measure/budget_rules.h"

#include <stdbool.h>
#include <string.h>

int64_t budget_remaining(const struct budget_sum *sum)
{
    return sum->granted - sum->ordered - sum->paid;
}

void budget_sum_add(struct budget_sum *to, const struct budget_sum *more)
{
    to->n += more->n;
    to->requested += more->requested;
    to->undecided += more->undecided;
    to->granted += more->granted;
    to->ordered += more->ordered;
    to->paid += more->paid;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool together(const struct budget_group *a, const struct budget_group *b, enum budget_by by)
{
    if (by == BUDGET_BY_UNIT)
        return a->unit_id == b->unit_id;
    if (by == BUDGET_BY_KIND)
        return same_text(a->kind, b->kind);
    return same_text(a->sheet_key, b->sheet_key) && same_text(a->section_key, b->section_key);
}

size_t budget_gather(
    const struct budget_group *groups, size_t n, enum budget_by by, struct budget_group *ret_rows)
{
    size_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < rows && !together(&ret_rows[at], &groups[i], by))
            at++;
        if (at == rows)
            ret_rows[rows++] = groups[i];
        else
            budget_sum_add(&ret_rows[at].sum, &groups[i].sum);
    }
    return rows;
}
