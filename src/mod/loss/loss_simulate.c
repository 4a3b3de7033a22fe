/* Threads take chunks as they come; their sums lie by chunk and are added up in order at the end.
 */
#include "mod/loss/loss_simulate.h"

#include "base/mem.h"
#include "mod/loss/loss_simulate_private.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct crew {
    const struct ready *r;
    double *sums; /* by chunk */
    atomic_uint next, done;
    atomic_bool ended;
};

struct member {
    struct crew *crew;
    struct loss_worker *worker;
    pthread_t thread;
    bool running;
};

static bool play_next(struct crew *crew, struct loss_worker *w)
{
    unsigned chunk = atomic_fetch_add(&crew->next, 1);
    if (chunk >= crew->r->n_chunks || atomic_load(&crew->ended))
        return false;
    loss_chunk_play(w, crew->r, chunk, crew->sums + (size_t)chunk * crew->r->n_sums);
    atomic_fetch_add(&crew->done, loss_chunk_years(crew->r, chunk));
    return true;
}

static void *work(void *arg)
{
    struct member *m = arg;
    while (play_next(m->crew, m->worker))
        continue;
    return NULL;
}

/* The calling thread works too, and alone speaks to the caller. */
static void work_and_tell(struct crew *crew, struct loss_worker *w)
{
    const struct loss_run *run = crew->r->run;
    while (play_next(crew, w))
        if (run->progress != NULL &&
            !run->progress(run->progress_arg, atomic_load(&crew->done), run->years))
            atomic_store(&crew->ended, true);
}

static unsigned threads_of(const struct loss_run *run, const struct ready *r)
{
    long processors = run->threads > 0 ? (long)run->threads : sysconf(_SC_NPROCESSORS_ONLN);
    if (processors > LOSS_THREADS_MAX)
        processors = LOSS_THREADS_MAX;
    if (processors > (long)r->n_chunks)
        processors = (long)r->n_chunks;
    return processors < 1 ? 1 : (unsigned)processors;
}

/* A thread that cannot be made is done without: the others take its chunks. */
static void play(struct crew *crew, struct member *members, unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        members[i].running = pthread_create(&members[i].thread, NULL, work, &members[i]) == 0;
    work_and_tell(crew, members[0].worker);
    for (unsigned i = 1; i < n; i++)
        if (members[i].running)
            pthread_join(members[i].thread, NULL);
}

static void merge(const void *ctx, const struct ready *r, struct member *members, unsigned n,
    struct loss_tally ***ret_tallies)
{
    struct loss_tally **all = mem_array(ctx, struct loss_tally *, r->n_series);
    for (size_t s = 0; s < r->n_series; s++) {
        all[s] = loss_tally_new(ctx);
        for (unsigned i = 0; i < n; i++)
            loss_tally_merge(all[s], members[i].worker->tallies[s]);
    }
    *ret_tallies = all;
}

struct loss_result *loss_simulate(
    const void *ctx, const struct loss_model *model, const struct loss_run *run)
{
    void *own = mem_context(NULL, 0);
    const struct ready *r = loss_ready(own, model, run);
    struct crew crew = {.r = r, .sums = mem_array(own, double, r->n_chunks * r->n_sums)};
    unsigned n = threads_of(run, r);
    struct member *members = mem_array(own, struct member, n);
    struct loss_result *result = NULL;
    for (unsigned i = 0; i < n; i++)
        members[i] = (struct member){.crew = &crew, .worker = loss_worker_new(own, r)};
    play(&crew, members, n);
    if (!atomic_load(&crew.ended)) {
        struct loss_tally **tallies = NULL;
        merge(ctx, r, members, n, &tallies);
        result = loss_result_make(ctx, r, crew.sums, tallies);
    }
    for (unsigned i = 0; i < n; i++)
        mem_free(members[i].worker->ctx);
    mem_free(own);
    return result;
}
