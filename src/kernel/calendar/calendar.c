#include "kernel/calendar/calendar.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/calendar/calendar_store.h"

#include <string.h>

const char *calendar_uid(
    struct call *c, const char *prefix, const struct uuid *uid, const char *kind)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    return mem_printf(c, "%s.%s.%s", prefix, text, kind);
}

/* By day, then by uid: the same calendar is the same text. */
static bool before(const struct calendar_event *a, const struct calendar_event *b)
{
    int order = strcmp(a->day, b->day);
    return order != 0 ? order < 0 : strcmp(a->uid, b->uid) < 0;
}

void calendar_add(struct call *c, struct calendar *calendar, const struct calendar_event *event)
{
    if (event->day == NULL || strcmp(event->day, calendar->first) < 0 ||
        strcmp(event->day, calendar->last) > 0)
        return;
    if (calendar->events == NULL)
        calendar->events = mem_array(c, struct calendar_event, LIMIT_CALENDAR_EVENTS);
    if (calendar->n == LIMIT_CALENDAR_EVENTS) {
        if (!before(event, &calendar->events[calendar->n - 1]))
            return;
        calendar->n--; /* what is furthest away */
    }
    size_t at = calendar->n++;
    for (; at > 0 && before(event, &calendar->events[at - 1]); at--)
        calendar->events[at] = calendar->events[at - 1];
    calendar->events[at] = *event;
    calendar->events[at].day = mem_strdup(c, event->day);
}

enum err calendar_end(struct call *c, int64_t account_id)
{
    enum err e = calendar_store_remove(c, account_id);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}
