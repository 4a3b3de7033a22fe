/* The request target and header fields: lines "METHOD target", then "Name: value". */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/http/dispatch.h"
#include "kernel/http/proxy.h"
#include "kernel/http/uri.h"
#include "kernel/i18n/msg.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err nothing(struct req *r)
{
    (void)r;
    return ERR_OK;
}

static const struct perm anyone = {.key = "fuzz", .kind = PERM_PUBLIC};
static const struct field fields[] = {{.key = "n", .type = FIELD_INT, .max = 9},
    {.key = "x", .type = FIELD_NUM}, {.key = "b", .type = FIELD_BOOL}};
static const struct shape shape = SHAPE("Query", fields);

#define ROW(p, o)                                                  \
    {                                                              \
        .path = (p), .op = (o), .perm = &anyone, .handle = nothing \
    }
static const struct route routes[] = {ROW("/api/units", "a"), ROW("/api/units/{id}", "b"),
    ROW("/api/units/tree", "c"), ROW("/api/{any}/{id}/history", "d")};

/* What reaches a handler is always text. */
static void must_be_text(const char *text)
{
    if (!utf8_ok(text, strlen(text)))
        abort();
}

static void try_target(const void *ctx, char *target)
{
    struct router *router = NULL;
    struct problem *problem = problem_new(ctx);
    struct req *r = mem_new(ctx, struct req);
    struct req_pair *pairs = NULL;
    size_t n = 0;
    size_t index = 0;
    unsigned allow = 0;
    char *query = strchr(target, '?');
    if (query != NULL)
        *query++ = '\0';
    if (router_new(ctx, routes, 4, problem, &router) != ERR_OK)
        abort();
    if (router_find(router, METHOD_GET, target, r, &index, &allow) == ERR_OK)
        for (size_t i = 0; i < r->n_params; i++)
            must_be_text(r->params[i].value);
    if (uri_query(ctx, query, problem, &pairs, &n) != ERR_OK)
        return;
    for (size_t i = 0; i < n; i++) {
        must_be_text(pairs[i].key);
        must_be_text(pairs[i].value);
    }
    uri_query_check(ctx, &shape, true, pairs, n, problem);
    uri_query_check(ctx, NULL, false, pairs, n, problem);
}

static void try_fields(const void *ctx, const struct head *h)
{
    struct proxies *proxies = NULL;
    struct address peer = {{0}};
    int64_t length = -2;
    if (head_framing(h, true, &length) == ERR_OK && length < -1)
        abort();
    head_bearer(h);
    head_accepts(h->field[HEAD_ACCEPT_ENCODING], "gzip");
    head_is_type(h->field[HEAD_CONTENT_TYPE], "application/json");
    head_etag_listed(h->field[HEAD_IF_NONE_MATCH], "abc");
    msg_negotiate(h->field[HEAD_ACCEPT_LANGUAGE]);
    dispatch_same_origin(h, "https://kaname.example");
    struct req *r = mem_new(ctx, struct req);
    r->if_match = h->field[HEAD_IF_MATCH];
    req_match(r, 17);
    if (proxies_parse(ctx, "0.0.0.0/0 ::/0", problem_new(ctx), &proxies) == ERR_OK)
        proxies_client(proxies, &peer, h->field[HEAD_FORWARDED_FOR]);
    proxies_parse(ctx, h->field[HEAD_FORWARDED_FOR], problem_new(ctx), &proxies);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mem_context(NULL, 0);
    char *text = mem_strndup(ctx, (const char *)data, size);
    char *rest = text;
    char *target = strsep(&rest, "\n");
    struct head head = {.n_fields = 0};
    for (char *line; rest != NULL && (line = strsep(&rest, "\n")) != NULL;) {
        char *value = strchr(line, ':');
        if (value == NULL)
            continue;
        *value++ = '\0';
        head_add(&head, line, value + strspn(value, " "), strlen(value + strspn(value, " ")));
    }
    try_target(ctx, target);
    try_fields(ctx, &head);
    mem_free(ctx);
    return 0;
}
