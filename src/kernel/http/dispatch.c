#include "kernel/http/dispatch.h"

#include "base/clock.h"
#include "base/digest.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/idempotency.h"
#include "kernel/http/server.h"
#include "kernel/http/uri.h"
#include "kernel/i18n/msg.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

/* After a body that took longer than this, who asks and what they may is looked up again. */
enum { ADMISSION_MS = 5000 };

static bool is_unsafe(const struct req *r)
{
    return r->method != METHOD_GET;
}

/* The host of an origin or URL, "https://kaname.example:8443/x" → "kaname.example:8443". */
static bool host_is(const char *url, const char *host)
{
    const char *p = strstr(url, "://");
    if (p == NULL)
        return false;
    p += 3;
    size_t n = strcspn(p, "/?#");
    return n > 0 && strlen(host) == n && strncasecmp(p, host, n) == 0;
}

bool dispatch_same_origin(const struct head *head, const char *public_url)
{
    const char *site = head->field[HEAD_SEC_FETCH_SITE];
    const char *origin = head->field[HEAD_ORIGIN];
    const char *host = head->field[HEAD_HOST];
    if (site != NULL)
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
    if (origin == NULL)
        return true; /* no browser: it has no cookies of somebody else to abuse */
    if (host != NULL && host_is(origin, host))
        return true;
    const char *authority = public_url == NULL ? NULL : strstr(public_url, "://");
    if (authority == NULL)
        return false;
    char *own = mem_strndup(NULL, authority + 3, strcspn(authority + 3, "/?#"));
    bool same = host_is(origin, own);
    mem_free(own);
    return same;
}

/* In constant time for texts of one length: the length of a token is no secret. */
static bool token_same(const char *a, const char *b)
{
    size_t n = strlen(a);
    return strlen(b) == n && sodium_memcmp(a, b, n) == 0;
}

static enum err check_origin(const struct exchange *ex)
{
    const struct req *r = &ex->req;
    const char *token = ex->head.field[HEAD_CSRF];
    if (!is_unsafe(r))
        return ERR_OK;
    if ((r->route->flags & ROUTE_NO_CSRF) != 0) {
        if (dispatch_same_origin(&ex->head, ex->http->app->config.public_url))
            return ERR_OK;
        return problem_set(r->call.problem, ERR_FORBIDDEN, "other_site");
    }
    if (r->call.who == NULL || r->call.who->csrf == NULL)
        return ERR_OK;
    if (token != NULL && token_same(r->call.who->csrf, token))
        return ERR_OK;
    return problem_set(r->call.problem, ERR_FORBIDDEN, "csrf");
}

static enum err check_permission(const struct req *r)
{
    const struct perm *perm = r->route->perm;
    if (perm->kind == PERM_PUBLIC)
        return ERR_OK;
    if (r->call.who == NULL)
        return ERR_UNAUTHENTICATED;
    if (perm->kind == PERM_GUEST || r->call.who->guest_id != 0)
        return who_holds(r->call.who, perm) ? ERR_OK : ERR_UNAUTHENTICATED;
    if (r->call.who->scopes != NULL && (r->route->flags & ROUTE_PERSON) != 0)
        return problem_set(r->call.problem, ERR_FORBIDDEN, "token_not_here");
    if (r->call.who->scopes == NULL && (r->route->flags & ROUTE_SCIM) != 0)
        return problem_set(r->call.problem, ERR_FORBIDDEN, "token_only");
    if (!who_in_scope(r->call.who, perm, is_unsafe(r)))
        return problem_set(r->call.problem, ERR_FORBIDDEN, "token_scope");
    if (perm->kind == PERM_ROLE && !who_holds(r->call.who, perm))
        return ERR_FORBIDDEN;
    if (r->call.who->must_enrol && (r->route->flags & ROUTE_ENROL) == 0)
        return problem_set(r->call.problem, ERR_FORBIDDEN, "factor_first");
    return ERR_OK;
}

