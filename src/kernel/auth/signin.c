#include "kernel/auth/signin.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/factor.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/password.h"
#include "kernel/auth/session_store.h"
#include "kernel/auth/sign_in_log.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"
#include "kernel/passkey/passkey.h"
#include "kernel/sso/ldap.h"

#include <string.h>

static const int64_t SESSION_MS = LIMIT_SESSION_HOURS * 60LL * 60 * 1000;
static const int64_t LINK_MS = LIMIT_LINK_HOURS * 60LL * 60 * 1000;
static const int64_t WAIT_MS = LIMIT_LOGIN_WAIT_MINUTES * 60LL * 1000;

/* ---- sessions ---- */

static const char *csrf_new(struct call *c)
{
    struct token random = token_new(0);
    return mem_strdup(c, strchr(random.text, '.') + 1);
}

static void set_cookie(struct req *r, const struct token *token)
{
    const char *url = r->call.app->config.public_url;
    resp_header(r, "Set-Cookie",
        token_cookie_format(
            r, url, token == NULL ? NULL : token->text, LIMIT_SESSION_HOURS * 3600LL));
}

static enum err session_add(struct req *r, const struct session_new *s, int64_t *ret_id)
{
    struct uuid uid;
    enum err e = session_store_add(&r->call, s, ret_id, &uid);
    return e == ERR_OK ? session_store_end_oldest(&r->call, s->account_id, LIMIT_SESSIONS) : e;
}

/* From here on the request is the account's, by its new session. */
static enum err become(struct call *c, const struct session_new *s, int64_t session_id)
{
    enum err e = actor_account(c, s->account_id);
    if (e != ERR_OK)
        return e;
    struct who *who = mem_dup(c, c->who, sizeof *who);
    who->session_id = session_id;
    who->csrf = s->csrf;
    who->must_enrol = s->must_enrol;
    c->who = who;
    return ERR_OK;
}

/* Whether the account's roles need a second factor that it does not have. */
static enum err must_enrol(struct call *c, int64_t account_id, bool *ret_must)
{
    struct account account;
    bool needed = false;
    enum err e = account_store_by_id(c, account_id, &account);
    if (e == ERR_OK)
        e = factor_store_needed(c, account_id, &needed);
    if (e == ERR_OK)
        *ret_must = needed && account.factor_at_ms == 0;
    return e;
}

static enum err open_session(struct req *r, int64_t account_id, const char *by, bool factor_done)
{
    struct call *c = &r->call;
    struct token token = token_new(db_org(c->db));
    int64_t session_id = 0;
    struct session_new s = {
        .account_id = account_id,
        .kind = "session",
        .opened_by = by,
        .token = &token.hash,
        .csrf = csrf_new(c),
        .expires_at_ms = c->now_ms + SESSION_MS,
        .address = r->remote,
        .agent = r->user_agent,
    };
    enum err e = factor_done ? ERR_OK : must_enrol(c, account_id, &s.must_enrol);
    if (e == ERR_OK)
        e = session_add(r, &s, &session_id);
    if (e == ERR_OK)
        e = account_store_signed_in(c, account_id);
    if (e == ERR_OK)
        e = become(c, &s, session_id);
    if (e == ERR_OK)
        e = sign_in_log_add(c, &(struct sign_in_new){.account_id = account_id,
                                   .result = "ok",
                                   .opened_by = by,
                                   .address = r->remote,
                                   .agent = r->user_agent});
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s}", "by", by);
    audit_add_own(c, "sign_in", NULL, after);
    json_decref(after);
    set_cookie(r, &token);
    return ERR_OK;
}

enum err signin_open(struct req *r, int64_t account_id, const char *by)
{
    return open_session(r, account_id, by, false);
}

enum err signin_renew(struct req *r, int64_t account_id)
{
    struct call *c = &r->call;
    bool own = account_id == c->who->account_id;
    int64_t ended = 0;
    enum err e = session_store_end_others(c, account_id, own ? c->who->session_id : 0, &ended);
    if (e != ERR_OK || !own || c->who->session_id == 0)
        return e;
    struct token token = token_new(db_org(c->db));
    struct who *who = mem_dup(c, c->who, sizeof *who);
    who->csrf = csrf_new(c);
    e = session_store_rotate(c, who->session_id, &token.hash, who->csrf);
    if (e != ERR_OK)
        return e;
    c->who = who;
    set_cookie(r, &token);
    return ERR_OK;
}

enum err signin_out(struct req *r)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = session_store_end(c, c->who->session_id);
    if (e != ERR_OK)
        return e;
    audit_add_own(c, "sign_out", NULL, NULL);
    set_cookie(r, NULL);
    return tx_commit(c);
}

