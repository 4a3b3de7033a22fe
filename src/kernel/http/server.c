#include "kernel/http/server.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/db/db.h"
#include "kernel/http/answer.h"
#include "kernel/http/dispatch.h"
#include "kernel/http/flow.h"
#include "kernel/http/listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CORES_FOR_TWO_IO_THREADS = 4, STOP_STEP_MS = 10 };

/* One step of a request on a worker. Giving the exchange back is the last thing done with it. */
static void step(struct exchange *ex, struct db_conn *conn)
{
    bool admission = ex->phase == PHASE_ADMISSION;
    enum err e = admission ? dispatch_admit(ex, conn) : dispatch_run(ex, conn);
    if (conn != NULL)
        tx_abort(&ex->req.call);
    ex->err = e;
    if (!admission) {
        answer_make(ex, e);
        ex->phase = PHASE_ANSWER;
    }
    MHD_resume_connection(ex->mhd);
}

/* The library's complaints: about clients (broken requests, lost connections), so nothing that an
 * operator could mend. */
static void library_log(void *cls, const char *format, va_list args)
{
    (void)cls;
    if (!log_on(LOG_DEBUG))
        return;
    char text[300];
    vsnprintf(text, sizeof text, format, args);
    text[strcspn(text, "\n")] = '\0';
    log_text(LOG_DEBUG, "http_library", text);
}

static size_t keep_escapes(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text); /* uri.c decodes, once */
}

/* Where I/O threads answer short reads themselves (brief.h), one for each core, up to a few. Else
 * one saturates two cores together with its workers. */
static int io_threads(const struct app *app)
{
    enum { MOST_BRIEF = 4 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (app->db != NULL && db_engine(app->db) == DB_SQLITE)
        return cores > MOST_BRIEF ? MOST_BRIEF : (int)cores;
    return cores >= CORES_FOR_TWO_IO_THREADS ? 2 : 1;
}

static enum err daemon_start(struct http *http, int fd, int connections, struct problem *problem)
{
    int threads = io_threads(http->app);
    unsigned flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_LISTEN_SOCKET, fd, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, LIMIT_HEADERS, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, LIMIT_IDLE_SECONDS, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, connections, NULL},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, http->app->config.connections_per_address, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        /* 0 is the library's word for one */
        {MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    http->daemon = MHD_start_daemon(flags, 0, NULL, NULL, flow_handle, http,
        MHD_OPTION_EXTERNAL_LOGGER, library_log, NULL, MHD_OPTION_URI_LOG_CALLBACK, flow_begin,
        http, MHD_OPTION_NOTIFY_COMPLETED, flow_end, http, MHD_OPTION_NOTIFY_CONNECTION,
        flow_connection, http, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_ARRAY,
        options, MHD_OPTION_END);
    if (http->daemon == NULL)
        return problem_set(problem, ERR_INTERNAL, "http_start");
    return ERR_OK;
}

static int workers_wanted(const struct app *app)
{
    enum { FEWEST = 4, MOST = 64 };
    if (app->config.workers > 0)
        return app->config.workers < MOST ? app->config.workers : MOST;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores * 2 < FEWEST ? FEWEST : cores * 2 > MOST ? MOST : (int)cores * 2;
}

static void free_parts(struct http *http)
{
    if (http->conns != NULL)
        conns_stop(http->conns);
    briefs_stop(http->briefs);
    site_release(http->site);
    mem_free(http);
}

enum err http_start(
    struct app *app, authenticate_fn *authenticate, struct problem *problem, struct http **ret_http)
{
    struct http *http = mem_new(NULL, struct http);
    int fd = -1;
    http->app = app;
    http->authenticate = authenticate;
    enum err e = router_new(http, app->routes, app->n_routes, problem, &http->router);
    if (e == ERR_OK)
        e = proxies_parse(http, app->config.proxies, problem, &http->proxies);
    if (e == ERR_OK)
        e = listen_open(app->config.listen, app->config.port, problem, &fd, &http->port);
    if (e != ERR_OK) {
        mem_free(http);
        return e;
    }
    int n = workers_wanted(app);
    http->metrics = metrics_new(http, http->router, n);
    http->site = site_new(http, answer_https(http));
    http->conns = conns_new(http, http->metrics);
    http->briefs = briefs_new(http, app->db, io_threads(app));
    http->workers = workers_new(http, app->db, n, step, http->metrics);
    e = daemon_start(http, fd, listen_raise_limit(LIMIT_CONNECTIONS), problem);
    if (e != ERR_OK) {
        close(fd);
        workers_stop(http->workers, 1000);
        free_parts(http);
        return e;
    }
    *ret_http = http;
    return ERR_OK;
}

int http_port(const struct http *http)
{
    return http->port;
}

static void wait_until_idle(struct http *http, int64_t until_ms)
{
    struct timespec pause = {.tv_nsec = STOP_STEP_MS * 1000000L};
    while (atomic_load(&http->under_way) > 0 && clock_monotonic_ms() < until_ms)
        nanosleep(&pause, NULL);
}

bool http_stop(struct http *http, int grace_ms)
{
    int64_t until_ms = clock_monotonic_ms() + grace_ms;
    atomic_store(&http->stopping, true);
    int fd = MHD_quiesce_daemon(http->daemon);
    wait_until_idle(http, until_ms);
    int64_t left_ms = until_ms - clock_monotonic_ms();
    /* A suspended connection makes the library abort, so workers go first: what they finish is
     * resumed, what is submitted from now on is refused. */
    if (!workers_stop(http->workers, left_ms > STOP_STEP_MS ? (int)left_ms : STOP_STEP_MS))
        return false;
    MHD_stop_daemon(http->daemon);
    if (fd >= 0)
        close(fd);
    free_parts(http);
    return true;
}
