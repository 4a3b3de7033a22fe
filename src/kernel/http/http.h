/* The HTTP server: one or two I/O threads (libmicrohttpd, poll) that read and write sockets, and a
 * fixed pool of workers that run handlers, each with its own database connection.
 *
 * It protects against slow, large, malformed and too many requests. It does not speak TLS (a
 * reverse proxy does) and does not limit requests by account: that is kernel/auth's. */
#ifndef KANAME_KERNEL_HTTP_HTTP_H
#define KANAME_KERNEL_HTTP_HTTP_H

#include "kernel/app.h"

struct http;

/* Identifies the caller (kernel/auth/session.h): fills r->call.who, .org and .lang and the
 * connection's organisation. `cookie` is the Cookie field, `bearer` the token of "Authorization:
 * Bearer", `csrf` the X-CSRF-Token field; each NULL when absent. Called for every route;
 * ERR_UNAUTHENTICATED is no failure on a public one. The router compares the CSRF token with
 * who->csrf itself. */
typedef enum err authenticate_fn(
    struct req *r, const char *cookie, const char *bearer, const char *csrf);

/* Binds, starts workers and I/O threads, and returns when requests are answered. A wrong route row
 * is ERR_INTERNAL with the row in `problem`; a port in use ERR_CONFLICT. `app` must outlive the
 * server. */
enum err http_start(struct app *app, authenticate_fn *authenticate, struct problem *problem,
    struct http **ret_http);
int http_port(const struct http *http); /* the bound one: config.port may be 0 */

/* Stops accepting, lets running requests finish for `grace_ms`, closes. False: a handler did not
 * come back; the caller should leave the process without freeing what handlers use. */
bool http_stop(struct http *http, int grace_ms);

/* Routes of the server itself: /health, /ready, /metrics. */
extern const struct module module_http;

#endif
