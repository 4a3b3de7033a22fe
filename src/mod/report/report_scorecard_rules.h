/* Inside the module: a section with an organisation's indicators by the four views of a balanced
 * scorecard: what they are, are held against, how they moved and how people judge them. Pure: no
 * database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_SCORECARD_RULES_H
#define KANAME_MOD_REPORT_REPORT_SCORECARD_RULES_H

#include "mod/kpi/kpi.h"

#include <jansson.h>

struct report_scorecard_told {
    const void *ctx;
    const char *ja;  /* that of the issue */
    int first_month; /* of the fiscal year */
};

/* Appends the blocks; `figures` come by perspective, as kpi_load gives them. */
void report_scorecard_write(const struct report_scorecard_told *told,
    const struct kpi_figure *figures, size_t n, json_t *blocks);

#endif