/* ---- by password ---- */

struct attempt {
    const char *login;       /* folded */
    const char *login_count; /* names of the counts */
    const char *address_count;
    struct proof proof;
    const char *address, *agent;
    struct account account; /* id 0: none */
    int64_t old_session_id;
};

/* The part of an address that one customer of a network has: a /64 of IPv6. */
static const char *network_of(struct call *c, const char *address)
{
    int colons = 0;
    const char *p = address;
    for (; *p != '\0' && colons < 4; p++)
        colons += *p == ':';
    return colons < 4 ? address : mem_strndup(c, address, (size_t)(p - address));
}

static const char *address_count(struct call *c, const char *address)
{
    return mem_printf(c, "address %s", network_of(c, address));
}

static enum err wait_for(struct call *c, int64_t wait_ms)
{
    c->problem->retry_after_s = (wait_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "sign_in_wait", LIMIT_LOGIN_FAILURES);
}

/* Counts the attempt in memory, by login (whether there is such an account or not) and address. */
static enum err count_attempt(struct call *c, struct attempt *a)
{
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    if (t == NULL)
        return ERR_OK;
    if (!throttle_try(t, a->address_count, LIMIT_LOGIN_FAILURES_ADDRESS, c->now_ms, &wait_ms))
        return wait_for(c, wait_ms);
    if (!throttle_try(t, a->login_count, LIMIT_LOGIN_FAILURES, c->now_ms, &wait_ms))
        return wait_for(c, wait_ms);
    return ERR_OK;
}

/* The password was right and nothing is known of the proof yet: earlier failures stay counted. */
static void take_back_attempt(struct call *c, const struct attempt *a)
{
    if (c->app->throttle == NULL)
        return;
    throttle_take_back(c->app->throttle, a->login_count);
    throttle_take_back(c->app->throttle, a->address_count);
}

static void forget_attempt(struct call *c, const struct attempt *a)
{
    if (c->app->throttle == NULL)
        return;
    throttle_forget(c->app->throttle, a->login_count);
    throttle_take_back(c->app->throttle, a->address_count);
}

