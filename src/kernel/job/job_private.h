/* Inside the job engine only. */
#ifndef KANAME_KERNEL_JOB_JOB_PRIVATE_H
#define KANAME_KERNEL_JOB_JOB_PRIVATE_H

#include "kernel/job/job_store.h"

#include <pthread.h>

enum {
    JOB_LEASE_MS = 60 * 1000, /* a job of a dead node is taken again after this */
    JOB_RENEW_MS = 5 * 1000,  /* how often a running job's lease and progress are written */
    JOB_IDLE_MS = 2 * 1000,   /* how often the queue is looked at when nobody wakes us */
    JOB_RETRY_MS = 10 * 1000, /* first pause before another attempt; doubles */
    JOB_ATTEMPTS = 3,         /* when the kind does not say */
    JOB_KEPT_DAYS = 30,       /* ended jobs */
    JOB_LIST_MAX = 100,
};

/* Shared between the thread that works and the one that keeps the lease: under `lock`. */
struct job {
    pthread_mutex_t lock;
    int64_t org_id;
    struct job_row row;
    const json_t *payload;
    double progress;
    const char *message;
    bool cancelled;
    char *result; /* JSON from malloc; only the working thread */
};

const struct job_kind *job_kind_find(const struct app *app, const char *name);

/* Runs one due job of the call's organisation on this thread, from claim to end. `running` is told
 * while it runs (NULL: nobody keeps the lease). *ret_ran false: nothing was due. */
struct job_slot;
enum err job_run_one(struct call *c, struct job_slot *running, bool *ret_ran);

/* Where a keeper of leases finds the running job. */
struct job_slot {
    pthread_mutex_t lock;
    struct job *job; /* NULL: none runs */
};

/* Runs what is due in one organisation, with `db`, until nothing is, or asked to stop by `runner`
 * (NULL: nobody asks); begins no job once the monotonic clock says `until_ms`. Returns how many
 * ran. */
struct job_runner;
int job_run_turn(struct app *app, struct db_conn *db, struct job_runner *runner, int64_t org_id,
    int64_t until_ms);

/* Adds the periodic kinds that are due in the call's organisation. */
enum err job_add_periodic(struct call *c);

#endif
