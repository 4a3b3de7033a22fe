#include "mod/duty/duty_rules.h"

#include "base/clock.h"
#include "base/workday.h"

#include <string.h>

static const int64_t HOUR_MS = INT64_C(3600000);
enum { MOST_AMOUNT = 10000 };

#define KEY(name, key) key,
static const char *const unit_keys[] = {DUTY_UNIT_LIST(KEY)};
static const char *const fact_keys[] = {DUTY_FACT_LIST(KEY)};
#undef KEY

enum duty_unit duty_unit_of(const char *key)
{
    int unit = 0;
    while (unit < DUTY_UNIT_MAX && (key == NULL || strcmp(unit_keys[unit], key) != 0))
        unit++;
    return (enum duty_unit)unit;
}

const char *duty_fact_key(int fact)
{
    return fact_keys[fact];
}

/* ---- terms ---- */

static int month_length(int year, int month)
{
    struct date next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};
    return date_of_days(date_days(next) - 1).day;
}

static struct date months_later(struct date d, int64_t months)
{
    int64_t at = (int64_t)d.year * 12 + d.month - 1 + months;
    struct date later = {(int)(at / 12), (int)(at % 12) + 1, d.day};
    int length = month_length(later.year, later.month);
    if (later.day > length)
        later.day = length;
    return later;
}

static struct date days_later(struct date d, int64_t days)
{
    return date_of_days(date_days(d) + days);
}

/* Working days: the first of them is the start's own day only where that counts. */
static struct date last_day(const struct duty_term *term, struct date start, const char *zone)
{
    int64_t less = term->first_day ? 1 : 0;
    if (term->unit == DUTY_MONTHS)
        return days_later(months_later(start, term->amount), -less);
    if (term->unit == DUTY_DAYS)
        return days_later(start, term->amount - less);
    bool counts = term->first_day && workday_is(start, zone);
    int64_t left = term->amount;
    struct date day = start;
    if (counts)
        left--;
    while (left > 0) {
        day = days_later(day, 1);
        if (workday_is(day, zone))
            left--;
    }
    return day;
}

bool duty_due(const struct duty_term *term, int64_t start_ms, const char *zone, int64_t *ret_ms)
{
    struct date start;
    if (term->amount == 0 || term->unit == DUTY_UNIT_MAX) {
        *ret_ms = 0;
        return true;
    }
    if (term->amount < 0 || term->amount > MOST_AMOUNT ||
        !clock_day_in_zone(start_ms, zone, &start))
        return false;
    if (term->unit == DUTY_HOURS) {
        *ret_ms = start_ms + term->amount * HOUR_MS;
        return instant_ok(*ret_ms);
    }
    struct date last = last_day(term, start, zone);
    if (term->roll)
        last = workday_after(last, 0, zone);
    return clock_day_end(last, zone, ret_ms) && instant_ok(*ret_ms);
}

/* ---- countries ---- */

/* The next code; NULL: no more. */
static const char *next_code(const char **text)
{
    *text += strspn(*text, ", ");
    const char *code = *text;
    size_t n = strcspn(code, ", ");
    *text += n;
    return n == 0 ? NULL : code;
}

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool duty_countries_ok(const char *codes)
{
    const char *code;
    const char *rest = codes;
    while ((code = next_code(&rest)) != NULL)
        if (rest - code != 2 || !upper(code[0]) || !upper(code[1]))
            return false;
    return true;
}

static bool listed(const char *codes, const char *code)
{
    const char *one;
    while ((one = next_code(&codes)) != NULL)
        if (strncmp(one, code, 2) == 0)
            return true;
    return false;
}

static bool any_country(const char *asked, const char *affected)
{
    const char *code;
    while ((code = next_code(&affected)) != NULL)
        if (listed(asked, code))
            return true;
    return false;
}

/* ---- whether it concerns the case ---- */

static bool is_kind(const struct duty_asks *asks, const char *kind)
{
    return asks->kind != NULL && strcmp(asks->kind, kind) == 0;
}

/* What has to hold altogether: false, the regime does not concern the case. */
static bool needs(const struct duty_facts *facts, int fact, bool asked, struct duty_match *match)
{
    if (!asked)
        return true;
    if (facts->of[fact] == FACT_YES)
        match->why |= 1U << fact;
    if (facts->of[fact] == FACT_UNKNOWN)
        match->open |= 1U << fact;
    return facts->of[fact] != FACT_NO;
}

/* One of several has to hold: false, none does and none is open. */
static bool triggers(
    const struct duty_asks *asks, const struct duty_facts *facts, struct duty_match *match)
{
    unsigned why = 0, open = 0;
    bool asked = asks->min_persons > 0;
    for (int i = 0; i < DUTY_FACT_MAX; i++) {
        if (!asks->when[i])
            continue;
        asked = true;
        why |= facts->of[i] == FACT_YES ? 1U << i : 0;
        open |= facts->of[i] == FACT_UNKNOWN ? 1U << i : 0;
    }
    if (asks->min_persons > 0 && facts->persons < 0)
        open |= DUTY_BY_PERSONS;
    if (asks->min_persons > 0 && facts->persons >= asks->min_persons)
        why |= DUTY_BY_PERSONS;
    match->why |= why;
    if (why == 0)
        match->open |= open;
    return !asked || why != 0 || open != 0;
}

struct duty_match duty_match(const struct duty_asks *asks, const struct duty_facts *facts)
{
    struct duty_match match = {.proposed = false};
    if (asks->countries != NULL && asks->countries[0] != '\0') {
        if (!any_country(asks->countries, facts->countries == NULL ? "" : facts->countries))
            return match;
        match.why |= DUTY_BY_COUNTRY;
    }
    bool sector = asks->sector < DUTY_FACT_MAX;
    match.proposed = (!sector || needs(facts, asks->sector, true, &match)) &&
                     needs(facts, DUTY_PERSONAL, asks->personal, &match) &&
                     needs(facts, DUTY_CONTRACTS, is_kind(asks, "contract"), &match) &&
                     triggers(asks, facts, &match);
    if (is_kind(asks, "insurer") || is_kind(asks, "voluntary"))
        match.why |= DUTY_BY_KIND;
    if (match.why == 0 && match.open == 0)
        match.why = DUTY_BY_ALL;
    return match;
}
