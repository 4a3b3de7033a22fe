/* What is wrong with objectives, procedures and backups. Pure. Hours below 0 (CONTINUITY_UNKNOWN):
 * nobody has said. */
#ifndef KANAME_MOD_CONTINUITY_CONTINUITY_RULES_H
#define KANAME_MOD_CONTINUITY_CONTINUITY_RULES_H

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>

#define CONTINUITY_UNKNOWN (-1.0)

/* A restore or an exercise longer ago counts no more: a year, and a day that leap years have. */
enum { CONTINUITY_TRIED_DAYS = 366 };

/* X(name, key): message "enum.continuity_kind.<key>". */
#define CONTINUITY_KIND_LIST(X)                                                                    \
    X(FINDING_SAME_SYSTEM, "same_system")     /* backup: lost with what it is a copy of */         \
    X(FINDING_MISSED, "missed_cycle")         /* backup: the last copy is older than the cycle */  \
    X(FINDING_UNTESTED, "untested")           /* backup: no restore was tried within a year */     \
    X(FINDING_TEST_FAILED, "test_failed")     /* backup: the last restore did not bring it back */ \
    X(FINDING_SLOW, "restore_slow")           /* backup: it took longer than it may */             \
    X(FINDING_SPARSE, "cycle_long")           /* backup: none is made as often as it has to be */  \
    X(FINDING_NO_BACKUP, "no_backup")         /* system that matters: no backup on record */       \
    X(FINDING_NONE_OFF, "none_off")           /* system that matters: none is off between runs */  \
    X(FINDING_LONGER, "objective_long")       /* need: the business bears less */                  \
    X(FINDING_POINT_LONGER, "point_long")     /* need: the business may lose less */               \
    X(FINDING_NO_OBJECTIVE, "no_objective")   /* need: the system has no objective */              \
    X(FINDING_NO_LIMIT, "no_limit")           /* business: nobody has said what it bears */        \
    X(FINDING_NO_CYBER, "no_cyber")           /* business: prepared for no cyber scenario */       \
    X(FINDING_UNEXERCISED, "unexercised")     /* procedure: not exercised within a year */         \
    X(FINDING_EXERCISE_SLOW, "exercise_slow") /* procedure: it took longer than it may */

#define CONTINUITY_ENUM(name, key) name,
enum continuity_kind { CONTINUITY_KIND_LIST(CONTINUITY_ENUM) CONTINUITY_KIND_MAX };
#undef CONTINUITY_ENUM

/* X(key, hours between copies, days after which a copy is missing): working days leave out a
 * weekend with a holiday. */
#define BACKUP_CYCLE_LIST(X) \
    X("hourly", 1, 1)        \
    X("daily", 24, 1)        \
    X("workdays", 24, 4)     \
    X("weekly", 168, 7)      \
    X("monthly", 744, 31)    \
    X("quarterly", 2208, 92)

struct backup_facts {
    bool same_system;
    const char *cycle;                             /* a key of BACKUP_CYCLE_LIST */
    const char *made_on, *tested_on, *test_result; /* NULL: never */
    double tested_hours;
    double objective_hours, point_hours; /* of what it is a copy of */
};

struct system_facts {
    bool matters; /* a business stops without it, or it is among the most important */
    size_t backups, off;
};

struct need_facts {
    double bears_hours, bears_point;
    double objective_hours, objective_point;
};

struct procedure_facts {
    const char *exercised_on; /* NULL: never */
    double exercised_hours, bears_hours;
};

/* Hours between copies; of a cycle that is none of the keys CONTINUITY_UNKNOWN. */
double continuity_cycle_hours(const char *cycle);

/* Findings as bits, 1 << kind. */
unsigned continuity_of_backup(const struct backup_facts *facts, struct date today);
unsigned continuity_of_system(const struct system_facts *facts);
unsigned continuity_of_need(const struct need_facts *facts);
unsigned continuity_of_procedure(const struct procedure_facts *facts, struct date today);

/* How long a business does without a system: what was said for that system, else for all. */
double continuity_bears(double business_hours, double without_hours);
/* The smaller of those that are known. */
double continuity_tighter(double one, double other);
/* Of the keys of enum recovery_scenario. */
bool continuity_cyber(const char *scenario);

#endif
