/* Internal to kernel/http: open connections and their absolute deadlines. libmicrohttpd knows only
 * silence; a client that sends a byte now and then would hold its socket for ever. */
#ifndef KANAME_KERNEL_HTTP_CONN_H
#define KANAME_KERNEL_HTTP_CONN_H

#include "kernel/http/metrics.h"
#include "kernel/http/proxy.h"

struct conns;

struct conn {
    struct address peer;
    int fd;
    _Atomic int64_t deadline_ms; /* monotonic; CONN_NO_DEADLINE while a worker has the request */
    struct conn *previous, *next;
};

#define CONN_NO_DEADLINE INT64_MAX

/* Starts the sweeping thread. */
struct conns *conns_new(const void *ctx, struct metrics *metrics);
void conns_stop(struct conns *conns); /* every connection must be closed */

/* A connection as it is accepted, with the time for its headers running. */
struct conn *conn_add(struct conns *conns, int fd, const struct address *peer);
/* Before its socket is closed: the sweeper must not shut a number that is another's by then. */
void conn_remove(struct conns *conns, struct conn *conn);

void conn_deadline_in(struct conn *conn, int64_t seconds);

#endif
