/* Inside the module: the sections of an investment plan for a fiscal year from what is known: the
 * way from goals over risks to measures, people and money (W11 of the practices), the budget, the
 * measures with what each avoids, what was put off and how often it was asked for (practice 3-1),
 * the business cases (role C of a CISO), and where the assessment stands now and would stand then.
 * Pure: no database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_INVESTMENT_RULES_H
#define KANAME_MOD_REPORT_REPORT_INVESTMENT_RULES_H

#include "mod/assessment/assessment.h"
#include "mod/loss/loss.h"
#include "mod/measure/measure.h"

/* What one section of a sheet, unit or kind of measure asks for, is granted and has spent. */
struct report_sum_row {
    const json_t *label; /* texts; NULL: nobody said of what */
    struct budget_sum sum;
};

struct report_sum_rows {
    const struct report_sum_row *rows;
    size_t n;
};

/* Lists are of records as the API shows them. */
struct report_investment_facts {
    const char *ja; /* that of the issue */
    const struct budget_year *budget;
    struct report_sum_rows by_section, by_unit, by_kind;
    const json_t *granted; /* measures that are approved, under way or done */
    const json_t *asked;   /* measures still asked for, the most urgent first */
    /* Business cases; beside their fields "risks" and "measures", records they are linked with.
     * Measures have "risks", too. */
    const json_t *cases;
    const struct loss_avoided_run *avoided; /* what is lost without measures; NULL: unknown */
    const char *zone;                       /* of the organisation's clocks */
    const struct assessment *assessment;    /* NULL: nobody has answered a sheet */
};

/* Appends what a section says to its blocks: "summary", "goal", "budget", "measures", "deferred",
 * "cases" or "levels". */
void report_investment_write(const void *ctx, const struct report_investment_facts *facts,
    const char *section, json_t *blocks);

#endif
