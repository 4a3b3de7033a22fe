#include "base/workday.h"

#include <string.h>

/* 0: Monday … 6: Sunday. 1970-01-01 was a Thursday. */
static int weekday(struct date d)
{
    return (int)(((date_days(d) + 3) % 7 + 7) % 7);
}

struct fixed {
    int month, day;
};

/* New Year, foundation, the Emperor's birthday, Showa, constitution, greenery, children, mountains,
 * culture, labour thanksgiving. */
static const struct fixed FIXED[] = {
    {1, 1}, {2, 11}, {2, 23}, {4, 29}, {5, 3}, {5, 4}, {5, 5}, {8, 11}, {11, 3}, {11, 23}};

struct nth_monday {
    int month, nth;
};

/* Coming of age, the sea, respect for the aged, sports. */
static const struct nth_monday MONDAYS[] = {{1, 2}, {7, 3}, {9, 3}, {10, 2}};

/* Days of the equinoxes as the astronomical almanac gives them for 1980 to 2099. */
static int equinox(int year, int month)
{
    double base = month == 3 ? 20.8431 : 23.2488;
    int since = year - 1980;
    return (int)(base + 0.242194 * since) - since / 4;
}

static bool by_name(struct date d)
{
    for (size_t i = 0; i < sizeof FIXED / sizeof FIXED[0]; i++)
        if (FIXED[i].month == d.month && FIXED[i].day == d.day)
            return true;
    for (size_t i = 0; i < sizeof MONDAYS / sizeof MONDAYS[0]; i++)
        if (MONDAYS[i].month == d.month && weekday(d) == 0 && (d.day + 6) / 7 == MONDAYS[i].nth)
            return true;
    return (d.month == 3 || d.month == 9) && d.day == equinox(d.year, d.month);
}

static struct date moved(struct date d, int days)
{
    return date_of_days(date_days(d) + days);
}

/* Article 3 (2): a holiday on a Sunday is made up for on the next day that is none by name. */
static bool substitute(struct date d)
{
    if (by_name(d))
        return false;
    for (struct date back = moved(d, -1); by_name(back); back = moved(back, -1))
        if (weekday(back) == 6)
            return true;
    return false;
}

bool workday_holiday(struct date d, const char *zone)
{
    if (strcmp(zone, "Asia/Tokyo") != 0 && strcmp(zone, "Japan") != 0)
        return false;
    bool year_end = (d.month == 12 && d.day >= 29) || (d.month == 1 && d.day <= 3);
    bool between = by_name(moved(d, -1)) && by_name(moved(d, 1)); /* article 3 (3) */
    return year_end || by_name(d) || substitute(d) || between;
}

bool workday_is(struct date d, const char *zone)
{
    return weekday(d) < 5 && !workday_holiday(d, zone);
}

struct date workday_after(struct date from, int days, const char *zone)
{
    struct date d = from;
    while (!workday_is(d, zone))
        d = moved(d, 1);
    for (int left = days; left > 0; left--) {
        d = moved(d, 1);
        while (!workday_is(d, zone))
            d = moved(d, 1);
    }
    return d;
}
