#include "kernel/auth/session.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/api_token_store.h"
#include "kernel/auth/session_store.h"
#include "kernel/auth/token.h"

#include <inttypes.h>
#include <string.h>

enum { SEEN_MS = 60 * 1000 };

static const int64_t IDLE_MS = LIMIT_SESSION_IDLE_HOURS * 60LL * 60 * 1000;

static bool over(const struct call *c, const struct session_row *s)
{
    return c->now_ms >= s->expires_at_ms || c->now_ms - s->seen_at_ms >= IDLE_MS;
}

/* Not in the read transaction of a request that only reads. When the write cannot be had (a full
 * disk, a busy writer), reading goes on all the same. */
static enum err touch(struct req *r, int64_t id, bool by_token)
{
    struct call *c = &r->call;
    bool ahead = c->ahead;
    if (ahead)
        tx_abort(c);
    if (by_token)
        (void)api_token_store_touch(c, id, r->remote);
    else
        (void)session_store_touch(c, id);
    return ahead ? tx_begin_ahead(c) : ERR_OK;
}

static enum err load(struct req *r, const struct token *token, bool by_token)
{
    struct call *c = &r->call;
    struct who *who = mem_new(c, struct who);
    struct org_settings org;
    struct session_row row;
    const char *lang = NULL;
    who->org_id = token->org_id;
    db_set_org(c->db, token->org_id);
    enum err e = by_token ? session_store_find_token(c, &token->hash, who, &org, &lang, &row)
                          : session_store_find(c, &token->hash, who, &org, &lang, &row);
    bool ended = e == ERR_OK && (by_token ? c->now_ms >= row.expires_at_ms : over(c, &row));
    if (ended)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && c->now_ms - row.seen_at_ms >= SEEN_MS)
        e = touch(r, row.id, by_token);
    if (e != ERR_OK) {
        db_set_org(c->db, 0);
        return e == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : e;
    }
    c->who = who;
    c->org = org;
    c->lang = lang == NULL ? org.lang : lang;
    if (by_token)
        c->via = mem_printf(c, "token:%" PRId64 " %s", row.id, r->remote);
    return ERR_OK;
}

/* Whoever sends a token means it: a cookie beside it is not looked at. */
static enum err load_bearer(struct req *r, const char *bearer)
{
    struct token token;
    enum err e = ERR_UNAUTHENTICATED;
    if (strncmp(bearer, API_TOKEN_PREFIX, strlen(API_TOKEN_PREFIX)) == 0 &&
        token_parse(bearer + strlen(API_TOKEN_PREFIX), &token))
        e = load(r, &token, true);
    return e == ERR_UNAUTHENTICATED ? problem_set(r->call.problem, e, "token_dead") : e;
}

enum err session_authenticate(
    struct req *r, const char *cookie, const char *bearer, const char *csrf)
{
    (void)csrf;
    char value[TOKEN_TEXT_SIZE];
    struct token token;
    if (bearer != NULL)
        return load_bearer(r, bearer);
    const char *name = token_cookie_name(r->call.app->config.public_url);
    if (cookie == NULL || !token_cookie_find(cookie, name, value) || !token_parse(value, &token))
        return ERR_UNAUTHENTICATED;
    return load(r, &token, false);
}
