/* A forgotten password, by mail. The answer, and the work behind it, are the same whether there is
 * such an account or not: the mail is a job. What was typed is not kept. The link opens nothing by
 * itself: it sets a password once, ends what was open, and the log-in that follows asks for the
 * second factor as ever. Whoever reads the person's mail can set their password: that is what the
 * second factor is for. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/password.h"
#include "kernel/auth/password_reset_store.h"
#include "kernel/auth/password_rules.h"
#include "kernel/auth/session.h"
#include "kernel/auth/session_store.h"
#include "kernel/auth/sign_in_rules.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"
#include "kernel/calendar/calendar.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/mail/mail.h"

#include <string.h>

static const int64_t RESET_MS = LIMIT_RESET_MINUTES * 60LL * 1000;

/* ---- shapes ---- */

static const struct field state_fields[] = {
    {.key = "offered", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_STATE = SHAPE("PasswordResetState", state_fields);
static const struct field ask_fields[] = {
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 254},
};
static const struct shape SHAPE_ASK = SHAPE("PasswordReset", ask_fields);
static const struct field finish_fields[] = {
    {.key = "token",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_NAME},
    {.key = "password",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_PASSWORD_MAX},
    {.key = "end_tokens", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_FINISH = SHAPE("PasswordResetFinish", finish_fields);

static enum err state_get(struct req *r)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "offered", mail_on(r->call.app));
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- asking ---- */

/* Too many of one network are told so; too many for one login only get no further mail, or the
 * answer would say that somebody asks for it. */
static enum err count(struct req *r, const char *typed, bool *ret_send)
{
    struct call *c = &r->call;
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    const char *network = mem_printf(c, "reset from %s", sign_in_network(c, r->remote));
    *ret_send = true;
    if (t == NULL)
        return ERR_OK;
    if (!throttle_try(t, network, LIMIT_RESETS_ADDRESS, c->now_ms, &wait_ms)) {
        c->problem->retry_after_s = (wait_ms + 999) / 1000;
        return problem_set_limit(c->problem, ERR_TOO_MANY, "sign_in_wait", LIMIT_RESETS_ADDRESS);
    }
    const char *login = mem_printf(c, "reset of %s", typed);
    *ret_send = throttle_try(t, login, LIMIT_RESETS, c->now_ms, &wait_ms);
    return ERR_OK;
}

static enum err add_job(struct call *c, int64_t account_id)
{
    struct uuid uid;
    json_t *payload = json_pack("{s:I}", "account", (json_int_t)account_id);
    const struct job_new job = {.kind = "password_reset", .payload = payload, .system = true};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = job_add(c, &job, &uid);
    json_decref(payload);
    return e == ERR_OK ? tx_commit_unaudited(c) : e; /* the job audits what it does */
}

static enum err ask(struct req *r)
{
    struct call *c = &r->call;
    const char *typed = utf8_fold(c, body_text(r->body, "login"));
    int64_t org_id = 0, account_id = 0;
    bool send = true;
    c->who = NULL;
    enum err e = count(r, typed, &send);
    if (e == ERR_OK)
        e = actor_only_org(c, &org_id);
    if (e == ERR_OK)
        e = actor_system(c, org_id);
    if (e == ERR_OK)
        e = reset_store_account(c, typed, &account_id);
    if (e == ERR_OK)
        e = add_job(c, send ? account_id : 0);
    return e == ERR_NOT_FOUND ? ERR_OK : e; /* no organisation yet: nobody to tell */
}

/* ---- the mail ---- */

static enum err add_token(struct call *c, int64_t account_id, const char **ret_path)
{
    struct token token = token_new(db_org(c->db));
    struct uuid uid;
    int64_t id = 0;
    struct session_new s = {.account_id = account_id,
        .kind = "reset",
        .opened_by = "link",
        .token = &token.hash,
        .csrf = "",
        .expires_at_ms = c->now_ms + RESET_MS};
    enum err e = reset_store_end(c, account_id);
    if (e == ERR_OK)
        e = session_store_add(c, &s, &id, &uid);
    if (e == ERR_OK)
        *ret_path = mem_printf(c, "/reset#%s", token.text);
    return e;
}

static enum err send_link(struct call *c, const struct account *account)
{
    const char *lang = account->lang == NULL ? c->org.lang : account->lang;
    struct mail_new mail = {
        .kind = "password",
        .account_id = account->id,
        .name = account->name,
        .lang = lang,
        .subject = msg_get(lang, "mail.password.subject"),
        .text = msg_get(lang, "mail.password.text"),
        .button = msg_get(lang, "mail.password.button"),
        .expires_at_ms = c->now_ms + RESET_MS,
    };
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_address_of(c, account->id, &mail.address);
    if (e != ERR_OK || mail.address == NULL)
        return e;
    e = add_token(c, account->id, &mail.path);
    if (e == ERR_OK)
        e = mail_queue(c, &mail);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "password_reset_link",
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid});
    return tx_commit(c);
}

