/* Internal to the module: rows of targets and averages. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_STORE_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_STORE_H

#include "mod/assessment/assessment.h"

/* The target in force of each section: the one of the campaign's period, else of the latest before.
 * Fills `target` of the sections. */
enum err assessment_store_targets(struct call *c, struct assessment *a);

/* The latest average of each section and item for a->industry. Fills `industry`. */
enum err assessment_store_averages(struct call *c, struct assessment *a);

/* The industry the organisation belongs to; NULL: not said. */
enum err assessment_store_industry(struct call *c, const char **ret_industry);

#endif
