#include "kernel/job/job.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/job/job_private.h"

#include <stdlib.h>
#include <string.h>

enum err job_add(struct call *c, const struct job_new *job, struct uuid *ret_uid)
{
    enum err e = job_store_insert(c, job, ret_uid);
    if (e == ERR_OK)
        tx_on_commit(c, job_wake);
    return e;
}

const json_t *job_payload(const struct job *job)
{
    return job->payload;
}

int64_t job_id(const struct job *job)
{
    return job->row.id;
}

int job_attempt(const struct job *job)
{
    return job->row.attempts;
}

void job_progress(struct job *job, double done, const char *message)
{
    pthread_mutex_lock(&job->lock);
    job->progress = done < 0 ? 0 : done > 1 ? 1 : done;
    job->message = message;
    pthread_mutex_unlock(&job->lock);
}

bool job_cancelled(const struct job *job)
{
    struct job *shared = (struct job *)job;
    pthread_mutex_lock(&shared->lock);
    bool cancelled = shared->cancelled;
    pthread_mutex_unlock(&shared->lock);
    return cancelled;
}

void job_result(struct job *job, const json_t *result)
{
    free(job->result);
    job->result = json_dumps(result, JSON_COMPACT);
}

const struct job_kind *job_kind_find(const struct app *app, const char *name)
{
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_jobs; i++)
            if (strcmp(app->modules[m]->jobs[i].name, name) == 0)
                return &app->modules[m]->jobs[i];
    return NULL;
}

/* ---- one job from claim to end ---- */

static enum err claim(struct call *c, struct job *job, bool *ret_found)
{
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = job_store_claim(c, c->now_ms + JOB_LEASE_MS, &job->row, ret_found);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

/* The work as the account that asked for it. */
static enum err run_as_actor(struct call *c, const struct job_kind *kind, struct job *job)
{
    enum err e = job->row.account_id == 0 ? actor_system(c, job->org_id)
                                          : actor_account(c, job->row.account_id);
    json_t *payload = NULL;
    if (e == ERR_OK)
        e = json_in_parse(
            c, job->row.payload, strlen(job->row.payload), JSON_IN_DEPTH, c->problem, &payload);
    job->payload = payload;
    if (e == ERR_OK)
        e = kind->run(c, job);
    tx_abort(c);
    return e;
}

static bool worth_another(enum err e)
{
    return e == ERR_BUSY || e == ERR_UNAVAILABLE || e == ERR_INTERNAL || e == ERR_STORAGE_FULL;
}

/* What went wrong, for the one who asked: message ids as the HTTP edge uses them. */
static const char *failure_text(struct call *c, enum err e)
{
    if (c->problem->detail != NULL)
        return mem_printf(c, "error.detail.%s", c->problem->detail);
    return mem_printf(c, "error.%s", err_code(e));
}

static void audit_failure(struct call *c, const struct job *job)
{
    json_t *after = json_pack("{s:s}", "kind", job->row.kind);
    audit_add(c, &(struct audit_entry){.action = "fail",
                     .subject = "job",
                     .subject_id = job->row.id,
                     .subject_uid = &job->row.uid,
                     .after = after});
    json_decref(after);
}

static enum err end(struct call *c, const struct job_kind *kind, struct job *job, enum err outcome)
{
    int most = kind == NULL ? 1 : kind->max_attempts == 0 ? JOB_ATTEMPTS : kind->max_attempts;
    enum job_state state = JOB_DONE;
    int64_t run_at = job->row.run_at_ms;
    const char *message = NULL;
    if (job_cancelled(job)) {
        state =
            JOB_QUEUED; /* the program stops; a job cancelled by its owner has its state already */
    } else if (outcome != ERR_OK) {
        bool again = worth_another(outcome) && job->row.attempts < most;
        state = again ? JOB_QUEUED : JOB_FAILED;
        message = failure_text(c, outcome);
        if (again)
            run_at = c->now_ms + ((int64_t)JOB_RETRY_MS << (job->row.attempts - 1));
    }
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = job_store_end(c, job->row.id, job->row.attempts, state, run_at, job->result, message);
    if (e == ERR_OK && state == JOB_FAILED)
        audit_failure(c, job);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    tx_abort(c);
    return e;
}

static void slot_set(struct job_slot *slot, struct job *job)
{
    if (slot == NULL)
        return;
    pthread_mutex_lock(&slot->lock);
    slot->job = job;
    pthread_mutex_unlock(&slot->lock);
}

enum err job_run_one(struct call *c, struct job_slot *running, bool *ret_ran)
{
    struct job job = {.lock = PTHREAD_MUTEX_INITIALIZER, .org_id = db_org(c->db)};
    bool found = false;
    enum err e = claim(c, &job, &found);
    *ret_ran = found;
    if (e != ERR_OK || !found)
        return e;
    const struct job_kind *kind = job_kind_find(c->app, job.row.kind);
    c->via = mem_printf(c, "job:%lld", (long long)job.row.id);
    slot_set(running, &job);
    enum err outcome = kind == NULL
                           ? problem_set_arg(c->problem, ERR_NOT_FOUND, "job_kind", job.row.kind)
                           : run_as_actor(c, kind, &job);
    slot_set(running, NULL);
    e = end(c, kind, &job, outcome);
    free(job.result);
    pthread_mutex_destroy(&job.lock);
    return e;
}

/* ---- periodic kinds ---- */

static enum err add_if_due(struct call *c, const struct job_kind *kind)
{
    int64_t last = 0;
    enum err e = job_store_last(c, kind->name, &last);
    if (e != ERR_OK || last + kind->every_ms > c->now_ms)
        return e;
    struct uuid uid;
    const char *key = mem_printf(c, "periodic:%s", kind->name);
    const struct job_new job = {.kind = kind->name, .unique_key = key};
    return job_store_insert(c, &job, &uid);
}

enum err job_add_periodic(struct call *c)
{
    enum err e = tx_begin(c);
    for (size_t m = 0; m < c->app->n_modules; m++)
        for (size_t i = 0; i < c->app->modules[m]->n_jobs && e == ERR_OK; i++)
            if (c->app->modules[m]->jobs[i].every_ms > 0)
                e = add_if_due(c, &c->app->modules[m]->jobs[i]);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}
