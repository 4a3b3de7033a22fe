/* The end of a risk that was accepted of a supplier: when its day has passed, the review comes back
 * to be decided on again. Its owner and those who decide are told. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/supplier/supplier_review.h"

#include <string.h>

static const char JOB[] = "supplier_review_lapse";
static const struct notice_kind kinds[] = {{.name = "supplier_review_lapsed", .usual = NOTICE_NOW}};

static bool in_state(const json_t *review, const char *state)
{
    const char *now = body_text(review, "state");
    return now != NULL && strcmp(now, state) == 0;
}

enum err review_lapse_tell(struct call *c, const struct reg_record *review)
{
    int64_t owner = 0;
    if (!in_state(review->before, "approved") || !in_state(review->after, "lapsed"))
        return ERR_OK;
    const char *number = body_text(review->after, "number");
    const struct notice_arg args[] = {
        {"name", NOTICE_TEXT, body_text(review->after, "title")},
        {"number", NOTICE_TEXT, number},
        {"why", NOTICE_TEXT, review->reason},
    };
    const struct notice_new notice = {.kind = &kinds[0],
        .subject = REG_SUPPLIER_REVIEWS.singular,
        .subject_uid = &review->uid,
        .path = mem_printf(c, "/supplier-reviews/%s", number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    enum err e = reg_ref_id(c, review, "owner", &owner);
    return e == ERR_OK
               ? notice_tell_owner_and_holders(c, &notice, owner, &PERM_SUPPLIER_REVIEW_DECIDE, "/")
               : e;
}

/* ---- the job ---- */

static bool ended(const json_t *review, const char *today)
{
    const char *until = body_text(review, "accepted_until");
    const char *plan = body_text(review, "plan");
    return in_state(review, "approved") && plan != NULL && strcmp(plan, "accept") == 0 &&
           until != NULL && strcmp(until, today) < 0;
}

/* In a transaction of its own; somebody may have decided anew meanwhile. */
static enum err end_one(struct call *c, const char *id, const char *today)
{
    struct reg_record review;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIER_REVIEWS, id, &review);
    if (e == ERR_OK && ended(review.after, today)) {
        const struct msg_arg args[] = {{"until", body_text(review.after, "accepted_until")}};
        e = reg_transition(c, &REG_SUPPLIER_REVIEWS, id, "lapse",
            msg_format(c, c->org.lang, "supplier_review.lapse.reason", args, 1));
        if (e == ERR_OK)
            e = tx_commit(c);
    }
    tx_abort(c);
    bool by_people = e == ERR_CONFLICT || e == ERR_NOT_FOUND || e == ERR_INVALID;
    if (by_people)
        c->problem = problem_new(c);
    return by_people ? ERR_OK : e;
}

static enum err run(struct call *c, struct job *job)
{
    char today[DATE_TEXT_SIZE];
    struct date date;
    const char **ids = NULL;
    size_t n = 0;
    (void)job;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return ERR_INTERNAL;
    date_format(date, today);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = review_store_ended(c, today, LIMIT_RISKS_LAPSED, &ids, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = end_one(c, ids[i], today);
    return e;
}

static const struct job_kind jobs[] = {
    {.name = JOB, .run = run, .every_ms = INT64_C(600000) /* ten minutes, as risks */},
};

static const struct approval_subject approvals[] = {
    {.reg = &REG_SUPPLIER_REVIEWS,
        .send = &PERM_SUPPLIER_REVIEW_WRITE,
        .decide = &PERM_SUPPLIER_REVIEW_DECIDE,
        .from = "asked",
        .approve = "approve",
        .reject = "reject",
        .class_field = "plan"},
};

const struct module module_supplier_review_lapse = {.name = "supplier_review_lapse",
    .approvals = approvals,
    .n_approvals = 1,
    .jobs = jobs,
    .n_jobs = 1,
    .notices = kinds,
    .n_notices = 1};
