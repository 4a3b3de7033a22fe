/* SQL of budgets: what the register's lists do not say. */
#ifndef KANAME_MOD_MEASURE_BUDGET_STORE_H
#define KANAME_MOD_MEASURE_BUDGET_STORE_H

#include "kernel/call.h"
#include "mod/measure/budget_rules.h"

/* Sums of the fiscal year's budgets in one currency by unit, kind and section, those of units that
 * the caller may see; and, as further groups, what is spent of them. Under c. *ret_other: budgets
 * in other currencies, which are in no sum. */
enum err budget_store_groups(struct call *c, const char *fiscal_year, const char *currency,
    const char **paths, size_t n_paths, struct budget_group **ret_groups, size_t *ret_n,
    int64_t *ret_other);

#endif
