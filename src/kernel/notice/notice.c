#include "kernel/notice/notice.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail.h"
#include "kernel/notice/notice_store.h"
#include "kernel/notice/notice_text.h"

#include <stdlib.h>
#include <string.h>

static enum notice_delivery delivery_to(
    const struct notice_kind *kind, const struct notice_receiver *receiver)
{
    if (kind->security || receiver->delivery == NULL)
        return kind->security ? NOTICE_NOW : kind->usual;
    for (int d = 0; d < NOTICE_DELIVERY_MAX; d++)
        if (strcmp(notice_delivery_key((enum notice_delivery)d), receiver->delivery) == 0)
            return (enum notice_delivery)d;
    return kind->usual;
}

static enum err mail(struct call *c, const struct notice_new *notice, const json_t *args,
    const struct notice_receiver *receiver)
{
    const char *lang = receiver->lang == NULL ? c->org.lang : receiver->lang;
    if (!mail_on(c->app))
        return ERR_OK;
    struct notice_text text = notice_text_of(c, lang, c->org.zone, notice->kind->name, args);
    struct mail_new mail = {
        .kind = "notice",
        .account_id = receiver->account_id,
        .name = receiver->name,
        .lang = lang,
        .subject = text.title,
        .text = text.text,
        .path = notice->path,
        .button = msg_get(lang, "mail.open"),
        .choosable = !notice->kind->security,
    };
    enum err e = mail_address_of(c, receiver->account_id, &mail.address);
    return e == ERR_OK ? mail_queue(c, &mail) : e;
}

static enum err tell_one(struct call *c, const struct notice_new *notice, const json_t *args,
    const char *args_text, int64_t account_id)
{
    struct notice_receiver receiver;
    enum err e = notice_store_receiver(c, account_id, notice->kind->name, &receiver);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    enum notice_delivery delivery = delivery_to(notice->kind, &receiver);
    if (delivery == NOTICE_NOW && c->kept != NULL && !notice->kind->security)
        delivery = NOTICE_DAILY; /* one of many */
    bool collected = delivery == NOTICE_DAILY || delivery == NOTICE_WEEKLY;
    int64_t id = 0;
    e = notice_store_add(
        c, notice, args_text, account_id, collected ? notice_delivery_key(delivery) : "", &id);
    return e == ERR_OK && delivery == NOTICE_NOW ? mail(c, notice, args, &receiver) : e;
}

static bool told_already(const int64_t *accounts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (accounts[i] == accounts[n])
            return true;
    return false;
}

enum err notice_tell(
    struct call *c, const struct notice_new *notice, const int64_t *accounts, size_t n)
{
    json_t *json = notice_args_json(notice->args, notice->n_args);
    char *args = json_dumps(json, JSON_COMPACT);
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool own = !notice->kind->security && accounts[i] == c->who->account_id;
        if (!own && accounts[i] != 0 && !told_already(accounts, i))
            e = tell_one(c, notice, json, args, accounts[i]);
    }
    free(args);
    json_decref(json);
    return e;
}

enum err notice_tell_person(struct call *c, const struct notice_new *notice, int64_t person_id)
{
    int64_t *accounts = NULL;
    size_t n = 0;
    enum err e = notice_store_accounts_of(c, person_id, &accounts, &n);
    return e == ERR_OK ? notice_tell(c, notice, accounts, n) : e;
}

enum err notice_tell_holders(
    struct call *c, const struct notice_new *notice, const struct perm *perm, const char *unit_path)
{
    int64_t *accounts = NULL;
    size_t n = 0;
    enum err e = notice_store_holders(c, perm, unit_path, &accounts, &n);
    return e == ERR_OK ? notice_tell(c, notice, accounts, n) : e;
}

enum err notice_tell_owner_and_holders(struct call *c, const struct notice_new *notice,
    int64_t person_id, const struct perm *perm, const char *unit_path)
{
    int64_t *owners = NULL, *holders = NULL;
    size_t n = 0, n_holders = 0;
    enum err e = person_id == 0 ? ERR_OK : notice_store_accounts_of(c, person_id, &owners, &n);
    if (e == ERR_OK)
        e = notice_store_holders(c, perm, unit_path, &holders, &n_holders);
    if (e != ERR_OK)
        return e;
    int64_t *all = mem_array(c, int64_t, n + n_holders + 1);
    for (size_t i = 0; i < n; i++)
        all[i] = owners[i];
    for (size_t i = 0; i < n_holders; i++)
        all[n + i] = holders[i];
    return notice_tell(c, notice, all, n + n_holders);
}

enum err notice_forget(struct call *c, const struct notice_kind *kind, const char *subject,
    const struct uuid *subject_uid)
{
    return notice_store_forget(c, kind->name, subject, subject_uid);
}
