/* Drafts reports on their days. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice_store.h"
#include "kernel/sheet/campaign_store.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_schedule.h"
#include "mod/report/report_schedule_notice.h"

#include <string.h>

/* One draft being made. */
struct drafting {
    struct reg_record schedule;
    struct schedule_plan plan;
    struct schedule_turn turn;
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE], due[DATE_TEXT_SIZE];
    int64_t owner_id;
};

static void copy(json_t *to, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    if (value != NULL && !json_is_null(value))
        json_object_set(to, key, value);
}

static const char *title_in(struct call *c, const struct drafting *d, const char *lang,
    const char *key, const char *fallback)
{
    const json_t *s = d->schedule.after;
    const char *pattern = body_text(s, key);
    const char *period =
        schedule_period(c, report_in_japanese(lang) && body_bool(s, "era") ? REPORT_JA_ERA : lang,
            d->plan.cycle, d->turn.first, d->plan.first_month);
    if (pattern == NULL && fallback == NULL)
        return NULL;
    if (pattern == NULL)
        pattern = msg_format(
            c, lang, "report.schedule.title", (const struct msg_arg[]){{"title", fallback}}, 1);
    return schedule_title(c, pattern, period);
}

static void set_date(json_t *body, const char *key, struct date from, int64_t days)
{
    char day[DATE_TEXT_SIZE];
    date_format(date_of_days(date_days(from) + days), day);
    json_object_set_new(body, key, json_string(day));
}

/* A report on an assessment is about the newest campaign that has begun. NULL: there is none. */
static enum err campaign_of(struct call *c, const char **ret_number)
{
    enum { NEWEST = 50 };
    struct campaign *all = NULL;
    size_t n = 0;
    const struct campaign_filter filter = {
        .state = "", .sheet_key = "", .before_id = INT64_MAX, .limit = NEWEST};
    enum err e = campaign_store_list(c, &filter, &all, &n);
    *ret_number = NULL;
    for (size_t i = 0; e == ERR_OK && i < n && *ret_number == NULL; i++)
        if (all[i].state != CAMPAIGN_DRAFT && !all[i].for_request && all[i].outside == NULL)
            *ret_number = all[i].number;
    return e;
}

/* As a person would begin it. */
static json_t *body_of(struct call *c, const struct drafting *d, struct date today)
{
    static const char *const same[] = {
        "type", "audience", "audience_en", "meeting", "meeting_en", "distribution", "era"};
    char period[PERIOD_TEXT_SIZE];
    const json_t *s = d->schedule.after;
    json_t *body = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        copy(body, s, same[i]);
    const char *own = body_text(json_object_get(s, "own_type"), "id");
    if (own != NULL)
        json_object_set_new(body, "own_type", json_string(own));
    const char *title = title_in(c, d, c->org.lang, "issue_title", body_text(s, "title"));
    const char *english = title_in(c, d, "en", "issue_title_en", NULL);
    period_format(fiscal_year(d->turn.last, d->plan.first_month), period);
    json_object_set_new(body, "title", json_string(title));
    json_object_set_new(body, "period", json_string(period));
    if (english != NULL)
        json_object_set_new(body, "title_en", json_string(english));
    if (body_int(s, "meeting_days", 0) > 0)
        set_date(body, "meeting_date", today, body_int(s, "meeting_days", 0));
    return body;
}

/* NULL: what it would be about is not there, or its type is not used any more. */
static enum err body_or_none(
    struct call *c, const struct drafting *d, struct date today, json_t **ret_body)
{
    struct report_slots sections;
    bool active = true;
    const char *campaign = NULL;
    enum err e = report_record_sections(c, &d->schedule, &sections, &active);
    bool wanted = e == ERR_OK && (report_type_needs(&sections) & REPORT_NEEDS_CAMPAIGN) != 0;
    if (wanted)
        e = campaign_of(c, &campaign);
    if (e != ERR_OK || !active || (wanted && campaign == NULL))
        return e;
    *ret_body = body_of(c, d, today);
    if (wanted)
        json_object_set_new(*ret_body, "campaign", json_string(campaign));
    return ERR_OK;
}

/* ---- telling ---- */

/* Whose report it is; who may write reports, where that person has left. */
static enum err tell_owner(
    struct call *c, const struct drafting *d, const struct notice_new *notice)
{
    int64_t *accounts = NULL;
    size_t n = 0;
    enum err e = notice_store_accounts_of(c, d->owner_id, &accounts, &n);
    if (e == ERR_OK && n == 0)
        return notice_tell_holders(c, notice, &PERM_REPORT_WRITE, "/");
    return e == ERR_OK ? notice_tell(c, notice, accounts, n) : e;
}

