#include "kernel/i18n/msg_date.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"

#include <string.h>

const char *msg_date(const void *ctx, const char *lang, const char *text)
{
    struct date d;
    if (!date_parse(text, &d))
        return text;
    struct msg_arg args[] = {
        {"year", mem_printf(ctx, "%d", d.year)},
        {"month", msg_get(lang, mem_printf(ctx, "date.month.%d", d.month))},
        {"day", mem_printf(ctx, "%d", d.day)},
    };
    return msg_format(ctx, lang, "date.long", args, 3);
}

const char *msg_instant(const void *ctx, const char *lang, int64_t ms, const char *zone)
{
    char text[INSTANT_TEXT_SIZE];
    if (!instant_format_in_zone(ms, zone, text))
        instant_format(ms, text);
    char *date = mem_strndup(ctx, text, strlen("YYYY-MM-DD"));
    char *time = mem_strndup(ctx, text + strlen("YYYY-MM-DDT"), strlen("HH:MM"));
    struct msg_arg args[] = {{"date", msg_date(ctx, lang, date)}, {"time", time}};
    return msg_format(ctx, lang, "date.instant", args, 2);
}
