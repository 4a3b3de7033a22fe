#include "kernel/sheet/campaign_rules.h"

#include <stddef.h>

static int64_t days_of(const char *text, int64_t fallback)
{
    struct date d;
    return text != NULL && date_parse(text, &d) ? date_days(d) : fallback;
}

int campaign_days_left(const char *due, struct date today)
{
    int64_t now = date_days(today);
    return (int)(days_of(due, now) - now);
}

bool campaign_remind_due(const struct campaign_plan *plan, struct date today)
{
    int64_t now = date_days(today);
    int64_t due = days_of(plan->due, INT64_MAX);
    int64_t newest = INT64_MIN;
    if (plan->remind_before > 0 && now >= due - plan->remind_before)
        newest = now >= due ? due : due - plan->remind_before;
    if (plan->remind_every > 0 && now > due)
        newest = now - (now - due - 1) % plan->remind_every;
    return newest > days_of(plan->reminded_on, INT64_MIN) &&
           newest >= days_of(plan->opened_on, INT64_MIN) && newest != INT64_MIN;
}

const char *campaign_notice(int days_left, int remind_before)
{
    if (days_left < 0)
        return "late";
    return days_left <= (remind_before > 0 ? remind_before : REMIND_SOON) ? "soon" : NULL;
}
