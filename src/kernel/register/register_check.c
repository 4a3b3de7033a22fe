#include "kernel/register/register_check.h"

#include "base/clock.h"
#include "base/mem.h"

#include <string.h>

void reg_check_at_most(
    struct call *c, const struct reg_record *record, const char *key, const char *most)
{
    int64_t value = body_int(record->after, key, -1);
    int64_t limit = body_int(record->after, most, -1);
    if (value >= 0 && limit >= 0 && value > limit)
        problem_field_limit(c->problem, mem_printf(c, "/%s", key), "too_large", limit);
}

static bool email_ok(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && at != text && at[1] != '\0' && strchr(at + 1, '@') == NULL &&
           strpbrk(text, " \t<>,;") == NULL;
}

void reg_check_email(struct call *c, const struct reg_record *record, const char *key)
{
    const char *email = body_text(record->after, key);
    if (email != NULL && !email_ok(email))
        problem_field_value(c->problem, mem_printf(c, "/%s", key), "email", email);
}

int64_t reg_percent(const struct reg_record *record, const char *part, const char *whole)
{
    int64_t n = body_int(record->after, part, -1);
    int64_t of = body_int(record->after, whole, -1);
    return n < 0 || of <= 0 ? -1 : 100 * n / of;
}

void reg_fill_int(const struct reg_record *record, const char *key, int64_t value)
{
    json_object_set_new(record->after, key, value < 0 ? json_null() : json_integer(value));
}

void reg_fill_today(struct call *c, const struct reg_record *record, const char *key)
{
    char today[DATE_TEXT_SIZE];
    struct date date;
    if (body_text(record->after, key) != NULL || !clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return;
    date_format(date, today);
    json_object_set_new(record->after, key, json_string(today));
}

bool reg_absent(const json_t *value)
{
    return value == NULL || json_is_null(value);
}

bool reg_differ(const json_t *one, const json_t *other)
{
    if (reg_absent(one) || reg_absent(other))
        return reg_absent(one) != reg_absent(other);
    return !json_equal((json_t *)one, (json_t *)other);
}

bool reg_changes(const struct reg_record *record, const char *key)
{
    return reg_differ(json_object_get(record->before, key), json_object_get(record->after, key));
}

bool reg_enters(const struct reg_record *record, const char *state)
{
    const char *now = body_text(record->after, "state");
    return record->change == REG_TRANSITION && now != NULL && strcmp(now, state) == 0;
}
