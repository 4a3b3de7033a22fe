/* Routes by which a guest comes in: what a link says, the code, the session. Nobody is known yet,
 * so each answers a dead link – never sent, replaced, out of time, locked, ended – in the same way
 * and with the same work: one query and one UPDATE by the token's digest. Who holds a link that is
 * alive learns who asks and until when, nothing else.
 *
 * Wrong codes are counted in the invitation's own row, which is locked first: tries at once come
 * one after the other. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor_store.h"
#include "kernel/auth/me.h"
#include "kernel/auth/sign_in_rules.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"
#include "kernel/guest/guest_ask.h"
#include "kernel/guest/guest_mail.h"
#include "kernel/guest/guest_notice.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"
#include "kernel/mail/mail.h"

#include <string.h>

static const int64_t CODE_MS = LIMIT_GUEST_CODE_MINUTES * 60LL * 1000;
static const int64_t HOUR_MS = INT64_C(60) * 60 * 1000;

/* ---- shapes ---- */

#define TOKEN_FIELD                                                                       \
    {                                                                                     \
        .key = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL, \
        .max = LIMIT_NAME                                                                 \
    }

static const struct field token_fields[] = {TOKEN_FIELD};
static const struct shape SHAPE_TOKEN = SHAPE("GuestToken", token_fields);
static const struct field link_fields[] = {
    {.key = "organisation", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
};
static const struct shape SHAPE_LINK = SHAPE("GuestLink", link_fields);
static const struct field ask_fields[] = {
    TOKEN_FIELD,
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
};
static const struct shape SHAPE_ASK = SHAPE("GuestCodeAsked", ask_fields);
static const struct field enter_fields[] = {
    TOKEN_FIELD,
    {.key = "code",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_CODE},
};
static const struct shape SHAPE_ENTER = SHAPE("GuestEntry", enter_fields);
static const struct field session_fields[] = {
    {.key = "csrf", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "organisation", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SESSION = SHAPE("GuestSession", session_fields);

/* ---- the link ---- */

/* Only what opens nothing is counted, so that a house with one address is not shut out by one of
 * its people. */
static enum err refused(struct req *r, const char *detail)
{
    struct call *c = &r->call;
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    const char *network = mem_printf(c, "guest from %s", sign_in_network(c, r->remote));
    if (t == NULL || throttle_try(t, network, LIMIT_GUEST_WRONG, c->now_ms, &wait_ms))
        return problem_set(c->problem, ERR_UNAUTHENTICATED, detail);
    c->problem->retry_after_s = (wait_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "guest_wait", LIMIT_GUEST_WRONG);
}

/* From here on what happens is done by the guest, in the organisation of the link. */
static enum err become(struct req *r, const struct guest *g)
{
    struct call *c = &r->call;
    struct who *who = mem_new(c, struct who);
    char uid[UUID_TEXT_SIZE];
    uuid_format(&g->uid, uid);
    who->org_id = db_org(c->db);
    who->login = "";
    who->name = g->name;
    who->guest_id = g->id;
    who->guest_uid = g->uid;
    who->guest_response_id = g->response_id;
    c->who = who;
    c->via = mem_printf(c, "guest:%s %s", uid, r->remote);
    return actor_store_org(c, &c->org);
}

/* Before anything is written, so that who has no link at all holds nobody up. ERR_NOT_FOUND. */
static enum err known(struct call *c, const struct digest *token)
{
    struct guest g;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = guest_store_by_token(c, token, false, &g);
    tx_abort(c);
    return e;
}

/* Opens the write transaction and finds the invitation, locked; a dead one is counted, and the
 * transaction is over. `expired`: one whose time is over will do. */
static enum err find(struct req *r, bool expired, struct token *ret_token, struct guest *ret_guest)
{
    struct call *c = &r->call;
    struct guest g = {.id = 0};
    struct token token;
    if (!token_parse(body_text(r->body, "token"), &token))
        token = token_new(0); /* one that nobody has: the same work */
    tx_abort(c);
    c->who = NULL;
    db_set_org(c->db, token.org_id);
    enum err e = known(c, &token.hash);
    if (e == ERR_NOT_FOUND)
        return refused(r, "guest_link_dead");
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = guest_store_by_token(c, &token.hash, true, &g);
    bool good = e == ERR_OK && (guest_alive(&g, c->now_ms) ||
                                   (expired && g.revoked_at_ms == 0 && g.locked_at_ms == 0));
    if (good)
        e = become(r, &g);
    if (good && e == ERR_OK) {
        *ret_token = token;
        *ret_guest = g;
        return ERR_OK;
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    e = guest_store_refused(c, &token.hash);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    return e == ERR_OK ? refused(r, "guest_link_dead") : e;
}

static enum err link_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token = {.org_id = 0};
    struct guest g = {.id = 0};
    int64_t wait_ms = 0;
    enum err e = find(r, false, &token, &g);
    if (e != ERR_OK)
        return e;
    const char *name = mem_printf(c, "guest link %lld", (long long)g.id);
    if (c->app->throttle != NULL &&
        !throttle_try(c->app->throttle, name, LIMIT_GUEST_OPENS, c->now_ms, &wait_ms)) {
        c->problem->retry_after_s = (wait_ms + 999) / 1000;
        return problem_set_limit(c->problem, ERR_TOO_MANY, "guest_wait", LIMIT_GUEST_OPENS);
    }
    e = guest_store_opened(c, g.id);
    if (e != ERR_OK)
        return e;
    guest_audit(c, &g, "link_open", NULL);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "organisation", c->org.name);
    jw_kstr(&w, "due", g.due);
    jw_kstr(&w, "lang", g.lang);
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- the code ---- */

static enum err codes_check(struct call *c, const struct guest *g, bool *ret_new_window)
{
    *ret_new_window = c->now_ms - g->codes_since_ms >= HOUR_MS;
    if (!mail_on(c->app))
        return problem_set(c->problem, ERR_UNAVAILABLE, "mail_off");
    if (*ret_new_window || g->codes < LIMIT_GUEST_CODES)
        return ERR_OK;
    c->problem->retry_after_s = (g->codes_since_ms + HOUR_MS - c->now_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "guest_codes", LIMIT_GUEST_CODES);
}

static enum err code_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token = {.org_id = 0};
    struct guest g = {.id = 0};
    char code[GUEST_CODE_SIZE];
    bool new_window = false;
    enum err e = find(r, false, &token, &g);
    if (e == ERR_OK)
        e = codes_check(c, &g, &new_window);
    if (e != ERR_OK)
        return e;
    guest_code_new(code);
    const struct digest digest = guest_code_digest(token.text, code);
    e = guest_store_code(c, &g, &digest, c->now_ms + CODE_MS, new_window);
    if (e == ERR_OK)
        e = guest_mail_code(c, &g, body_text(r->body, "lang"), code, c->now_ms + CODE_MS);
    if (e != ERR_OK)
        return e;
    guest_audit(c, &g, "code", NULL);
    return tx_commit(c);
}

/* ---- coming in ---- */

static enum err wrong_code(struct req *r, const struct guest *g)
{
    struct call *c = &r->call;
    bool locked = false;
    enum err e = guest_store_wrong(c, g->id, LIMIT_GUEST_TRIES, &locked);
    if (e == ERR_OK && locked)
        e = guest_notice_locked(c, g);
    if (e != ERR_OK)
        return e;
    guest_audit(c, g, locked ? "lock" : "code_wrong", NULL);
    e = tx_commit(c);
    return e == ERR_OK ? refused(r, "guest_code_wrong") : e;
}

static const char *csrf_new(struct call *c)
{
    struct token random = token_new(0);
    return mem_strdup(c, strchr(random.text, '.') + 1);
}

static void session_write(struct req *r, const char *csrf)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "csrf", csrf);
    jw_kstr(&w, "organisation", r->call.org.name);
    jw_kstr(&w, "name", r->call.who->name);
    jw_obj_end(&w);
}

