/* Inside the builder of the investment plan, which is two files long. */
#ifndef KANAME_MOD_REPORT_REPORT_INVESTMENT_PRIVATE_H
#define KANAME_MOD_REPORT_REPORT_INVESTMENT_PRIVATE_H

#include "mod/report/report_investment_rules.h"

struct plan {
    const void *ctx;
    const struct report_investment_facts *facts;
};

const char *plan_number(const struct plan *p, int64_t n);

/* report_investment_levels.c: where the assessment stands, and would stand with the measures. */
void plan_levels_write(const struct plan *p, json_t *blocks);

#endif
