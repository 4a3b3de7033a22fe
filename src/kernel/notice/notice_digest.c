#include "kernel/notice/notice_digest.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/i18n/msg_date.h"
#include "kernel/mail/mail.h"
#include "kernel/notice/notice_store.h"
#include "kernel/notice/notice_text.h"

#include <inttypes.h>
#include <string.h>

enum { MORNING = 8 * 3600, LISTED_MOST = 30, WEEK = 7, MONDAY_AFTER_EPOCH = 4 /* 1970-01-05 */ };

int64_t notice_digest_cut(enum notice_delivery digest, int64_t now_ms, const char *zone)
{
    struct date day = {1970, 1, 1};
    int64_t cut = 0;
    clock_day_in_zone(now_ms, zone, &day);
    int64_t days = date_days(day);
    int step = digest == NOTICE_WEEKLY ? WEEK : 1;
    if (digest == NOTICE_WEEKLY)
        days -= ((days - MONDAY_AFTER_EPOCH) % WEEK + WEEK) % WEEK;
    clock_instant_in_zone(date_of_days(days), MORNING, zone, &cut);
    if (cut > now_ms)
        clock_instant_in_zone(date_of_days(days - step), MORNING, zone, &cut);
    return cut;
}

struct digest {
    const char *key; /* "daily" */
    int64_t cut_ms;
};

static enum err put_row(
    struct call *c, struct buf *out, const char *lang, const struct notice_row *row)
{
    json_t *args = NULL;
    enum err e = json_in_parse(c, row->args, strlen(row->args), JSON_IN_DEPTH, c->problem, &args);
    if (e != ERR_OK)
        return e;
    struct notice_text text = notice_text_of(c, lang, c->org.zone, row->kind, args);
    struct msg_arg line[] = {
        {"at", msg_instant(c, lang, row->created_at_ms, c->org.zone)}, {"title", text.title}};
    buf_str(out, msg_format(c, lang, "notice.digest.line", line, 2));
    buf_char(out, '\n');
    return ERR_OK;
}

static enum err mail_rows(struct call *c, const struct notice_receiver *to,
    const struct notice_row *rows, size_t n, int64_t all)
{
    const char *lang = to->lang == NULL ? c->org.lang : to->lang;
    struct buf *text = buf_new(c);
    struct msg_arg count = {"n", mem_printf(c, "%" PRId64, all)};
    buf_str(text, msg_format(c, lang, "notice.digest.text", &count, 1));
    buf_str(text, "\n\n");
    for (size_t i = 0; i < n; i++) {
        enum err e = put_row(c, text, lang, &rows[i]);
        if (e != ERR_OK)
            return e;
    }
    struct mail_new mail = {
        .kind = "digest",
        .account_id = to->account_id,
        .name = to->name,
        .lang = lang,
        .subject = msg_format(c, lang, "notice.digest.title", &count, 1),
        .text = text->data,
        .path = "/account/notices",
        .button = msg_get(lang, "mail.open"),
        .choosable = true,
    };
    enum err e = mail_address_of(c, to->account_id, &mail.address);
    return e == ERR_OK ? mail_queue(c, &mail) : e;
}

static enum err send_one(struct call *c, const struct digest *d, int64_t account_id)
{
    struct notice_receiver to;
    struct notice_row *rows = NULL;
    size_t n = 0;
    int64_t all = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = notice_store_digest_rows(
            c, d->key, account_id, d->cut_ms, LISTED_MOST, &rows, &n, &all);
    if (e == ERR_OK && n > 0)
        e = notice_store_receiver(c, account_id, "", &to);
    bool gone = e == ERR_NOT_FOUND; /* disabled meanwhile */
    if (e == ERR_OK && n > 0)
        e = mail_rows(c, &to, rows, n, all);
    if (e == ERR_OK || gone)
        e = notice_store_digest_done(c, d->key, account_id, d->cut_ms);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c); /* a notice has no audit entry, nor has its mail */
    tx_abort(c);
    return e;
}

static enum err run_one(struct call *c, enum notice_delivery delivery)
{
    const struct digest d = {
        notice_delivery_key(delivery), notice_digest_cut(delivery, c->now_ms, c->org.zone)};
    int64_t *accounts = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = notice_store_digest_accounts(c, d.key, d.cut_ms, &accounts, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = send_one(c, &d, accounts[i]);
    return e;
}

enum err notice_digest_run(struct call *c)
{
    enum err e = run_one(c, NOTICE_DAILY);
    return e == ERR_OK ? run_one(c, NOTICE_WEEKLY) : e;
}
