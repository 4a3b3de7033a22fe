#include "kernel/auth/session.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/session_store.h"
#include "kernel/auth/token.h"

enum { SEEN_MS = 60 * 1000 };

static const int64_t IDLE_MS = LIMIT_SESSION_IDLE_HOURS * 60LL * 60 * 1000;

static bool over(const struct call *c, const struct session_row *s)
{
    return c->now_ms >= s->expires_at_ms || c->now_ms - s->seen_at_ms >= IDLE_MS;
}

/* Not in the read transaction of a request that only reads. When the write cannot be had (a full
 * disk, a busy writer), reading goes on all the same. */
static enum err touch(struct call *c, int64_t session_id)
{
    bool ahead = c->ahead;
    if (ahead)
        tx_abort(c);
    (void)session_store_touch(c, session_id);
    return ahead ? tx_begin_ahead(c) : ERR_OK;
}

static enum err load(struct call *c, const struct token *token)
{
    struct who *who = mem_new(c, struct who);
    struct org_settings org;
    struct session_row session;
    const char *lang = NULL;
    who->org_id = token->org_id;
    db_set_org(c->db, token->org_id);
    enum err e = session_store_find(c, &token->hash, who, &org, &lang, &session);
    if (e == ERR_OK && over(c, &session))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && c->now_ms - session.seen_at_ms >= SEEN_MS)
        e = touch(c, session.id);
    if (e != ERR_OK) {
        db_set_org(c->db, 0);
        return e == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : e;
    }
    c->who = who;
    c->org = org;
    c->lang = lang == NULL ? org.lang : lang;
    return ERR_OK;
}

enum err session_authenticate(
    struct req *r, const char *cookie, const char *bearer, const char *csrf)
{
    (void)csrf;
    struct call *c = &r->call;
    char value[TOKEN_TEXT_SIZE];
    struct token token;
    if (bearer != NULL)
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "bearer_not_taken");
    const char *name = token_cookie_name(c->app->config.public_url);
    if (cookie == NULL || !token_cookie_find(cookie, name, value) || !token_parse(value, &token))
        return ERR_UNAUTHENTICATED;
    return load(c, &token);
}
