/* Working days of offices: Monday to Friday without public holidays. Pure. */
#ifndef KANAME_BASE_WORKDAY_H
#define KANAME_BASE_WORKDAY_H

#include "base/clock.h"

/* Whether offices are closed for a public holiday in the country of an IANA zone. "Asia/Tokyo": the
 * days of 国民の祝日に関する法律 (as of 2020; good for 2020 to 2099, without one-off laws), the
 * substitute and in-between days of its article 3, and 29 December to 3 January, when offices are
 * closed by custom (行政機関の休日に関する法律, article 1). Other zones: none is known. */
bool workday_holiday(struct date d, const char *zone);

bool workday_is(struct date d, const char *zone);

/* The day `days` (≥ 0) working days after `from`: 0 is `from` itself or, when that is none, the
 * next working day. */
struct date workday_after(struct date from, int days, const char *zone);

#endif