/* The organisation and the account meant; neither needs to be there. */
static enum err find_account(struct call *c, struct attempt *a)
{
    int64_t org_id = 0;
    enum err e = actor_only_org(c, &org_id);
    if (e == ERR_OK) {
        db_set_org(c->db, org_id);
        e = account_store_by_login(c, a->login, &a->account);
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Told alike, and written alike, for known and unknown logins. What was typed is not kept: people
 * type passwords into the wrong field. */
static enum err record_failure(struct call *c, const struct attempt *a, const char *what)
{
    enum err e = tx_begin(c);
    if (e == ERR_OK && a->account.id != 0)
        e = account_store_failed(c, a->account.id, LIMIT_LOGIN_FAILURES, c->now_ms + WAIT_MS);
    if (e != ERR_OK)
        return e;
    bool locks = a->account.id != 0 && a->account.failures + 1 >= LIMIT_LOGIN_FAILURES;
    e = sign_in_log_add(c, &(struct sign_in_new){.account_id = a->account.id,
                               .result = what,
                               .address = a->address,
                               .agent = a->agent,
                               .locked = locks});
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s}", "wrong", what);
    audit_add(c, &(struct audit_entry){.action = "sign_in_failed",
                     .subject = "account",
                     .subject_id = a->account.id,
                     .subject_uid = a->account.id == 0 ? NULL : &a->account.uid,
                     .after = after});
    json_decref(after);
    return tx_commit(c);
}

static enum err refuse(struct call *c, const struct attempt *a)
{
    enum err e = db_org(c->db) == 0 ? ERR_OK : record_failure(c, a, "password");
    return e == ERR_OK ? problem_set(c->problem, ERR_UNAUTHENTICATED, "sign_in_wrong") : e;
}

/* ---- second factors ---- */

static bool no_proof(const struct proof *proof)
{
    return proof->passkey == NULL && (proof->code == NULL || proof->code[0] == '\0');
}

static bool proof_missing(const struct attempt *a)
{
    return a->account.factor_at_ms != 0 && no_proof(&a->proof);
}

static enum err name_proof(struct call *c, const struct proof *proof)
{
    bool passkey = proof->passkey != NULL;
    problem_field(
        c->problem, passkey ? "/passkey" : "/code", passkey ? "passkey_wrong" : "code_wrong");
    return ERR_INVALID;
}

/* Asks for a proof; what a passkey of the account is asked goes with it. */
static enum err ask_proof(struct call *c, int64_t account_id, enum passkey_purpose purpose)
{
    const char *question = NULL;
    enum err e = passkey_question_text(c, purpose, account_id, &question);
    if (e != ERR_OK)
        return e;
    if (question != NULL) {
        c->problem->extra_key = "passkey";
        c->problem->extra_json = question;
    }
    problem_field(c->problem, "/code", "code_needed");
    return ERR_INVALID;
}

/* Inside an open write transaction, which has ended when the passkey tells of a copy. */
static enum err spend_passkey(struct call *c, const struct account *account,
    enum passkey_purpose purpose, const json_t *answer, bool *ret_good)
{
    struct passkey_coming coming;
    struct passkey_use use;
    *ret_good = false;
    if (!passkey_read(c, purpose, answer, &coming) || coming.challenge.org_id != db_org(c->db) ||
        coming.challenge.account_id != account->id)
        return ERR_OK;
    enum err e = passkey_spend(c, &coming, &use);
    if (e != ERR_OK || !use.copied) {
        *ret_good = e == ERR_OK && use.good;
        return e;
    }
    tx_abort(c);
    return passkey_stop(c, &use.row);
}

static enum err spend_proof(struct call *c, const struct account *account,
    enum passkey_purpose purpose, const struct proof *proof, bool *ret_good)
{
    return proof->passkey != NULL ? spend_passkey(c, account, purpose, proof->passkey, ret_good)
                                  : factor_spend(c, account, proof->code, ret_good);
}

/* Inside an open write transaction, which ends when the proof is wrong. */
static enum err check_proof(struct call *c, const struct attempt *a)
{
    bool good = false;
    if (a->account.factor_at_ms == 0)
        return ERR_OK;
    enum err e = spend_proof(c, &a->account, PASSKEY_SECOND, &a->proof, &good);
    if (e != ERR_OK || good)
        return e;
    tx_abort(c);
    e = record_failure(c, a, a->proof.passkey != NULL ? "passkey" : "code");
    return e == ERR_OK ? name_proof(c, &a->proof) : e;
}

struct proof signin_proof(const json_t *body)
{
    const json_t *passkey = json_object_get(body, "passkey");
    return (struct proof){
        .code = body_text(body, "code"), .passkey = json_is_object(passkey) ? passkey : NULL};
}

static struct proof proof_of(const struct proof *proof)
{
    return proof == NULL ? (struct proof){.code = NULL} : *proof;
}

/* The session the request came with; it may be gone already, or of another organisation. */
static enum err end_old(struct call *c, int64_t session_id)
{
    enum err e = session_id == 0 ? ERR_OK : session_store_end(c, session_id);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err accept(struct req *r, const struct attempt *a)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = check_proof(c, a);
    if (e == ERR_OK)
        e = end_old(c, a->old_session_id);
    if (e == ERR_OK)
        e = signin_open(r, a->account.id, "password");
    if (e == ERR_OK)
        forget_attempt(c, a);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* Where people come in by their identity provider only, administrators still may by password, so
 * that a provider that is down or set wrongly shuts nobody out for good. Said only after the
 * password was right. */
enum err signin_check_way(struct call *c, int64_t account_id)
{
    struct provider p;
    bool admin = false;
    enum err e = provider_get(c, PROVIDER_OIDC, &p);
    if (e != ERR_OK || !p.enabled || !provider_on(&p, "only"))
        return e;
    e = account_store_is_admin(c, account_id, &admin);
    if (e == ERR_OK && !admin)
        e = problem_set(c->problem, ERR_UNAUTHENTICATED, "sso_only");
    return e;
}

/* Found in the directory: the account is looked for anew, it may be another or made now. */
static enum err directory_enter(
    struct req *r, struct attempt *a, const struct provider *p, const struct identity *who)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = identity_account(c, p, who, &a->account);
    if (e == ERR_UNAUTHENTICATED)
        return signin_refused(r, 0, "provider", e);
    if (e == ERR_OK)
        e = signin_check_way(c, a->account.id);
    if (e == ERR_OK && proof_missing(a)) {
        take_back_attempt(c, a);
        e = tx_commit_any(c); /* what was linked or made on the way */
        return e == ERR_OK ? ask_proof(c, a->account.id, PASSKEY_SECOND) : e;
    }
    struct vouched v = {.account_id = a->account.id, .by = "ldap", .proof = a->proof};
    if (e == ERR_OK)
        e = signin_vouched(r, &v);
    if (e == ERR_OK)
        e = end_old(c, a->old_session_id);
    if (e == ERR_OK)
        forget_attempt(c, a);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* The password is not the account's own; where there is a directory it may be the one there. */
static enum err by_directory(struct req *r, struct attempt *a, const char *password)
{
    struct call *c = &r->call;
    struct provider p;
    struct identity who;
    enum err e = db_org(c->db) == 0 ? ERR_NOT_FOUND : provider_get(c, PROVIDER_LDAP, &p);
    if (e == ERR_OK)
        e = p.enabled ? ldap_sign_in(c, &p, a->login, password, &who) : ERR_NOT_FOUND;
    if (e == ERR_OK)
        return directory_enter(r, a, &p, &who);
    /* While the directory is down the account's own password is still guarded. */
    if (e == ERR_UNAVAILABLE && a->account.password_hash == NULL)
        return e;
    return e == ERR_NOT_FOUND || e == ERR_UNAVAILABLE ? refuse(c, a) : e;
}

enum err signin_password(
    struct req *r, const char *login, const char *password, const struct proof *proof)
{
    struct call *c = &r->call;
    struct attempt a = {
        .login = utf8_fold(c, login),
        .proof = proof_of(proof),
        .address = r->remote,
        .agent = r->user_agent,
        .old_session_id = c->who == NULL ? 0 : c->who->session_id,
    };
    a.login_count = mem_printf(c, "login %s", a.login);
    a.address_count = address_count(c, r->remote);
    c->who = NULL;
    enum err e = count_attempt(c, &a);
    if (e == ERR_OK)
        e = find_account(c, &a);
    if (e != ERR_OK)
        return e;
    if (a.account.locked_until_ms > c->now_ms)
        return wait_for(c, a.account.locked_until_ms - c->now_ms);
    bool enabled = a.account.id != 0 && strcmp(a.account.state, "disabled") != 0;
    bool good = password_ok(enabled ? a.account.password_hash : NULL, password);
    if (!good)
        return by_directory(r, &a, password);
    e = signin_check_way(c, a.account.id);
    if (e != ERR_OK)
        return e;
    if (proof_missing(&a)) {
        take_back_attempt(c, &a);
        return ask_proof(c, a.account.id, PASSKEY_SECOND);
    }
    return accept(r, &a);
}

/* One more question to the signed-in caller; an account's answers are counted together. */
static const char *confirm_count(struct call *c, const struct account *account)
{
    return mem_printf(c, "confirm %s", account->login);
}

static enum err confirm_begin(struct call *c, const struct account *account)
{
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    const char *count = confirm_count(c, account);
    if (t != NULL && !throttle_try(t, count, LIMIT_LOGIN_FAILURES, c->now_ms, &wait_ms))
        return wait_for(c, wait_ms);
    return ERR_OK;
}

static void confirm_good(struct call *c, const struct account *account)
{
    if (c->app->throttle != NULL)
        throttle_forget(c->app->throttle, confirm_count(c, account));
}

enum err signin_confirm(
    struct call *c, const struct account *account, const char *password, bool *ret_right)
{
    enum err e = confirm_begin(c, account);
    if (e != ERR_OK)
        return e;
    *ret_right = password_ok(account->password_hash, password);
    if (*ret_right)
        confirm_good(c, account);
    return ERR_OK;
}

enum err signin_confirm_current(struct call *c, const struct account *account, const char *current)
{
    struct uuid uid;
    const char *opened_by = NULL;
    int64_t expires_ms = 0;
    bool right = false;
    enum err e = session_store_mine(c, &uid, &opened_by, &expires_ms);
    if (e != ERR_OK || account->password_hash == NULL || strcmp(opened_by, "link") == 0)
        return e;
    if (current == NULL) {
        problem_field(c->problem, "/current", "required");
        return ERR_INVALID;
    }
    e = signin_confirm(c, account, current, &right);
    if (e == ERR_OK && !right)
        problem_field(c->problem, "/current", "password_wrong");
    return e == ERR_OK ? problem_check(c->problem) : e;
}

enum err signin_confirm_factor(
    struct call *c, const struct account *account, const struct proof *proof)
{
    bool good = false;
    if (no_proof(proof))
        return ask_proof(c, account->id, PASSKEY_CONFIRM);
    enum err e = confirm_begin(c, account);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = spend_proof(c, account, PASSKEY_CONFIRM, proof, &good);
    if (e == ERR_OK && good)
        confirm_good(c, account);
    return e == ERR_OK && !good ? name_proof(c, proof) : e;
}

enum err signin_confirm_new(struct call *c, const struct account *account, const char *code)
{
    bool good = false;
    enum err e = confirm_begin(c, account);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = factor_try(c, account, code, &good);
    if (e == ERR_OK && good)
        confirm_good(c, account);
    return e == ERR_OK && !good ? name_proof(c, &(struct proof){.code = code}) : e;
}

/* ---- by others' word ---- */

enum err signin_count(struct req *r)
{
    struct call *c = &r->call;
    int64_t wait_ms = 0;
    if (c->app->throttle != NULL && !throttle_try(c->app->throttle, address_count(c, r->remote),
                                        LIMIT_LOGIN_FAILURES_ADDRESS, c->now_ms, &wait_ms))
        return wait_for(c, wait_ms);
    return ERR_OK;
}

void signin_count_back(struct req *r)
{
    struct call *c = &r->call;
    if (c->app->throttle != NULL)
        throttle_take_back(c->app->throttle, address_count(c, r->remote));
}

enum err signin_refused(struct req *r, int64_t account_id, const char *what, enum err why)
{
    struct call *c = &r->call;
    struct attempt a = {.address = r->remote, .agent = r->user_agent};
    tx_abort(c);
    enum err e = account_id == 0 ? ERR_OK : account_store_by_id(c, account_id, &a.account);
    if (e == ERR_OK)
        e = record_failure(c, &a, what);
    return e == ERR_OK ? why : e;
}

enum err signin_vouched(struct req *r, const struct vouched *v)
{
    struct call *c = &r->call;
    struct attempt a = {
        .proof = v->proof,
        .address = r->remote,
        .agent = r->user_agent,
        .old_session_id = c->who == NULL ? 0 : c->who->session_id,
    };
    enum err e = account_store_by_id(c, v->account_id, &a.account);
    if (e != ERR_OK)
        return e;
    if (strcmp(a.account.state, "disabled") == 0)
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "sso_disabled");
    if (a.account.locked_until_ms > c->now_ms)
        return wait_for(c, a.account.locked_until_ms - c->now_ms);
    if (!v->factor_done && proof_missing(&a))
        return ask_proof(c, a.account.id, PASSKEY_SECOND);
    c->who = NULL;
    if (!v->factor_done)
        e = check_proof(c, &a);
    if (e == ERR_OK)
        e = end_old(c, a.old_session_id);
    return e == ERR_OK ? open_session(r, v->account_id, v->by, v->factor_done) : e;
}

/* ---- by link ---- */

/* The account of a link that is being spent, and whether its second factor lets it in. */
static enum err link_account(struct call *c, int64_t account_id, struct attempt *a)
{
    enum err e = account_store_by_id(c, account_id, &a->account);
    if (e != ERR_OK || a->account.factor_at_ms == 0)
        return e;
    if (a->account.locked_until_ms > c->now_ms)
        return wait_for(c, a->account.locked_until_ms - c->now_ms);
    return proof_missing(a) ? ask_proof(c, a->account.id, PASSKEY_SECOND) : check_proof(c, a);
}

enum err signin_link(struct req *r, const char *text, const struct proof *proof)
{
    struct call *c = &r->call;
    struct token token;
    int64_t account_id = 0;
    struct attempt a = {
        .proof = proof_of(proof),
        .address = r->remote,
        .agent = r->user_agent,
        .old_session_id = c->who == NULL ? 0 : c->who->session_id,
    };
    if (!token_parse(text, &token))
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "link_dead");
    c->who = NULL;
    db_set_org(c->db, token.org_id);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = session_store_spend_link(c, &token.hash, &account_id);
    if (e == ERR_OK)
        e = link_account(c, account_id, &a);
    if (e == ERR_OK)
        e = end_old(c, a.old_session_id);
    if (e == ERR_OK)
        e = signin_open(r, account_id, "link");
    if (e == ERR_NOT_FOUND)
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "link_dead");
    return e == ERR_OK ? tx_commit(c) : e;
}

enum err signin_link_new(
    struct call *c, const struct account *account, const char **ret_url, int64_t *ret_expires_ms)
{
    struct token token = token_new(db_org(c->db));
    struct uuid uid;
    int64_t id = 0;
    struct session_new s = {
        .account_id = account->id,
        .kind = "link",
        .opened_by = "link",
        .token = &token.hash,
        .csrf = "",
        .expires_at_ms = c->now_ms + LINK_MS,
    };
    enum err e = session_store_end_links(c, account->id);
    if (e == ERR_OK)
        e = session_store_add(c, &s, &id, &uid);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "sign_in_link",
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid});
    *ret_url = mem_printf(c, "%s/sign-in#%s", c->app->config.public_url, token.text);
    *ret_expires_ms = s.expires_at_ms;
    return ERR_OK;
}
