#include "kernel/sheet/campaign_days.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/sheet/campaign_rules.h"
#include "kernel/sheet/campaign_store.h"
#include "kernel/sheet/response_notice.h"
#include "kernel/sheet/sheet_api.h"

#include <string.h>

struct date campaign_today(const struct call *c, const char *zone)
{
    struct date today = {1970, 1, 1};
    clock_day_in_zone(c->now_ms, zone == NULL ? c->org.zone : zone, &today);
    return today;
}

/* One campaign in its own transaction; the state is looked at again under the lock. */
static enum err open_one(struct call *c, const char *id, const char *today)
{
    struct campaign k;
    int64_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = campaign_find(c, id, true, &k);
    bool still = e == ERR_OK && k.state == CAMPAIGN_DRAFT && k.scheduled && k.opens != NULL &&
                 strcmp(k.opens, today) <= 0;
    if (still)
        e = campaign_open(c, &k, &n);
    if (still && e == ERR_OK)
        e = tx_commit(c);
    tx_abort(c);
    return e;
}

static struct campaign_plan plan_of(const struct call *c, const struct campaign *k, char *opened)
{
    struct date day = {1970, 1, 1};
    clock_day_in_zone(k->snapshot_at_ms, c->org.zone, &day);
    date_format(day, opened);
    return (struct campaign_plan){.due = k->due,
        .remind_before = k->remind_before,
        .remind_every = k->remind_every,
        .opened_on = opened,
        .reminded_on = k->reminded_on};
}

/* Those without an account: kernel/guest writes to them. */
static enum err remind_outside(struct call *c, const struct campaign *k)
{
    struct uuid uid;
    json_t *payload = json_pack("{s:s, s:I}", "campaign", k->number, "at", (json_int_t)c->now_ms);
    enum err e = job_add(
        c, &(struct job_new){.kind = "guest_remind", .payload = payload, .system = true}, &uid);
    json_decref(payload);
    return e;
}

static enum err remind(struct call *c, const struct campaign *k, const char *today, int days_left)
{
    int64_t waiting = 0;
    enum err e = campaign_store_waiting(c, k->id, &waiting);
    if (e != ERR_OK || waiting == 0)
        return e;
    e = campaign_store_reminded(c, k->id, today);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:I, s:i}", "waiting", (json_int_t)waiting, "days_left", days_left);
    audit_add(c, &(struct audit_entry){.action = "remind",
                     .subject = "campaign",
                     .subject_id = k->id,
                     .subject_uid = &k->uid,
                     .after = after});
    json_decref(after);
    e = response_notice_all(c, k, days_left < 0 ? RESPONSE_OVERDUE : RESPONSE_REMINDED);
    if (e == ERR_OK && k->outside != NULL)
        e = remind_outside(c, k);
    return e == ERR_OK ? tx_commit(c) : e;
}

static enum err remind_one(struct call *c, const char *id, const char *today)
{
    struct campaign k;
    struct date day;
    char opened[DATE_TEXT_SIZE];
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = campaign_find(c, id, true, &k);
    if (e == ERR_OK && k.state == CAMPAIGN_OPEN && date_parse(today, &day)) {
        struct campaign_plan plan = plan_of(c, &k, opened);
        if (campaign_remind_due(&plan, day))
            e = remind(c, &k, today, campaign_days_left(k.due, day));
    }
    tx_abort(c);
    return e;
}

/* What can be mended only by people (no units are chosen) is left for the next time. */
static bool passes(struct call *c, enum err e)
{
    bool may_wait = e == ERR_CONFLICT || e == ERR_NOT_FOUND || e == ERR_INVALID;
    if (may_wait)
        c->problem = problem_new(c);
    return e == ERR_OK || may_wait;
}

static enum err each(struct call *c, const char *today, enum campaign_day day,
    enum err (*one)(struct call *c, const char *id, const char *today))
{
    const char **ids = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = campaign_store_of_day(c, day, today, &ids, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        enum err done = one(c, ids[i], today);
        e = passes(c, done) ? ERR_OK : done;
    }
    return e;
}

enum err campaign_days_run(struct call *c)
{
    char today[DATE_TEXT_SIZE];
    date_format(campaign_today(c, NULL), today);
    enum err e = each(c, today, CAMPAIGN_OPENS, open_one);
    return e == ERR_OK ? each(c, today, CAMPAIGN_REMINDS, remind_one) : e;
}

static enum err run(struct call *c, struct job *job)
{
    (void)job;
    return campaign_days_run(c);
}

/* Soon enough after midnight in every zone. */
static const struct job_kind jobs[] = {
    {.name = "campaign_days", .run = run, .every_ms = INT64_C(600000) /* ten minutes */},
};

const struct module module_campaign_days = {
    .name = "campaign_days", .jobs = jobs, .n_jobs = ROWS(jobs)};
