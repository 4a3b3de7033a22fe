/* What the files of webhooks share: relay, sending, waking the job, the routes' common steps.
 * Internal to kernel/webhook. */
#ifndef KANAME_KERNEL_WEBHOOK_WEBHOOK_PRIVATE_H
#define KANAME_KERNEL_WEBHOOK_WEBHOOK_PRIVATE_H

#include "kernel/job/job.h"
#include "kernel/net/reach.h"
#include "kernel/notice/notice.h"
#include "kernel/webhook/webhook.h"
#include "kernel/webhook/webhook_store.h"

enum { WEBHOOK_JOBS = 2, WEBHOOK_NOTICES = 2 };
extern const struct job_kind webhook_jobs[WEBHOOK_JOBS];
extern const struct notice_kind webhook_notices[WEBHOOK_NOTICES];

/* How far deliveries may go: what the operator has set. */
enum reach webhook_reach(const struct app *app);

/* Has deliveries looked at when the transaction is committed, or at `at_ms`. */
enum err webhook_wake(struct call *c, int64_t at_ms);

/* Queues the event of a press: only this receiver, whatever it takes. */
enum err webhook_queue_test(struct call *c, const struct webhook *hook);

/* Turns new entries of the audit chain into deliveries, some hundreds at a time. Own transactions.
 * *ret_more: there are still others. */
enum err webhook_relay(struct call *c, bool *ret_more);

/* Makes one attempt and keeps what came of it. Own transactions. */
enum err webhook_send(struct call *c, struct webhook_delivery *d, struct job *job);

/* What both files of routes use: a transaction of somebody who may, and the receiver in the path.
 */
enum err webhook_admit(struct call *c, enum err (*begin)(struct call *c));
enum err webhook_of_path(struct call *c, const char *id, struct webhook *ret_hook);
/* An entry about the receiver; takes `before` and `after` over (NULL: none). */
void webhook_audit(
    struct call *c, const char *action, const struct webhook *hook, json_t *before, json_t *after);

#endif
