/* Means of scorings. A component is scored on two columns, how its risks are evaluated and how they
 * are responded to (practice collection, table 2-6.3); what is measured is managing, not that there
 * is little risk. Pure: no database, no clock. */
#ifndef KANAME_MOD_MATURITY_MATURITY_RULES_H
#define KANAME_MOD_MATURITY_MATURITY_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MATURITY_LEVELS = 5 };

/* Components in use of one unit that stand at the same levels by their latest scoring. */
struct maturity_group {
    const char *path; /* of the unit */
    int evaluation;   /* 1 to MATURITY_LEVELS; 0: never scored, as `response` */
    int response;
    bool stale; /* scored, but not within a year */
    int64_t n;
};

struct maturity_figures {
    int64_t in_use, scored, stale, never; /* `stale` are among `scored` */
    /* How many stand at each level, by level. */
    int64_t evaluation[MATURITY_LEVELS + 1], response[MATURITY_LEVELS + 1];
};

/* The two levels of one scoring as a mean in tenths: 3 and 4 → 35. */
int64_t maturity_mean_of(int evaluation, int response);

/* Adds up the groups that lie in one of these units or below it. */
struct maturity_figures maturity_count(
    const struct maturity_group *groups, size_t n, const char *const *paths, size_t n_paths);

/* Mean of one column over all components that have been scored, in tenths, half up; -1: none has.
 */
int64_t maturity_column_mean(const int64_t by_level[MATURITY_LEVELS + 1]);

/* Mean of both columns over them: each component counts once, each column half. */
int64_t maturity_mean(const struct maturity_figures *figures);

#endif
