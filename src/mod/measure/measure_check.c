/* What a measure's record must be, and what the program itself writes into it. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/measure/measure_private.h"

#include <math.h>
#include <string.h>

const char *measure_pointer(struct call *c, const char *key)
{
    return mem_printf(c, "/%s", key);
}

static bool today_of(const struct call *c, char ret_today[DATE_TEXT_SIZE])
{
    struct date date;
    bool known = clock_day_in_zone(c->now_ms, c->org.zone, &date);
    if (known)
        date_format(date, ret_today);
    return known;
}

void measure_fill_today(struct call *c, const struct reg_record *record, const char *key)
{
    char today[DATE_TEXT_SIZE];
    if (today_of(c, today))
        json_object_set_new(record->after, key, json_string(today));
}

static double level(const struct reg_record *record, const char *key)
{
    const json_t *value = json_object_get(record->after, key);
    return json_is_number(value) ? json_number_value(value) : -1;
}

static void check_levels(struct call *c, const struct reg_record *record)
{
    bool both = level(record, "level_now") >= 0 && level(record, "level_to_reach") >= 0;
    if (both && level(record, "level_to_reach") < level(record, "level_now"))
        problem_field_limit(
            c->problem, "/level_to_reach", "too_small", (int64_t)ceil(level(record, "level_now")));
}

/* A range in one currency, with the estimate inside it. */
static void check_range(
    struct call *c, const struct reg_record *record, const char *less, const char *more)
{
    const json_t *low = json_object_get(record->after, less);
    const json_t *high = json_object_get(record->after, more);
    if (!json_is_object(low) || !json_is_object(high))
        return;
    if (strcmp(body_text(low, "currency"), body_text(high, "currency")) != 0)
        problem_field(c->problem, mem_printf(c, "/%s", more), "currency");
    else if (body_int(high, "amount", 0) < body_int(low, "amount", 0))
        problem_field(c->problem, mem_printf(c, "/%s", more), "range");
}

/* "2026-05-31 Design agreed": a day, then what is reached on it. */
static void check_milestones(struct call *c, const struct reg_record *record)
{
    size_t i;
    const json_t *one;
    const json_t *list = json_object_get(record->after, "milestones");
    json_array_foreach(list, i, one)
    {
        char day[DATE_TEXT_SIZE] = "";
        struct date date;
        const char *text = json_string_value(one);
        size_t n = DATE_TEXT_SIZE - 1;
        if (strlen(text) > n)
            memcpy(day, text, n);
        if (!date_parse(day, &date) || text[n] != ' ')
            problem_field(c->problem, mem_printf(c, "/milestones/%zu", i), "milestone");
    }
}

static void count_asking(const struct reg_record *record, const char *today)
{
    const json_t *before = json_object_get(record->after, "asked_on");
    json_t *days = json_is_array(before) ? json_copy((json_t *)before) : json_array();
    if (json_array_size(days) >= LIMIT_MEASURE_ASKED)
        json_array_remove(days, 0);
    json_array_append_new(days, json_string(today));
    json_object_set_new(record->after, "asked_on", days);
    reg_fill_int(record, "asked_times", body_int(record->after, "asked_times", 0) + 1);
}

/* A day to come back on that lies behind would bring the measure back at once. */
static void forget_passed_day(const struct reg_record *record, const char *today)
{
    const char *back = body_text(record->after, "back_on");
    if (back != NULL && strcmp(back, today) <= 0)
        json_object_set_new(record->after, "back_on", json_null());
}

static void fill_days(struct call *c, const struct reg_record *record)
{
    char today[DATE_TEXT_SIZE];
    if (!today_of(c, today))
        return;
    if (record->change == REG_CREATE || reg_enters(record, "proposed"))
        count_asking(record, today);
    if (reg_enters(record, "approved") || reg_enters(record, "deferred") ||
        reg_enters(record, "rejected"))
        measure_fill_today(c, record, "decided_on");
    if (reg_enters(record, "deferred"))
        forget_passed_day(record, today);
    if (reg_enters(record, "done"))
        measure_fill_today(c, record, "done_on");
    if (reg_enters(record, "under_way"))
        json_object_set_new(record->after, "done_on", json_null());
}

enum err measure_check(struct call *c, const struct reg_record *record)
{
    check_levels(c, record);
    check_range(c, record, "cost_low", "cost_high");
    check_range(c, record, "cost_low", "cost_initial");
    check_range(c, record, "cost_initial", "cost_high");
    check_milestones(c, record);
    const char *state = body_text(record->after, "state");
    if (strcmp(state, "under_way") == 0 && json_is_null(json_object_get(record->after, "owner")))
        problem_field(c->problem, "/owner", "required");
    fill_days(c, record);
    return ERR_OK;
}