enum err dispatch_route(struct exchange *ex)
{
    struct req *r = &ex->req;
    unsigned allow = 0;
    if (r->route != NULL)
        return ERR_OK;
    enum err e = router_find(ex->http->router, r->method, r->path, r, &ex->op, &allow);
    if (e == ERR_MALFORMED)
        return problem_set(r->call.problem, e, "path_encoding");
    if (e == ERR_METHOD) {
        char *methods = mem_strdup(r, "");
        for (int m = 0; m < METHOD_MAX; m++)
            if ((allow & 1u << m) != 0)
                methods = mem_printf(r, "%s%s%s", methods, *methods == '\0' ? "" : ", ",
                    m == METHOD_GET ? "GET, HEAD" : method_name((enum method)m));
        resp_header(r, "Allow", methods);
    }
    return e;
}

static enum err authenticate(struct exchange *ex)
{
    struct req *r = &ex->req;
    r->call.who = NULL;
    r->call.lang = msg_negotiate(ex->head.field[HEAD_ACCEPT_LANGUAGE]);
    if (ex->http->authenticate == NULL)
        return ERR_OK;
    const char *cookie = ex->head.field[HEAD_COOKIE];
    enum err e = r->method == METHOD_GET && cookie != NULL ? tx_begin_ahead(&r->call) : ERR_OK;
    if (e == ERR_OK)
        e = ex->http->authenticate(r, cookie, head_bearer(&ex->head), ex->head.field[HEAD_CSRF]);
    if (e == ERR_UNAUTHENTICATED && r->route->perm->kind == PERM_PUBLIC) {
        r->call.problem->detail = NULL;
        return ERR_OK;
    }
    return e;
}

/* What the header fields say about the body against what the route takes. */
static enum err check_body(const struct exchange *ex)
{
    const struct req *r = &ex->req;
    int64_t length = ex->length;
    if (r->route->body_kind == BODY_NONE && length != 0)
        return problem_set(r->call.problem, ERR_MALFORMED, "body_unwanted");
    if (length > body_wire_limit(r->route))
        return problem_set_limit(
            r->call.problem, ERR_TOO_LARGE, "body_large", (int64_t)route_body_limit(r->route));
    const char *coding = ex->head.field[HEAD_CONTENT_ENCODING];
    if (coding != NULL && strcasecmp(coding, "identity") != 0)
        return problem_set(r->call.problem, ERR_MEDIA_TYPE, "content_encoding");
    return ERR_OK;
}

static enum err check_query(struct exchange *ex)
{
    struct req *r = &ex->req;
    enum err e = uri_query(r, ex->query, r->call.problem, &r->query, &r->n_query);
    if (e != ERR_OK || (r->route->flags & ROUTE_SCIM) != 0)
        return e;
    bool open = (r->route->flags & ROUTE_COLLECTION) != 0;
    return uri_query_check(r, r->route->query, open, r->query, r->n_query, r->call.problem);
}

enum err dispatch_admit(struct exchange *ex, struct db_conn *conn)
{
    struct req *r = &ex->req;
    r->call.db = conn;
    r->call.now_ms = clock_now_ms();
    enum err e = dispatch_route(ex);
    if (e != ERR_OK)
        return e;
    if (conn == NULL && r->route->perm->kind != PERM_PUBLIC)
        return ERR_UNAVAILABLE;
    if (conn != NULL) {
        db_set_org(conn, 0);
        e = authenticate(ex);
    }
    if (e == ERR_OK)
        e = check_permission(r);
    if (e == ERR_OK)
        e = check_origin(ex);
    if (e == ERR_OK)
        e = check_body(ex);
    if (e == ERR_OK)
        e = check_query(ex);
    if (e == ERR_OK && (r->route->flags & ROUTE_IF_MATCH) != 0 && r->if_match == NULL)
        e = ERR_PRECONDITION;
    if (e == ERR_OK) {
        ex->admitted = true;
        ex->admitted_at_ms = clock_monotonic_ms();
    }
    return e;
}

/* Who was admitted with another worker's connection works with this one. */
static enum err readmit(struct exchange *ex, struct db_conn *conn)
{
    struct req *r = &ex->req;
    if (!ex->admitted || clock_monotonic_ms() - ex->admitted_at_ms > ADMISSION_MS)
        return dispatch_admit(ex, conn);
    if (conn == NULL)
        return ERR_UNAVAILABLE;
    r->call.db = conn;
    db_set_org(conn, r->call.who == NULL ? 0 : r->call.who->org_id);
    return ERR_OK;
}

