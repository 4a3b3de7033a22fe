/* Inside the module: sections of what is counted – risks by value and by unit, measures by state,
 * the losses of a year and what insurance leaves of them. Pure: no database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_COUNT_RULES_H
#define KANAME_MOD_REPORT_REPORT_COUNT_RULES_H

#include "mod/risk/risk.h"

enum { REPORT_UNITS_SHOWN = 30 };

/* How many risks stand where, by what they are worth now. */
void report_risk_map_write(const void *ctx, const struct risk_method *method,
    const struct risk_heat *heat, json_t *blocks);

/* Figures by unit, the worst first. */
void report_risk_units_write(const void *ctx, const struct risk_method *method,
    const struct risk_figure *figures, size_t n, json_t *blocks);

/* One count a state of measures, in the order of the states, and how many are late. */
void report_measures_state_write(
    const void *ctx, const int64_t *counts, int64_t late, json_t *blocks);

/* Of a result of a simulation (docs/admin/loss-format.md); NULL: there is none. */
void report_loss_year_write(const void *ctx, const json_t *result, json_t *blocks);
void report_loss_gap_write(const void *ctx, const json_t *result, json_t *blocks);

#endif
