/* One attempt, and what it says about the delivery and the receiver. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/net/fetch.h"
#include "kernel/notice/notice.h"
#include "kernel/reader/reader.h"
#include "kernel/webhook/webhook_event.h"
#include "kernel/webhook/webhook_private.h"
#include "kernel/webhook/webhook_rules.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

enum { FAILED, OFF };

const struct notice_kind webhook_notices[WEBHOOK_NOTICES] = {
    [FAILED] = {.name = "webhook_failed", .usual = NOTICE_NOW},
    [OFF] = {.name = "webhook_off", .usual = NOTICE_NOW},
};

static const int64_t DAY_MS = 24LL * 60 * 60 * 1000;

enum reach webhook_reach(const struct app *app)
{
    const char *networks = app->config.webhook_networks;
    bool private = networks != NULL && strcmp(networks, "private") == 0;
    return private ? REACH_PRIVATE : REACH_PUBLIC;
}

/* ---- the attempt ---- */

static bool asked_to_stop(void *job)
{
    return job_cancelled(job);
}

/* "v1,… v1,…": while a secret is being replaced both sign. */
static const char *signatures(
    struct call *c, const struct webhook_delivery *d, const char *id, const char *const secrets[2])
{
    const char *all = "";
    for (int i = 0; i < 2 && secrets[i] != NULL; i++) {
        char signature[WEBHOOK_SIGNATURE_SIZE];
        if (!webhook_sign(secrets[i], id, c->now_ms / 1000, d->body, signature))
            return NULL;
        all = mem_printf(c, "%s%s%s", all, i == 0 ? "" : " ", signature);
    }
    return all;
}

static void post(struct call *c, const struct webhook *hook, struct webhook_delivery *d,
    const char *const secrets[2], struct job *job)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&d->uid, id);
    const char *signed_by = signatures(c, d, id, secrets);
    const char *const headers[] = {"Content-Type: application/json",
        mem_printf(c, "webhook-id: %s", id),
        mem_printf(c, "webhook-timestamp: %" PRId64, c->now_ms / 1000),
        mem_printf(c, "webhook-signature: %s", signed_by), NULL};
    struct fetch_post p = {.url = hook->url,
        .reach = webhook_reach(c->app),
        .headers = headers,
        .body = d->body,
        .stop = asked_to_stop,
        .arg = job};
    if (signed_by == NULL) {
        d->fault = "key_file";
        return;
    }
    fetch_post(c->app, &p);
    d->status = p.ret_status;
    d->ms = p.ret_ms;
    d->fault = p.ret_fault;
    if (d->fault == NULL && (d->status < 200 || d->status > 299))
        d->fault = "status";
}

/* ---- what comes of it ---- */

static enum err tell(struct call *c, const struct webhook *hook, int kind)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&hook->uid, uid);
    struct notice_arg args[] = {{"name", NOTICE_TEXT, hook->name}};
    struct notice_new notice = {.kind = &webhook_notices[kind],
        .subject = "webhook",
        .subject_uid = &hook->uid,
        .path = mem_printf(c, "/settings/webhooks/%s", uid),
        .args = args,
        .n_args = 1};
    return notice_tell_holders(c, &notice, &WEBHOOK_MANAGE, "/");
}

static enum err switch_off(struct call *c, const struct webhook *hook, const char *why)
{
    enum err e = webhook_store_off(c, hook->id, why);
    if (e != ERR_OK)
        return e;
    webhook_audit(c, "webhook_off", hook, NULL, json_pack("{s:s}", "why", why));
    return tell(c, hook, OFF);
}

/* Once a day is enough, however many there are. */
static enum err tell_failed(struct call *c, const struct webhook *hook)
{
    if (hook->told_at_ms + DAY_MS > c->now_ms)
        return ERR_OK;
    enum err e = webhook_store_told(c, hook->id);
    return e == ERR_OK ? tell(c, hook, FAILED) : e;
}

/* A receiver that has accepted nothing since before this delivery was made has had the whole
 * schedule's time. */
