#include "kernel/mail/mail.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/auth/keys.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_rules.h"

#include <stdlib.h>
#include <string.h>

bool mail_on(const struct app *app)
{
    const char *url = app->config.smtp_url;
    return url != NULL && *url != '\0' && app->keys != NULL;
}

enum err mail_address_of(struct call *c, int64_t account_id, const char **ret_address)
{
    enum err e = mail_store_address(c, account_id, ret_address);
    if (e == ERR_NOT_FOUND)
        *ret_address = NULL;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err mail_undelivered(struct call *c, int64_t **ret_accounts, size_t *ret_n)
{
    return mail_store_undelivered(c, ret_accounts, ret_n);
}

enum err mail_bounced(
    struct call *c, const char *const *addresses, size_t n, bool ret_bounced[MAIL_BOUNCED_MOST])
{
    return mail_store_bounced_of(c, addresses, n, ret_bounced);
}

enum err mail_hold(struct call *c)
{
    return mail_store_hold(c);
}

static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

enum err mail_today(struct call *c, const char *kind, const char *address, int64_t *ret_n)
{
    return mail_store_since(c, kind, address, c->now_ms - DAY_MS, ret_n);
}

void mail_room_bind(struct call *c, struct db_query *q, const char *kind, int64_t most)
{
    db_bind_text(q, kind);
    db_bind_int(q, c->now_ms - DAY_MS);
    db_bind_int(q, most);
}

enum err mail_forget(struct call *c, const char *address)
{
    return mail_store_forget(c, address);
}

enum err mail_wake(struct call *c, int64_t at_ms)
{
    struct uuid uid;
    const struct job_new job = {
        .kind = "mail_send", .run_at_ms = at_ms, .once = true, .system = true};
    return job_add(c, &job, &uid);
}

/* A sealed body opens for its own row alone. */
static const char *seal_name(struct call *c, const struct uuid *uid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    return mem_printf(c, "mail %s", text);
}

static enum err seal(struct call *c, const struct mail_row *row, const struct mail_new *mail)
{
    json_t *body = json_pack("{s:s?, s:s, s:s, s:s?, s:s?, s:b}", "name", mail->name, "subject",
        mail->subject, "text", mail->text, "path", mail->path, "button", mail->button, "choosable",
        mail->choosable);
    char *text = json_dumps(body, JSON_COMPACT);
    size_t len = strlen(text);
    uint8_t *sealed = mem_array(c, uint8_t, len + KEYS_SEAL_SIZE);
    keys_seal(c->app->keys, seal_name(c, &row->uid), text, len, sealed);
    free(text);
    json_decref(body);
    return mail_store_body(c, row->id, sealed, len + KEYS_SEAL_SIZE);
}

enum err mail_open_body(struct call *c, const struct mail_row *row, json_t **ret_body)
{
    if (row->body == NULL || row->body_len <= KEYS_SEAL_SIZE)
        return ERR_INTERNAL;
    size_t len = row->body_len - KEYS_SEAL_SIZE;
    char *text = mem_zalloc(c, len + 1, "mail body");
    if (!keys_unseal(c->app->keys, seal_name(c, &row->uid), row->body, row->body_len, text))
        return ERR_INTERNAL;
    return json_in_parse(c, text, len, JSON_IN_DEPTH, c->problem, ret_body);
}

enum err mail_queue(struct call *c, const struct mail_new *mail)
{
    struct mail_bounce bounce;
    bool bounced = false;
    if (!mail_on(c->app) || mail->address == NULL || *mail->address == '\0')
        return ERR_OK;
    enum err e = mail_store_bounce_of(c, mail->address, &bounce, &bounced);
    if (e != ERR_OK)
        return e;
    bool good = mail_address_ok(mail->address) && !bounced;
    enum mail_state ended = bounced ? MAIL_STATE_HELD : MAIL_STATE_FAILED;
    struct mail_row row = {
        .account_id = mail->account_id,
        .address = mail->address,
        .lang = mail->lang,
        .kind = mail->kind,
        .state = mail_state_key(good ? MAIL_STATE_QUEUED : ended),
        .expires_at_ms = mail->expires_at_ms,
        .fault = good      ? NULL
                 : bounced ? bounce.fault
                           : "address",
    };
    e = mail_store_add(c, &row);
    if (e == ERR_OK)
        e = seal(c, &row, mail);
    if (e == ERR_OK && !good)
        return mail_store_end(c, row.id, ended, row.fault);
    return e == ERR_OK ? mail_wake(c, 0) : e;
}