static enum err enter(struct req *r, const struct guest *g)
{
    struct call *c = &r->call;
    struct token session = token_new(db_org(c->db));
    const char *csrf = csrf_new(c);
    int64_t end = c->now_ms + LIMIT_GUEST_HOURS * HOUR_MS;
    enum err e = guest_store_entered(c, g->id);
    if (e == ERR_OK)
        e = guest_session_end_oldest(c, g->id, LIMIT_GUEST_SESSIONS - 1);
    if (e == ERR_OK)
        e = guest_session_add(c, g->id, &session.hash, csrf, end);
    if (e != ERR_OK)
        return e;
    guest_audit(c, g, "enter", NULL);
    session_write(r, csrf);
    e = tx_commit(c);
    if (e == ERR_OK)
        resp_header(
            r, "Set-Cookie", guest_cookie_format(r, c->app->config.public_url, session.text));
    return e;
}

static enum err session_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token = {.org_id = 0};
    struct guest g = {.id = 0};
    char code[GUEST_CODE_SIZE] = "";
    enum err e = find(r, false, &token, &g);
    if (e != ERR_OK)
        return e;
    bool read = guest_code_read(body_text(r->body, "code"), code);
    const struct digest digest = guest_code_digest(token.text, code);
    bool right = digest_equal(&digest, &g.code);
    if (!read || !right || !g.has_code || c->now_ms >= g.code_expires_at_ms)
        return wrong_code(r, &g);
    return enter(r, &g);
}

