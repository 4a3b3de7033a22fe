/* Lines are gathered in one of two buffers while a thread writes the other. */
#include "base/log_sink.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    BUFFER = 256 * 1024,
    GATHER_MS = 20,
    URGENT_WAIT_MS = 200,
    STOP_MS = 2000,
    POLL_MS = 100,
};

struct buffer {
    size_t len;
    char bytes[BUFFER];
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;  /* there is something to write, or stop */
    pthread_cond_t moved; /* a buffer has been written */
    pthread_t thread;
    struct buffer *filling;
    uint64_t n_put;     /* lines, since the beginning */
    uint64_t n_written; /* … of them that are out, or given up */
    uint64_t untold;    /* dropped since the last line that told of them */
    int64_t stop_by_ms; /* monotonic; 0: not stopping */
    bool running;
    bool urgent;
    bool stuck; /* somebody has waited for a line in vain */
    bool whole; /* standard error is a file: it takes any length without waiting */
} sink = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct buffer buffers[2];
static _Atomic uint64_t dropped;

uint64_t log_dropped(void)
{
    return atomic_load(&dropped);
}

static void timespec_in(int64_t ms, struct timespec *ret_at)
{
    clock_gettime(CLOCK_MONOTONIC, ret_at);
    ret_at->tv_nsec += ms % 1000 * 1000000;
    ret_at->tv_sec += ms / 1000 + ret_at->tv_nsec / 1000000000;
    ret_at->tv_nsec %= 1000000000;
}

/* ---- writing ---- */

static uint64_t count_lines(const char *data, size_t len)
{
    uint64_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += data[i] == '\n';
    return n;
}

/* Waits until something can be written without blocking. False: the program ends before that. */
static bool writable(void)
{
    struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};
    while (poll(&out, 1, POLL_MS) == 0) {
        pthread_mutex_lock(&sink.lock);
        int64_t by_ms = sink.stop_by_ms;
        pthread_mutex_unlock(&sink.lock);
        if (by_ms != 0 && clock_monotonic_ms() >= by_ms)
            return false;
    }
    return true;
}

/* What one write takes: a pipe that can be written at all takes PIPE_BUF bytes without blocking and
 * in one piece, so whole lines when they are short enough. */
static size_t piece(const char *data, size_t len)
{
    if (sink.whole || len <= PIPE_BUF)
        return len;
    const char *end = memrchr(data, '\n', PIPE_BUF);
    return end == NULL ? PIPE_BUF : (size_t)(end + 1 - data);
}

/* A closed pipe or a full disk loses the lines, and they are counted like those that found no room.
 */
static uint64_t write_out(const char *data, size_t len)
{
    while (len > 0) {
        if (!writable())
            return count_lines(data, len);
        ssize_t n = write(STDERR_FILENO, data, piece(data, len));
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return count_lines(data, len);
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
    }
    return 0;
}

static uint64_t tell_dropped(uint64_t n)
{
    struct jw line = log_begin(NULL, LOG_WARN, "log_dropped");
    jw_kint(&line, "lines", (int64_t)n);
    jw_obj_end(&line);
    buf_char(line.buf, '\n');
    uint64_t lost = write_out(line.buf->data, line.buf->len);
    mem_free(line.buf);
    return lost == 0 ? 0 : n;
}

/* Lets more lines come together, unless one is urgent or the buffer half full. The lock is held. */
static void gather(void)
{
    struct timespec until;
    timespec_in(GATHER_MS, &until);
    while (!sink.urgent && sink.stop_by_ms == 0 && sink.filling->len < BUFFER / 2)
        if (pthread_cond_timedwait(&sink.wake, &sink.lock, &until) == ETIMEDOUT)
            return;
}

/* The lock is held, and given up while writing. */
static void write_buffer(void)
{
    struct buffer *full = sink.filling;
    uint64_t upto = sink.n_put;
    uint64_t untold = sink.untold;
    sink.filling = full == &buffers[0] ? &buffers[1] : &buffers[0];
    sink.untold = 0;
    sink.urgent = false;
    pthread_mutex_unlock(&sink.lock);
    uint64_t lost = write_out(full->bytes, full->len);
    atomic_fetch_add(&dropped, lost);
    full->len = 0;
    if (untold + lost > 0)
        untold = tell_dropped(untold + lost);
    pthread_mutex_lock(&sink.lock);
    sink.untold += untold;
    sink.n_written = upto;
    sink.stuck = false;
    pthread_cond_broadcast(&sink.moved);
}

static void *writer_run(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&sink.lock);
    for (;;) {
        while (sink.filling->len == 0 && sink.stop_by_ms == 0)
            pthread_cond_wait(&sink.wake, &sink.lock);
        if (sink.filling->len == 0)
            break;
        gather();
        write_buffer();
    }
    pthread_mutex_unlock(&sink.lock);
    return NULL;
}

/* ---- putting ---- */

static void write_directly(const char *line, size_t len)
{
    /* One write a line: lines of several threads do not mix. A full disk loses the line only. */
    ssize_t written = write(STDERR_FILENO, line, len);
    (void)written;
}

static void wait_for(uint64_t line_no)
{
    struct timespec until;
    timespec_in(URGENT_WAIT_MS, &until);
    while (sink.n_written < line_no && !sink.stuck)
        if (pthread_cond_timedwait(&sink.moved, &sink.lock, &until) == ETIMEDOUT)
            sink.stuck = true;
}

static void put(const char *line, size_t len, bool urgent)
{
    struct buffer *b = sink.filling;
    if (len > BUFFER - b->len) {
        sink.untold++;
        atomic_fetch_add(&dropped, 1);
        return;
    }
    bool first = b->len == 0;
    memcpy(b->bytes + b->len, line, len);
    b->len += len;
    uint64_t line_no = ++sink.n_put;
    sink.urgent |= urgent;
    if (first || urgent || (b->len >= BUFFER / 2 && b->len - len < BUFFER / 2))
        pthread_cond_signal(&sink.wake);
    if (urgent)
        wait_for(line_no);
}

void log_sink_put(const char *line, size_t len, bool urgent)
{
    pthread_mutex_lock(&sink.lock);
    bool running = sink.running;
    if (running)
        put(line, len, urgent);
    pthread_mutex_unlock(&sink.lock);
    if (!running)
        write_directly(line, len);
}

/* ---- its life ---- */

void log_start(void)
{
    struct stat st;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&sink.wake, &monotonic);
    pthread_cond_init(&sink.moved, &monotonic);
    pthread_condattr_destroy(&monotonic);
    sink.filling = &buffers[0];
    sink.untold = 0;
    sink.stop_by_ms = 0;
    sink.whole = fstat(STDERR_FILENO, &st) == 0 && S_ISREG(st.st_mode);
    if (pthread_create(&sink.thread, NULL, writer_run, NULL) != 0)
        abort(); /* at start, before anything is served */
    sink.running = true;
}

void log_stop(void)
{
    struct timespec until;
    pthread_mutex_lock(&sink.lock);
    bool running = sink.running;
    sink.running = false;
    sink.stop_by_ms = clock_monotonic_ms() + STOP_MS;
    if (running)
        pthread_cond_signal(&sink.wake);
    pthread_mutex_unlock(&sink.lock);
    if (!running)
        return;
    /* A write that blocks all the same (a terminal held by its user) is left behind. */
    timespec_in((int64_t)2 * STOP_MS, &until);
    pthread_clockjoin_np(sink.thread, NULL, CLOCK_MONOTONIC, &until);
}
