/* Parts of a report that every form shows as a table, made into one: the twin of a radar, the
 * list of sources. Pure; results live under `ctx`. */
#ifndef KANAME_MOD_REPORT_TABLE_RULES_H
#define KANAME_MOD_REPORT_TABLE_RULES_H

#include "mod/report/report_doc.h"

const struct report_table *report_radar_twin(
    const void *ctx, const char *lang, const struct report_radar *radar);
const struct report_table *report_trend_twin(
    const void *ctx, const char *lang, const struct report_radar *trend);
/* Sample data is a state of attention in its own column. */
const struct report_table *report_sources_table(
    const void *ctx, const char *lang, const struct report_sources *sources);
/* For Excel: bars and heat maps as numbers. */
const struct report_table *report_bars_table(
    const void *ctx, const char *lang, const struct report_bars *bars);

/* Is every value of a column short enough never to be broken over lines? Numbers, dates, sums and
 * such are; texts and states when none is longer than some eight full-width characters. */
bool report_column_short(
    const void *ctx, const char *lang, const struct report_table *table, size_t column);

/* "2.0–2.9  一部" for the key of a heat map. */
const char *report_heat_step_text(
    const void *ctx, const char *lang, const struct report_heatmap *map, size_t step);

#endif
