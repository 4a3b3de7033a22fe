#include "mod/site/site_escalate.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/notice/notice_store.h"
#include "mod/governance/governance.h"
#include "mod/site/site_follow.h"

#include <string.h>

enum { SITES_AT_ONCE = 50 };

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

/* ---- who is told ---- */

struct receivers {
    int64_t *accounts;
    size_t n;
};

/* The person's accounts that may read findings in the unit. */
static enum err readers_of(
    struct call *c, int64_t person_id, const char *unit_path, struct receivers *ret_receivers)
{
    int64_t *own = NULL, *readers = NULL;
    size_t n = 0, n_readers = 0;
    *ret_receivers = (struct receivers){NULL, 0};
    enum err e = person_id == 0 ? ERR_OK : notice_store_accounts_of(c, person_id, &own, &n);
    if (e == ERR_OK && n > 0)
        e = notice_store_holders(c, REG_AUDIT_FINDINGS.read, unit_path, &readers, &n_readers);
    if (e != ERR_OK)
        return e;
    ret_receivers->accounts = mem_array(c, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n_readers; k++)
            if (own[i] == readers[k])
                ret_receivers->accounts[ret_receivers->n++] = own[i];
    return ERR_OK;
}

static enum err receivers_of(struct call *c, const struct site_place *site, enum site_step step,
    struct receivers *ret_receivers)
{
    int64_t person = step == SITE_TELL_OFFICER ? site->officer_id : site->head_id;
    enum err e = readers_of(c, person, site->unit_path, ret_receivers);
    if (e == ERR_OK && ret_receivers->n == 0 && step == SITE_TELL_HEAD)
        e = notice_store_holders(c, &HEAD_OFFICE, "/", &ret_receivers->accounts, &ret_receivers->n);
    return e;
}

/* ---- one step ---- */

static enum err tell(struct call *c, const json_t *finding, const struct site_place *site,
    enum site_step step, const struct receivers *receivers)
{
    struct uuid uid;
    const struct notice_arg args[] = {
        {"number", NOTICE_TEXT, text_or(finding, "number")},
        {"title", NOTICE_TEXT, text_or(finding, "title")},
        {"site", NOTICE_TEXT, site->name},
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
    return notice_tell(c, &notice, receivers->accounts, receivers->n);
}

/* In a transaction of its own, when it has not been told and there is somebody to tell. */
static enum err tell_step(
    struct call *c, const json_t *finding, const struct site_place *site, enum site_step step)
{
    struct receivers receivers = {NULL, 0};
    bool told = false, first = false;
    const char *id = text_or(finding, "id");
    const char *due = text_or(finding, "due");
    const char *name =
        mem_printf(c, "%s:%s", step == SITE_TELL_OFFICER ? "officer" : "head", site->uid);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = site_store_was_told(c, id, due, name, &told);
    if (e == ERR_OK && !told)
        e = receivers_of(c, site, step, &receivers);
    tx_abort(c);
    if (e != ERR_OK || receivers.n == 0)
        return e;
    e = tx_begin(c);
    if (e == ERR_OK)
        e = site_store_told(c, id, due, name, &first);
    if (e == ERR_OK && first)
        e = tell(c, finding, site, step, &receivers);
    if (e == ERR_OK && first)
        e = tx_commit_unaudited(c); /* nothing of the finding has changed */
    tx_abort(c);
    return e;
}

static enum err tell_of(struct call *c, const json_t *finding, const struct site_place *site,
    const struct site_setting *setting)
{
    enum site_step step = site_step_of(
        site_days_since(c, body_text(finding, "due")), setting->officer_days, setting->head_days);
    if (step == SITE_TELL_NOBODY)
        return ERR_OK;
    enum err e = tell_step(c, finding, site, SITE_TELL_OFFICER);
    return e == ERR_OK && step == SITE_TELL_HEAD ? tell_step(c, finding, site, step) : e;
}

/* ---- all of them ---- */

/* Late corrections in the units of these sites, the oldest first; more than the limit wait until
 * some of them are done. */
static enum err load_late(
    struct call *c, const struct site_place *sites, size_t n, json_t **ret_findings)
{
    struct date today;
    char text[DATE_TEXT_SIZE];
    const char *units = sites[0].unit;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, text);
    for (size_t i = 1; i < n; i++)
        units = mem_printf(c, "%s,%s", units, sites[i].unit);
    const struct reg_where late[] = {
        {"state", "eq", "open"}, {"due", "lt", text}, {"unit", "in", units}};
    return reg_list_for_all(
        c, &REG_AUDIT_FINDINGS, late, 3, "due", LIMIT_SITE_FINDINGS, ret_findings);
}

static enum err escalate(struct call *c, const struct site_place *sites, size_t n,
    const json_t *findings, const struct site_setting *setting)
{
    size_t i;
    const json_t *finding;
    enum err e = ERR_OK;
    json_array_foreach(findings, i, finding)
    {
        const char *unit = text_or(json_object_get(finding, "unit"), "id");
        for (size_t k = 0; k < n && e == ERR_OK; k++)
            if (strcmp(sites[k].unit, unit) == 0)
                e = tell_of(c, finding, &sites[k], setting);
    }
    return e;
}

static enum err run(struct call *c, struct job *job)
{
    struct site_setting setting;
    struct site_place *sites = NULL;
    size_t n = 1;
    int64_t after = 0;
    enum err e = ERR_OK;
    (void)job;
    while (e == ERR_OK && n > 0) {
        json_t *findings = NULL;
        e = tx_begin_read(c);
        if (e == ERR_OK)
            e = site_setting_load(c, &setting);
        if (e == ERR_OK)
            e = site_store_places(c, after, SITES_AT_ONCE, &sites, &n);
        if (e == ERR_OK && n > 0)
            e = load_late(c, sites, n, &findings);
        tx_abort(c);
        if (e == ERR_OK && n > 0) {
            e = escalate(c, sites, n, findings, &setting);
            after = sites[n - 1].id;
        }
    }
    return e;
}

const struct job_kind SITE_ESCALATE_JOB = {
    .name = "site_escalate", .run = run, .every_ms = INT64_C(3600000) /* an hour */};
