#include "kernel/evidence/evidence_rules.h"

#include <string.h>

enum { WHOLE = 100, MONTHS = 12 };

bool evidence_holds(const struct evidence_rule *rule, const struct evidence_count *count)
{
    if (!rule->share)
        return count->met >= rule->needs;
    return count->of > 0 && count->met * WHOLE >= count->of * rule->needs;
}

const char *evidence_state_key(enum evidence_state state)
{
    static const char *const keys[] = {"not_judged", "supported", "unsupported"};
    return keys[state];
}

struct evidence_verdict evidence_judge(const struct evidence_set *set,
    const struct evidence_count *counts, const char *item, int claimed)
{
    struct evidence_verdict v = {0};
    int lowest_failed = 0;
    bool asked = false; /* a rule at or below the claim */
    for (size_t i = 0; i < set->n_rules; i++) {
        const struct evidence_rule *rule = &set->rules[i];
        if (!counts[i].counted || strcmp(rule->item, item) != 0)
            continue;
        v.judged = true;
        asked = asked || rule->level <= claimed;
        bool failed = !evidence_holds(rule, &counts[i]);
        if (failed && (lowest_failed == 0 || rule->level < lowest_failed))
            lowest_failed = rule->level;
    }
    for (size_t i = 0; i < set->n_rules; i++) {
        const struct evidence_rule *rule = &set->rules[i];
        if (counts[i].counted && strcmp(rule->item, item) == 0 && rule->level > v.supported &&
            (lowest_failed == 0 || rule->level < lowest_failed))
            v.supported = rule->level;
    }
    if (asked)
        v.state = lowest_failed > 0 && lowest_failed <= claimed ? EVIDENCE_UNSUPPORTED
                                                                : EVIDENCE_SUPPORTED;
    return v;
}

static int days_in(int year, int month)
{
    struct date first = {year, month, 1};
    struct date next = {month == MONTHS ? year + 1 : year, month == MONTHS ? 1 : month + 1, 1};
    return (int)(date_days(next) - date_days(first));
}

struct date evidence_since(struct date day, int months)
{
    int all = day.year * MONTHS + day.month - 1 - months;
    struct date since = {all / MONTHS, all % MONTHS + 1, day.day};
    int last = days_in(since.year, since.month);
    if (since.day > last)
        since.day = last;
    return since;
}
