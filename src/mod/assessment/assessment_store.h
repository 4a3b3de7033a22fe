/* Internal to the module: rows of targets and averages. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_STORE_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_STORE_H

#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_average.h"

/* The target in force of each section: the one of the campaign's period, else of the latest before.
 * Fills `target` of the sections. */
enum err assessment_store_targets(struct call *c, struct assessment *a);

/* The latest average of each section, item and line for a->industry, of those dated `until` at the
 * latest (date; NULL: all). Fills `lines`. */
enum err assessment_store_averages(struct call *c, struct assessment *a, const char *until);

/* Numbers of the sheet's campaigns that have a counted response, the newest first, at most ten. */
enum err assessment_store_campaigns(
    struct call *c, const char *sheet_key, const char ***ret_numbers, size_t *ret_n);

/* Periods later than `after` for which targets are set, the nearest first, at most ten. */
enum err assessment_store_target_periods(struct call *c, const char *sheet_key, const char *after,
    const char ***ret_periods, size_t *ret_n);

/* What a set holds for one industry. */
struct average_part {
    struct average_set set;
    const char *industry;
    int64_t rows;
    int64_t loaded_at_ms; /* the newest of them */
};

/* All parts, those of a set together, the newest sets first. */
enum err assessment_store_parts(struct call *c, struct average_part **ret_parts, size_t *ret_n);

struct average_row {
    struct uuid uid;
    int64_t version;
};

/* The live averages of a set. */
enum err assessment_store_set_rows(
    struct call *c, const struct average_set *set, struct average_row **ret_rows, size_t *ret_n);

/* The industry the organisation belongs to; NULL: not said. */
enum err assessment_store_industry(struct call *c, const char **ret_industry);

#endif