static enum err give_up(
    struct call *c, const struct webhook *hook, const struct webhook_delivery *d)
{
    enum err e = webhook_store_end(c, d, WEBHOOK_STATE_FAILED);
    if (e != ERR_OK || !hook->active || strcmp(d->type, WEBHOOK_TEST) == 0)
        return e;
    if (hook->ok_at_ms < d->created_at_ms)
        return switch_off(c, hook, "failing");
    return tell_failed(c, hook);
}

static int64_t first_ms(struct call *c)
{
    return c->app->config.webhook_retry_seconds * INT64_C(1000);
}

/* A receiver that does not even answer is left alone: each attempt would hold up all jobs. */
static enum err rest(struct call *c, const struct webhook *hook)
{
    int failures = hook->failures + 1;
    return webhook_store_rest(
        c, hook->id, failures, c->now_ms + webhook_rest_ms(failures, first_ms(c)));
}

static enum err later(struct call *c, const struct webhook *hook, const struct webhook_delivery *d)
{
    bool test = strcmp(d->type, WEBHOOK_TEST) == 0;
    enum err e = d->status == 0 && !test ? rest(c, hook) : ERR_OK;
    if (e != ERR_OK)
        return e;
    if (test || d->attempts >= c->app->config.webhook_attempts)
        return give_up(c, hook, d);
    int64_t pause = webhook_pause_ms(d->attempts, first_ms(c), randombytes_random());
    return webhook_store_again(c, d, c->now_ms + pause);
}

enum { GONE = 410 /* the receiver says that it wants no more */ };

static enum err note(struct call *c, const struct webhook *hook, struct webhook_delivery *d)
{
    if (d->fault == NULL) {
        enum err e = webhook_store_end(c, d, WEBHOOK_STATE_SENT);
        return e == ERR_OK ? webhook_store_good(c, hook->id) : e;
    }
    if (strcmp(d->fault, "stopped") == 0) { /* as if there had been no attempt */
        d->attempts--;
        d->fault = NULL;
        return webhook_store_again(c, d, c->now_ms);
    }
    if (strcmp(d->fault, "confidential") == 0 || strcmp(d->fault, "key_file") == 0)
        return webhook_store_end(c, d, WEBHOOK_STATE_FAILED);
    if (d->status != GONE || !hook->active)
        return later(c, hook, d);
    enum err e = webhook_store_end(c, d, WEBHOOK_STATE_FAILED);
    return e == ERR_OK ? switch_off(c, hook, "gone") : e;
}

static enum err keep(struct call *c, struct webhook_delivery *d)
{
    struct webhook hook; /* anew: others may have changed it meanwhile */
    c->now_ms = clock_now_ms();
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = webhook_store_by_id(c, d->webhook_id, &hook);
    if (e == ERR_OK)
        e = note(c, &hook, d);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    tx_abort(c);
    return e == ERR_NOT_FOUND ? ERR_OK : e; /* removed, and the delivery with it */
}

/* The receiver, its secrets, and whether the record may be told of still. */
static enum err look(struct call *c, struct webhook_delivery *d, struct webhook *ret_hook,
    const char *ret_secrets[2])
{
    bool secret = false;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = webhook_store_by_id(c, d->webhook_id, ret_hook);
    if (e == ERR_OK)
        e = reader_is_secret(c, d->subject, d->subject_id, &secret);
    if (e == ERR_OK && secret)
        d->fault = "confidential";
    if (e == ERR_OK &&
        webhook_store_secrets(c, ret_hook, &ret_secrets[0], &ret_secrets[1]) != ERR_OK)
        d->fault = "key_file";
    tx_abort(c);
    return e;
}

enum err webhook_send(struct call *c, struct webhook_delivery *d, struct job *job)
{
    struct webhook hook;
    const char *secrets[2] = {NULL, NULL};
    enum err e = look(c, d, &hook, secrets);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e != ERR_OK)
        return e;
    if (d->fault == NULL)
        post(c, &hook, d, secrets, job);
    return keep(c, d);
}
