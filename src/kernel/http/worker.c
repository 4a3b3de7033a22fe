#include "kernel/http/worker.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/db/db.h"
#include "kernel/http/exchange.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t work;  /* something is queued, or stop */
    pthread_cond_t ended; /* a thread has ended */
    struct exchange *first;
    struct exchange **last;
    size_t n_queued;
    bool stop;
    pthread_t *threads;
    int n_threads;
    int running;
    struct db *db;
    worker_step *step;
    struct metrics *metrics;
};

/* The next exchange; NULL: none is queued, and for one who waits: the pool has stopped. */
static struct exchange *take(struct workers *w, bool wait)
{
    pthread_mutex_lock(&w->lock);
    while (wait && w->first == NULL && !w->stop)
        pthread_cond_wait(&w->work, &w->lock);
    struct exchange *ex = w->first;
    if (ex != NULL) {
        w->first = ex->next;
        if (w->first == NULL)
            w->last = &w->first;
        w->n_queued--;
        atomic_store_explicit(&w->metrics->queued, (int)w->n_queued, memory_order_relaxed);
    }
    pthread_mutex_unlock(&w->lock);
    return ex;
}

static struct exchange *next(struct workers *w, struct db_conn *conn)
{
    struct exchange *ex = take(w, false);
    if (ex != NULL)
        return ex;
    if (conn != NULL)
        db_rest(conn);
    return take(w, true);
}

static void *worker_run(void *arg)
{
    struct workers *w = arg;
    struct db_conn *conn = NULL;
    for (struct exchange *ex; (ex = next(w, conn)) != NULL;) {
        atomic_fetch_add_explicit(&w->metrics->workers_busy, 1, memory_order_relaxed);
        if (conn == NULL && w->db != NULL && db_connect(w->db, &conn) != ERR_OK)
            conn = NULL;
        w->step(ex, conn);
        atomic_fetch_sub_explicit(&w->metrics->workers_busy, 1, memory_order_relaxed);
    }
    if (conn != NULL)
        db_disconnect(conn);
    pthread_mutex_lock(&w->lock);
    w->running--;
    pthread_cond_signal(&w->ended);
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct workers *workers_new(
    const void *ctx, struct db *db, int n, worker_step *step, struct metrics *metrics)
{
    struct workers *w = mem_new(ctx, struct workers);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    pthread_cond_init(&w->ended, &monotonic);
    pthread_condattr_destroy(&monotonic);
    w->last = &w->first;
    w->db = db;
    w->step = step;
    w->metrics = metrics;
    w->n_threads = n;
    w->running = n;
    w->threads = mem_array(w, pthread_t, n);
    for (int i = 0; i < n; i++)
        if (pthread_create(&w->threads[i], NULL, worker_run, w) != 0)
            abort(); /* at start, before anything is served */
    return w;
}

bool workers_submit(struct workers *w, struct exchange *ex)
{
    pthread_mutex_lock(&w->lock);
    bool room = w->n_queued < LIMIT_QUEUE && !w->stop;
    if (room) {
        ex->next = NULL;
        *w->last = ex;
        w->last = &ex->next;
        w->n_queued++;
        atomic_store_explicit(&w->metrics->queued, (int)w->n_queued, memory_order_relaxed);
        pthread_cond_signal(&w->work);
    }
    pthread_mutex_unlock(&w->lock);
    return room;
}

/* True when every thread has ended before the time is over. */
static bool all_ended(struct workers *w, int ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (ms % 1000) * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_broadcast(&w->work);
    int waited = 0;
    while (w->running > 0 && waited == 0)
        waited = pthread_cond_timedwait(&w->ended, &w->lock, &until);
    bool ended = w->running == 0;
    pthread_mutex_unlock(&w->lock);
    return ended;
}

bool workers_stop(struct workers *w, int ms)
{
    if (!all_ended(w, ms))
        return false;
    for (int i = 0; i < w->n_threads; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->ended);
    pthread_mutex_destroy(&w->lock);
    return true;
}
