/* The box of return_address: what lies in it is taken by a job. */
#include "base/clock.h"
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

static bool due(const struct config *config, bool asked)
{
    int64_t at = clock_monotonic_ms();
    if (!asked && at < atomic_load(&next_ms))
        return false;
    atomic_store(&next_ms, at + config->return_minutes * 60000LL);
    return true;
}

/* What could not be taken now lies there for the next time. */
static enum err take_one(struct call *c, struct mailbox *box, unsigned number, char *data)
{
    enum returned returned = RETURN_NONE;
    size_t len = 0;
    enum err e = mailbox_get(box, number, data, REPORT_BYTES, &len);
    if (e != ERR_OK)
        return e;
    e = mail_return_take(c->app, "job:mail_box", NULL, data, len, &returned);
    bool ours = returned != RETURN_NONE && returned != RETURN_FOREIGN;
    enum mailbox_fate fate = e != ERR_OK ? MAILBOX_AGAIN : ours ? MAILBOX_GONE : MAILBOX_SEEN;
    enum err ended = mailbox_end(box, number, fate);
    return e == ERR_OK ? ended : e;
}

static enum err take_all(struct call *c, struct mailbox *box, bool (*stop)(void *arg), void *arg)
{
    unsigned numbers[MAILBOX_MOST];
    const char *fault = NULL;
    size_t n = 0;
    enum err e = mailbox_list(box, numbers, &n, &fault);
    if (e != ERR_OK)
        log_text(LOG_WARN, "mail_box", fault);
    char *data = mem_array(c, char, REPORT_BYTES);
    for (size_t i = 0; e == ERR_OK && i < n && !stop(arg); i++)
        e = take_one(c, box, numbers[i], data);
    return ERR_OK; /* what went wrong was told; the next look is soon enough */
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
    struct mailbox *box = mailbox_open(&login);
    e = take_all(c, box, stop, arg);
    mailbox_close(box);
    return e;
}
