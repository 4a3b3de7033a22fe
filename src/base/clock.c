#include "base/clock.h"

#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MS_PER_S = 1000, S_PER_DAY = 86400, ZONES_HELD = 64, MONTHS = 12, MONTHS_OF_QUARTER = 3 };

static int64_t read_clock(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * MS_PER_S + t.tv_nsec / 1000000;
}

int64_t clock_now_ms(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t clock_monotonic_ms(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

/* Reads exactly `n` digits. */
static bool digits(const char *text, int n, int *ret_value)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *ret_value = value;
    return true;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2);
}

static bool date_read(const char *text, struct date *ret_date)
{
    struct date d;
    if (!digits(text, 4, &d.year) || text[4] != '-' || !digits(text + 5, 2, &d.month) ||
        text[7] != '-' || !digits(text + 8, 2, &d.day))
        return false;
    if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 ||
        d.day > month_days(d.year, d.month))
        return false;
    *ret_date = d;
    return true;
}

bool date_parse(const char *text, struct date *ret_date)
{
    return strlen(text) == DATE_TEXT_SIZE - 1 && date_read(text, ret_date);
}

/* Exactly `n` digits, the lowest ones; lists format thousands of dates. */
static char *put_digits(char *p, unsigned value, int n)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        p[i] = (char)('0' + value % 10);
    return p + n;
}

void date_format(struct date d, char ret_text[DATE_TEXT_SIZE])
{
    char *p = put_digits(ret_text, (unsigned)d.year, 4);
    *p++ = '-';
    p = put_digits(p, (unsigned)d.month, 2);
    *p++ = '-';
    p = put_digits(p, (unsigned)d.day, 2);
    *p = '\0';
}

int date_compare(struct date a, struct date b)
{
    int64_t x = date_days(a);
    int64_t y = date_days(b);
    return (x > y) - (x < y);
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil. */
int64_t date_days(struct date d)
{
    int64_t y = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_of_days(int64_t days)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    struct date d = {
        .year = (int)(yoe + era * 400),
        .month = (int)(mp < 10 ? mp + 3 : mp - 9),
        .day = (int)(doy - (153 * mp + 2) / 5 + 1),
    };
    d.year += d.month <= 2;
    return d;
}

/* ".123", "Z" or "+09:00" after the seconds. */
static bool tail_read(const char *p, int64_t *ret_ms, int64_t *ret_offset_s)
{
    int64_t ms = 0;
    if (*p == '.') {
        int64_t scale = 100;
        for (p++; *p >= '0' && *p <= '9'; p++, scale /= 10)
            ms += (*p - '0') * scale;
    }
    int hours = 0;
    int minutes = 0;
    if (strcmp(p, "Z") == 0 || strcmp(p, "z") == 0) {
        *ret_offset_s = 0;
    } else if ((*p == '+' || *p == '-') && strlen(p) == 6 && digits(p + 1, 2, &hours) &&
               p[3] == ':' && digits(p + 4, 2, &minutes) && hours < 24 && minutes < 60) {
        *ret_offset_s = (hours * INT64_C(3600) + minutes * INT64_C(60)) * (*p == '-' ? -1 : 1);
    } else {
        return false;
    }
    *ret_ms = ms;
    return true;
}

bool instant_ok(int64_t ms)
{
    static const struct date first = {1, 1, 1};
    static const struct date beyond = {10000, 1, 1};
    return ms >= date_days(first) * S_PER_DAY * MS_PER_S &&
           ms < date_days(beyond) * S_PER_DAY * MS_PER_S;
}

bool instant_parse(const char *text, int64_t *ret_ms)
{
    struct date d;
    int h, m, s;
    int64_t ms, offset;
    if (strlen(text) < 20 || !date_read(text, &d) || (text[10] != 'T' && text[10] != ' '))
        return false;
    if (!digits(text + 11, 2, &h) || text[13] != ':' || !digits(text + 14, 2, &m) ||
        text[16] != ':' || !digits(text + 17, 2, &s) || h > 23 || m > 59 || s > 59)
        return false;
    if (!tail_read(text + 19, &ms, &offset))
        return false;
    int64_t seconds = date_days(d) * S_PER_DAY + h * INT64_C(3600) + m * INT64_C(60) + s - offset;
    ms += seconds * MS_PER_S;
    if (!instant_ok(ms))
        return false;
    *ret_ms = ms;
    return true;
}

void instant_format(int64_t ms, char ret_text[INSTANT_TEXT_SIZE])
{
    static const struct {
        unsigned unit, range;
        int digits;
        char after;
    } parts[] = {{3600000, 24, 2, ':'}, {60000, 60, 2, ':'}, {1000, 60, 2, '.'}, {1, 1000, 3, 'Z'}};
    int64_t day_ms = (int64_t)S_PER_DAY * MS_PER_S;
    int64_t days = ms / day_ms - (ms % day_ms < 0);
    unsigned rest = (unsigned)(ms - days * day_ms);
    date_format(date_of_days(days), ret_text);
    char *p = ret_text + DATE_TEXT_SIZE - 1;
    *p++ = 'T';
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        p = put_digits(p, rest / parts[i].unit % parts[i].range, parts[i].digits);
        *p++ = parts[i].after;
    }
    *p = '\0';
}

