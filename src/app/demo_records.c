#include "app/demo_private.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/task/task.h"
#include "mod/incident/incident.h"
#include "mod/risk/risk.h"

#include <stdlib.h>
#include <string.h>

/* Ten in the morning of a day, some days later; 0: no date. Never later than today. */
static int64_t morning(const struct demo *d, const char *date, int days)
{
    struct date day;
    int64_t end = 0;
    if (!date_parse(date, &day) || !clock_day_end(day, d->c->org.zone, &end))
        return 0;
    int64_t at = end + (days - 1) * DEMO_DAY_MS + DEMO_MORNING_MS;
    return at < d->today_ms ? at : d->today_ms;
}

/* ---- records of other registers ---- */

static json_t *value_of(const struct demo *d, const json_t *value);

static json_t *list_of(const struct demo *d, const json_t *list)
{
    json_t *to = json_array();
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(to, value_of(d, json_array_get(list, i)));
    return to;
}

/* A text in two languages, or members that are values again. */
static json_t *object_of(const struct demo *d, const json_t *object)
{
    const char *key;
    json_t *value;
    json_t *own = json_object_get(object, d->lang);
    if (own != NULL)
        return json_incref(own);
    json_t *to = json_object();
    json_object_foreach((json_t *)object, key, value)
    {
        json_object_set_new(to, key, value_of(d, value));
    }
    return to;
}

/* So many days from the day the story ends. */
static struct date day_from_today(const struct demo *d, long days)
{
    struct date today = {0};
    clock_day_in_zone(d->today_ms, d->c->org.zone, &today);
    return date_of_days(date_days(today) + days);
}

/* "2026-10": so many months from the one in which the story ends. */
static const char *month_from_today(const struct demo *d, long months)
{
    struct date today = day_from_today(d, 0);
    long at = today.year * 12L + today.month - 1 + months;
    return mem_printf(d->c, "%04ld-%02ld", at / 12, at % 12 + 1);
}

/* "0:06-02 08:10": a moment of a day of the story's fiscal year; "-1 08:10": of a day so many from
 * its end. */
static json_t *moment_of(const struct demo *d, const char *text)
{
    char at[INSTANT_TEXT_SIZE];
    char *end = NULL;
    struct date day = {0};
    int64_t ms = 0;
    long n = strtol(text, &end, 10);
    const char *clock = strchr(end, ' ') + 1;
    if (*end == ' ')
        day = day_from_today(d, n);
    else
        date_parse(demo_date_of(d, (int)n, mem_printf(d->c, "%.5s", end + 1)), &day);
    long seconds = (strtol(clock, NULL, 10) * 60 + strtol(clock + 3, NULL, 10)) * 60;
    clock_instant_in_zone(day, (int)seconds, d->c->org.zone, &ms);
    instant_format(ms, at);
    return json_string(at);
}

/* A value of the file as the API takes it: "unit:head", "person:ciso" and "record:ec" name
 * something made before, "date:-1:09-30" a day of the story's fiscal year, a year earlier,
 * "period:-1" that year, "day:14" a day and "month:-1" a month from the story's end on, "at:…" a
 * moment of a day. */
static json_t *value_of(const struct demo *d, const json_t *value)
{
    const char *text = json_string_value(value);
    if (json_is_object(value))
        return object_of(d, value);
    if (json_is_array(value))
        return list_of(d, value);
    if (text == NULL)
        return json_incref((json_t *)value);
    if (strncmp(text, "unit:", 5) == 0)
        return json_string(demo_id_of(d->units, text + 5));
    if (strncmp(text, "person:", 7) == 0)
        return json_string(demo_id_of(d->people, text + 7));
    if (strncmp(text, "record:", 7) == 0)
        return json_string(demo_id_of(d->named, text + 7));
    if (strncmp(text, "period:", 7) == 0)
        return json_string(demo_period_of(d, (int)strtol(text + 7, NULL, 10)));
    if (strncmp(text, "month:", 6) == 0)
        return json_string(month_from_today(d, strtol(text + 6, NULL, 10)));
    if (strncmp(text, "day:", 4) == 0) {
        char day[DATE_TEXT_SIZE];
        date_format(day_from_today(d, strtol(text + 4, NULL, 10)), day);
        return json_string(day);
    }
    if (strncmp(text, "at:", 3) == 0)
        return moment_of(d, text + 3);
    if (strncmp(text, "date:", 5) == 0) {
        char *end = NULL;
        long years = strtol(text + 5, &end, 10);
        return json_string(demo_date_of(d, (int)years, end + 1));
    }
    return json_string(text);
}

