#include "kernel/notice/notice.h"

#include "base/mem.h"
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

static enum err tell_one(
    struct call *c, const struct notice_new *notice, const char *args, int64_t account_id)
{
    struct notice_receiver receiver;
    enum err e = notice_store_receiver(c, account_id, notice->kind->name, &receiver);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    enum notice_delivery delivery = delivery_to(notice->kind, &receiver);
    bool collected = delivery == NOTICE_DAILY || delivery == NOTICE_WEEKLY;
    int64_t id = 0;
    return notice_store_add(
        c, notice, args, account_id, collected ? notice_delivery_key(delivery) : "", &id);
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
            e = tell_one(c, notice, args, accounts[i]);
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
