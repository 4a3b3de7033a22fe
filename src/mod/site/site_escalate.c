#include "mod/site/site_escalate.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/governance/governance.h"
#include "mod/site/site_follow.h"

#include <string.h>

static const struct perm HEAD_OFFICE = {"site.escalated", PERM_ROLE, OF_CISO};

const struct notice_kind site_notices[SITE_NOTICES] = {
    [SITE_NOTICE_OFFICER] = {.name = "site_correction_late", .usual = NOTICE_NOW},
    [SITE_NOTICE_HEAD] = {.name = "site_correction_escalated", .usual = NOTICE_NOW},
};

int64_t site_days_since(struct call *c, const char *date)
{
    struct date day, today;
    if (date == NULL || !date_parse(date, &day) ||
        !clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return 0;
    return date_days(today) - date_days(day);
}

static const char *text_or(const json_t *record, const char *key)
{
    const char *text = body_text(record, key);
    return text == NULL ? "" : text;
}

/* The site of a finding's unit; NULL: it is none. */
static const json_t *site_of(const json_t *sites, const json_t *finding)
{
    size_t i;
    const json_t *site;
    const char *unit = text_or(json_object_get(finding, "unit"), "id");
    json_array_foreach(sites, i, site)
    {
        if (strcmp(text_or(json_object_get(site, "unit"), "id"), unit) == 0)
            return site;
    }
    return NULL;
}

static enum err tell(struct call *c, const struct notice_new *notice, const struct reg_record *site,
    enum site_step step)
{
    int64_t person = 0;
    enum err e = reg_ref_id(c, site, step == SITE_TELL_OFFICER ? "officer" : "head", &person);
    if (e != ERR_OK)
        return e;
    if (person != 0)
        return notice_tell_person(c, notice, person);
    return step == SITE_TELL_HEAD ? notice_tell_holders(c, notice, &HEAD_OFFICE, "/") : ERR_OK;
}

/* In a transaction of its own. */
static enum err tell_step(
    struct call *c, const json_t *finding, const json_t *site, enum site_step step)
{
    static const char *const names[] = {[SITE_TELL_OFFICER] = "officer", [SITE_TELL_HEAD] = "head"};
    struct reg_record record;
    struct uuid uid;
    bool first = false;
    const struct notice_arg args[] = {
        {"number", NOTICE_TEXT, text_or(finding, "number")},
        {"title", NOTICE_TEXT, text_or(finding, "title")},
        {"site", NOTICE_TEXT, text_or(site, "name")},
        {"due", NOTICE_DATE, text_or(finding, "due")},
    };
    if (!uuid_parse(text_or(finding, "id"), &uid))
        return ERR_INTERNAL;
    const struct notice_new notice = {
        .kind = &site_notices[step == SITE_TELL_OFFICER ? SITE_NOTICE_OFFICER : SITE_NOTICE_HEAD],
        .subject = REG_AUDIT_FINDINGS.singular,
        .subject_uid = &uid,
        .path = mem_printf(c, "/audit-findings/%s", text_or(finding, "number")),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SITES, text_or(site, "id"), &record);
    if (e == ERR_OK)
        e = site_store_told(
            c, text_or(finding, "id"), text_or(finding, "due"), names[step], &first);
    if (e == ERR_OK && first)
        e = tell(c, &notice, &record, step);
    if (e == ERR_OK && first)
        e = tx_commit_unaudited(c); /* nothing of the finding has changed */
    tx_abort(c);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err escalate(
    struct call *c, const json_t *findings, const json_t *sites, const struct site_setting *setting)
{
    size_t i;
    const json_t *finding;
    enum err e = ERR_OK;
    json_array_foreach(findings, i, finding)
    {
        const json_t *site = site_of(sites, finding);
        enum site_step step = site_step_of(site_days_since(c, body_text(finding, "due")),
            setting->officer_days, setting->head_days);
        if (site == NULL || step == SITE_TELL_NOBODY || e != ERR_OK)
            continue;
        e = tell_step(c, finding, site, SITE_TELL_OFFICER);
        if (e == ERR_OK && step == SITE_TELL_HEAD)
            e = tell_step(c, finding, site, SITE_TELL_HEAD);
    }
    return e;
}

static enum err run(struct call *c, struct job *job)
{
    struct site_setting setting;
    struct date today;
    char text[DATE_TEXT_SIZE];
    json_t *findings = NULL, *sites = NULL;
    (void)job;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, text);
    const struct reg_where late[] = {{"state", "eq", "open"}, {"due", "lt", text}};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = site_setting_load(c, &setting);
    if (e == ERR_OK)
        e = reg_list(c, &REG_SITES, NULL, 0, "name", LIMIT_SITES, &sites);
    if (e == ERR_OK)
        e = reg_list_for_all(
            c, &REG_AUDIT_FINDINGS, late, 2, "due", LIMIT_SITE_FINDINGS, &findings);
    tx_abort(c);
    return e == ERR_OK ? escalate(c, findings, sites, &setting) : e;
}

const struct job_kind SITE_ESCALATE_JOB = {
    .name = "site_escalate", .run = run, .every_ms = INT64_C(3600000) /* an hour */};
