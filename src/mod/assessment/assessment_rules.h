/* Internal to the module: means and comparisons. Pure: no database, no clock. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_RULES_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_RULES_H

#include "mod/assessment/assessment.h"

/* Fills sections, items and overall of a unit from what was written at submission. */
void assessment_unit_result(const void *ctx, const struct sheet_doc *doc, struct unit_result *unit);

/* Company means and head office of sections, items and overall from the units' results. */
void assessment_company(struct assessment *a);

/* In ascending order, which the rules below rely on. */
void unit_ids_sort(struct unit_ids *set);

/* What of the campaign before may be held against this one. The company then against the company
 * now is a comparison even where units have come and gone since; whoever could have answered both
 * times and did so once makes the sums unlike, and then a part is held against the same units
 * alone. Both with their units and `there` filled. */
enum last_basis assessment_last_basis(
    const void *ctx, const struct assessment *a, const struct assessment *last);

/* Takes the values of all units out of `last` that are not counted in `a`. Before
 * assessment_company(last). */
void assessment_keep_same_units(
    const void *ctx, struct assessment *last, const struct assessment *a);

/* The company's section and item means of another campaign of the sheet become `last`, matched by
 * key (its version may differ). */
void assessment_set_last(struct assessment *a, const struct assessment *last);

/* Overall target and level lines: the plain mean of the top sections' that are known, only when
 * every one of them is. */
void assessment_overall(struct assessment *a);

#endif