static enum err session_get(struct req *r)
{
    session_write(r, r->call.who->csrf);
    return ERR_OK;
}

static enum err session_delete(struct req *r)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = guest_session_end(c, c->who->session_id);
    if (e != ERR_OK)
        return e;
    resp_header(r, "Set-Cookie", guest_cookie_format(r, c->app->config.public_url, NULL));
    return tx_commit_unaudited(c);
}

/* ---- a new link for one that is out of time ---- */

/* Sent to the same address and nowhere else; one that is still alive is as good. */
static enum err renew_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token = {.org_id = 0};
    struct guest g = {.id = 0};
    enum err e = find(r, true, &token, &g);
    if (e != ERR_OK || !g.campaign_open || guest_alive(&g, c->now_ms))
        return e;
    bool new_window = false;
    e = codes_check(c, &g, &new_window);
    if (e == ERR_OK)
        e = guest_link_again(c, &g, GUEST_MAIL_AGAIN);
    if (e != ERR_OK)
        return e;
    guest_audit(c, &g, "renew", NULL);
    return tx_commit(c);
}

/* ---- ended sessions ---- */

static enum err run_purge(struct call *c, struct job *job)
{
    (void)job;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = guest_session_purge(c, c->now_ms - LIMIT_GUEST_IDLE_MINUTES * 60LL * 1000);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "guest_purge", .run = run_purge, .every_ms = INT64_C(3600000)},
};

#define DOOR(name, operation, function, shape)                                                     \
    .method = METHOD_POST, .path = "/api/v1/guest/" name, .op = (operation), .perm = &PERM_ANYONE, \
    .handle = (function), .body_kind = BODY_JSON, .body = &(shape),                                \
    .flags = ROUTE_NO_CSRF | ROUTE_SECRET

static const struct route routes[] = {
    {DOOR("link", "guest_link", link_post, SHAPE_TOKEN), .answer = &SHAPE_LINK},
    {DOOR("code", "guest_code", code_post, SHAPE_ASK), .status = 204},
    {DOOR("renew", "guest_renew", renew_post, SHAPE_TOKEN), .status = 204},
    {DOOR("session", "guest_session_create", session_post, SHAPE_ENTER), .answer = &SHAPE_SESSION,
        .status = 201},
    {.method = METHOD_GET,
        .path = "/api/v1/guest/session",
        .op = "guest_session_get",
        .perm = &PERM_INVITED,
        .handle = session_get,
        .answer = &SHAPE_SESSION,
        .flags = ROUTE_SECRET},
    {.method = METHOD_DELETE,
        .path = "/api/v1/guest/session",
        .op = "guest_session_delete",
        .perm = &PERM_INVITED,
        .handle = session_delete,
        .status = 204},
};

const struct module module_guest_door = {.name = "guest_door",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .notices = guest_notices,
    .n_notices = GUEST_NOTICES};
