/* Routes of log-in and of one's own sessions. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/api_token_store.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/idempotency_store.h"
#include "kernel/auth/me.h"
#include "kernel/auth/password.h"
#include "kernel/auth/password_rules.h"
#include "kernel/auth/session.h"
#include "kernel/auth/session_store.h"
#include "kernel/auth/sign_in_store.h"
#include "kernel/auth/signin.h"
#include "kernel/job/job.h"
#include "kernel/passkey/passkey.h"

#include <string.h>

/* ---- shapes ---- */

static const struct field sign_in_fields[] = {
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "password",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_PASSWORD_MAX},
    PROOF_FIELDS,
};
static const struct shape SHAPE_SIGN_IN = SHAPE("SignIn", sign_in_fields);

static const struct field link_fields[] = {
    {.key = "token",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_NAME},
    PROOF_FIELDS,
};
static const struct shape SHAPE_LINK = SHAPE("SignInLink", link_fields);

static const struct field me_change_fields[] = {
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
};
static const struct shape SHAPE_ME_CHANGE = SHAPE("MeChange", me_change_fields);

static const struct field password_fields[] = {
    {.key = "current", .type = FIELD_TEXT, .flags = FIELD_CONFIDENTIAL, .max = LIMIT_PASSWORD_MAX},
    {.key = "password",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_PASSWORD_MAX},
};
static const struct shape SHAPE_PASSWORD = SHAPE("PasswordChange", password_fields);

static const struct field session_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "current", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "opened_by", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_OPENED},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "seen_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "expires_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "address", .type = FIELD_TEXT},
    {.key = "agent", .type = FIELD_TEXT},
};
static const struct shape SHAPE_SESSION = SHAPE("Session", session_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SESSION},
};
static const struct shape SHAPE_LIST = SHAPE("SessionList", list_fields);

/* ---- signing in and out ---- */

static enum err sign_in(struct req *r)
{
    struct proof proof = signin_proof(r->body);
    enum err e =
        signin_password(r, body_text(r->body, "login"), body_text(r->body, "password"), &proof);
    return e == ERR_OK ? me_answer(r) : e;
}

static enum err sign_in_by_link(struct req *r)
{
    struct proof proof = signin_proof(r->body);
    enum err e = signin_link(r, body_text(r->body, "token"), &proof);
    return e == ERR_OK ? me_answer(r) : e;
}

static enum err me_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? me_answer(r) : e;
}

static enum err me_change(struct req *r)
{
    struct call *c = &r->call;
    const char *lang = body_text(r->body, "lang");
    struct account old;
    if (lang == NULL)
        return me_get(r);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = account_store_by_id(c, c->who->account_id, &old);
    if (e == ERR_OK)
        e = account_store_set_lang(c, c->who->account_id, lang);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:s?}", "lang", old.lang);
    json_t *after = json_pack("{s:s}", "lang", lang);
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = "account",
                     .subject_id = old.id,
                     .subject_uid = &old.uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
    c->lang = mem_strdup(c, lang);
    e = me_answer(r);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- password ---- */

static enum err password_put(struct req *r)
{
    struct call *c = &r->call;
    const char *password = body_text(r->body, "password");
    struct account account;
    struct sign_in_rule rule;
    enum err e = account_store_by_id(c, c->who->account_id, &account);
    if (e == ERR_OK)
        e = sign_in_rule_get(c, &rule);
    if (e != ERR_OK)
        return e;
    password_check(
        password, account.login, account.name, rule.password_min, "/password", c->problem);
    e = problem_check(c->problem);
    if (e == ERR_OK)
        e = signin_confirm_current(c, &account, body_text(r->body, "current"));
    if (e != ERR_OK)
        return e;
    const char *hash = password_hash(c, password);
    e = tx_begin(c);
    if (e == ERR_OK)
        e = account_store_set_password(c, account.id, hash);
    if (e == ERR_OK)
        e = signin_renew(r, account.id);
    if (e == ERR_OK && account.password_hash != NULL)
        e = auth_notice_password(c, account.id, r->remote);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "password",
                     .subject = "account",
                     .subject_id = account.id,
                     .subject_uid = &account.uid});
    e = me_answer(r);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- sessions ---- */

static enum err answer_list(struct req *r, int64_t account_id)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    enum err e = session_store_list(&r->call, account_id, &w);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

static enum err session_list(struct req *r)
{
    return answer_list(r, r->call.who->account_id);
}

