#include "base/clock.h"
#include "kernel/db/db_private.h"

#include <errno.h>
#include <time.h>

struct db_waiter {
    pthread_cond_t cond;
    bool granted;
    struct db_waiter *next;
};

void db_queue_init(struct db_queue *queue)
{
    *queue = (struct db_queue){0};
    pthread_mutex_init(&queue->mutex, NULL);
}

void db_queue_release(struct db_queue *queue)
{
    pthread_mutex_destroy(&queue->mutex);
}

static void append(struct db_queue *queue, struct db_waiter *me)
{
    if (queue->last == NULL)
        queue->first = me;
    else
        queue->last->next = me;
    queue->last = me;
}

static void remove_waiter(struct db_queue *queue, struct db_waiter *me)
{
    struct db_waiter *before = NULL;
    for (struct db_waiter *w = queue->first; w != me; w = w->next)
        before = w;
    if (before == NULL)
        queue->first = me->next;
    else
        before->next = me->next;
    if (queue->last == me)
        queue->last = before;
}

static struct timespec deadline_after(int64_t wait_ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += wait_ms / 1000;
    at.tv_nsec += wait_ms % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

/* The mutex is held. */
static bool wait_for_turn(struct db_queue *queue, int64_t wait_ms)
{
    struct db_waiter me = {0};
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&me.cond, &attr);
    pthread_condattr_destroy(&attr);
    append(queue, &me);

    struct timespec deadline = deadline_after(wait_ms);
    while (!me.granted && pthread_cond_timedwait(&me.cond, &queue->mutex, &deadline) != ETIMEDOUT)
        ;
    if (!me.granted)
        remove_waiter(queue, &me);
    pthread_cond_destroy(&me.cond);
    return me.granted;
}

bool db_queue_enter(struct db_queue *queue, int64_t wait_ms)
{
    pthread_mutex_lock(&queue->mutex);
    bool had = !queue->taken;
    if (had)
        queue->taken = true;
    else
        had = wait_for_turn(queue, wait_ms);
    pthread_mutex_unlock(&queue->mutex);
    return had;
}

/* The turn is handed to the first in the queue: `taken` stays, so nobody can slip in between. */
void db_queue_leave(struct db_queue *queue)
{
    pthread_mutex_lock(&queue->mutex);
    struct db_waiter *next = queue->first;
    if (next == NULL) {
        queue->taken = false;
    } else {
        queue->first = next->next;
        if (queue->first == NULL)
            queue->last = NULL;
        next->granted = true;
        pthread_cond_signal(&next->cond);
    }
    pthread_mutex_unlock(&queue->mutex);
}

int db_queue_length(struct db_queue *queue)
{
    int n = 0;
    pthread_mutex_lock(&queue->mutex);
    for (struct db_waiter *w = queue->first; w != NULL; w = w->next)
        n++;
    pthread_mutex_unlock(&queue->mutex);
    return n;
}
