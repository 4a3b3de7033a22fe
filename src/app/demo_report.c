#include "app/demo_private.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report.h"

#include <string.h>

/* ---- the report to the president ---- */

/* In both languages for a company that writes Japanese, as its titles. */
static enum err make_words(struct demo *d, const char *issue)
{
    const char *lang;
    json_t *text;
    int64_t version = 0;
    enum err e = tx_begin(d->c);
    json_object_foreach(json_object_get(demo_part(d, "report"), "words"), lang, text)
    {
        bool own = strcmp(lang, d->lang) == 0 || strcmp(d->lang, "ja") == 0;
        if (e == ERR_OK && own)
            e = report_words_put(d->c, issue, "words", lang, json_string_value(text), 0, &version);
    }
    return e == ERR_OK ? tx_commit(d->c) : e;
}

/* Both wordings for a company that writes Japanese, the one for a company that writes English. */
static void set_wording(const struct demo *d, json_t *body, const char *key, json_t *texts)
{
    json_object_set(body, key, json_object_get(texts, d->lang));
    if (strcmp(d->lang, "en") != 0)
        json_object_set(body, mem_printf(d->c, "%s_en", key), json_object_get(texts, "en"));
}

static enum err make_issue(struct demo *d, char ret_id[UUID_TEXT_SIZE])
{
    const json_t *report = demo_part(d, "report");
    struct reg_record record;
    json_t *title = json_pack("{s:s, s:s}", "ja", msg_get("ja", "report.assessment.title"), "en",
        msg_get("en", "report.assessment.title"));
    json_t *body = json_pack("{s:s, s:s}", "type", "assessment", "campaign", d->campaign);
    set_wording(d, body, "title", title);
    set_wording(d, body, "audience", json_object_get(report, "audience"));
    set_wording(d, body, "meeting", json_object_get(report, "meeting"));
    enum err e = demo_act_as(d, "security");
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = reg_create(d->c, &REG_REPORT_ISSUES, body, &record);
    json_decref(title);
    json_decref(body);
    if (e != ERR_OK)
        return e;
    uuid_format(&record.uid, ret_id);
    return tx_commit(d->c);
}

/* The monthly paper for the management meeting, next drafted about two weeks from now: whenever the
 * sample is looked at, none is being drafted under one's eyes. */
static enum err make_schedule(struct demo *d)
{
    enum { AHEAD = 14, EVERY_MONTH = 28 };
    struct date today;
    struct reg_record record;
    const json_t *report = demo_part(d, "report");
    if (!clock_day_in_zone(d->c->now_ms, d->c->org.zone, &today))
        return ERR_INTERNAL;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:i, s:s, s:i, s:i, s:i, s:s}", "type",
        "management_meeting", "cycle", "month", "covers", "previous", "rule", "day_or_next", "day",
        (today.day + AHEAD) % EVERY_MONTH + 1, "owner", demo_id_of(d->people, "security"),
        "words_days", 5, "remind_before", 2, "meeting_days", 10, "title",
        demo_own_text(d, report, "monthly"));
    set_wording(d, body, "audience", json_object_get(report, "audience"));
    set_wording(d, body, "meeting", json_object_get(report, "meeting"));
    enum err e = tx_begin(d->c);
    if (e == ERR_OK)
        e = reg_create(d->c, &REG_REPORT_SCHEDULES, body, &record);
    json_decref(body);
    return e == ERR_OK ? tx_commit(d->c) : e;
}

/* Drafted by the security staff, with the CISO's words; the CISO has approved it, the president is
 * next. */
enum err demo_report(struct demo *d)
{
    const json_t *report = demo_part(d, "report");
    char id[UUID_TEXT_SIZE];
    enum err e = demo_pass_to(d, d->today_ms - 6 * DEMO_DAY_MS);
    if (e == ERR_OK)
        e = make_issue(d, id);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = make_words(d, id);
    if (e == ERR_OK)
        e = demo_pass_to(d, d->today_ms - 4 * DEMO_DAY_MS);
    if (e == ERR_OK)
        e = demo_act_as(d, "security");
    if (e == ERR_OK)
        e = make_schedule(d);
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = approval_submit(d->c, &REG_REPORT_ISSUES, id, demo_own_text(d, report, "note"));
    if (e == ERR_OK)
        e = tx_commit(d->c);
    if (e == ERR_OK)
        e = demo_pass_to(d, d->today_ms - 2 * DEMO_DAY_MS);
    if (e == ERR_OK)
        e = demo_act_as(d, "ciso");
    if (e == ERR_OK)
        e = tx_begin(d->c);
    if (e == ERR_OK)
        e = approval_agree(d->c, &REG_REPORT_ISSUES, id, demo_own_text(d, report, "checked"));
    return e == ERR_OK ? tx_commit(d->c) : e;
}

static json_t *roles_of(const json_t *step)
{
    size_t i;
    json_t *role, *who = json_array();
    json_array_foreach(json_object_get(step, "roles"), i, role)
        json_array_append_new(who, json_pack("{s:s, s:O}", "kind", "role", "role", role));
    return who;
}

/* The steps of a route ask roles, one of whom is enough. */
enum err demo_route(struct demo *d, const json_t *route)
{
    size_t i;
    const json_t *step;
    struct reg_record record;
    json_t *steps = json_array();
    json_array_foreach(json_object_get(route, "steps"), i, step)
    {
        json_t *one = json_pack("{s:s, s:O, s:o}", "need", "any", "days",
            json_object_get(step, "days"), "who", roles_of(step));
        set_wording(d, one, "name", json_object_get(step, "name"));
        json_array_append_new(steps, one);
    }
    json_t *body = json_pack("{s:O, s:b, s:s, s:o}", "subject", json_object_get(route, "subject"),
        "active", 1, "on_change", "end", "steps", steps);
    set_wording(d, body, "name", json_object_get(route, "name"));
    if (json_object_get(route, "class") != NULL)
        json_object_set(body, "class_key", json_object_get(route, "class"));
    enum err e = reg_create(d->c, &REG_APPROVAL_ROUTES, body, &record);
    json_decref(body);
    return e;
}
