/* Simulations of losses that people ask for: the model is made of the records of that moment and
 * kept with the run, a job plays it, and the result is kept too. The same run again, from what is
 * kept, gives the same result bit for bit. */
#ifndef KANAME_MOD_LOSS_LOSS_RUN_H
#define KANAME_MOD_LOSS_LOSS_RUN_H

#include "kernel/job/job.h"

struct loss_run_row {
    int64_t id;
    struct uuid uid;
    const char *number;
    uint64_t seed; /* below 2^53: browsers read it as a number */
    uint32_t years;
    const char *model;   /* JSON, loss_file.h */
    const char *sources; /* JSON list of { register, id, number, title, version } */
    int64_t repeat_of;   /* 0: none */
    struct uuid repeat_uid;
    const char *repeat_number, *repeat_digest; /* NULL: none */
    struct uuid job;
    const char *asked_by; /* name; NULL: the system */
    int64_t created_at_ms, ended_at_ms;
    int64_t ms;         /* that playing it took */
    const char *result; /* JSON, loss_result_json.h; NULL: not yet */
    const char *digest; /* SHA-256 of the result */
    double mean, p95;   /* yen a year */
};

/* What is asked for. */
struct loss_run_wish {
    const char *repeat; /* id or number of a run: its model, seed and years; NULL: of the records */
    int64_t seed;       /* -1: one by chance */
    int64_t years;
};

#define LOSS_SEED_MAX ((INT64_C(1) << 53) - 1)

/* Writes the run down and has it played, inside a write transaction. ERR_INVALID: what is wrong
 * with the model; ERR_CONFLICT: nothing to play, or as many runs are kept as may be. */
enum err loss_run_add(
    struct call *c, const struct loss_run_wish *wish, struct loss_run_row *ret_run);

/* The same, played at once, which may take seconds: it ends in the caller's time. For who tells a
 * story at its pace. */
enum err loss_run_play(struct call *c, const struct loss_run_wish *wish);

extern const struct job_kind LOSS_RUN_JOB;

/* loss_run_store.c */
/* Without the model, sources and result, the newest first; LIMIT_LOSS_RUNS at the most. */
enum err loss_run_store_list(struct call *c, struct loss_run_row **ret_runs, size_t *ret_n);
/* By UUID or number. ERR_NOT_FOUND. */
enum err loss_run_store_find(struct call *c, const char *id, struct loss_run_row *ret_run);
enum err loss_run_store_by_id(struct call *c, int64_t id, struct loss_run_row *ret_run);
/* The last that has ended, repetitions of one that has ended too left out. ERR_NOT_FOUND. */
enum err loss_run_store_newest(struct call *c, struct loss_run_row *ret_run);
enum err loss_run_store_count(struct call *c, int64_t *ret_n);
enum err loss_run_store_add(struct call *c, const struct loss_run_row *run, int64_t *ret_id);
enum err loss_run_store_set_job(struct call *c, int64_t id, const struct uuid *job);
/* Unless it has a result already. */
enum err loss_run_store_end(struct call *c, const struct loss_run_row *run);
/* Runs that repeat it stay and no longer say so. */
enum err loss_run_store_remove(struct call *c, int64_t id);

/* loss_avoided.c: a business case that names a run takes the figure of its measures from there. */
extern const struct reg_watch loss_avoided_watch;

extern const struct module module_loss_run, module_loss_estimate, module_loss_avoided;

#endif
