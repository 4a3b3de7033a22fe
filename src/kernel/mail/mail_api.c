/* Mail for administrators: whether it goes out, what did not, and the press to try again. They see
 * where a mail went and what became of it, never what it says. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_store.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const int64_t LATE_MS = 30LL * 24 * 60 * 60 * 1000;

static const struct perm MAIL_MANAGE = {"mail.manage", PERM_ROLE, OF_ADMIN};

/* ---- shapes ---- */

#define MAIL_STATE_KEY(name, key) key,
static const char *const state_keys[] = {MAIL_STATE_LIST(MAIL_STATE_KEY) NULL};
static const struct option_set STATES = {"mail_state", state_keys};

static const struct field status_fields[] = {
    {.key = "on", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "server", .type = FIELD_TEXT, .max = LIMIT_URI},
    {.key = "from", .type = FIELD_TEXT, .max = LIMIT_URI},
    {.key = "tls", .type = FIELD_TEXT},
    {.key = "waiting", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "failed", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "held", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "returned", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "return_address", .type = FIELD_TEXT, .max = LIMIT_URI},
    {.key = "return_box", .type = FIELD_TEXT, .max = LIMIT_URI},
    {.key = "sent_at", .type = FIELD_INSTANT},
    {.key = "own_address", .type = FIELD_TEXT, .max = 254},
};
static const struct shape SHAPE_STATUS = SHAPE("MailStatus", status_fields);

