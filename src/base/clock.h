/* Instants (UTC milliseconds), calendar dates, zones, fiscal years. Dates are proleptic Gregorian.
 * The only place that asks the machine for the time. */
#ifndef KANAME_BASE_CLOCK_H
#define KANAME_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct date {
    int year, month, day;
};

enum { DATE_TEXT_SIZE = 11, INSTANT_TEXT_SIZE = 30, PERIOD_TEXT_SIZE = 7 };

int64_t clock_now_ms(void);       /* wall clock, UTC */
int64_t clock_monotonic_ms(void); /* for durations and deadlines */

/* "YYYY-MM-DD", a date that exists. */
bool date_parse(const char *text, struct date *ret_date);
void date_format(struct date d, char ret_text[DATE_TEXT_SIZE]);
int date_compare(struct date a, struct date b);
int64_t date_days(struct date d); /* days since 1970-01-01 */
struct date date_of_days(int64_t days);

/* Can it be written: in the years 1 to 9999 of UTC. */
bool instant_ok(int64_t ms);
/* RFC 3339 with offset or Z, to milliseconds; one that instant_ok. */
bool instant_parse(const char *text, int64_t *ret_ms);
void instant_format(int64_t ms, char ret_text[INSTANT_TEXT_SIZE]); /* "…T…Z" with milliseconds */

/* The same moment as clocks in an IANA zone show it, to the second: "2026-11-21T10:00:00+09:00".
 * false: no such zone. */
bool instant_format_in_zone(int64_t ms, const char *zone, char ret_text[INSTANT_TEXT_SIZE]);

/* The calendar day of an instant in an IANA zone ("Asia/Tokyo"); false: no such zone. */
bool clock_day_in_zone(int64_t ms, const char *zone, struct date *ret_date);
/* The instant at which that day ends (24:00) in the zone: when a due date is over. */
bool clock_day_end(struct date d, const char *zone, int64_t *ret_ms);
/* The instant at which clocks in the zone show that day and time (seconds since midnight); what a
 * clock put forward leaves out is the moment after it. false: no such zone. */
bool clock_instant_in_zone(struct date d, int seconds, const char *zone, int64_t *ret_ms);
bool clock_zone_ok(const char *zone);

/* The fiscal year a date falls in, named by the year in which it begins; `first_month` 1..12
 * (April = 4 by default). */
int fiscal_year(struct date d, int first_month);
/* Days from the first to the last. */
struct date_span {
    struct date first, last;
};
/* The part of a fiscal year that holds a day, where it is divided into parts of so many months: 1,
 * 3 (quarters), 6 or 12. */
struct date_span fiscal_span(struct date day, int first_month, int months);
int fiscal_quarter(struct date day, int first_month); /* 1 to 4 */
enum { QUARTER_TEXT_SIZE = 10 };
/* Of the quarter that holds a day: "FY2026-Q2". */
void quarter_format(struct date day, int first_month, char ret_text[QUARTER_TEXT_SIZE]);
void period_format(int year, char ret_text[PERIOD_TEXT_SIZE]); /* "FY2026" */
bool period_parse(const char *text, int *ret_year);

#endif
