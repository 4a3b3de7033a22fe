/* A calendar as iCalendar writes it, by libical. Pure. */
#ifndef KANAME_KERNEL_CALENDAR_CALENDAR_ICS_H
#define KANAME_KERNEL_CALENDAR_CALENDAR_ICS_H

#include "kernel/calendar/calendar.h"

struct calendar_head {
    const char *name;
    const char *lang;
    const char *zone;
    const char *url; /* before every path: "https://kaname.example" */
};

/* Lines of at most 75 bytes that end with CR LF, under ctx. The same calendar gives the same text,
 * whenever it is written: DTSTAMP is when a record was changed. */
char *calendar_ics(
    const void *ctx, const struct calendar_head *head, const struct calendar *calendar);

#endif
