/* Jobs: work that is long or later. A job is a row, so it survives a restart and any node may take
 * it; while it runs it holds a lease that is renewed, and a job whose lease has run out is taken
 * again. So `run` may be called more than once for one job and must bear it.
 *
 * A job acts for the account that asked for it (or for the system when account_id is 0), with that
 * account's roles at the time it runs. */
#ifndef KANAME_KERNEL_JOB_JOB_H
#define KANAME_KERNEL_JOB_JOB_H

#include "kernel/app.h"

struct job; /* the job being run */

struct job_kind {
    const char *name; /* "report_build": message "job.<name>" names it to people */
    /* Outside any transaction; opens its own. An error that another attempt may mend (busy,
     * unavailable, internal) is tried again with growing pauses up to max_attempts, others fail at
     * once with c->problem told to the one who asked. */
    enum err (*run)(struct call *c, struct job *job);
    int max_attempts; /* 0: 3 */
    int64_t every_ms; /* > 0: the runner keeps one of them in every organisation, at this pace */
};

struct job_new {
    const char *kind;
    const json_t *payload;  /* borrowed; NULL: {} */
    int64_t run_at_ms;      /* 0: now */
    const char *unique_key; /* at most one queued or running with this key; NULL: any number */
    bool once; /* not when one of the kind waits to begin by then: for queues that one run empties.
                * Takes no lock, so two may come at once. *ret_uid is then unset. */
    bool system; /* acts for the system, whoever asks */
};

/* Adds a job inside the caller's open write transaction: it exists if the change does. When one
 * with the unique key waits or runs already, *ret_uid is that one's. */
enum err job_add(struct call *c, const struct job_new *job, struct uuid *ret_uid);

/* For `run`. Borrowed from the job. */
const json_t *job_payload(const struct job *job);
int64_t job_id(const struct job *job);
int job_attempt(const struct job *job); /* from 1 */

/* Progress 0..1 and a message id ("report.progress.charts"; NULL: none), shown to who waits.
 * Cheap, may be called often and inside transactions: another thread writes it. */
void job_progress(struct job *job, double done, const char *message);
/* Asked to stop, or the lease was lost: `run` should return soon; what it returns is not kept. */
bool job_cancelled(const struct job *job);
/* What the one who waits gets: any JSON object, e.g. { "report": "<uuid>" }. Copied. */
void job_result(struct job *job, const json_t *result);

/* The runner: one thread that works and one that keeps leases alive, in `kaname serve`. Takes the
 * kinds of all modules of the application. */
struct job_runner;
enum err job_runner_start(struct app *app, struct job_runner **ret_runner);
/* Asks the running job to stop, waits for it (its lease is given back) and ends the threads. */
void job_runner_stop(struct job_runner *runner);

/* There may be something to do: called after a commit that added a job. Harmless without runner. */
void job_wake(void);

/* For tests and commands: runs what is due in the call's organisation, on the caller's thread,
 * until nothing is. Returns how many ran. */
int job_run_due(struct app *app, int64_t org_id);

extern const struct module module_job;

#endif