static enum err run(struct call *c, struct job *job)
{
    struct account account;
    int64_t id = body_int(job_payload(job), "account", 0);
    if (id == 0 || !mail_on(c->app))
        return ERR_OK;
    enum err e = account_store_by_id(c, id, &account);
    /* Who has no password comes in by other ways (a directory, an invitation): a first one set
     * here would outlive them. */
    bool none = e == ERR_OK && account.password_hash == NULL;
    if (e != ERR_OK || none || strcmp(account.state, "disabled") == 0)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    return send_link(c, &account);
}

/* ---- the new password ---- */

static enum err dead(struct call *c, enum err e)
{
    return e == ERR_NOT_FOUND ? problem_set(c->problem, ERR_UNAUTHENTICATED, "link_dead") : e;
}

/* A password that is not good enough spends nothing. */
static enum err check(struct call *c, const struct token *token, const char *password)
{
    int64_t account_id = 0;
    struct account account;
    struct sign_in_rule rule;
    enum err e = reset_store_find(c, &token->hash, &account_id);
    if (e == ERR_OK)
        e = actor_account(c, account_id);
    if (e == ERR_OK)
        e = account_store_by_id(c, account_id, &account);
    if (e == ERR_OK)
        e = sign_in_rule_get(c, &rule);
    if (e != ERR_OK)
        return dead(c, e);
    password_check(
        password, account.login, account.name, rule.password_min, "/password", c->problem);
    return problem_check(c->problem);
}

static void audit(struct call *c, int64_t sessions, int64_t tokens)
{
    json_t *after = json_pack("{s:s, s:I, s:I}", "by", "mail", "sessions", (json_int_t)sessions,
        "tokens", (json_int_t)tokens);
    audit_add_own(c, "password", NULL, after);
    json_decref(after);
}

static enum err finish(struct req *r)
{
    struct call *c = &r->call;
    struct token token;
    int64_t id = 0, sessions = 0, tokens = 0;
    const char *password = body_text(r->body, "password");
    if (!token_parse(body_text(r->body, "token"), &token))
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "link_dead");
    c->who = NULL;
    db_set_org(c->db, token.org_id);
    enum err e = check(c, &token, password);
    if (e != ERR_OK)
        return e;
    const char *hash = password_hash(c, password);
    e = tx_begin(c);
    if (e == ERR_OK)
        e = dead(c, reset_store_spend(c, &token.hash, &id));
    if (e == ERR_OK)
        e = account_store_set_password(c, id, hash);
    if (e == ERR_OK)
        e = session_store_end_others(c, id, 0, &sessions);
    if (e == ERR_OK && body_bool(r->body, "end_tokens"))
        e = reset_store_end_api_tokens(c, id, &tokens);
    if (e == ERR_OK && body_bool(r->body, "end_tokens"))
        e = calendar_end(c, id); /* its link is a token, too */
    if (e == ERR_OK)
        e = auth_notice_password(c, id, r->remote);
    if (e != ERR_OK)
        return e;
    audit(c, sessions, tokens);
    return tx_commit(c);
}

static const struct job_kind jobs[] = {{.name = "password_reset", .run = run}};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/session/password-reset", "session_password_reset_get",
        .perm = &PERM_ANYONE, .handle = state_get, .answer = &SHAPE_STATE},
    {METHOD_POST, "/api/v1/session/password-reset", "session_password_reset", .perm = &PERM_ANYONE,
        .handle = ask, .body_kind = BODY_JSON, .body = &SHAPE_ASK, .status = 204,
        .flags = ROUTE_NO_CSRF},
    {METHOD_POST, "/api/v1/session/password-reset/finish", "session_password_reset_finish",
        .perm = &PERM_ANYONE, .handle = finish, .body_kind = BODY_JSON, .body = &SHAPE_FINISH,
        .status = 204, .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
};

const struct module module_password_reset = {.name = "password_reset",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0]};
