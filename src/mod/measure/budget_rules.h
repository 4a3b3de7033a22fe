/* Sums of budgets by what people ask for: section of a check sheet, unit, kind. Pure: no SQL, no
 * HTTP, no clock. Amounts are minor units of one currency. */
#ifndef KANAME_MOD_MEASURE_BUDGET_RULES_H
#define KANAME_MOD_MEASURE_BUDGET_RULES_H

#include <stddef.h>
#include <stdint.h>

struct budget_sum {
    int64_t n;         /* budgets */
    int64_t requested; /* of all of them, the rejected too: it was asked for */
    int64_t undecided; /* of what was requested, waiting for a decision */
    int64_t granted;
    int64_t ordered, paid;
};

/* Budgets of one unit, kind and section, or what is spent of them. */
struct budget_group {
    int64_t unit_id;
    const char *kind;      /* NULL: none */
    const char *sheet_key; /* NULL: none */
    const char *section_key;
    struct budget_sum sum;
};

/* What is left of what was granted; below 0: more is ordered and paid than was granted. */
int64_t budget_remaining(const struct budget_sum *sum);

void budget_sum_add(struct budget_sum *to, const struct budget_sum *more);

enum budget_by { BUDGET_BY_SECTION, BUDGET_BY_UNIT, BUDGET_BY_KIND };

/* The groups gathered by one of the three, in the order in which they first come. `ret_rows` has
 * room for `n`. Returns how many rows there are. */
size_t budget_gather(
    const struct budget_group *groups, size_t n, enum budget_by by, struct budget_group *ret_rows);

#endif
