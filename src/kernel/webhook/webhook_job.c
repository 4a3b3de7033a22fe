/* The jobs: relaying and sending, and taking away what is old. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/webhook/webhook_private.h"

/* A delivery whose sender died is taken again after this; longer than one attempt can last. */
static const int64_t HELD_MS = 60LL * 1000;

/* One run goes on no longer than this, for other jobs wait; it is then woken anew. */
static const int64_t RUN_MS = 20LL * 1000;

enum err webhook_wake(struct call *c, int64_t at_ms)
{
    struct uuid uid;
    const struct job_new job = {
        .kind = "webhook_send", .run_at_ms = at_ms, .once = true, .system = true};
    return job_add(c, &job, &uid);
}

static enum err claim(struct call *c, struct webhook_delivery *ret_delivery, bool *ret_found)
{
    c->now_ms = clock_now_ms();
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = webhook_store_claim(c, c->now_ms + HELD_MS, ret_delivery, ret_found);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

/* For what is due later, or for what this run has left. */
static enum err wake_for_next(struct call *c, bool now)
{
    int64_t next = 0;
    c->now_ms = clock_now_ms();
    enum err e = tx_begin(c);
    if (e == ERR_OK && !now)
        e = webhook_store_next(c, &next);
    if (e == ERR_OK && (now || next != 0))
        e = webhook_wake(c, next);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

static enum err run_send(struct call *c, struct job *job)
{
    int64_t until = clock_monotonic_ms() + RUN_MS;
    bool found = true, more = false;
    enum err e = webhook_relay(c, &more);
    while (e == ERR_OK && found && !job_cancelled(job) && clock_monotonic_ms() < until) {
        struct webhook_delivery d;
        e = claim(c, &d, &found);
        if (e == ERR_OK && found)
            e = webhook_send(c, &d, job);
    }
    return e == ERR_OK ? wake_for_next(c, more || found) : e;
}

static enum err purge_all(struct call *c)
{
    const int64_t day = 24LL * 60 * 60 * 1000;
    struct webhook *hooks = NULL;
    size_t n = 0;
    enum err e = webhook_store_give_up(c, c->now_ms - LIMIT_HOOK_SENT_DAYS * day);
    if (e == ERR_OK)
        e = webhook_store_purge(c, WEBHOOK_STATE_SENT, c->now_ms - LIMIT_HOOK_SENT_DAYS * day);
    if (e == ERR_OK)
        e = webhook_store_purge(c, WEBHOOK_STATE_FAILED, c->now_ms - LIMIT_HOOK_FAILED_DAYS * day);
    if (e == ERR_OK)
        e = webhook_store_list(c, &hooks, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = webhook_store_purge_beyond(c, hooks[i].id, LIMIT_HOOK_KEPT);
    return e;
}

static enum err run_purge(struct call *c, struct job *job)
{
    (void)job;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = purge_all(c);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

/* Commits wake the first; once an hour it looks by itself, for what a fault has left. */
const struct job_kind webhook_jobs[WEBHOOK_JOBS] = {
    {.name = "webhook_send", .run = run_send, .every_ms = INT64_C(3600) * 1000},
    {.name = "webhook_purge", .run = run_purge, .every_ms = INT64_C(24) * 3600 * 1000},
};
