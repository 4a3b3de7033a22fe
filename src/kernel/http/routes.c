/* Routes of the server itself. */
#include "kernel/http/exchange.h"
#include "kernel/http/server.h"

#include <string.h>

/* The process is alive. Answered on the I/O thread: whoever restarts what does not answer must not
 * restart what is merely busy. */
static enum err health(struct req *r)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "status", "ok");
    jw_obj_end(&w);
    return ERR_OK;
}

/* Requests can be served: the database answers and has this program's schema. */
static enum err ready(struct req *r)
{
    if (r->call.db == NULL)
        return ERR_UNAVAILABLE;
    enum err e = db_schema_check(r->call.app->db, r->call.problem);
    if (e != ERR_OK)
        return e;
    return health(r);
}

/* Numbers of the server tell a stranger how busy it is and what it is asked. So: by default only a
 * program on this machine that did not come through a proxy; with `metrics = private` any private
 * address; with `metrics = all` everyone. */
static bool may_see_metrics(const struct exchange *ex)
{
    const char *who = ex->http->app->config.metrics;
    if (who != NULL && strcmp(who, "all") == 0)
        return true;
    struct address client;
    bool forwarded =
        ex->head.field[HEAD_FORWARDED] != NULL || ex->head.field[HEAD_FORWARDED_FOR] != NULL;
    bool trusted = proxies_have(ex->http->proxies, &ex->conn->peer);
    if (!address_parse(ex->req.remote, &client) || (forwarded && !trusted))
        return false;
    if (who != NULL && strcmp(who, "private") == 0)
        return address_is_private(&client);
    return address_is_loopback(&client) && !forwarded;
}

static enum err metrics(struct req *r)
{
    const struct exchange *ex = (const struct exchange *)r;
    if (!may_see_metrics(ex))
        return ERR_NOT_FOUND;
    struct jw w = resp_json(r);
    metrics_write(ex->http->metrics, w.buf);
    return ERR_OK;
}

static const struct field status_fields[] = {{.key = "status", .type = FIELD_TEXT}};
static const struct shape status_shape = SHAPE("ServerStatus", status_fields);

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/health",
        .op = "health",
        .perm = &PERM_ANYONE,
        .handle = health,
        .answer = &status_shape},
    {.method = METHOD_GET,
        .path = "/ready",
        .op = "ready",
        .perm = &PERM_ANYONE,
        .handle = ready,
        .answer = &status_shape},
    {.method = METHOD_GET,
        .path = "/metrics",
        .op = "metrics",
        .perm = &PERM_ANYONE,
        .handle = metrics,
        .media = "text/plain; version=0.0.4; charset=utf-8"},
};

const struct module module_http = {
    .name = "http",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
};
