/* Deferred measures come back by themselves: what was put off is asked for again, until somebody
 * decides (practice 3-1). */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/governance/governance.h"
#include "mod/measure/measure_private.h"

#include <string.h>

static const struct notice_kind kinds[] = {
    {.name = "measure_back", .usual = NOTICE_NOW},
};

/* A management meeting between the deferral and today, the latter included. */
static enum err meeting_came(
    struct call *c, const char *deferred_on, const char *today, bool *ret_came)
{
    json_t *found = NULL;
    const struct reg_where where[] = {
        {"kind", "eq", "management"},
        {"state", "in", "planned,held"},
        {"held_on", "gt", deferred_on},
        {"held_on", "le", today},
    };
    enum err e =
        reg_list(c, &REG_MEETINGS, where, sizeof where / sizeof where[0], "held_on", 1, &found);
    if (e == ERR_OK)
        *ret_came = json_array_size(found) > 0;
    return e;
}

static enum err has_come(struct call *c, const json_t *measure, const char *today, bool *ret_come)
{
    const char *back = body_text(measure, "back_on");
    const char *deferred_on = body_text(measure, "decided_on");
    if (back == NULL && deferred_on != NULL)
        return meeting_came(c, deferred_on, today, ret_come);
    *ret_come = back != NULL && strcmp(back, today) <= 0;
    return ERR_OK;
}

static enum err tell(struct call *c, const char *id)
{
    struct reg_record now;
    int64_t owner = 0;
    enum err e = reg_look(c, &REG_MEASURES, id, &now);
    if (e != ERR_OK)
        return e;
    const struct notice_arg args[] = {
        {"title", NOTICE_TEXT, body_text(now.after, "title")},
        {"number", NOTICE_TEXT, body_text(now.after, "number")},
        {"times", NOTICE_TEXT, mem_printf(c, "%d", (int)body_int(now.after, "asked_times", 1))},
    };
    const struct notice_new notice = {.kind = &kinds[0],
        .subject = REG_MEASURES.singular,
        .subject_uid = &now.uid,
        .path = mem_printf(c, "/measures/%s", body_text(now.after, "number")),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    e = reg_ref_id(c, &now, "owner", &owner);
    return e == ERR_OK ? notice_tell_owner_and_holders(
                             c, &notice, owner, &PERM_MEASURE_DECIDE, now.unit_path)
                       : e;
}

/* In a transaction of its own; that it is still deferred is asked by the transition. */
static enum err bring_back(struct call *c, const json_t *measure, const char *today)
{
    bool come = false;
    const char *id = body_text(measure, "id");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = has_come(c, measure, today, &come);
    if (e == ERR_OK && come) {
        e = reg_transition(c, &REG_MEASURES, id, "propose_again", NULL);
        if (e == ERR_OK)
            e = tell(c, id);
        if (e == ERR_OK)
            e = tx_commit(c);
    }
    tx_abort(c);
    bool by_people = e == ERR_CONFLICT || e == ERR_NOT_FOUND || e == ERR_INVALID;
    if (by_people)
        c->problem = problem_new(c);
    return by_people ? ERR_OK : e;
}

enum err measure_return_run(struct call *c)
{
    char today[DATE_TEXT_SIZE];
    struct date date;
    size_t i;
    json_t *one;
    json_t *deferred = NULL;
    const struct reg_where where[] = {{"state", "eq", "deferred"}};
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return ERR_INTERNAL;
    date_format(date, today);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_list(c, &REG_MEASURES, where, 1, "number", LIMIT_MEASURES_BACK, &deferred);
    tx_abort(c);
    json_array_foreach(deferred, i, one)
    {
        if (e == ERR_OK)
            e = bring_back(c, one, today);
    }
    return e;
}

static enum err run(struct call *c, struct job *job)
{
    (void)job;
    return measure_return_run(c);
}

/* Soon enough after midnight in every zone. */
static const struct job_kind jobs[] = {
    {.name = "measure_return", .run = run, .every_ms = INT64_C(600000) /* ten minutes */},
};

const struct module module_measure_return = {
    .name = "measure_return", .jobs = jobs, .n_jobs = 1, .notices = kinds, .n_notices = 1};
