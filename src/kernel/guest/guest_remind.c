/* Jobs that write to guests without being asked by them: reminders on the days of a campaign, and
 * that answers were given back. Each mail has a new link, since nobody knows the old one any more;
 * what is open stays open. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/guest_ask.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"
#include "kernel/mail/mail.h"
#include "kernel/sheet/campaign_days.h"

enum { STRETCH = 200 /* mails of one transaction */ };

static enum err write_to(
    struct call *c, const struct guest *all, size_t n, enum guest_mail what, const char *action)
{
    enum err e = ERR_OK;
    if (!mail_on(c->app)) /* a new link that nobody gets would only end the old one */
        return tx_commit_any(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (all[i].revoked_at_ms != 0 || all[i].locked_at_ms != 0)
            continue;
        e = guest_link_again(c, &all[i], what);
        guest_audit(c, &all[i], action, NULL);
    }
    return e == ERR_OK ? tx_commit_any(c) : e;
}

/* Begun anew after a crash it goes on: whoever was written to since the job was asked for is not
 * again. */
static enum err remind_stretch(
    struct call *c, const json_t *payload, const char *today, int64_t *after)
{
    struct campaign k;
    struct guest *all = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = campaign_find(c, body_text(payload, "campaign"), true, &k);
    if (e == ERR_OK && k.state == CAMPAIGN_OPEN)
        e = guest_store_waiting(
            c, k.id, today, body_int(payload, "at", 0), *after, STRETCH, &all, &n);
    if (e != ERR_OK)
        return e;
    *after = n == 0 ? 0 : all[n - 1].id;
    return write_to(c, all, n, GUEST_MAIL_REMIND, "remind");
}

enum err guest_remind_run(struct call *c, struct job *job)
{
    char today[DATE_TEXT_SIZE];
    int64_t after = 0;
    enum err e = ERR_OK;
    date_format(campaign_today(c, NULL), today);
    do {
        e = remind_stretch(c, job_payload(job), today, &after);
        tx_abort(c);
    } while (e == ERR_OK && after != 0 && !job_cancelled(job));
    return e;
}

enum err guest_returned_run(struct call *c, struct job *job)
{
    struct guest *all = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = guest_store_of(c, body_int(job_payload(job), "response", 0), &all, &n);
    return e == ERR_OK ? write_to(c, all, n, GUEST_MAIL_RETURNED, "send") : e;
}