static const char *named(const struct demo *d, const json_t *one, const char *key)
{
    json_t *id = value_of(d, json_object_get(one, key));
    const char *text = mem_strdup(d->c, json_string_value(id));
    json_decref(id);
    return text;
}

/* "" when it does not say so. */
static const char *demo_text(const json_t *one, const char *key)
{
    const char *text = body_text(one, key);
    return text == NULL ? "" : text;
}

/* Members of a record of the file, or of a change in one. */
static json_t *body_of(const struct demo *d, const json_t *one)
{
    const char *key;
    json_t *value;
    json_t *body = json_object();
    json_object_foreach(json_object_get(one, "record"), key, value)
    {
        json_object_set_new(body, key, value_of(d, value));
    }
    return body;
}

/* "change" names a record made before: its version is what it is then. */
static enum err change(struct demo *d, const struct reg_def *def, const char *key,
    const json_t *body, struct reg_record *ret_record)
{
    struct reg_record was;
    const char *id = demo_id_of(d->named, key);
    enum err e = reg_look(d->c, def, id, &was);
    return e == ERR_OK ? reg_update(d->c, def, id, was.version, body, ret_record) : e;
}

/* A record of the file, a change in one, or a task on the one that "of" names where it says
 * "of_register". */
enum err demo_record(struct demo *d, const json_t *one, struct reg_record *ret_record)
{
    const struct reg_def *def = app_register(d->c->app, body_text(one, "register"));
    const struct reg_def *host = app_register(d->c->app, demo_text(one, "of_register"));
    const char *changed = body_text(one, "change");
    enum err e;
    if (def == NULL)
        return ERR_INTERNAL;
    json_t *body = body_of(d, one);
    if (changed != NULL)
        e = change(d, def, changed, body, ret_record);
    else if (host != NULL)
        e = task_add(d->c, host, named(d, one, "of"), body, ret_record);
    else
        e = reg_create(d->c, def, body, ret_record);
    json_decref(body);
    if (e == ERR_OK && body_text(one, "key") != NULL)
        demo_remember(d->named, body_text(one, "key"), &ret_record->uid);
    return e;
}

