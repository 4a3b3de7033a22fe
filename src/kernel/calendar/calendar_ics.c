#include "kernel/calendar/calendar_ics.h"

#include "base/mem.h"

#include <libical/ical.h>
#include <limits.h>
#include <stdlib.h>

enum { REFRESH_HOURS = 1 };

/* "2026-11-30" as the whole day, `more` days later. It has no zone, so it is that day everywhere.
 */
static struct icaltimetype day_of(const char *text, int more)
{
    struct date d = {1970, 1, 1};
    struct icaltimetype time = icaltime_null_date();
    (void)date_parse(text, &d);
    d = date_of_days(date_days(d) + more);
    time.year = d.year;
    time.month = d.month;
    time.day = d.day;
    time.is_date = 1;
    return time;
}

static struct icaltimetype instant_of(int64_t ms)
{
    return icaltime_from_timet_with_zone((time_t)(ms / 1000), 0, icaltimezone_get_utc_timezone());
}

static void put_x(icalcomponent *component, const char *name, const char *value)
{
    icalproperty *p = icalproperty_new_x(value);
    icalproperty_set_x_name(p, name);
    icalcomponent_add_property(component, p);
}

static icalcomponent *event_of(
    const void *ctx, const struct calendar_head *head, const struct calendar_event *e)
{
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    int sequence = e->sequence > INT_MAX ? INT_MAX : (int)e->sequence;
    icalproperty *summary = icalproperty_new_summary(e->title);
    icalproperty_add_parameter(summary, icalparameter_new_language(head->lang));
    icalproperty *const all[] = {
        icalproperty_new_uid(e->uid),
        icalproperty_new_dtstamp(instant_of(e->changed_ms)),
        icalproperty_new_lastmodified(instant_of(e->changed_ms)),
        icalproperty_new_sequence(sequence),
        icalproperty_new_dtstart(day_of(e->day, 0)),
        icalproperty_new_dtend(day_of(e->day, 1)), /* the first day that is not part of it */
        summary,
        icalproperty_new_url(mem_printf(ctx, "%s%s", head->url, e->path)),
        icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), /* nobody is busy by it */
        icalproperty_new_class(ICAL_CLASS_PRIVATE),
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        icalcomponent_add_property(event, all[i]);
    put_x(event, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE"); /* Outlook asks this instead of TRANSP */
    return event;
}

/* NAME and REFRESH-INTERVAL are RFC 7986's; Google, Outlook and Apple read the older X- names.
 * Without METHOD: PUBLISH would want an organiser of every event (RFC 5546), and DTSTAMP would have
 * to be the time of writing. */
static icalcomponent *calendar_of(const struct calendar_head *head)
{
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    struct icaldurationtype refresh = icaldurationtype_null_duration();
    refresh.hours = REFRESH_HOURS;
    icalproperty *interval = icalproperty_new_refreshinterval(refresh);
    icalproperty_add_parameter(interval, icalparameter_new_value(ICAL_VALUE_DURATION));
    icalproperty *const all[] = {
        icalproperty_new_version("2.0"),
        icalproperty_new_prodid("-//Kaname//Kaname//EN"),
        icalproperty_new_calscale("GREGORIAN"),
        icalproperty_new_name(head->name),
        interval,
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        icalcomponent_add_property(calendar, all[i]);
    put_x(calendar, "X-WR-CALNAME", head->name);
    put_x(calendar, "X-WR-TIMEZONE", head->zone);
    put_x(calendar, "X-PUBLISHED-TTL", "PT1H");
    return calendar;
}

char *calendar_ics(
    const void *ctx, const struct calendar_head *head, const struct calendar *calendar)
{
    icalcomponent *root = calendar_of(head);
    for (size_t i = 0; i < calendar->n; i++)
        icalcomponent_add_component(root, event_of(ctx, head, &calendar->events[i]));
    char *text = icalcomponent_as_ical_string_r(root);
    char *kept = mem_strdup(ctx, text);
    free(text);
    icalcomponent_free(root);
    return kept;
}