static enum err tell_drafted(
    struct call *c, const struct drafting *d, const struct reg_record *issue, const char *number)
{
    const struct notice_arg args[] = {
        {"title", NOTICE_TEXT, body_text(issue->after, "title")},
        {"schedule", NOTICE_TEXT, body_text(d->schedule.after, "title")},
        {"due", NOTICE_DATE, d->due},
    };
    const struct notice_new notice = {.kind = &REPORT_NOTICES[REPORT_DRAFTED],
        .subject = REG_REPORT_ISSUES.singular,
        .subject_uid = &issue->uid,
        .path = mem_printf(c, "/report-issues/%s", number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return tell_owner(c, d, &notice);
}

static enum err tell_nothing(struct call *c, const struct drafting *d)
{
    const struct notice_arg args[] = {
        {"schedule", NOTICE_TEXT, body_text(d->schedule.after, "title")}};
    const struct notice_new notice = {.kind = &REPORT_NOTICES[REPORT_NOT_DRAFTED],
        .subject = REG_REPORT_SCHEDULES.singular,
        .subject_uid = &d->schedule.uid,
        .path = mem_printf(c, "/report-schedules/%s", body_text(d->schedule.after, "number")),
        .args = args,
        .n_args = 1};
    return tell_owner(c, d, &notice);
}

/* ---- one draft, in one transaction ---- */

static void audit_draft(struct call *c, const struct drafting *d, const char *number)
{
    json_t *before = json_pack("{s:O}", "next_on", json_object_get(d->schedule.after, "next_on"));
    json_t *after = json_pack(
        "{s:s, s:s, s:s}", "next_on", d->next, "covers_from", d->first, "covers_to", d->last);
    json_object_set_new(after, "issue", number == NULL ? json_null() : json_string(number));
    audit_add(c, &(struct audit_entry){.action = "draft",
                     .subject = REG_REPORT_SCHEDULES.singular,
                     .subject_id = d->schedule.id,
                     .subject_uid = &d->schedule.uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
}

static enum err make(
    struct call *c, const struct drafting *d, const json_t *body, const char **ret_number)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record record;
    struct report_issue issue;
    struct report_author_list authors;
    const struct report_author_list none = {NULL, 0};
    enum err e = reg_create(c, &REG_REPORT_ISSUES, body, &record);
    if (e == ERR_OK)
        e = schedule_store_tie(c, record.id, d->schedule.id, d->first, d->last, d->due);
    if (e != ERR_OK)
        return e;
    uuid_format(&record.uid, id);
    e = report_issue_load(c, id, true, &issue);
    if (e == ERR_OK)
        e = report_authors_of(c, &issue, &authors);
    if (e == ERR_OK)
        e = tell_drafted(c, d, &record, issue.number);
    if (e == ERR_OK)
        e = report_authors_ask(c, &issue, &authors, &none);
    if (e == ERR_OK)
        *ret_number = issue.number;
    return e;
}

/* Its day, the period and the day after it; false: it is not due after all. */
static enum err look(
    struct call *c, const char *id, struct date today, struct drafting *d, bool *ret_due)
{
    char now[DATE_TEXT_SIZE];
    struct date tomorrow = date_of_days(date_days(today) + 1);
    *ret_due = false;
    enum err e = reg_look(c, &REG_REPORT_SCHEDULES, id, &d->schedule);
    if (e != ERR_OK)
        return e;
    const json_t *s = d->schedule.after;
    const char *next_on = body_text(s, "next_on");
    date_format(today, now);
    if (next_on == NULL || strcmp(next_on, now) > 0)
        return ERR_OK;
    d->plan = report_schedule_plan(c, s);
    d->turn = schedule_latest(&d->plan, today);
    date_format(d->turn.first, d->first);
    date_format(d->turn.last, d->last);
    date_format(schedule_next(&d->plan, tomorrow).day, d->next);
    date_format(date_of_days(date_days(today) + body_int(s, "words_days", 0)), d->due);
    *ret_due = true;
    return reg_ref_id(c, &d->schedule, "owner", &d->owner_id);
}

/* The day moves on in the same transaction: of several nodes one moves it, the others find it moved
 * and do nothing. A period that has been drafted already is passed over. `refused`: the draft has
 * been tried in vain; that is told and nothing else done. */
static enum err draft_one(struct call *c, const char *id, struct date today, bool refused)
{
    struct drafting d = {.owner_id = 0};
    const char *number = NULL;
    json_t *body = NULL;
    bool due = false, moved = false, covered = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = look(c, id, today, &d, &due);
    if (e == ERR_OK && due)
        e = schedule_store_move(
            c, d.schedule.id, body_text(d.schedule.after, "next_on"), d.next, &moved);
    if (e == ERR_OK && moved)
        e = schedule_store_covered(c, d.schedule.id, d.first, d.last, &covered);
    if (e == ERR_OK && moved && !covered && !refused)
        e = body_or_none(c, &d, today, &body);
    if (e == ERR_OK && body != NULL)
        e = make(c, &d, body, &number);
    if (e == ERR_OK && moved && !covered && body == NULL)
        e = tell_nothing(c, &d);
    if (e == ERR_OK && moved) {
        audit_draft(c, &d, number);
        e = tx_commit(c);
    }
    tx_abort(c);
    return e;
}

/* What only people can mend; it hinders no other schedule. */
static bool refuses(struct call *c, enum err e)
{
    bool refused = e == ERR_CONFLICT || e == ERR_NOT_FOUND || e == ERR_INVALID || e == ERR_UNIQUE;
    if (refused)
        c->problem = problem_new(c);
    return refused;
}

enum err report_schedule_run(struct call *c, struct date today)
{
    char text[DATE_TEXT_SIZE];
    const char **ids = NULL;
    size_t n = 0;
    date_format(today, text);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = schedule_store_due(c, text, &ids, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        e = draft_one(c, ids[i], today, false);
        if (refuses(c, e))
            e = draft_one(c, ids[i], today, true);
        if (refuses(c, e)) /* the schedule is gone */
            e = ERR_OK;
    }
    return e;
}

static enum err run(struct call *c, struct job *job)
{
    struct date today;
    (void)job;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    enum err e = report_schedule_run(c, today);
    return e == ERR_OK ? report_authors_remind(c, today) : e;
}

/* Soon enough after midnight in every zone. */
const struct job_kind REPORT_SCHEDULE_JOB = {
    .name = "report_schedules", .run = run, .every_ms = INT64_C(600000) /* ten minutes */};
