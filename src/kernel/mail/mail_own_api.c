/* One's own address: whether mail arrives there, and another one in its place. A new address counts
 * when the link that was sent there has come back from the person who asked, logged in. */
#include "base/base64url.h"
#include "base/clock.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/keys.h"
#include "kernel/auth/throttle.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_rules.h"
#include "kernel/register/register.h"

#include <stdlib.h>
#include <string.h>

enum { SEALED_MOST = 600, TOKEN_MOST = 800, LINK_HOURS = 24, SEAL_DEPTH = 4 };

static const int64_t LINK_MS = LINK_HOURS * 60LL * 60 * 1000;

static const char SEAL[] = "mail address";

static const struct field own_fields[] = {
    {.key = "address", .type = FIELD_TEXT, .max = 254},
    {.key = "bounce", .type = FIELD_OBJECT, .shape = &SHAPE_MAIL_BOUNCE},
    {.key = "changeable", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_OWN = SHAPE("OwnMail", own_fields);
static const struct field new_fields[] = {
    {.key = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 3, .max = 254},
};
static const struct shape SHAPE_NEW = SHAPE("OwnMailNew", new_fields);
static const struct field confirm_fields[] = {
    {.key = "token",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = TOKEN_MOST},
};
static const struct shape SHAPE_CONFIRM = SHAPE("OwnMailConfirm", confirm_fields);

static enum err own_get(struct req *r)
{
    struct call *c = &r->call;
    struct mail_bounce bounce;
    struct uuid person;
    const char *address = NULL;
    bool bounced = false, has_person = false;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = mail_address_of(c, c->who->account_id, &address);
    if (e == ERR_OK && address != NULL)
        e = mail_store_bounce_of(c, address, &bounce, &bounced);
    if (e == ERR_OK)
        e = mail_store_person(c, c->who->account_id, &person, &has_person);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "address", address);
    mail_bounce_write(&w, bounced ? &bounce : NULL);
    jw_kbool(&w, "changeable", has_person && mail_on(c->app));
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- a new address ---- */

static const char *sealed(struct call *c, const char *address)
{
    const json_int_t until = c->now_ms + LINK_MS;
    json_t *json = json_pack("{s:I, s:s, s:I}", "account", (json_int_t)c->who->account_id,
        "address", address, "until", until);
    char *text = json_dumps(json, JSON_COMPACT);
    size_t len = strlen(text);
    uint8_t *bytes = mem_array(c, uint8_t, len + KEYS_SEAL_SIZE);
    keys_seal(c->app->keys, SEAL, text, len, bytes);
    free(text);
    json_decref(json);
    return base64url_format(c, bytes, len + KEYS_SEAL_SIZE);
}

static enum err check_new(struct call *c, const char *address)
{
    struct uuid person;
    bool found = false;
    if (!mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "mail_off");
    if (!mail_address_ok(address))
        problem_field(c->problem, "/address", "mail_address");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = mail_store_person(c, c->who->account_id, &person, &found);
    return e == ERR_OK && !found ? problem_set(c->problem, ERR_CONFLICT, "mail_no_person") : e;
}

/* Somebody may thus have a mail sent to anybody: only a few times. */
static enum err count(struct call *c)
{
    int64_t wait_ms = 0;
    const char *name = mem_printf(c, "address of %lld", (long long)c->who->account_id);
    if (c->app->throttle == NULL ||
        throttle_try(c->app->throttle, name, LIMIT_ADDRESSES, c->now_ms, &wait_ms))
        return ERR_OK;
    c->problem->retry_after_s = (wait_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "mail_address_wait", LIMIT_ADDRESSES);
}

/* The person says that one's own address is good again; of others' addresses nobody may say so. */
static enum err forgive_own(struct call *c, const char *address)
{
    const char *own = NULL;
    enum err e = mail_address_of(c, c->who->account_id, &own);
    return e == ERR_OK && own != NULL && strcmp(own, address) == 0 ? mail_store_forgive(c, address)
                                                                   : e;
}

static enum err own_post(struct req *r)
{
    struct call *c = &r->call;
    const char *address = body_text(r->body, "address");
    struct mail_new mail = {
        .kind = "address",
        .account_id = c->who->account_id,
        .address = address,
        .name = c->who->name,
        .lang = c->lang,
        .subject = msg_get(c->lang, "mail.address.subject"),
        .text = msg_get(c->lang, "mail.address.text"),
        .button = msg_get(c->lang, "mail.address.button"),
        .expires_at_ms = c->now_ms + LINK_MS,
    };
    enum err e = count(c);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = check_new(c, address);
    if (e != ERR_OK)
        return e;
    mail.path = mem_printf(c, "/account#address.%s", sealed(c, address));
    e = forgive_own(c, address);
    if (e == ERR_OK)
        e = mail_queue(c, &mail);
    if (e != ERR_OK)
        return e;
    audit_add_own(c, "mail_address_ask", NULL, NULL);
    return tx_commit(c);
}

static bool opened(struct call *c, const char *token, json_t **ret_json)
{
    uint8_t *data = NULL;
    size_t len = 0;
    if (!base64url_parse(c, token, &data, &len) || len <= KEYS_SEAL_SIZE || len > SEALED_MOST)
        return false;
    char *text = mem_zalloc(c, len, "address");
    return keys_unseal(c->app->keys, SEAL, data, len, text) &&
           json_in_parse(c, text, len - KEYS_SEAL_SIZE, SEAL_DEPTH, problem_new(c), ret_json) ==
               ERR_OK &&
           body_int(*ret_json, "account", 0) == c->who->account_id &&
           body_int(*ret_json, "until", 0) > c->now_ms;
}

/* The register's own rules and history hold; the right to change one's own address is this route's.
 */
static enum err set_address(struct call *c, const char *address)
{
    const struct reg_def *people = app_register(c->app, "people");
    const struct who *before = c->who;
    struct who who = *before;
    struct reg_record record;
    struct uuid person;
    char id[UUID_TEXT_SIZE];
    bool found = false;
    enum err e = mail_store_person(c, c->who->account_id, &person, &found);
    if (e != ERR_OK || !found || people == NULL)
        return e == ERR_OK ? ERR_NOT_FOUND : e;
    uuid_format(&person, id);
    json_t *patch = json_pack("{s:s}", "email", address);
    who.system = true;
    c->who = &who;
    e = reg_look(c, people, id, &record);
    if (e == ERR_OK)
        e = reg_update(c, people, id, record.version, patch, &record);
    c->who = before;
    json_decref(patch);
    return e;
}

static enum err own_confirm(struct req *r)
{
    struct call *c = &r->call;
    json_t *json = NULL;
    if (c->app->keys == NULL || !opened(c, body_text(r->body, "token"), &json))
        return problem_set(c->problem, ERR_CONFLICT, "mail_link_dead");
    const char *address = body_text(json, "address");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = set_address(c, address);
    if (e == ERR_OK)
        e = mail_store_forgive(c, address);
    if (e == ERR_OK)
        e = mail_store_readdress(c, c->who->account_id, address);
    if (e == ERR_OK)
        e = mail_wake(c, 0);
    if (e != ERR_OK)
        return e;
    audit_add_own(c, "mail_address", NULL, NULL);
    return tx_commit(c);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/session/mail", "own_mail_get", .perm = &PERM_ACCOUNT, .handle = own_get,
        .answer = &SHAPE_OWN, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/mail", "own_mail_change", .perm = &PERM_ACCOUNT,
        .handle = own_post, .body_kind = BODY_JSON, .body = &SHAPE_NEW, .status = 204,
        .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/mail/confirm", "own_mail_confirm", .perm = &PERM_ACCOUNT,
        .handle = own_confirm, .body_kind = BODY_JSON, .body = &SHAPE_CONFIRM, .status = 204,
        .flags = ROUTE_SECRET | ROUTE_PERSON},
};

const struct module module_own_mail = {
    .name = "own_mail", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
