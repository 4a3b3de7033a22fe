/* Internal to kernel/http: counters of the server, and their Prometheus text. All counters may be
 * changed by any thread. */
#ifndef KANAME_KERNEL_HTTP_METRICS_H
#define KANAME_KERNEL_HTTP_METRICS_H

#include "base/buf.h"
#include "kernel/http/router.h"

#include <stdatomic.h>

enum { METRICS_CLASSES = 6, METRICS_BUCKETS = 12 };

/* The row for requests that reached no route; static files have their own. */
#define METRICS_NO_OP ((size_t)-1)
#define METRICS_STATIC ((size_t)-2)

struct op_count {
    _Atomic uint64_t by_class[METRICS_CLASSES]; /* 1xx (never) … 5xx at [status / 100] */
};

struct metrics {
    const struct router *router;
    struct op_count *ops; /* by index of the route; the last two: static, none */
    _Atomic uint64_t buckets[METRICS_BUCKETS + 1]; /* requests by duration, not cumulated */
    _Atomic uint64_t duration_us;
    _Atomic int connections;
    _Atomic int queued;
    _Atomic int workers_busy;
    int workers;
    _Atomic uint64_t refused_full; /* the queue was full */
    _Atomic uint64_t swept;        /* sockets shut for being slow */
    _Atomic uint64_t db_busy;      /* requests ended by a lock not had in time */
    int64_t started_ms;
};

struct metrics *metrics_new(const void *ctx, const struct router *router, int workers);
void metrics_count(struct metrics *m, size_t op, int status, int64_t duration_us);
/* Prometheus text exposition format 0.0.4; docs/admin/operation.md says what the numbers are. */
void metrics_write(struct metrics *m, struct buf *out);

#endif
