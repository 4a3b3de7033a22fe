#include "mod/risk/risk_snapshot.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "mod/risk/risk_snapshot_store.h"

#include <string.h>

const struct perm PERM_RISK_SNAPSHOT = {"risk.snapshot", PERM_ROLE, OF_LEADS};

/* ---- taking ---- */

static enum err add(struct call *c, struct risk_snapshot *s)
{
    int64_t rows = 0;
    struct risk_choice choice;
    enum err e = risk_choice_load(c, &choice);
    if (e == ERR_OK)
        e = risk_snapshot_store_live(c, &rows);
    if (e == ERR_OK && rows == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "risk_snapshot_empty");
    if (e != ERR_OK)
        return e;
    s->uid = uuid_new(c->now_ms);
    s->method_key = choice.key;
    s->method_version = choice.version;
    s->taken_at_ms = c->now_ms;
    e = risk_snapshot_store_add(c, s);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s, s:s, s:s, s:I, s:I}", "period", s->period, "as_of", s->as_of,
        "method", s->method_key, "method_version", (json_int_t)s->method_version, "rows",
        (json_int_t)rows);
    const struct audit_entry entry = {.action = "create",
        .subject = "risk_snapshot",
        .subject_id = s->id,
        .subject_uid = &s->uid,
        .after = after};
    audit_add(c, &entry);
    json_decref(after);
    return ERR_OK;
}

static enum err check_room(struct call *c, const char *period)
{
    int64_t same = 0, by_hand = 0;
    enum err e = risk_snapshot_store_count(c, period, &same);
    if (e == ERR_OK && same > 0)
        e = problem_set(c->problem, ERR_CONFLICT, "risk_snapshot_there");
    if (e == ERR_OK)
        e = risk_snapshot_store_count(c, NULL, &by_hand);
    if (e == ERR_OK && by_hand >= LIMIT_RISK_SNAPSHOTS)
        e = problem_set_limit(
            c->problem, ERR_CONFLICT, "risk_snapshots_many", LIMIT_RISK_SNAPSHOTS);
    return e;
}

enum err risk_snapshot_take(struct call *c, struct risk_snapshot *ret_snapshot)
{
    struct date today;
    char *day = mem_array(c, char, DATE_TEXT_SIZE);
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, day);
    *ret_snapshot = (struct risk_snapshot){.period = day, .by_hand = true, .as_of = day};
    enum err e = check_room(c, day);
    return e == ERR_OK ? add(c, ret_snapshot) : e;
}

/* ---- the end of a quarter ---- */

static enum err is_due(
    struct call *c, struct date today, const struct risk_quarter *quarter, bool *ret_due)
{
    int64_t same = 0, rows = 0;
    *ret_due = false;
    if (!risk_quarter_is_fresh(quarter, today))
        return ERR_OK;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = risk_snapshot_store_count(c, quarter->period, &same);
    if (e == ERR_OK)
        e = risk_snapshot_store_live(c, &rows);
    tx_abort(c);
    *ret_due = same == 0 && rows > 0;
    return e;
}

enum err risk_snapshot_close(struct call *c)
{
    struct date today;
    char end[DATE_TEXT_SIZE];
    bool due = false;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    struct risk_quarter quarter = risk_quarter_ended(today, c->org.fiscal_first_month);
    date_format(quarter.end, end);
    struct risk_snapshot s = {.period = quarter.period, .as_of = end};
    enum err e = is_due(c, today, &quarter, &due);
    if (e != ERR_OK || !due)
        return e;
    e = tx_begin(c);
    if (e == ERR_OK)
        e = add(c, &s);
    if (e == ERR_OK)
        e = tx_commit(c);
    tx_abort(c);
    return e == ERR_UNIQUE ? ERR_OK : e; /* another node has done it */
}

static enum err run(struct call *c, struct job *job)
{
    (void)job;
    return risk_snapshot_close(c);
}

static const struct job_kind jobs[] = {
    {.name = "risk_snapshot", .run = run, .every_ms = INT64_C(3600000) /* an hour */},
};

const struct module module_risk_snapshot = {.name = "risk_snapshot", .jobs = jobs, .n_jobs = 1};