static const struct field account_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ACCOUNT = SHAPE("MailAccount", account_fields);
static const struct field mail_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "address", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 254},
    {.key = "account", .type = FIELD_OBJECT, .shape = &SHAPE_ACCOUNT},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &STATES},
    {.key = "attempts", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "fault", .type = FIELD_TEXT, .max = LIMIT_TEXT},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "next_at", .type = FIELD_INSTANT},
    {.key = "ended_at", .type = FIELD_INSTANT},
};
static const struct shape SHAPE_MAIL = SHAPE("Mail", mail_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_MAIL},
    {.key = "next", .type = FIELD_TEXT},
};
static const struct shape SHAPE_LIST = SHAPE("MailList", list_fields);
static const struct field query_fields[] = {
    {.key = "state", .type = FIELD_ENUM, .options = &STATES},
    {.key = "cursor", .type = FIELD_TEXT, .max = 20},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("MailQuery", query_fields);

#define MAIL_REASON_KEY(name, key) key,
static const char *const reason_keys[] = {MAIL_REASON_LIST(MAIL_REASON_KEY) NULL};
const struct option_set OPTIONS_MAIL_REASON = {"mail_reason", reason_keys};

static const struct field bounce_fields[] = {
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "reason", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_MAIL_REASON},
    {.key = "fault", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
};
const struct shape SHAPE_MAIL_BOUNCE = SHAPE("MailBounce", bounce_fields);
static const struct field address_fields[] = {
    {.key = "address", .type = FIELD_TEXT, .max = 254},
    {.key = "bounce", .type = FIELD_OBJECT, .shape = &SHAPE_MAIL_BOUNCE},
    {.key = "late", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ADDRESS = SHAPE("AccountMail", address_fields);

/* ---- handlers ---- */

void mail_bounce_write(struct jw *w, const struct mail_bounce *bounce)
{
    jw_key(w, "bounce");
    if (bounce == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kinstant(w, "at", bounce->at_ms);
    jw_kstr(w, "reason", mail_reason_key(mail_reason_of(bounce->status)));
    jw_kstr(w, "fault", bounce->fault);
    jw_obj_end(w);
}

/* Mail is the whole organisation's. */
static enum err admit(struct call *c, enum err (*begin)(struct call *c))
{
    enum err e = begin(c);
    return e == ERR_OK && !who_may(c->who, &MAIL_MANAGE, "/") ? ERR_FORBIDDEN : e;
}

static enum err status_get(struct req *r)
{
    struct call *c = &r->call;
    const struct config *config = &c->app->config;
    int64_t waiting = 0, failed = 0, held = 0, returned = 0, sent_at = 0;
    const char *own = NULL;
    enum err e = admit(c, tx_begin_read);
    if (e == ERR_OK)
        e = mail_store_count(c, MAIL_STATE_QUEUED, &waiting);
    if (e == ERR_OK)
        e = mail_store_count(c, MAIL_STATE_FAILED, &failed);
    if (e == ERR_OK)
        e = mail_store_count(c, MAIL_STATE_HELD, &held);
    if (e == ERR_OK)
        e = mail_store_count(c, MAIL_STATE_RETURNED, &returned);
    if (e == ERR_OK)
        e = mail_store_last_sent(c, &sent_at);
    if (e == ERR_OK)
        e = mail_address_of(c, c->who->account_id, &own);
    if (e != ERR_OK)
        return e;
    bool on = mail_on(c->app);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "on", on);
    jw_kstr(&w, "server", on ? config->smtp_url : NULL);
    jw_kstr(&w, "from", on ? config->mail_from : NULL);
    jw_kstr(&w, "tls", on ? config->smtp_tls : NULL);
    jw_kint(&w, "waiting", waiting);
    jw_kint(&w, "failed", failed);
    jw_kint(&w, "held", held);
    jw_kint(&w, "returned", returned);
    jw_kstr(&w, "return_address", on ? config->return_address : NULL);
    jw_kstr(&w, "return_box", on ? config->return_url : NULL);
    jw_kinstant(&w, "sent_at", sent_at);
    jw_kstr(&w, "own_address", own);
    jw_obj_end(&w);
    return ERR_OK;
}

static void write_mail(struct jw *w, const struct mail_row *m)
{
    char id[UUID_TEXT_SIZE], account[UUID_TEXT_SIZE];
    bool queued = strcmp(m->state, mail_state_key(MAIL_STATE_QUEUED)) == 0;
    uuid_format(&m->uid, id);
    uuid_format(&m->account_uid, account);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "kind", m->kind);
    jw_kstr(w, "address", m->address);
    jw_key(w, "account");
    if (m->account_name == NULL) {
        jw_null(w);
    } else {
        jw_obj_begin(w);
        jw_kstr(w, "id", account);
        jw_kstr(w, "name", m->account_name);
        jw_obj_end(w);
    }
    jw_kstr(w, "state", m->state);
    jw_kint(w, "attempts", m->attempts);
    jw_kstr(w, "fault", m->fault);
    jw_kinstant(w, "created_at", m->created_at_ms);
    int64_t next_ms = m->next_at_ms > m->created_at_ms ? m->next_at_ms : m->created_at_ms;
    jw_kinstant(w, "next_at", queued ? next_ms : 0);
    jw_kinstant(w, "ended_at", m->ended_at_ms);
    jw_obj_end(w);
}

static enum err mail_list(struct req *r)
{
    struct call *c = &r->call;
    const char *cursor = req_query(r, "cursor"), *limit_text = req_query(r, "limit");
    const char *state = req_query(r, "state");
    int64_t before = cursor == NULL ? 0 : strtoll(cursor, NULL, 10);
    int limit = limit_text == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(limit_text, NULL, 10);
    struct mail_row *rows = NULL;
    size_t n = 0;
    enum err e = admit(c, tx_begin_read);
    if (e == ERR_OK)
        e = mail_store_list(
            c, state == NULL ? "" : state, before < 0 ? 0 : before, limit + 1, &rows, &n);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)limit;
    n -= more;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_mail(&w, &rows[i]);
    jw_arr_end(&w);
    jw_kstr(&w, "next", more ? mem_printf(c, "%" PRId64, rows[n - 1].id) : NULL);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err wants_mail(struct call *c)
{
    return mail_on(c->app) ? ERR_OK : problem_set(c->problem, ERR_CONFLICT, "mail_off");
}

static void audit(struct call *c, const char *action, const struct uuid *uid, const char *address)
{
    json_t *after = json_pack("{s:s?}", "address", address);
    audit_add(c, &(struct audit_entry){
                     .action = action, .subject = "mail", .subject_uid = uid, .after = after});
    json_decref(after);
}

static enum err mail_retry(struct req *r)
{
    struct call *c = &r->call;
    struct mail_row row;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = admit(c, tx_begin);
    if (e == ERR_OK)
        e = mail_store_retry(c, &uid, &row);
    if (e == ERR_OK)
        e = wants_mail(c);
    if (e == ERR_OK)
        e = mail_wake(c, 0);
    if (e != ERR_OK)
        return e;
    audit(c, "mail_retry", &row.uid, row.address);
    return tx_commit(c);
}

static enum err mail_test(struct req *r)
{
    struct call *c = &r->call;
    struct mail_new mail = {
        .kind = "test",
        .account_id = c->who->account_id,
        .name = c->who->name,
        .lang = c->lang,
        .subject = msg_get(c->lang, "mail.test.subject"),
        .text = msg_get(c->lang, "mail.test.text"),
        .path = "/settings/mail",
        .button = msg_get(c->lang, "mail.open"),
    };
    enum err e = admit(c, tx_begin);
    if (e == ERR_OK)
        e = wants_mail(c);
    if (e == ERR_OK)
        e = mail_address_of(c, c->who->account_id, &mail.address);
    if (e == ERR_OK && mail.address == NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "mail_no_address");
    if (e == ERR_OK)
        e = mail_store_forgive(c, mail.address);
    if (e == ERR_OK)
        e = mail_queue(c, &mail);
    if (e != ERR_OK)
        return e;
    audit(c, "mail_test", NULL, mail.address);
    return tx_commit(c);
}

/* The box of returned mail is looked into at once. */
static enum err box_look(struct req *r)
{
    struct call *c = &r->call;
    const char *url = c->app->config.return_url;
    struct uuid uid;
    json_t *payload = json_pack("{s:b}", "now", 1);
    const struct job_new job = {.kind = "mail_box", .payload = payload, .system = true};
    enum err e = admit(c, tx_begin);
    if (e == ERR_OK && (!mail_on(c->app) || url == NULL || *url == '\0'))
        e = problem_set(c->problem, ERR_CONFLICT, "return_off");
    if (e == ERR_OK)
        e = job_add(c, &job, &uid);
    json_decref(payload);
    if (e != ERR_OK)
        return e;
    audit(c, "mail_look", NULL, NULL);
    return tx_commit(c);
}

/* The account in the path and its address; NULL: none. */
static enum err find_address(struct req *r, struct account *ret_account, const char **ret_address)
{
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = account_store_by_uid(&r->call, &uid, ret_account);
    return e == ERR_OK ? mail_address_of(&r->call, ret_account->id, ret_address) : e;
}

static enum err account_mail_get(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    struct mail_bounce bounce;
    const char *address = NULL;
    bool bounced = false;
    int64_t late = 0;
    enum err e = admit(c, tx_begin_read);
    if (e == ERR_OK)
        e = find_address(r, &account, &address);
    if (e == ERR_OK && address != NULL)
        e = mail_store_bounce_of(c, address, &bounce, &bounced);
    if (e == ERR_OK && address != NULL)
        e = mail_store_late(c, address, c->now_ms - LATE_MS, &late);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "address", address);
    mail_bounce_write(&w, bounced ? &bounce : NULL);
    jw_kint(&w, "late", late);
    jw_obj_end(&w);
    return ERR_OK;
}

/* From now on mail goes there again. */
static enum err account_bounce_delete(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    const char *address = NULL;
    enum err e = admit(c, tx_begin);
    if (e == ERR_OK)
        e = find_address(r, &account, &address);
    if (e == ERR_OK && address == NULL)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = mail_store_forgive(c, address);
    if (e == ERR_OK)
        e = mail_wake(c, 0);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "mail_forgive",
                     .subject = "account",
                     .subject_id = account.id,
                     .subject_uid = &account.uid});
    return tx_commit(c);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/accounts/{id}/mail", "account_mail_get", .perm = &MAIL_MANAGE,
        .handle = account_mail_get, .answer = &SHAPE_ADDRESS},
    {METHOD_DELETE, "/api/v1/accounts/{id}/mail/bounce", "account_mail_forgive",
        .perm = &MAIL_MANAGE, .handle = account_bounce_delete, .status = 204},
    {METHOD_GET, "/api/v1/mail", "mail_status", .perm = &MAIL_MANAGE, .handle = status_get,
        .answer = &SHAPE_STATUS},
    {METHOD_GET, "/api/v1/mails", "mail_list", .perm = &MAIL_MANAGE, .handle = mail_list,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_POST, "/api/v1/mails/{id}/retry", "mail_retry", .perm = &MAIL_MANAGE,
        .handle = mail_retry, .status = 204},
    {METHOD_POST, "/api/v1/mail/look", "mail_look", .perm = &MAIL_MANAGE, .handle = box_look,
        .status = 204},
    {METHOD_POST, "/api/v1/mail/test", "mail_test", .perm = &MAIL_MANAGE, .handle = mail_test,
        .status = 204},
};

const struct module module_mail = {
    .name = "mail",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = mail_jobs,
    .n_jobs = MAIL_JOBS,
};
