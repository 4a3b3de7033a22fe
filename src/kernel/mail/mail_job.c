/* Emptying the outbox. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mail/mail_body.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_report.h"
#include "kernel/mail/mail_return.h"
#include "kernel/mail/mail_rules.h"
#include "kernel/mail/mail_smtp.h"

#include <string.h>

/* A mail whose sender died is taken again after this; longer than one attempt can last. */
static const int64_t HELD_MS = 3LL * 60 * 1000;

struct sender {
    struct mail_smtp *smtp;
    const char *name, *address; /* of mail_from */
};

static enum err claim(struct call *c, struct mail_row *ret_row, bool *ret_found)
{
    c->now_ms = clock_now_ms();
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_store_claim(c, c->now_ms + HELD_MS, ret_row, ret_found);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

static const char *message_id(struct call *c, const struct mail_row *row, const char *from)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&row->uid, uid);
    return mem_printf(c, "%s%s", uid, strchr(from, '@'));
}

static enum mail_outcome send(struct call *c, const struct sender *s, const struct mail_row *row,
    const json_t *body, const char **ret_reply)
{
    const char *base = c->app->config.public_url, *path = body_text(body, "path");
    const char *choose = mem_printf(c, "%s/account/notices", base);
    struct mail_body words = {
        .lang = row->lang,
        .name = body_text(body, "name"),
        .text = body_text(body, "text"),
        .url = path == NULL ? NULL : mem_printf(c, "%s%s", base, path),
        .button = body_text(body, "button"),
        .org = c->org.name,
        .choose_url = body_bool(body, "choosable") ? choose : NULL,
    };
    struct mail_wire wire = {
        .from_name = s->name,
        .from_address = s->address,
        .sender = mail_return_sender(c, c->app, &row->uid, s->address),
        .to_name = words.name,
        .to_address = row->address,
        .subject = body_text(body, "subject"),
        .message_id = message_id(c, row, s->address),
        .lang = row->lang,
        .unsubscribe_url = words.choose_url,
        .date_ms = row->created_at_ms,
        .plain = mail_body_plain(c, &words),
        .html = mail_body_html(c, &words),
    };
    return mail_smtp_send(s->smtp, &wire, ret_reply);
}

/* Given up for good, or due again after a pause. */
static enum err later(struct call *c, const struct mail_row *row, const char *reply)
{
    const struct config *config = &c->app->config;
    if (row->attempts >= config->smtp_attempts)
        return mail_store_end(c, row->id, MAIL_STATE_FAILED, reply);
    int64_t pause = mail_pause_ms(row->attempts, config->smtp_retry_seconds * INT64_C(1000));
    return mail_store_again(c, row->id, c->now_ms + pause, reply);
}

static enum err note(
    struct call *c, const struct mail_row *row, enum mail_outcome outcome, const char *reply)
{
    char status[REPORT_STATUS_SIZE];
    bool known = false;
    enum err e;
    switch (outcome) {
    case MAIL_SENT:
        return mail_store_end(c, row->id, MAIL_STATE_SENT, NULL);
    case MAIL_BOUNCED:
        known = mail_status_find(reply, status);
        e = mail_store_bounced(c, row->address, known ? status : NULL, reply);
        return e == ERR_OK ? mail_store_end(c, row->id, MAIL_STATE_FAILED, reply) : e;
    case MAIL_REFUSED:
        return mail_store_end(c, row->id, MAIL_STATE_FAILED, reply);
    case MAIL_LATER:
    case MAIL_DOWN:
        break;
    }
    return later(c, row, reply);
}

static enum err keep_outcome(
    struct call *c, const struct mail_row *row, enum mail_outcome outcome, const char *reply)
{
    c->now_ms = clock_now_ms();
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = note(c, row, outcome, reply);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

static enum err end_row(
    struct call *c, const struct mail_row *row, enum mail_state state, const char *fault)
{
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_store_end(c, row->id, state, fault);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

static enum err work_on(
    struct call *c, const struct sender *s, const struct mail_row *row, bool *ret_down)
{
    json_t *body = NULL;
    const char *reply = NULL;
    if (row->expires_at_ms != 0 && row->expires_at_ms <= c->now_ms)
        return end_row(c, row, MAIL_STATE_EXPIRED, row->fault);
    if (mail_open_body(c, row, &body) != ERR_OK)
        return end_row(c, row, MAIL_STATE_FAILED, "key_file");
    enum mail_outcome outcome = send(c, s, row, body, &reply);
    *ret_down = outcome == MAIL_DOWN;
    if (outcome == MAIL_DOWN)
        log_text(LOG_WARN, "mail_server", reply);
    return keep_outcome(c, row, outcome, reply);
}

static enum err wake_for_next(struct call *c)
{
    int64_t next = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_store_next(c, &next);
    if (e == ERR_OK && next != 0)
        e = mail_wake(c, next);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

enum err mail_send_due(struct call *c, bool (*stop)(void *arg), void *arg)
{
    struct sender s = {.name = NULL};
    const char *from = c->app->config.mail_from;
    if (!mail_on(c->app))
        return ERR_OK;
    if (!mail_mailbox_parse(c, from == NULL ? "" : from, &s.name, &s.address))
        return problem_set(c->problem, ERR_CONFLICT, "mail_from");
    s.smtp = mail_smtp_open(&c->app->config, stop, arg);
    enum err e = ERR_OK;
    bool found = true, down = false;
    while (e == ERR_OK && found && !down && !stop(arg)) {
        struct mail_row row;
        e = claim(c, &row, &found);
        if (e == ERR_OK && found)
            e = work_on(c, &s, &row, &down);
    }
    mail_smtp_close(s.smtp);
    return e == ERR_OK ? wake_for_next(c) : e;
}

/* ---- jobs ---- */

static bool asked_to_stop(void *job)
{
    return job_cancelled(job);
}

static enum err run_send(struct call *c, struct job *job)
{
    return mail_send_due(c, asked_to_stop, job);
}

/* Looks up every minute whether it is time, so that the pace is the setting's. */
static enum err run_box(struct call *c, struct job *job)
{
    return mail_box_read(c, body_bool(job_payload(job), "now"), asked_to_stop, job);
}

enum { SENT_DAYS = 30, FAILED_DAYS = 90 };

static enum err run_purge(struct call *c, struct job *job)
{
    (void)job;
    const int64_t day = 24LL * 60 * 60 * 1000;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_store_purge(c, MAIL_STATE_SENT, c->now_ms - SENT_DAYS * day);
    if (e == ERR_OK)
        e = mail_store_purge(c, MAIL_STATE_EXPIRED, c->now_ms - SENT_DAYS * day);
    if (e == ERR_OK)
        e = mail_store_purge(c, MAIL_STATE_FAILED, c->now_ms - FAILED_DAYS * day);
    if (e == ERR_OK)
        e = mail_store_purge(c, MAIL_STATE_HELD, c->now_ms - FAILED_DAYS * day);
    if (e == ERR_OK)
        e = mail_store_purge(c, MAIL_STATE_RETURNED, c->now_ms - FAILED_DAYS * day);
    if (e == ERR_OK)
        e = mail_store_return_purge(c, c->now_ms - FAILED_DAYS * day);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

const struct job_kind mail_jobs[MAIL_JOBS] = {
    {.name = "mail_send", .run = run_send, .every_ms = INT64_C(60000)},
    {.name = "mail_box", .run = run_box, .every_ms = INT64_C(60000)},
    {.name = "mail_purge", .run = run_purge, .every_ms = INT64_C(86400000) /* a day */},
};
