/* What of a fiscal year's budgets is asked for, granted, spent and left: for pages and reports. */
#ifndef KANAME_MOD_MEASURE_BUDGET_H
#define KANAME_MOD_MEASURE_BUDGET_H

#include "kernel/call.h"
#include "mod/measure/budget_rules.h"

struct budget_year {
    const char *fiscal_year; /* "FY2026" */
    const char *currency;    /* the organisation's; amounts are its minor units */
    struct budget_group *groups;
    size_t n;
    int64_t other; /* budgets in other currencies, which are in no sum */
};

/* Of the units whose budgets the caller may see. `fiscal_year` NULL: this one. Under c, inside the
 * caller's transaction. */
enum err budget_year_load(struct call *c, const char *fiscal_year, struct budget_year *ret_year);

#endif