/* For administrators: the account in the path. */
static enum err find_account(struct req *r, struct account *ret_account)
{
    struct uuid uid;
    if (!who_may(r->call.who, &PERM_ACCOUNT_MANAGE, "/"))
        return ERR_FORBIDDEN;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    return account_store_by_uid(&r->call, &uid, ret_account);
}

static enum err account_session_list(struct req *r)
{
    struct account account;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = find_account(r, &account);
    return e == ERR_OK ? answer_list(r, account.id) : e;
}

/* All of them, and the unused links; nothing to end is no failure. */
static enum err account_sessions_end(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    int64_t ended = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = find_account(r, &account);
    if (e == ERR_OK)
        e = session_store_end_others(c, account.id, 0, &ended);
    if (e != ERR_OK || ended == 0)
        return e;
    audit_add(c, &(struct audit_entry){.action = "session_end",
                     .subject = "account",
                     .subject_id = account.id,
                     .subject_uid = &account.uid});
    return tx_commit(c);
}

/* One's own, or anybody's for an administrator; another's does not exist for others. */
static enum err session_end(struct req *r)
{
    struct call *c = &r->call;
    bool admin = who_may(c->who, &PERM_ACCOUNT_MANAGE, "/");
    struct uuid uid;
    struct account account;
    int64_t id = 0, account_id = 0;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = session_store_by_uid(c, &uid, admin ? 0 : c->who->account_id, &id, &account_id);
    if (e == ERR_OK)
        e = account_store_by_id(c, account_id, &account);
    if (e == ERR_OK)
        e = session_store_end(c, id);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "session_end",
                     .subject = "account",
                     .subject_id = account_id,
                     .subject_uid = &account.uid});
    return tx_commit(c);
}

/* ---- jobs ---- */

static const int64_t KEPT_MS = 24LL * 60 * 60 * 1000;

/* Sessions and links that have ended, kept answers a day old. */
static enum err run_purge(struct call *c, struct job *job)
{
    (void)job;
    int64_t removed = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = session_store_purge(c, &removed);
    if (e == ERR_OK)
        e = idempotency_store_purge(c, c->now_ms - KEPT_MS);
    if (e == ERR_OK)
        e = api_token_store_purge(c, c->now_ms - LIMIT_TOKEN_KEPT_DAYS * KEPT_MS);
    if (e == ERR_OK)
        e = sign_in_store_purge(c, c->now_ms - LIMIT_SIGN_IN_DAYS * KEPT_MS);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "session_purge", .run = run_purge, .every_ms = INT64_C(3600000) /* an hour */},
};

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/session", "session_create", .perm = &PERM_ANYONE, .handle = sign_in,
        .body_kind = BODY_JSON, .body = &SHAPE_SIGN_IN, .answer = &SHAPE_ME,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/session/link", "session_link", .perm = &PERM_ANYONE,
        .handle = sign_in_by_link, .body_kind = BODY_JSON, .body = &SHAPE_LINK, .answer = &SHAPE_ME,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_GET, "/api/v1/session", "session_get", .perm = &PERM_ACCOUNT, .handle = me_get,
        .answer = &SHAPE_ME, .flags = ROUTE_SECRET | ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_PATCH, "/api/v1/session", "session_patch", .perm = &PERM_ACCOUNT, .handle = me_change,
        .body_kind = BODY_PATCH, .body = &SHAPE_ME_CHANGE, .answer = &SHAPE_ME,
        .flags = ROUTE_SECRET | ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/session", "session_delete", .perm = &PERM_ACCOUNT,
        .handle = signin_out, .status = 204, .flags = ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_PUT, "/api/v1/session/password", "session_password_put", .perm = &PERM_ACCOUNT,
        .handle = password_put, .body_kind = BODY_JSON, .body = &SHAPE_PASSWORD,
        .answer = &SHAPE_ME, .flags = ROUTE_SECRET | ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_GET, "/api/v1/sessions", "session_list", .perm = &PERM_ACCOUNT, .handle = session_list,
        .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/accounts/{id}/sessions", "account_session_list",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = account_session_list, .answer = &SHAPE_LIST,
        .flags = ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/accounts/{id}/sessions", "account_sessions_end",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = account_sessions_end, .status = 204,
        .flags = ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/sessions/{id}", "session_end", .perm = &PERM_ACCOUNT,
        .handle = session_end, .status = 204, .flags = ROUTE_PERSON},
};

const struct module module_session = {
    .name = "session",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
};
