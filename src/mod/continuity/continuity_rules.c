#include "mod/continuity/continuity_rules.h"

#include <string.h>

static const struct {
    const char *key;
    double hours;
    int days;
} cycles[] = {
#define CYCLE(key, hours, days) {key, hours, days},
    BACKUP_CYCLE_LIST(CYCLE)
#undef CYCLE
};

double continuity_cycle_hours(const char *cycle)
{
    for (size_t i = 0; i < sizeof cycles / sizeof cycles[0]; i++)
        if (strcmp(cycles[i].key, cycle) == 0)
            return cycles[i].hours;
    return CONTINUITY_UNKNOWN;
}

/* Of a cycle that is none of the keys: nothing is asked of it. */
static int cycle_days(const char *key)
{
    for (size_t i = 0; i < sizeof cycles / sizeof cycles[0]; i++)
        if (strcmp(cycles[i].key, key) == 0)
            return cycles[i].days;
    return CONTINUITY_TRIED_DAYS;
}

/* Never, or more days ago. */
static bool is_older(const char *day, struct date today, int days)
{
    struct date then;
    if (day == NULL || !date_parse(day, &then))
        return true;
    return date_days(today) - date_days(then) > days;
}

static unsigned bit(bool set, enum continuity_kind kind)
{
    return set ? 1U << kind : 0;
}

/* Both are known, and the one is the longer. */
static bool is_longer(double one, double than)
{
    return one >= 0 && than >= 0 && one > than;
}

unsigned continuity_of_backup(const struct backup_facts *f, struct date today)
{
    bool tried = !is_older(f->tested_on, today, CONTINUITY_TRIED_DAYS);
    bool failed = f->test_result != NULL && strcmp(f->test_result, "ok") != 0;
    return bit(f->same_system, FINDING_SAME_SYSTEM) |
           bit(is_older(f->made_on, today, cycle_days(f->cycle)), FINDING_MISSED) |
           bit(!tried, FINDING_UNTESTED) |
           bit(f->tested_on != NULL && failed, FINDING_TEST_FAILED) |
           bit(is_longer(f->tested_hours, f->objective_hours), FINDING_SLOW) |
           bit(is_longer(continuity_cycle_hours(f->cycle), f->point_hours), FINDING_SPARSE);
}

unsigned continuity_of_system(const struct system_facts *f)
{
    return bit(f->matters && f->backups == 0, FINDING_NO_BACKUP) |
           bit(f->matters && f->backups > 0 && f->off == 0, FINDING_NONE_OFF);
}

unsigned continuity_of_need(const struct need_facts *f)
{
    return bit(is_longer(f->objective_hours, f->bears_hours), FINDING_LONGER) |
           bit(is_longer(f->objective_point, f->bears_point), FINDING_POINT_LONGER) |
           bit(f->bears_hours >= 0 && f->objective_hours < 0, FINDING_NO_OBJECTIVE);
}

unsigned continuity_of_procedure(const struct procedure_facts *f, struct date today)
{
    return bit(is_older(f->exercised_on, today, CONTINUITY_TRIED_DAYS), FINDING_UNEXERCISED) |
           bit(is_longer(f->exercised_hours, f->bears_hours), FINDING_EXERCISE_SLOW);
}

double continuity_bears(double business_hours, double without_hours)
{
    return without_hours >= 0 ? without_hours : business_hours;
}

double continuity_tighter(double one, double other)
{
    if (one < 0 || other < 0)
        return one < 0 ? other : one;
    return one < other ? one : other;
}

bool continuity_cyber(const char *scenario)
{
    static const char *const keys[] = {
        "ransomware", "destruction", "disconnection", "ddos", "supplier_attack"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (scenario != NULL && strcmp(keys[i], scenario) == 0)
            return true;
    return false;
}
