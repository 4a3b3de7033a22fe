/* Inside the module: the sections of a report of type "assessment" from what is known of a
 * campaign. Pure: no database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_ASSESSMENT_RULES_H
#define KANAME_MOD_REPORT_REPORT_ASSESSMENT_RULES_H

#include "base/clock.h"
#include "mod/assessment/assessment.h"

/* The organisation's clarification of an item. */
struct report_supplement {
    int item_no;
    const json_t *texts;
};

struct report_assessment_facts {
    const struct assessment *assessment;
    const json_t *measures; /* records as the API shows them, by due date */
    const struct report_supplement *supplements;
    size_t n_supplements;
    struct date today; /* on the organisation's clocks */
};

/* Appends the sections summary, results, units, gaps, measures, practices, words and method. */
void report_assessment_build(
    const void *ctx, const struct report_assessment_facts *facts, json_t *sections);

#endif
