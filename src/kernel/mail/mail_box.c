/* The box of return_address: what lies in it is taken by a job. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/auth/actor.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_report.h"
#include "kernel/mail/mail_return.h"
#include "kernel/net/mailbox.h"

#include <stdatomic.h>

/* When the box is looked into again, on the monotonic clock: of this process, there is one box. */
static _Atomic int64_t next_ms;

static const int64_t LOOK_MS = 120LL * 1000;

static bool due(const struct config *config, bool asked)
{
    int64_t at = clock_monotonic_ms();
    if (!asked && at < atomic_load(&next_ms))
        return false;
    atomic_store(&next_ms, at + config->return_minutes * 60000LL);
    return true;
}

/* One look: what is listed, and how far it has come. */
struct look {
    struct call *c;
    const struct mailbox_login *login;
    struct mailbox *box;
    char *data;
    int64_t until_ms; /* monotonic: no mail is begun after it, other jobs wait */
    unsigned numbers[LIMIT_MAILBOX];
    size_t n, at;
};

static bool asked_to_stop(const struct look *l)
{
    return l->login->stop != NULL && l->login->stop(l->login->arg);
}

static enum err list(struct look *l)
{
    const char *fault = NULL;
    enum err e = mailbox_list(l->box, l->numbers, &l->n, &fault);
    if (e != ERR_OK)
        log_text(LOG_WARN, "mail_box", fault);
    return e;
}

/* A mail that cannot be fetched does not keep those behind it waiting: passed over, on a connection
 * of its own, for this one may be in the middle of an answer. Those behind it are the last ones of
 * the new list, whose numbers may be others; what has come meanwhile may wait for the next look. */
static enum err pass_over(struct look *l)
{
    size_t behind = l->n - l->at - 1;
    if (asked_to_stop(l))
        return ERR_UNAVAILABLE;
    log_text(LOG_WARN, "mail_box", "a mail that cannot be fetched is passed over");
    mailbox_close(l->box);
    l->box = mailbox_open(l->login);
    enum err e = mailbox_end(l->box, l->numbers[l->at], MAILBOX_PASSED);
    if (e == ERR_OK)
        e = list(l);
    l->at = l->n > behind ? l->n - behind : 0;
    return e;
}

/* What could not be taken now lies there for the next time. */
static enum err take_one(struct look *l)
{
    unsigned number = l->numbers[l->at];
    enum returned returned = RETURN_NONE;
    size_t len = 0;
    enum err e = mailbox_get(l->box, number, l->data, LIMIT_MAIL_REPORT, &len);
    if (e != ERR_OK)
        return pass_over(l);
    e = mail_return_take(l->c->app, "job:mail_box", NULL, l->data, len, &returned);
    bool ours = returned != RETURN_NONE && returned != RETURN_FOREIGN;
    enum mailbox_fate fate = e != ERR_OK ? MAILBOX_AGAIN : ours ? MAILBOX_GONE : MAILBOX_SEEN;
    enum err ended = mailbox_end(l->box, number, fate);
    l->at++;
    return e == ERR_OK ? ended : e;
}

/* What goes wrong is told in the log; the next look is soon enough. */
static void take_all(struct look *l)
{
    enum err e = list(l);
    l->data = mem_array(l->c, char, LIMIT_MAIL_REPORT);
    while (e == ERR_OK && l->at < l->n && !asked_to_stop(l) && clock_monotonic_ms() < l->until_ms)
        e = take_one(l);
}

enum err mail_box_read(struct call *c, bool now, bool (*stop)(void *arg), void *arg)
{
    const struct config *config = &c->app->config;
    const char *url = config->return_url;
    int64_t first = 0;
    if (url == NULL || *url == '\0' || c->app->keys == NULL || !mail_on(c->app))
        return ERR_OK;
    if (!mailbox_url_ok(url))
        return problem_set(c->problem, ERR_CONFLICT, "return_url");
    enum err e = actor_only_org(c, &first);
    if (e != ERR_OK || first != db_org(c->db) || !due(config, now))
        return e;
    const struct mailbox_login login = {
        .url = url,
        .user = config->return_user,
        .password = config->return_password,
        .tls = config->return_tls,
        .ca_file = config->return_ca_file,
        .stop = stop,
        .arg = arg,
    };
    struct look look = {.c = c,
        .login = &login,
        .box = mailbox_open(&login),
        .until_ms = clock_monotonic_ms() + LOOK_MS};
    take_all(&look);
    mailbox_close(look.box);
    return ERR_OK;
}
