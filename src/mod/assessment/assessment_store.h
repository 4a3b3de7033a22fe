/* Internal to the module: rows of targets and averages. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_STORE_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_STORE_H

#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_average.h"

/* The target in force of each section: the one of the campaign's period, else of the latest before.
 * Fills `target` of the sections. */
enum err assessment_store_targets(struct call *c, struct assessment *a);

/* The latest average of each section and item for a->industry. Fills `industry`. */
enum err assessment_store_averages(struct call *c, struct assessment *a);

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
