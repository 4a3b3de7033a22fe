/* Rows of jobs. Each function runs inside the caller's transaction. */
#ifndef KANAME_KERNEL_JOB_JOB_STORE_H
#define KANAME_KERNEL_JOB_JOB_STORE_H

#include "kernel/job/job.h"

/* X(name, key): the label is message "enum.job_state.<key>". */
#define JOB_STATE_LIST(X)     \
    X(JOB_QUEUED, "queued")   \
    X(JOB_RUNNING, "running") \
    X(JOB_DONE, "done")       \
    X(JOB_FAILED, "failed")   \
    X(JOB_CANCELLED, "cancelled")

#define JOB_STATE_ENUM(name, key) name,
enum job_state { JOB_STATE_LIST(JOB_STATE_ENUM) JOB_STATE_MAX };
#undef JOB_STATE_ENUM

const char *job_state_key(enum job_state state);

struct job_row {
    int64_t id;
    struct uuid uid;
    const char *kind;
    const char *state;
    int64_t account_id;
    const char *payload; /* JSON */
    const char *result;  /* JSON; NULL: none */
    double progress;
    const char *message; /* message id; NULL: none */
    int attempts;
    int64_t run_at_ms, created_at_ms, updated_at_ms;
};

enum err job_store_insert(struct call *c, const struct job_new *job, struct uuid *ret_uid);
/* Takes the job that has waited longest, or whose lease has run out, and holds it until
 * `lease_until_ms`. *ret_found false: nothing is due. */
enum err job_store_claim(
    struct call *c, int64_t lease_until_ms, struct job_row *ret_job, bool *ret_found);
/* Keeps the lease and tells the progress. *ret_held false: it was cancelled or taken by another. */
enum err job_store_renew(struct call *c, int64_t id, int attempt, int64_t lease_until_ms,
    double progress, const char *message, bool *ret_held);
/* Ends an attempt: done, failed, or queued again for `run_at_ms`. */
enum err job_store_end(struct call *c, int64_t id, int attempt, enum job_state state,
    int64_t run_at_ms, const char *result, const char *message);
enum err job_store_cancel(struct call *c, int64_t id, bool *ret_cancelled);
/* ERR_NOT_FOUND. */
enum err job_store_find(struct call *c, const struct uuid *uid, struct job_row *ret_job);
/* The newest `limit` of an account (0: of all), under c. */
enum err job_store_list(
    struct call *c, int64_t account_id, int limit, struct job_row **ret_jobs, size_t *ret_n);
/* When a job of the kind last began or waits to begin; 0: never. */
enum err job_store_last(struct call *c, const char *kind, int64_t *ret_at_ms);
/* Removes ended jobs that were last touched before `before_ms`. */
enum err job_store_purge(struct call *c, int64_t before_ms);

#endif