static enum err read_body(struct exchange *ex)
{
    struct req *r = &ex->req;
    struct body *b = &ex->body;
    switch (r->route->body_kind) {
    case BODY_NONE:
        return ERR_OK;
    case BODY_SCIM:
    case BODY_JSON:
    case BODY_PATCH: {
        bool partial = r->route->body_kind == BODY_PATCH;
        bool came = b->text != NULL; /* where nothing was sent there is nothing to parse */
        enum err e = json_in_parse(r, came ? b->text->data : "", came ? b->text->len : 0,
            JSON_IN_DEPTH, r->call.problem, &r->body);
        if (e != ERR_OK || r->route->body_kind == BODY_SCIM)
            return e;
        return shape_check(r->route->body, r->body, "", partial, r->call.problem);
    }
    case BODY_UPLOAD:
        if (b->fd < 0) /* nothing was sent */
            return problem_set(r->call.problem, ERR_MEDIA_TYPE, "want_multipart");
        break;
    case BODY_RAW:
        if (b->fd < 0)
            return ERR_MALFORMED;
        break;
    }
    const char *type = ex->head.field[HEAD_CONTENT_TYPE];
    r->upload = (struct upload){
        .fd = b->fd,
        .size = b->size,
        .name = b->parts == NULL ? "" : file_name_clean(r, multipart_file_name(b->parts)),
        .media_type = b->parts != NULL ? multipart_media_type(b->parts)
                      : type != NULL   ? type
                                       : "application/octet-stream",
    };
    return ERR_OK;
}

static struct digest request_digest(const struct exchange *ex)
{
    const struct req *r = &ex->req;
    const char *body = ex->body.text == NULL ? "" : ex->body.text->data;
    char *whole = mem_printf(r, "%s %s\n%s", method_name(r->method), r->path, body);
    return digest_of(whole, strlen(whole));
}

static void answer_again(struct req *r, const struct idempotency_answer *kept)
{
    r->resp.status = kept->status;
    if (kept->location != NULL)
        resp_header(r, "Location", kept->location);
    if (kept->body != NULL) {
        struct jw w = resp_json(r);
        jw_raw(&w, kept->body);
    }
}

static const char *header_of(const struct req *r, const char *key)
{
    for (size_t i = 0; i < r->resp.n_headers; i++)
        if (strcasecmp(r->resp.headers[i].key, key) == 0)
            return r->resp.headers[i].value;
    return NULL;
}

/* An answer that is JSON in memory is kept; others are done again. */
static enum err keep_answer(struct req *r)
{
    struct idempotency_answer answer = {
        .status = r->resp.status != 0     ? r->resp.status
                  : r->route->status != 0 ? r->route->status
                                          : 200,
        .location = header_of(r, "Location"),
        .body = r->resp.body != NULL && r->resp.body->len > 0 ? r->resp.body->data : NULL,
    };
    return idempotency_end(&r->call, &answer);
}

static enum err handle(struct exchange *ex)
{
    struct req *r = &ex->req;
    /* Keys belong to an account: of guests, who have none, one would get another's answer. */
    bool once = r->method == METHOD_POST && r->idempotency_key != NULL && r->call.who != NULL &&
                r->call.who->guest_id == 0 && (r->route->flags & ROUTE_SECRET) == 0 &&
                ex->body.fd < 0;
    if (!once)
        return r->route->handle(r);
    struct digest request = request_digest(ex);
    struct idempotency_answer kept;
    bool have = false;
    enum err e = idempotency_begin(&r->call, r->idempotency_key, &request, &have, &kept);
    if (e != ERR_OK)
        return e;
    if (have) {
        answer_again(r, &kept);
        return ERR_OK;
    }
    e = r->route->handle(r);
    tx_abort(&r->call);
    return e == ERR_OK ? keep_answer(r) : e;
}

enum err dispatch_run(struct exchange *ex, struct db_conn *conn)
{
    enum err e = readmit(ex, conn);
    if (e == ERR_OK)
        e = read_body(ex);
    if (e == ERR_OK)
        e = handle(ex);
    return e;
}

void dispatch_forget(struct exchange *ex)
{
    struct req *r = &ex->req;
    ex->admitted = false;
    r->call.db = NULL;
    r->call.who = NULL;
    r->call.problem = problem_new(r);
    r->resp = (struct resp){.fd = -1};
}
