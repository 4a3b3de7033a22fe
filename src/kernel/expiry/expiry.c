#include "kernel/expiry/expiry.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/notice/notice_store.h"
#include "kernel/transfer/transfer.h"

#include <string.h>

enum { AT_ONCE = 50 };

/* ---- who is told ---- */

static enum err may_read(struct call *c, const void *arg, bool *ret_yes)
{
    const struct reg_record *record = arg;
    const struct perm *read = record->def->read;
    *ret_yes = record->def->scope == REG_ORG ? who_holds(c->who, read)
                                             : who_may(c->who, read, record->unit_path);
    return ERR_OK;
}

/* The accounts among these that may read the record. */
static enum err readers_among(struct call *c, const struct reg_record *record,
    const int64_t *accounts, size_t n, struct expiry_receivers *ret_receivers)
{
    enum err e = ERR_OK;
    *ret_receivers = (struct expiry_receivers){mem_array(c, int64_t, n + 1), 0};
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool yes = false;
        e = actor_asks(c, accounts[i], may_read, record, &yes);
        if (yes)
            ret_receivers->accounts[ret_receivers->n++] = accounts[i];
    }
    return e;
}

static enum err owner_of(struct call *c, const struct expiry_subject *subject,
    const struct reg_record *record, struct expiry_receivers *ret_receivers)
{
    int64_t person = 0;
    int64_t *accounts = NULL;
    size_t n = 0;
    const char *who = record->def->due->who;
    enum err e = ERR_OK;
    if (subject->owner != NULL)
        e = subject->owner(c, record, &person);
    else if (who != NULL)
        e = reg_ref_id(c, record, who, &person);
    if (e == ERR_OK && person != 0)
        e = notice_store_accounts_of(c, person, &accounts, &n);
    return e == ERR_OK ? readers_among(c, record, accounts, n, ret_receivers) : e;
}

static enum err receivers_of(struct call *c, const struct expiry_subject *subject,
    const struct reg_record *record, struct expiry_receivers *ret_receivers)
{
    const char *unit = record->def->scope == REG_ORG ? "/" : record->unit_path;
    enum err e = owner_of(c, subject, record, ret_receivers);
    if (e == ERR_OK && ret_receivers->n == 0 && subject->instead != NULL)
        e = subject->instead(c, record, ret_receivers);
    if (e == ERR_OK && ret_receivers->n == 0)
        e = notice_store_holders(
            c, subject->last, unit, &ret_receivers->accounts, &ret_receivers->n);
    return e;
}

/* ---- telling ---- */

static enum err tell(struct call *c, const struct expiry_subject *subject,
    const struct reg_record *record, const char *day, const struct expiry_receivers *receivers)
{
    const char *number = body_text(record->after, "number");
    const char *firm = body_text(json_object_get(record->after, "supplier"), "title");
    const struct notice_arg args[] = {
        subject->name(c, record),
        {"number", NOTICE_TEXT, number},
        {"supplier", NOTICE_TEXT, firm},
        {"day", NOTICE_DATE, day},
    };
    const struct notice_new notice = {.kind = subject->kind,
        .subject = subject->reg->singular,
        .subject_uid = &record->uid,
        .path = mem_printf(c, "/%s/%s", subject->reg->name, number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell(c, &notice, receivers->accounts, receivers->n);
}

/* In the open write transaction, where there is somebody to tell. Meanwhile the record may have
 * gone, or have got another day. */
static enum err tell_one(struct call *c, const struct expiry_subject *subject,
    const struct expiry_days *days, const struct uuid *uid, bool *told)
{
    struct reg_record record;
    struct expiry_receivers receivers = {NULL, 0};
    char id[UUID_TEXT_SIZE];
    bool first = false;
    uuid_format(uid, id);
    enum err e = reg_look(c, subject->reg, id, &record);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    const char *day = body_text(record.after, subject->reg->due->day);
    if (day == NULL || strcmp(day, days->from) < 0 || strcmp(day, days->to) > 0)
        return ERR_OK;
    e = receivers_of(c, subject, &record, &receivers);
    if (e != ERR_OK || receivers.n == 0)
        return e;
    e = expiry_store_told(c, subject->reg->name, uid, day, &first);
    if (e != ERR_OK || !first)
        return e;
    *told = true;
    return tell(c, subject, &record, day, &receivers);
}

static enum err tell_some(struct call *c, const struct expiry_subject *subject,
    const struct expiry_days *days, const struct expiring *list, size_t n)
{
    bool told = false;
    enum err e = tx_begin(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = tell_one(c, subject, days, &list[i].uid, &told);
    if (e == ERR_OK && told)
        e = tx_commit_unaudited(c); /* nothing of the records has changed */
    tx_abort(c);
    return e;
}

static enum err forget(struct call *c, const char *before)
{
    bool any = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = expiry_store_forget(c, before, &any);
    if (e == ERR_OK && any)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

enum err expiry_tell_all(struct call *c, const struct expiry_subject *subject)
{
    struct date today;
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
    struct expiring *list = NULL;
    size_t n = AT_ONCE;
    int64_t after = 0;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, from);
    date_format(date_of_days(date_days(today) + EXPIRY_DAYS), to);
    const struct expiry_days days = {from, to};
    enum err e = forget(c, from);
    for (int done = 0; n == AT_ONCE && e == ERR_OK && done < LIMIT_EXPIRIES_TOLD; done += AT_ONCE) {
        e = tx_begin_read(c);
        if (e == ERR_OK)
            e = subject->untold(c, &days, after, AT_ONCE, &list, &n);
        tx_abort(c);
        if (e == ERR_OK && n > 0) {
            e = tell_some(c, subject, &days, list, n);
            after = list[n - 1].id;
        }
    }
    return e;
}

static const struct transfer_column columns[] = {
    {"id", TRANSFER_ID, NULL},
    {"register", TRANSFER_TEXT, NULL},
    {"record_uid", TRANSFER_UUID, NULL},
    {"day", TRANSFER_DATE, NULL},
    {"told_at", TRANSFER_INSTANT, NULL},
};
static const struct transfer_table transfers[] = {TRANSFER_TABLE("expiry_told", columns, 1)};

const struct module module_expiry = {.name = "expiry", .transfers = transfers, .n_transfers = 1};
