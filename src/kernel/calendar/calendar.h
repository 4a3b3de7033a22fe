/* What somebody has to do and by when, as a calendar that calendar programs subscribe to
 * (iCalendar, RFC 5545 and 7986) by a secret link of the person's own. What stands in it is said by
 * registers (struct reg_due) and, for everything else, by the modules' `calendar` functions; they
 * are asked as that person, so the calendar never holds what the person may not read.
 *
 * Reading is all that the link allows. Whoever has it reads titles and dates: it is shown once,
 * kept as a hash, never logged, and ends when the person, the account or a new link says so. */
#ifndef KANAME_KERNEL_CALENDAR_CALENDAR_H
#define KANAME_KERNEL_CALENDAR_CALENDAR_H

#include "base/clock.h"
#include "kernel/app.h"

struct calendar_event {
    const char *uid;   /* the same for ever: "measure.<UUID>.due" */
    const char *day;   /* "2026-11-30": the whole of it, wherever the calendar is looked at */
    const char *title; /* in the call's language */
    const char *path;  /* page of the UI: "/measures/M-2026-0012" */
    int64_t changed_ms;
    int64_t sequence; /* never goes back */
};

struct calendar {
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE]; /* days that are shown, both included */
    struct calendar_event *events;
    size_t n;
};

/* For the modules' `calendar` functions: in a read transaction, as the person (c->who). What lies
 * outside the days shown, and what is too much, is left out. Texts are kept until the call ends. */
void calendar_add(struct call *c, struct calendar *calendar, const struct calendar_event *event);

/* "PREFIX.<UUID>.KIND", under c. */
const char *calendar_uid(
    struct call *c, const char *prefix, const struct uuid *uid, const char *kind);

/* The link of an account ends for good, if there is one: in a write transaction. */
enum err calendar_end(struct call *c, int64_t account_id);

extern const struct module module_calendar;

#endif
