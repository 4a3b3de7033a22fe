/* Internal to kernel/http: the running server. */
#ifndef KANAME_KERNEL_HTTP_SERVER_H
#define KANAME_KERNEL_HTTP_SERVER_H

#include "kernel/http/brief.h"
#include "kernel/http/conn.h"
#include "kernel/http/http.h"
#include "kernel/http/static.h"
#include "kernel/http/worker.h"

#include <microhttpd.h>

struct http {
    struct app *app;
    authenticate_fn *authenticate;
    struct router *router;
    struct metrics *metrics;
    struct proxies *proxies;
    struct conns *conns;
    struct workers *workers;
    struct briefs *briefs;
    struct site *site;
    struct MHD_Daemon *daemon;
    int port;
    _Atomic int under_way; /* requests with complete headers and no complete answer */
    _Atomic bool stopping; /* answers close their connection */
};

#endif
