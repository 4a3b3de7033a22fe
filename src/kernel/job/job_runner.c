/* The two threads of the runner: one works, one keeps the lease of what is being worked on. */
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/job/job_private.h"

#include <errno.h>

struct job_runner {
    struct app *app;
    pthread_t worker, keeper;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping; /* under lock */
    bool due;      /* under lock: somebody added a job */
    struct job_slot running;
};

/* The runner that job_wake means: one a process. */
static struct job_runner *the_runner;
static pthread_mutex_t the_lock = PTHREAD_MUTEX_INITIALIZER;

void job_wake(void)
{
    pthread_mutex_lock(&the_lock);
    struct job_runner *runner = the_runner;
    if (runner != NULL) {
        pthread_mutex_lock(&runner->lock);
        runner->due = true;
        pthread_cond_broadcast(&runner->wake);
        pthread_mutex_unlock(&runner->lock);
    }
    pthread_mutex_unlock(&the_lock);
}

/* Waits until woken, asked to stop, or `ms` have passed; true: stop. `any` also ends for `due`. */
static bool pause_for(struct job_runner *r, int64_t ms, bool any)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&r->lock);
    int waited = 0;
    while (!r->stopping && !(any && r->due) && waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&r->wake, &r->lock, &until);
    if (any)
        r->due = false;
    bool stop = r->stopping;
    pthread_mutex_unlock(&r->lock);
    return stop;
}

static bool is_stopping(struct job_runner *r)
{
    pthread_mutex_lock(&r->lock);
    bool stop = r->stopping;
    pthread_mutex_unlock(&r->lock);
    return stop;
}

static struct call *call_new(struct app *app, struct db_conn *db)
{
    struct call *c = mem_new(NULL, struct call);
    c->app = app;
    c->db = db;
    c->via = "job";
    c->now_ms = clock_now_ms();
    c->problem = problem_new(c);
    return c;
}

/* One organisation's jobs run no longer than this at a stretch: the others wait meanwhile. */
static const int64_t SLICE_MS = 30LL * 1000;

static bool has_turn(struct job_runner *r, int64_t until_ms)
{
    return (r == NULL || !is_stopping(r)) && clock_monotonic_ms() < until_ms;
}

int job_run_turn(
    struct app *app, struct db_conn *db, struct job_runner *r, int64_t org_id, int64_t until_ms)
{
    int ran = 0;
    for (bool more = true; more && has_turn(r, until_ms);) {
        struct call *c = call_new(app, db);
        enum err e = actor_system(c, org_id);
        if (e == ERR_OK && ran == 0)
            e = job_add_periodic(c);
        if (e == ERR_OK)
            e = job_run_one(c, r == NULL ? NULL : &r->running, &more);
        if (e != ERR_OK) {
            log_text(LOG_ERROR, "job_failed", err_code(e));
            more = false;
        }
        ran += more;
        mem_free(c);
    }
    return ran;
}

/* One turn each. Returns how many jobs ran. */
static int run_all(struct job_runner *r, struct db_conn *db)
{
    int ran = 0;
    struct call *c = call_new(r->app, db);
    int64_t *orgs = NULL;
    size_t n = 0;
    enum err e = actor_orgs(c, &orgs, &n);
    if (e != ERR_OK)
        log_text(LOG_ERROR, "job_failed", err_code(e));
    for (size_t i = 0; i < n; i++)
        ran += job_run_turn(r->app, db, r, orgs[i], clock_monotonic_ms() + SLICE_MS);
    mem_free(c);
    return ran;
}

static void *work(void *arg)
{
    struct job_runner *r = arg;
    struct db_conn *db = NULL;
    int ran = 0;
    do {
        if (db == NULL && db_connect(r->app->db, &db) == ERR_OK)
            db_widen(db);
        /* Without a connection tried again after the pause. */
        ran = db == NULL ? 0 : run_all(r, db);
    } while (!pause_for(r, ran > 0 ? 0 : JOB_IDLE_MS, true)); /* a turn may have left some */
    if (db != NULL)
        db_disconnect(db);
    return NULL;
}

