/* Inside the module: sections that count what was practised in the days of a report – exercises
 * and training. Pure. */
#ifndef KANAME_MOD_REPORT_REPORT_PRACTICE_RULES_H
#define KANAME_MOD_REPORT_REPORT_PRACTICE_RULES_H

#include <jansson.h>
#include <stdbool.h>

enum { REPORT_PRACTICES = 500 }; /* counted */

/* Exercises as the API shows them: planned and held, who took part, whether goals were met. `more`:
 * there are others. */
void report_exercises_write(const void *ctx, const json_t *exercises, bool more, json_t *blocks);
/* The measures linked with them (member "measures" of each). */
void report_exercise_measures_write(const void *ctx, const json_t *exercises, json_t *blocks);
/* Training as the API shows it, by audience; what is dated after `today` is still to come. */
void report_trainings_write(
    const void *ctx, const json_t *trainings, const char *today, bool more, json_t *blocks);

#endif
