#include "mod/report/report_schedule_rules.h"

#include "base/mem.h"
#include "base/workday.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

enum { MONTHS = 12 };

#define KEY(name, key) key,
const char *const SCHEDULE_CYCLE_KEYS[] = {SCHEDULE_CYCLE_LIST(KEY) NULL};
const char *const SCHEDULE_COVERS_KEYS[] = {SCHEDULE_COVERS_LIST(KEY) NULL};
const char *const SCHEDULE_RULE_KEYS[] = {SCHEDULE_RULE_LIST(KEY) NULL};
#undef KEY

int schedule_months(enum schedule_cycle cycle)
{
    static const int months[SCHEDULE_CYCLE_MAX] = {
        [SCHEDULE_MONTH] = 1, [SCHEDULE_QUARTER] = 3, [SCHEDULE_HALF] = 6, [SCHEDULE_YEAR] = 12};
    return months[cycle];
}

/* ---- months since the year 0 ---- */

static int month_no(struct date d)
{
    return d.year * MONTHS + d.month - 1;
}

static struct date first_of(int month)
{
    return (struct date){month / MONTHS, month % MONTHS + 1, 1};
}

static struct date last_of(int month)
{
    return date_of_days(date_days(first_of(month + 1)) - 1);
}

/* ---- the day within a month ---- */

static struct date workday_before(struct date d, const char *zone)
{
    while (!workday_is(d, zone))
        d = date_of_days(date_days(d) - 1);
    return d;
}

static struct date named_day(int month, int day)
{
    struct date last = last_of(month);
    return day < last.day ? (struct date){last.year, last.month, day} : last;
}

static struct date nth_workday(int month, int n, const char *zone)
{
    struct date d = workday_after(first_of(month), n - 1, zone);
    return month_no(d) == month ? d : workday_before(last_of(month), zone);
}

static struct date day_in(const struct schedule_plan *plan, int month)
{
    struct date day = named_day(month, plan->day);
    switch (plan->rule) {
    case SCHEDULE_DAY_OR_NEXT:
        return workday_after(day, 0, plan->zone);
    case SCHEDULE_DAY_OR_BEFORE:
        return workday_before(day, plan->zone);
    case SCHEDULE_WORKING_DAY:
        return nth_workday(month, plan->day, plan->zone);
    case SCHEDULE_LAST_WORKING_DAY:
        return workday_before(last_of(month), plan->zone);
    case SCHEDULE_DAY:
    case SCHEDULE_RULE_MAX:
        break;
    }
    return day;
}

/* ---- turns ---- */

/* Of the cycle that begins with this month. */
static struct schedule_turn turn_of(const struct schedule_plan *plan, int begin)
{
    int months = schedule_months(plan->cycle);
    int covered = begin + ((int)plan->covers - (int)SCHEDULE_CURRENT) * months;
    return (struct schedule_turn){.day = day_in(plan, begin + plan->month - 1),
        .first = first_of(covered),
        .last = last_of(covered + months - 1)};
}

static int cycle_begin(const struct schedule_plan *plan, struct date d)
{
    return month_no(fiscal_span(d, plan->first_month, schedule_months(plan->cycle)).first);
}

/* A day moved off a holiday may lie beyond its month, so the neighbouring cycles are asked too. */
struct schedule_turn schedule_next(const struct schedule_plan *plan, struct date from)
{
    int months = schedule_months(plan->cycle);
    int begin = cycle_begin(plan, from) - months;
    struct schedule_turn turn = turn_of(plan, begin);
    while (date_compare(turn.day, from) < 0) {
        begin += months;
        turn = turn_of(plan, begin);
    }
    return turn;
}

struct schedule_turn schedule_latest(const struct schedule_plan *plan, struct date today)
{
    int months = schedule_months(plan->cycle);
    int begin = cycle_begin(plan, today) + months;
    struct schedule_turn turn = turn_of(plan, begin);
    while (date_compare(turn.day, today) > 0) {
        begin -= months;
        turn = turn_of(plan, begin);
    }
    return turn;
}

/* ---- titles ---- */

const char *schedule_period(const void *ctx, const char *lang, enum schedule_cycle cycle,
    struct date first, int first_month)
{
    int quarter = fiscal_quarter(first, first_month);
    const char *fiscal = report_fiscal_year_text(ctx, lang, fiscal_year(first, first_month));
    const struct msg_arg args[] = {
        {"year", cycle == SCHEDULE_MONTH ? report_year_text(ctx, lang, first) : fiscal},
        {"month", msg_get(lang, mem_printf(ctx, "date.month.%d", first.month))},
        {"quarter", mem_printf(ctx, "%d", quarter)},
    };
    const char *id = mem_printf(ctx, "report.schedule.period.%s%s", SCHEDULE_CYCLE_KEYS[cycle],
        cycle != SCHEDULE_HALF ? ""
        : quarter == 1         ? ".1"
                               : ".2");
    return msg_format(ctx, lang, id, args, sizeof args / sizeof args[0]);
}

const char *schedule_title(const void *ctx, const char *pattern, const char *period)
{
    for (size_t i = 0; i < MSG_LANGS; i++) {
        const char *place = msg_get(msg_langs[i], "report.schedule.place");
        const char *at = strstr(pattern, place);
        if (at != NULL)
            return mem_printf(
                ctx, "%.*s%s%s", (int)(at - pattern), pattern, period, at + strlen(place));
    }
    return pattern;
}
