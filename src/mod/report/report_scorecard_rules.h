/* Inside the module: a section with an organisation's indicators by the four views of a balanced
 * scorecard: what they are, are held against, how they moved and how people judge them. Pure: no
 * database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_SCORECARD_RULES_H
#define KANAME_MOD_REPORT_REPORT_SCORECARD_RULES_H

#include "mod/kpi/kpi.h"

#include <jansson.h>

/* Appends the blocks; `figures` come by perspective, as kpi_load gives them. Fiscal years begin on
 * the first of `first_month`. */
void report_scorecard_write(
    const void *ctx, const struct kpi_figure *figures, size_t n, int first_month, json_t *blocks);

#endif