/* ---- keeping the lease ---- */

static enum err renew(struct call *c, struct job *job, bool *ret_held)
{
    pthread_mutex_lock(&job->lock);
    double progress = job->progress;
    const char *message = job->message;
    pthread_mutex_unlock(&job->lock);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = job_store_renew(c, job->row.id, job->row.attempts, c->now_ms + JOB_LEASE_MS, progress,
            message, ret_held);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

/* The slot's lock is held throughout: the job cannot end and go away meanwhile. */
static void keep_running(struct job_runner *r, struct db_conn *db)
{
    pthread_mutex_lock(&r->running.lock);
    struct job *job = r->running.job;
    if (job != NULL) {
        struct call *c = call_new(r->app, db);
        bool held = true;
        if (actor_system(c, job->org_id) != ERR_OK || renew(c, job, &held) != ERR_OK)
            held = true; /* the database is away: told again next time */
        pthread_mutex_lock(&job->lock);
        job->cancelled = job->cancelled || !held;
        pthread_mutex_unlock(&job->lock);
        mem_free(c);
    }
    pthread_mutex_unlock(&r->running.lock);
}

static void *keep(void *arg)
{
    struct job_runner *r = arg;
    struct db_conn *db = NULL;
    while (!pause_for(r, JOB_RENEW_MS, false)) {
        if (db == NULL && db_connect(r->app->db, &db) != ERR_OK)
            db = NULL;
        if (db != NULL)
            keep_running(r, db);
    }
    if (db != NULL)
        db_disconnect(db);
    return NULL;
}

/* ---- start and stop ---- */

static void init_wake(struct job_runner *r)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&r->wake, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&r->lock, NULL);
    pthread_mutex_init(&r->running.lock, NULL);
}

enum err job_runner_start(struct app *app, struct job_runner **ret_runner)
{
    struct job_runner *r = mem_new(NULL, struct job_runner);
    r->app = app;
    init_wake(r);
    if (pthread_create(&r->worker, NULL, work, r) != 0) {
        mem_free(r);
        return ERR_UNAVAILABLE;
    }
    if (pthread_create(&r->keeper, NULL, keep, r) != 0) {
        pthread_mutex_lock(&r->lock);
        r->stopping = true;
        pthread_cond_broadcast(&r->wake);
        pthread_mutex_unlock(&r->lock);
        pthread_join(r->worker, NULL);
        mem_free(r);
        return ERR_UNAVAILABLE;
    }
    pthread_mutex_lock(&the_lock);
    the_runner = r;
    pthread_mutex_unlock(&the_lock);
    *ret_runner = r;
    return ERR_OK;
}

static void ask_to_stop(struct job_runner *r)
{
    pthread_mutex_lock(&r->lock);
    r->stopping = true;
    pthread_cond_broadcast(&r->wake);
    pthread_mutex_unlock(&r->lock);
    pthread_mutex_lock(&r->running.lock);
    if (r->running.job != NULL) {
        pthread_mutex_lock(&r->running.job->lock);
        r->running.job->cancelled = true;
        pthread_mutex_unlock(&r->running.job->lock);
    }
    pthread_mutex_unlock(&r->running.lock);
}

void job_runner_stop(struct job_runner *r)
{
    pthread_mutex_lock(&the_lock);
    the_runner = NULL;
    pthread_mutex_unlock(&the_lock);
    ask_to_stop(r);
    pthread_join(r->worker, NULL);
    pthread_join(r->keeper, NULL);
    mem_free(r);
}

int job_run_due(struct app *app, int64_t org_id)
{
    struct db_conn *db = NULL;
    if (db_connect(app->db, &db) != ERR_OK)
        return 0;
    int ran = job_run_turn(app, db, NULL, org_id, INT64_MAX);
    db_disconnect(db);
    return ran;
}
