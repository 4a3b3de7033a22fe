/* Inviting somebody: their one-time link by mail, instead of an administrator who copies it. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/session.h"
#include "kernel/auth/signin.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail.h"

#include <string.h>

static const struct field answer_fields[] = {
    {.key = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 254},
    {.key = "expires_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ANSWER = SHAPE("AccountInvitation", answer_fields);

/* Why this account cannot be invited. */
static enum err check(struct call *c, const struct account *account, const char *address)
{
    if (!mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "mail_off");
    if (strcmp(account->state, "disabled") == 0)
        return problem_set(c->problem, ERR_CONFLICT, "account_disabled");
    return address == NULL ? problem_set(c->problem, ERR_CONFLICT, "account_no_address") : ERR_OK;
}

static enum err send(
    struct call *c, const struct account *account, const char *address, int64_t *ret_expires_ms)
{
    const char *lang = account->lang == NULL ? c->org.lang : account->lang;
    const char *url = NULL;
    struct msg_arg args[] = {
        {"organisation", c->org.name}, {"by", c->who->name}, {"login", account->login}};
    enum err e = signin_link_new(c, account, &url, ret_expires_ms);
    if (e != ERR_OK)
        return e;
    struct mail_new mail = {
        .kind = "invitation",
        .account_id = account->id,
        .address = address,
        .name = account->name,
        .lang = lang,
        .subject = msg_format(c, lang, "mail.invitation.subject", args, 3),
        .text = msg_format(c, lang, "mail.invitation.text", args, 3),
        .path = url + strlen(c->app->config.public_url),
        .button = msg_get(lang, "mail.invitation.button"),
        .expires_at_ms = *ret_expires_ms,
    };
    return mail_queue(c, &mail);
}

static enum err invite(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    struct uuid uid;
    const char *address = NULL;
    int64_t expires_ms = 0;
    char expires[INSTANT_TEXT_SIZE];
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = account_store_by_uid(c, &uid, &account);
    if (e == ERR_OK)
        e = mail_address_of(c, account.id, &address);
    if (e == ERR_OK)
        e = check(c, &account, address);
    if (e == ERR_OK)
        e = send(c, &account, address, &expires_ms);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    instant_format(expires_ms, expires);
    jw_obj_begin(&w);
    jw_kstr(&w, "address", address);
    jw_kstr(&w, "expires_at", expires);
    jw_obj_end(&w);
    return tx_commit(c);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/accounts/{id}/invitation", "account_invite",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = invite, .answer = &SHAPE_ANSWER,
        .flags = ROUTE_PERSON},
};

const struct module module_invitation = {
    .name = "invitation", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
