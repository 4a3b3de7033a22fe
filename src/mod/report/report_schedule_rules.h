/* On which day a schedule drafts a report, and which period the draft is about. Pure: today and the
 * zone are arguments; the months' lengths and working days are those of base/workday.h. */
#ifndef KANAME_MOD_REPORT_REPORT_SCHEDULE_RULES_H
#define KANAME_MOD_REPORT_REPORT_SCHEDULE_RULES_H

#include "base/clock.h"

/* X(name, key): "enum.report_cycle.<key>". All but the month are parts of the fiscal year. */
#define SCHEDULE_CYCLE_LIST(X)     \
    X(SCHEDULE_MONTH, "month")     \
    X(SCHEDULE_QUARTER, "quarter") \
    X(SCHEDULE_HALF, "half")       \
    X(SCHEDULE_YEAR, "fiscal_year")

/* "enum.report_covers.<key>": which period, seen from the one in which the draft is made. */
#define SCHEDULE_COVERS_LIST(X)      \
    X(SCHEDULE_PREVIOUS, "previous") \
    X(SCHEDULE_CURRENT, "current")   \
    X(SCHEDULE_NEXT, "next")

/* "enum.report_day_rule.<key>" */
#define SCHEDULE_RULE_LIST(X)                                                                 \
    X(SCHEDULE_DAY, "day")                 /* the month's last one where it has fewer */      \
    X(SCHEDULE_DAY_OR_NEXT, "day_or_next") /* the next working day where it is none */        \
    X(SCHEDULE_DAY_OR_BEFORE, "day_or_before")                                                \
    X(SCHEDULE_WORKING_DAY, "working_day") /* the n-th; the last where the month has fewer */ \
    X(SCHEDULE_LAST_WORKING_DAY, "last_working_day")

#define SCHEDULE_ENUM(name, key) name,
enum schedule_cycle { SCHEDULE_CYCLE_LIST(SCHEDULE_ENUM) SCHEDULE_CYCLE_MAX };
enum schedule_covers { SCHEDULE_COVERS_LIST(SCHEDULE_ENUM) SCHEDULE_COVERS_MAX };
enum schedule_rule { SCHEDULE_RULE_LIST(SCHEDULE_ENUM) SCHEDULE_RULE_MAX };
#undef SCHEDULE_ENUM

extern const char *const SCHEDULE_CYCLE_KEYS[],
    *const SCHEDULE_COVERS_KEYS[], *const SCHEDULE_RULE_KEYS[]; /* NULL-terminated */

struct schedule_plan {
    enum schedule_cycle cycle;
    enum schedule_covers covers;
    enum schedule_rule rule;
    int day;         /* 1..31, or which working day; unused by the last working day */
    int month;       /* of the cycle, from 1 */
    int first_month; /* of the fiscal year */
    const char *zone;
};

int schedule_months(enum schedule_cycle cycle);

/* One time that a draft is made. */
struct schedule_turn {
    struct date day;
    struct date first, last; /* the period that the draft is about */
};

/* The first turn on a day not before `from`. */
struct schedule_turn schedule_next(const struct schedule_plan *plan, struct date from);
/* The last turn on a day not after `today`: what was missed before it is not made up for, as it
 * would be drafted from today's data. */
struct schedule_turn schedule_latest(const struct schedule_plan *plan, struct date today);

/* What a period is called, under ctx: "2026年10月", "2026年度第2四半期", "FY2026". */
const char *schedule_period(const void *ctx, const char *lang, enum schedule_cycle cycle,
    struct date first, int first_month);
/* A title with that in place of "[期間]" or "[period]", under ctx. */
const char *schedule_title(const void *ctx, const char *pattern, const char *period);

#endif
