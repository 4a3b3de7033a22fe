#include "mod/contact/contact_rules.h"

#include <string.h>

enum { ANY_MONTH_HAS = 28 };
static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

void contact_first_day(struct date today, int months, char ret_text[DATE_TEXT_SIZE])
{
    int all = today.year * 12 + today.month - 1 - months;
    struct date first = {.year = all / 12,
        .month = all % 12 + 1,
        .day = today.day > ANY_MONTH_HAS ? ANY_MONTH_HAS : today.day};
    date_format(first, ret_text);
}

bool contact_stale(const char *confirmed_on, const char *first)
{
    return confirmed_on == NULL || strcmp(confirmed_on, first) < 0;
}

size_t contact_keys(const char *keys)
{
    size_t n = keys != NULL && keys[0] != '\0';
    for (const char *p = n == 0 ? "" : keys; *p != '\0'; p++)
        n += *p == ',';
    return n;
}

bool contact_remind(int64_t now_ms, int64_t mailed_ms, int days, int mails, int most)
{
    return mails > 0 && mails < most && now_ms - mailed_ms >= days * DAY_MS;
}
