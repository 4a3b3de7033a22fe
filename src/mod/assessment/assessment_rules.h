/* Internal to the module: means and comparisons. Pure: no database, no clock. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_RULES_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_RULES_H

#include "mod/assessment/assessment.h"

/* Fills sections, items and overall of a unit from what was written at submission. */
void assessment_unit_result(const void *ctx, const struct sheet_doc *doc, struct unit_result *unit);

/* Company means and head office of sections, items and overall from the units' results. */
void assessment_company(struct assessment *a);

/* The company's section and item means of another campaign of the sheet become `last`, matched by
 * key (its version may differ). */
void assessment_set_last(struct assessment *a, const struct assessment *last);

/* Overall target, industry and last: the plain mean of the top sections' that are known, only when
 * every one of them is. */
void assessment_overall(struct assessment *a);

#endif
