#include "kernel/http/conn.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { SWEEP_SECONDS = 1 };

struct conns {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t sweeper;
    bool stop;
    struct conn *first;
    struct metrics *metrics;
};

static void sweep(struct conns *conns, int64_t now_ms)
{
    for (struct conn *c = conns->first; c != NULL; c = c->next) {
        if (atomic_load(&c->deadline_ms) > now_ms)
            continue;
        atomic_store(&c->deadline_ms, CONN_NO_DEADLINE);
        atomic_fetch_add(&conns->metrics->swept, 1);
        shutdown(c->fd, SHUT_RDWR); /* the I/O thread sees the end and closes */
    }
}

static void *sweeper_run(void *arg)
{
    struct conns *conns = arg;
    pthread_mutex_lock(&conns->lock);
    while (!conns->stop) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += SWEEP_SECONDS;
        pthread_cond_timedwait(&conns->wake, &conns->lock, &until);
        sweep(conns, clock_monotonic_ms());
    }
    pthread_mutex_unlock(&conns->lock);
    return NULL;
}

struct conns *conns_new(const void *ctx, struct metrics *metrics)
{
    struct conns *conns = mem_new(ctx, struct conns);
    conns->metrics = metrics;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&conns->lock, NULL);
    pthread_cond_init(&conns->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&conns->sweeper, NULL, sweeper_run, conns) != 0)
        abort(); /* at start, before anything is served */
    return conns;
}

void conns_stop(struct conns *conns)
{
    pthread_mutex_lock(&conns->lock);
    conns->stop = true;
    pthread_cond_signal(&conns->wake);
    pthread_mutex_unlock(&conns->lock);
    pthread_join(conns->sweeper, NULL);
    pthread_cond_destroy(&conns->wake);
    pthread_mutex_destroy(&conns->lock);
}

struct conn *conn_add(struct conns *conns, int fd, const struct address *peer)
{
    struct conn *conn = mem_new(NULL, struct conn);
    conn->fd = fd;
    conn->peer = *peer;
    conn_deadline_in(conn, LIMIT_HEADER_SECONDS);
    pthread_mutex_lock(&conns->lock);
    conn->next = conns->first;
    if (conn->next != NULL)
        conn->next->previous = conn;
    conns->first = conn;
    pthread_mutex_unlock(&conns->lock);
    atomic_fetch_add(&conns->metrics->connections, 1);
    return conn;
}

void conn_remove(struct conns *conns, struct conn *conn)
{
    pthread_mutex_lock(&conns->lock);
    if (conn->previous != NULL)
        conn->previous->next = conn->next;
    else
        conns->first = conn->next;
    if (conn->next != NULL)
        conn->next->previous = conn->previous;
    pthread_mutex_unlock(&conns->lock);
    atomic_fetch_sub(&conns->metrics->connections, 1);
    mem_free(conn);
}

void conn_deadline_in(struct conn *conn, int64_t seconds)
{
    atomic_store(&conn->deadline_ms, clock_monotonic_ms() + seconds * 1000);
}
