/* Inside the module: what is lost in a year without a measure, in tables of measures. Pure: no
 * database, no clock. Values returned are new references. */
#ifndef KANAME_MOD_REPORT_REPORT_LOSS_RULES_H
#define KANAME_MOD_REPORT_REPORT_LOSS_RULES_H

#include "mod/loss/loss.h"

#include <jansson.h>

/* The column, and a measure's cell in it: the amount, or that it was not estimated. `run` NULL is
 * as if there were no simulation. */
void draft_column_loss(json_t *table, double width);
json_t *draft_cell_loss(const void *ctx, const struct loss_avoided_run *run, const json_t *measure);

/* A table of the measures in `lists`, what spares most for a yen first, those that were not
 * estimated last; borrowed from `blocks`. */
json_t *draft_table_loss(const void *ctx, json_t *blocks, const struct loss_avoided_run *run,
    const json_t *const *lists, size_t n);

/* Says below the table which simulation it is, and that amounts of measures are not added up. */
void draft_note_loss(const void *ctx, const char *ja, const struct loss_avoided_run *run,
    const char *zone, json_t *table);

#endif
