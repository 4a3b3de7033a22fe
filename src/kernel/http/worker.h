/* Internal to kernel/http: the fixed pool of threads that run requests, each with its own database
 * connection, behind one bounded queue. */
#ifndef KANAME_KERNEL_HTTP_WORKER_H
#define KANAME_KERNEL_HTTP_WORKER_H

#include "kernel/http/metrics.h"

struct workers;
struct exchange;
struct db;
struct db_conn;

/* Runs one step of an exchange and gives it back to its I/O thread. `conn` is NULL while the
 * database cannot be reached. */
typedef void worker_step(struct exchange *ex, struct db_conn *conn);

/* `db` may be NULL: steps get no connection (tests). */
struct workers *workers_new(
    const void *ctx, struct db *db, int n, worker_step *step, struct metrics *metrics);

/* False: the queue is full or the pool is stopping; the exchange stays the caller's. */
bool workers_submit(struct workers *w, struct exchange *ex);

/* Takes no more work, runs what is queued, and waits at most `ms` for the threads. False: one has
 * not come back; then the pool must not be freed. */
bool workers_stop(struct workers *w, int ms);

#endif
