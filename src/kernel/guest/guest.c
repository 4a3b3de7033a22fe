/* Who comes as a guest. */
#include "kernel/guest/guest.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor_store.h"
#include "kernel/auth/session.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"

#include <string.h>

enum { SEEN_MS = 60 * 1000 };

static const int64_t IDLE_MS = LIMIT_GUEST_IDLE_MINUTES * 60LL * 1000;

/* As the sessions of accounts: not in the read transaction of a request that only reads. */
static enum err touch(struct call *c, int64_t session_id)
{
    bool ahead = c->ahead;
    if (ahead)
        tx_abort(c);
    (void)guest_session_touch(c, session_id);
    return ahead ? tx_begin_ahead(c) : ERR_OK;
}

/* What changes something is counted, so that nobody fills the disk within their rights: answers
 * keep all their versions, a book starts a process. */
static enum err pace(struct req *r, const struct who *who)
{
    struct call *c = &r->call;
    bool upload = r->route->body_kind == BODY_UPLOAD;
    int limit = upload ? LIMIT_GUEST_UPLOADS : LIMIT_GUEST_WRITES;
    int64_t wait_ms = 0;
    const char *name =
        mem_printf(c, "guest %s %lld", upload ? "uploads" : "writes", (long long)who->guest_id);
    if (r->route->method == METHOD_GET || c->app->throttle == NULL ||
        throttle_try(c->app->throttle, name, limit, c->now_ms, &wait_ms))
        return ERR_OK;
    c->problem->retry_after_s = (wait_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "guest_wait", limit);
}

static enum err load(struct req *r, const struct token *token)
{
    struct call *c = &r->call;
    struct who *who = mem_new(c, struct who);
    struct guest_session session;
    struct org_settings org;
    char uid[UUID_TEXT_SIZE];
    who->org_id = token->org_id;
    db_set_org(c->db, token->org_id);
    enum err e = guest_session_find(c, &token->hash, who, &session);
    bool over = e == ERR_OK &&
                (c->now_ms >= session.expires_at_ms || c->now_ms - session.seen_at_ms >= IDLE_MS);
    if (over)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = actor_store_org(c, &org);
    if (e == ERR_OK && c->now_ms - session.seen_at_ms >= SEEN_MS)
        e = touch(c, session.id);
    if (e != ERR_OK) {
        db_set_org(c->db, 0);
        return e == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : e;
    }
    who->session_id = session.id;
    uuid_format(&who->guest_uid, uid);
    c->who = who;
    c->org = org;
    c->via = mem_printf(c, "guest:%s %s", uid, r->remote);
    return pace(r, who);
}

void guest_act_as(struct call *c, const struct guest *guest)
{
    char uid[UUID_TEXT_SIZE];
    struct who *who = mem_new(c, struct who);
    uuid_format(&guest->uid, uid);
    who->org_id = db_org(c->db);
    who->guest_id = guest->id;
    who->guest_uid = guest->uid;
    who->name = guest->name;
    who->login = "";
    who->guest_response_id = guest->response_id;
    c->who = who;
    c->via = mem_printf(c, "guest:%s", uid);
}

enum err guest_or_session(struct req *r, const char *cookie, const char *bearer, const char *csrf)
{
    char value[TOKEN_TEXT_SIZE];
    struct token token;
    if (r->route->perm->kind != PERM_GUEST)
        return session_authenticate(r, cookie, bearer, csrf);
    const char *name = guest_cookie_name(r->call.app->config.public_url);
    if (cookie == NULL || !token_cookie_find(cookie, name, value) || !token_parse(value, &token))
        return ERR_UNAUTHENTICATED;
    return load(r, &token);
}