/* GLib reads a zone's file whenever nobody holds the zone any more: so the first ones asked for are
 * held for good, and an import does not read the same file for every row. NULL: no such zone; else
 * the caller's to unref. */
static GTimeZone *zone_of(const char *zone)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static GTimeZone *held[ZONES_HELD];
    static size_t n_held;
    size_t i = 0;
    GTimeZone *z = g_time_zone_new_identifier(zone);
    if (z == NULL)
        return NULL;
    pthread_mutex_lock(&lock);
    while (i < n_held && held[i] != z)
        i++;
    if (i == n_held && n_held < ZONES_HELD)
        held[n_held++] = g_time_zone_ref(z);
    pthread_mutex_unlock(&lock);
    return z;
}

bool clock_zone_ok(const char *zone)
{
    GTimeZone *z = zone_of(zone);
    if (z == NULL)
        return false;
    g_time_zone_unref(z);
    return true;
}

/* Seconds since 1970 on the zone's clocks, and how far these are ahead of UTC. */
static bool local_seconds(int64_t ms, const char *zone, int64_t *ret_local, int *ret_offset)
{
    GTimeZone *z = zone_of(zone);
    if (z == NULL)
        return false;
    int64_t seconds = ms / MS_PER_S - (ms % MS_PER_S < 0);
    int at = g_time_zone_find_interval(z, G_TIME_TYPE_UNIVERSAL, seconds);
    *ret_offset = g_time_zone_get_offset(z, at < 0 ? 0 : at);
    *ret_local = seconds + *ret_offset;
    g_time_zone_unref(z);
    return true;
}

bool clock_day_in_zone(int64_t ms, const char *zone, struct date *ret_date)
{
    int64_t local;
    int offset;
    if (!local_seconds(ms, zone, &local, &offset))
        return false;
    *ret_date = date_of_days(local / S_PER_DAY - (local % S_PER_DAY < 0));
    return true;
}

bool instant_format_in_zone(int64_t ms, const char *zone, char ret_text[INSTANT_TEXT_SIZE])
{
    int64_t local;
    int offset;
    if (!local_seconds(ms, zone, &local, &offset))
        return false;
    instant_format(local * MS_PER_S, ret_text);
    unsigned minutes = (unsigned)(offset < 0 ? -offset : offset) / 60;
    const size_t tail =
        sizeof "2026-11-21T10:00:00" - 1; /* the offset takes the place of ".000Z" */
    snprintf(ret_text + tail, INSTANT_TEXT_SIZE - tail, "%c%02u:%02u", offset < 0 ? '-' : '+',
        minutes / 60 % 100, minutes % 60);
    return true;
}

bool clock_instant_in_zone(struct date d, int seconds, const char *zone, int64_t *ret_ms)
{
    GTimeZone *z = zone_of(zone);
    if (z == NULL)
        return false;
    gint64 local = date_days(d) * S_PER_DAY + seconds;
    int at = g_time_zone_adjust_time(z, G_TIME_TYPE_STANDARD, &local);
    int64_t offset = g_time_zone_get_offset(z, at < 0 ? 0 : at);
    g_time_zone_unref(z);
    *ret_ms = (local - offset) * MS_PER_S;
    return true;
}

bool clock_day_end(struct date d, const char *zone, int64_t *ret_ms)
{
    return clock_instant_in_zone(date_of_days(date_days(d) + 1), 0, zone, ret_ms);
}

int fiscal_year(struct date d, int first_month)
{
    return d.month >= first_month ? d.year : d.year - 1;
}

static struct date month_first(int month)
{
    return (struct date){month / MONTHS, month % MONTHS + 1, 1};
}

/* How many months of the fiscal year have gone by. */
static int fiscal_months(struct date day, int first_month)
{
    return (day.month - first_month + MONTHS) % MONTHS;
}

struct date_span fiscal_span(struct date day, int first_month, int months)
{
    int month = day.year * MONTHS + day.month - 1;
    int first = month - fiscal_months(day, first_month) % months;
    return (struct date_span){
        month_first(first), date_of_days(date_days(month_first(first + months)) - 1)};
}

int fiscal_quarter(struct date day, int first_month)
{
    return fiscal_months(day, first_month) / MONTHS_OF_QUARTER + 1;
}

void quarter_format(struct date day, int first_month, char ret_text[QUARTER_TEXT_SIZE])
{
    snprintf(ret_text, QUARTER_TEXT_SIZE, "FY%04u-Q%u",
        (unsigned)fiscal_year(day, first_month) % 10000,
        (unsigned)fiscal_quarter(day, first_month) % 10);
}

void period_format(int year, char ret_text[PERIOD_TEXT_SIZE])
{
    snprintf(ret_text, PERIOD_TEXT_SIZE, "FY%04u", (unsigned)year % 10000);
}

bool period_parse(const char *text, int *ret_year)
{
    return strlen(text) == PERIOD_TEXT_SIZE - 1 && text[0] == 'F' && text[1] == 'Y' &&
           digits(text + 2, 4, ret_year);
}
