#include "kernel/http/metrics.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Upper bounds of the latency buckets in microseconds. */
static const int64_t bounds_us[METRICS_BUCKETS] = {
    500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 2500000, 10000000};

struct metrics *metrics_new(const void *ctx, const struct router *router, int workers)
{
    struct metrics *m = mem_new(ctx, struct metrics);
    m->router = router;
    m->ops = mem_array(m, struct op_count, router_count(router) + 2);
    m->workers = workers;
    m->started_ms = clock_monotonic_ms();
    return m;
}

static struct op_count *count_of(struct metrics *m, size_t op)
{
    size_t n = router_count(m->router);
    return &m->ops[op < n ? op : op == METRICS_STATIC ? n : n + 1];
}

static const char *op_name(const struct metrics *m, size_t i)
{
    size_t n = router_count(m->router);
    return i < n ? router_at(m->router, i)->op : i == n ? "static" : "none";
}

void metrics_count(struct metrics *m, size_t op, int status, int64_t duration_us)
{
    int class = status / 100;
    struct op_count *count = count_of(m, op);
    atomic_fetch_add_explicit(&count->by_class[class > 0 && class < METRICS_CLASSES ? class : 5], 1,
        memory_order_relaxed);
    int bucket = 0;
    while (bucket < METRICS_BUCKETS && duration_us > bounds_us[bucket])
        bucket++;
    atomic_fetch_add_explicit(&m->buckets[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&m->duration_us, (uint64_t)duration_us, memory_order_relaxed);
}

static void head(struct buf *out, const char *name, const char *type)
{
    buf_printf(out, "# TYPE %s %s\n", name, type);
}

static void number(struct buf *out, const char *name, const char *type, uint64_t value)
{
    head(out, name, type);
    buf_printf(out, "%s %" PRIu64 "\n", name, value);
}

static void write_ops(struct metrics *m, struct buf *out)
{
    head(out, "kaname_http_requests_total", "counter");
    for (size_t i = 0; i < router_count(m->router) + 2; i++) {
        for (int c = 1; c < METRICS_CLASSES; c++) {
            uint64_t value = atomic_load(&m->ops[i].by_class[c]);
            if (value > 0)
                buf_printf(out,
                    "kaname_http_requests_total{op=\"%s\",status=\"%dxx\"} %" PRIu64 "\n",
                    op_name(m, i), c, value);
        }
    }
}

static void write_latency(struct metrics *m, struct buf *out)
{
    static const char name[] = "kaname_http_request_seconds";
    uint64_t sum = 0;
    head(out, name, "histogram");
    for (int i = 0; i < METRICS_BUCKETS; i++) {
        sum += atomic_load(&m->buckets[i]);
        buf_printf(
            out, "%s_bucket{le=\"%g\"} %" PRIu64 "\n", name, (double)bounds_us[i] / 1e6, sum);
    }
    sum += atomic_load(&m->buckets[METRICS_BUCKETS]);
    buf_printf(out, "%s_bucket{le=\"+Inf\"} %" PRIu64 "\n", name, sum);
    buf_printf(out, "%s_sum %.6f\n", name, (double)atomic_load(&m->duration_us) / 1e6);
    buf_printf(out, "%s_count %" PRIu64 "\n", name, sum);
}

/* Pages of resident memory are the second number of /proc/self/statm. */
static uint64_t resident_bytes(void)
{
    char text[128];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    char *second = NULL;
    strtoull(text, &second, 10);
    return strtoull(second, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
}

void metrics_write(struct metrics *m, struct buf *out)
{
    uint64_t uptime_s = (uint64_t)(clock_monotonic_ms() - m->started_ms) / 1000;
    write_ops(m, out);
    write_latency(m, out);
    number(out, "kaname_http_connections", "gauge", (uint64_t)atomic_load(&m->connections));
    number(out, "kaname_http_queue_length", "gauge", (uint64_t)atomic_load(&m->queued));
    number(out, "kaname_http_workers", "gauge", (uint64_t)m->workers);
    number(out, "kaname_http_workers_busy", "gauge", (uint64_t)atomic_load(&m->workers_busy));
    number(out, "kaname_http_refused_total", "counter", atomic_load(&m->refused_full));
    number(out, "kaname_http_swept_total", "counter", atomic_load(&m->swept));
    number(out, "kaname_db_busy_total", "counter", atomic_load(&m->db_busy));
    number(out, "kaname_log_dropped_total", "counter", log_dropped());
    number(out, "process_resident_memory_bytes", "gauge", resident_bytes());
    number(out, "kaname_uptime_seconds", "gauge", uptime_s);
}
