#include "base/clock.h"
#include "mod/intel/intel.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_LENGTH = 4, MONTH_LENGTH = 7, DAY_LENGTH = 10 };

/* Reports of other firms' cases often name a month or a year and no day; a made-up day would be
 * taken for known. */
bool intel_when_ok(const char *text)
{
    char whole[DATE_TEXT_SIZE] = "";
    struct date date;
    size_t n = strlen(text);
    if (n != YEAR_LENGTH && n != MONTH_LENGTH && n != DAY_LENGTH)
        return false;
    static const char first_day[] = "-01-01"; /* completes what is not said */
    snprintf(whole, sizeof whole, "%s%s", text, first_day + n - YEAR_LENGTH);
    return date_parse(whole, &date);
}
