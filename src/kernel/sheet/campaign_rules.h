/* Days of a campaign: when it opens, when people are reminded, what they are told. Pure: today is
 * an argument, in the zone of whom it concerns. Dates are "YYYY-MM-DD". */
#ifndef KANAME_KERNEL_SHEET_CAMPAIGN_RULES_H
#define KANAME_KERNEL_SHEET_CAMPAIGN_RULES_H

#include "base/clock.h"

enum { REMIND_BEFORE_MAX = 90, REMIND_EVERY_MAX = 30, REMIND_SOON = 7 };

/* Days from `today` until `due` (0: today is the last day, negative: over since so many days). */
int campaign_days_left(const char *due, struct date today);

struct campaign_plan {
    const char *due;
    int remind_before;       /* 0: no reminders before the due date */
    int remind_every;        /* 0: none after it */
    const char *opened_on;   /* nobody is reminded of days before */
    const char *reminded_on; /* NULL: never */
};

/* Whether a reminder is due: on the day `remind_before` days ahead of the due date, on the due date
 * itself, on the day after it and every `remind_every` days from then on. A day that was missed is
 * made up for once, by the newest. */
bool campaign_remind_due(const struct campaign_plan *plan, struct date today);

/* What somebody who has not answered is told: "late", "soon" (within `remind_before` days, a week
 * when that is 0), or NULL. */
const char *campaign_notice(int days_left, int remind_before);

#endif