/* The register of risks is kept: by the security officer, or as the program does it. */
static enum err keep_risks(struct demo *d, const char *how)
{
    struct risk_snapshot kept;
    if (strcmp(how, "quarter") == 0) {
        enum err e = demo_act_as(d, NULL);
        return e == ERR_OK ? risk_snapshot_close(d->c) : e;
    }
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = risk_snapshot_take(d->c, &kept);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

/* A step of a record's states, by the account that it names or by the security officer. */
static enum err act(struct demo *d, const struct reg_record *record, const json_t *step)
{
    const char *by = body_text(step, "by");
    char id[UUID_TEXT_SIZE];
    if (body_text(step, "action") == NULL)
        return ERR_OK;
    const json_t *reason = json_object_get(step, "reason");
    uuid_format(&record->uid, id);
    enum err e = demo_act_as(d, by == NULL ? "ciso" : by);
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = reg_transition(d->c, record->def, id, body_text(step, "action"),
            reason == NULL ? NULL : named(d, step, "reason"));
    if (e == ERR_OK)
        e = tx_commit(d->c);
    return e == ERR_OK ? demo_act_as(d, "ciso") : e;
}

/* A line of an incident's timeline, by the account that it names or by the security officer. */
static enum err write_line(struct demo *d, const struct reg_record *record, const json_t *line)
{
    char id[UUID_TEXT_SIZE];
    struct incident_entry entry;
    const char *by = body_text(line, "by");
    json_t *body = body_of(d, line);
    uuid_format(&record->uid, id);
    enum err e = demo_act_as(d, by == NULL ? "ciso" : by);
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = incident_write(d->c, id, body, &entry);
    if (e == ERR_OK)
        e = tx_commit(d->c);
    json_decref(body);
    return e == ERR_OK ? demo_act_as(d, "ciso") : e;
}

/* In a transaction of its own, and one more for each of its steps: its own, then those of "then";
 * last the lines of its timeline. */
static enum err make_record(struct demo *d, const json_t *one)
{
    struct reg_record record;
    size_t i;
    const json_t *step;
    if (body_text(one, "keep_risks") != NULL)
        return keep_risks(d, body_text(one, "keep_risks"));
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = demo_record(d, one, &record);
    if (e == ERR_OK)
        e = tx_commit(d->c);
    if (e == ERR_OK)
        e = act(d, &record, one);
    json_array_foreach(json_object_get(one, "then"), i, step)
    {
        if (e == ERR_OK)
            e = act(d, &record, step);
    }
    json_array_foreach(json_object_get(one, "lines"), i, step)
    {
        if (e == ERR_OK)
            e = write_line(d, &record, step);
    }
    return e;
}

enum err demo_link(struct demo *d, const json_t *one)
{
    const struct reg_def *def = app_register(d->c->app, body_text(one, "register"));
    const struct reg_def *other = app_register(d->c->app, body_text(one, "other_register"));
    if (def == NULL || other == NULL)
        return ERR_INTERNAL;
    return reg_link(d->c, def, named(d, one, "record"), other, named(d, one, "other"));
}

static int64_t day_at(const struct demo *d, const json_t *value)
{
    json_t *date = value_of(d, value);
    int64_t at = morning(d, json_string_value(date), 0);
    json_decref(date);
    return at;
}

/* When a record of the file was made: on the day it says, else on the last day it tells of that is
 * not ahead of it. A due date lies ahead. */
static int64_t record_at(const struct demo *d, const json_t *one)
{
    int64_t at = 0;
    const char *key;
    json_t *value;
    if (json_object_get(one, "on") != NULL)
        return day_at(d, json_object_get(one, "on"));
    json_object_foreach(json_object_get(one, "record"), key, value)
    {
        const char *text = json_string_value(value);
        if (text == NULL || strncmp(text, "date:", 5) != 0 || strcmp(key, "due") == 0)
            continue;
        int64_t then = day_at(d, value);
        at = then > at ? then : at;
    }
    return at;
}

/* The file's records in order of time; there are few. */
void demo_records_sort(struct demo *d)
{
    const json_t *list = demo_part(d, "records");
    size_t n = json_array_size(list);
    d->records = mem_array(d->c, const json_t *, n);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        const json_t *one = json_array_get(list, i);
        for (; at > 0 && record_at(d, d->records[at - 1]) > record_at(d, one); at--)
            d->records[at] = d->records[at - 1];
        d->records[at] = one;
    }
    d->n_records = n;
}

/* Time passes: what happened until then is put on record on its day, by the security officer of
 * the firm. The story never goes back. */
enum err demo_pass_to(struct demo *d, int64_t at)
{
    enum err e = ERR_OK;
    for (; e == ERR_OK && d->recorded < d->n_records; d->recorded++) {
        const json_t *one = d->records[d->recorded];
        if (record_at(d, one) > at)
            break;
        if (record_at(d, one) > d->c->now_ms)
            d->c->now_ms = record_at(d, one);
        e = demo_act_as(d, "ciso");
        if (e == ERR_OK)
            e = make_record(d, one);
    }
    if (at > d->c->now_ms)
        d->c->now_ms = at;
    return e;
}

enum err demo_go_to(struct demo *d, const char *date, int days)
{
    return demo_pass_to(d, morning(d, date, days));
}
