#include "base/clock.h"
#include "base/mem.h"
#include "kernel/table/cell.h"
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

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

const char *intel_when_of(const void *ctx, const char *text)
{
    /* What completes a text to a day, and how much of that was said. */
    static const struct {
        const char *end, *rest;
        size_t said;
    } ways[] = {{"", "", DAY_LENGTH}, {"\u6708", "1\u65e5", MONTH_LENGTH}, {"", "/1", MONTH_LENGTH},
        {"", "-1", MONTH_LENGTH}, {"", ".1", MONTH_LENGTH},
        {"\u5e74", "1\u67081\u65e5", YEAR_LENGTH}};
    const char *plain = cell_folded(ctx, text);
    if (intel_when_ok(plain))
        return plain;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct date date;
        char *day = mem_array(ctx, char, DATE_TEXT_SIZE);
        if (!ends_with(plain, ways[i].end) ||
            !cell_date(ctx, mem_printf(ctx, "%s%s", plain, ways[i].rest), &date))
            continue;
        date_format(date, day);
        day[ways[i].said] = '\0';
        return day;
    }
    return NULL;
}
