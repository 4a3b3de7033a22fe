/* The register of schedules: what is drafted when, for whom, and by whom it is followed up. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign_rules.h"
#include "mod/report/report_schedule.h"

#include <string.h>

static const char *const state_keys[] = {"running", "paused", NULL};
static const struct option_set STATES = {"report_schedule_state", state_keys};
static const struct option_set CYCLES = {"report_cycle", SCHEDULE_CYCLE_KEYS};
static const struct option_set COVERS = {"report_covers", SCHEDULE_COVERS_KEYS};
static const struct option_set RULES = {"report_day_rule", SCHEDULE_RULE_KEYS};

enum { WORDS_DAYS_MAX = 90, MEETING_DAYS_MAX = 180, MONTHS = 12, DAYS = 31 };

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 150},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "type",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .options = &OPTIONS_REPORT_TYPE},
    {.key = "own_type",
        .type = FIELD_REF,
        .flags = FIELD_CREATE_ONLY,
        .ref = "report-types",
        .column = "own_type_id"},
    {.key = "cycle",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &CYCLES},
    {.key = "month", .type = FIELD_INT, .min = 1, .max = MONTHS},
    {.key = "rule", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &RULES},
    {.key = "day", .type = FIELD_INT, .min = 1, .max = DAYS},
    {.key = "covers", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &COVERS},
    {.key = "next_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "words_days", .type = FIELD_INT, .min = 1, .max = WORDS_DAYS_MAX},
    {.key = "remind_before", .type = FIELD_INT, .min = 1, .max = REMIND_BEFORE_MAX},
    {.key = "remind_every", .type = FIELD_INT, .min = 1, .max = REMIND_EVERY_MAX},
    {.key = "meeting_days", .type = FIELD_INT, .min = 1, .max = MEETING_DAYS_MAX},
    {.key = "era", .type = FIELD_BOOL},
    {.key = "issue_title", .type = FIELD_TEXT, .max = 180},
    {.key = "issue_title_en", .type = FIELD_TEXT, .max = 160},
    {.key = "audience", .type = FIELD_TEXT},
    {.key = "audience_en", .type = FIELD_TEXT},
    {.key = "meeting", .type = FIELD_TEXT},
    {.key = "meeting_en", .type = FIELD_TEXT},
    {.key = "distribution", .type = FIELD_LONGTEXT, .max = 2000},
};

/* Where a key stands in its list; the first where it is none. */
static int at_key(const char *const *keys, const json_t *record, const char *key)
{
    const char *value = body_text(record, key);
    for (int i = 0; value != NULL && keys[i] != NULL; i++)
        if (strcmp(keys[i], value) == 0)
            return i;
    return 0;
}

struct schedule_plan report_schedule_plan(const struct call *c, const json_t *record)
{
    return (struct schedule_plan){
        .cycle = (enum schedule_cycle)at_key(SCHEDULE_CYCLE_KEYS, record, "cycle"),
        .covers = (enum schedule_covers)at_key(SCHEDULE_COVERS_KEYS, record, "covers"),
        .rule = (enum schedule_rule)at_key(SCHEDULE_RULE_KEYS, record, "rule"),
        .day = (int)body_int(record, "day", 1),
        .month = (int)body_int(record, "month", 1),
        .first_month = c->org.fiscal_first_month,
        .zone = c->org.zone,
    };
}

/* ---- what a record has to say ---- */

static void check_day(struct call *c, const struct reg_record *record)
{
    const struct schedule_plan plan = report_schedule_plan(c, record->after);
    bool named = body_int(record->after, "day", 0) != 0;
    if (plan.rule == SCHEDULE_LAST_WORKING_DAY)
        json_object_set_new(record->after, "day", json_null());
    else if (!named)
        problem_field(c->problem, "/day", "required");
    if (plan.cycle == SCHEDULE_MONTH)
        json_object_set_new(record->after, "month", json_null());
    else if (plan.month > schedule_months(plan.cycle))
        problem_field_limit(c->problem, "/month", "too_large", schedule_months(plan.cycle));
    else
        json_object_set_new(record->after, "month", json_integer(plan.month));
}

/* An own type is named where, and only where, it is of one. */
static void check_type(struct call *c, const struct reg_record *record)
{
    if (strcmp(body_text(record->after, "type"), REPORT_TYPE_INCIDENT) == 0)
        problem_field(c->problem, "/type", "report_case_schedule"); /* of which case? */
    bool own = strcmp(body_text(record->after, "type"), REPORT_TYPE_OWN) == 0;
    if (own != json_is_object(json_object_get(record->after, "own_type")))
        problem_field(c->problem, "/own_type", own ? "required" : "not_of_type");
}

static void fill(const struct reg_record *record)
{
    if (body_int(record->after, "words_days", 0) == 0)
        json_object_set_new(record->after, "words_days", json_integer(REPORT_WORDS_DAYS));
}

/* A day that has come and has not been drafted on yet stays what it is. */
static bool same_days(const struct reg_record *record)
{
    static const char *const keys[] = {"state", "cycle", "month", "rule", "day", "covers"};
    bool all = record->change == REG_UPDATE;
    for (size_t i = 0; all && i < sizeof keys / sizeof keys[0]; i++)
        all = !reg_changes(record, keys[i]);
    return all;
}

/* The first day from today on whose period has not been drafted. */
static enum err next_day(struct call *c, const struct reg_record *record)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE], day[DATE_TEXT_SIZE];
    struct date from;
    bool covered = true;
    enum err e = ERR_OK;
    const struct schedule_plan plan = report_schedule_plan(c, record->after);
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &from))
        return ERR_INTERNAL;
    while (e == ERR_OK && covered) {
        struct schedule_turn turn = schedule_next(&plan, from);
        date_format(turn.first, first);
        date_format(turn.last, last);
        date_format(turn.day, day);
        covered = false;
        if (record->id != 0)
            e = schedule_store_covered(c, record->id, first, last, &covered);
        from = date_of_days(date_days(turn.day) + 1);
    }
    if (e == ERR_OK)
        json_object_set_new(record->after, "next_on", json_string(day));
    return e;
}

static enum err check_number(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = reg_count(c, &REG_REPORT_SCHEDULES, NULL, 0, "/", &n);
    return e == ERR_OK && n >= LIMIT_REPORT_SCHEDULES
               ? problem_set_limit(
                     c->problem, ERR_CONFLICT, "report_schedules_too_many", LIMIT_REPORT_SCHEDULES)
               : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    check_type(c, record);
    check_day(c, record);
    fill(record);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = check_number(c, record);
    if (e != ERR_OK || same_days(record))
        return e;
    if (strcmp(body_text(record->after, "state"), "running") == 0)
        return next_day(c, record);
    json_object_set_new(record->after, "next_on", json_null());
    return ERR_OK;
}

static const struct reg_transition transitions[] = {
    {"running", "pause", "paused", &PERM_REPORT_WRITE, false},
    {"paused", "resume", "running", &PERM_REPORT_WRITE, false},
};

static const char *const due_states[] = {"running", NULL};
static const struct reg_due due = {"next_on", "owner", due_states};

const struct reg_def REG_REPORT_SCHEDULES = {
    .name = "report-schedules",
    .singular = "report_schedule",
    .schema = "ReportSchedule",
    .table = "report_schedule",
    .prefix = "RS",
    .scope = REG_ORG,
    .read = &PERM_REPORT_READ,
    .create = &PERM_REPORT_WRITE,
    .update = &PERM_REPORT_WRITE,
    .remove = &PERM_REPORT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "next_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
