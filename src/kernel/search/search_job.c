/* Brings in what the search does not have yet: what was written before it was there, and texts
 * whose unit has moved. In small transactions that note how far they got, so that it goes on after
 * a restart; what is in already is not written again. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/search/search_private.h"

#include <string.h>

enum { PAGE = 200 }; /* records of one transaction */

static enum err fill_kind(
    struct call *c, const struct search_kinds *kinds, size_t i, int64_t after, int64_t *ret_last)
{
    if (kinds->defs[i] != NULL)
        return reg_search_fill(c, kinds->defs[i], after, PAGE, ret_last);
    *ret_last = 0;
    return kinds->list[i].fill == NULL || kinds->list[i].unannounced
               ? ERR_OK
               : kinds->list[i].fill(c, after, PAGE, ret_last);
}

static size_t place_of(const struct search_kinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->n; i++)
        if (strcmp(kinds->list[i].name, name) == 0)
            return i;
    return 0; /* a kind that is no more: from the start */
}

/* *ret_done: everything is in. */
static enum err step(struct call *c, const struct search_kinds *kinds, bool *ret_done)
{
    const char *kind = NULL;
    int64_t after = 0;
    int64_t last = 0;
    bool started = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = search_store_progress(c, &started, &kind, &after);
    *ret_done = started && kind == NULL;
    if (e != ERR_OK || *ret_done)
        return e;
    size_t i = started ? place_of(kinds, kind) : 0;
    e = fill_kind(c, kinds, i, after, &last);
    if (e == ERR_OK && last == 0)
        i++;
    const char *next = i < kinds->n ? kinds->list[i].name : NULL;
    if (e == ERR_OK)
        e = search_store_set_progress(c, next, last);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static enum err fill_unannounced(struct call *c, const struct search_kind *kind)
{
    int64_t last = 0;
    enum err e = ERR_OK;
    do {
        struct call *page = mem_new(c, struct call);
        *page = *c;
        e = tx_begin(page);
        if (e == ERR_OK)
            e = kind->fill(page, last, PAGE, &last);
        if (e == ERR_OK)
            e = tx_commit_unaudited(page);
        tx_abort(page);
        mem_free(page);
    } while (e == ERR_OK && last != 0);
    return e;
}

static enum err fill(struct call *c, struct job *job)
{
    struct search_kinds kinds = search_kinds_of(c, c->app);
    bool done = false;
    enum err e = ERR_OK;
    for (size_t i = 0; i < kinds.n && e == ERR_OK; i++)
        if (kinds.list[i].unannounced)
            e = fill_unannounced(c, &kinds.list[i]);
    while (e == ERR_OK && !done) {
        struct call *page = mem_new(c, struct call); /* memory of one page */
        *page = *c;
        e = job != NULL && job_cancelled(job) ? ERR_BUSY : step(page, &kinds, &done);
        tx_abort(page);
        mem_free(page);
    }
    return e;
}

enum err search_fill(struct call *c)
{
    return fill(c, NULL);
}

const struct job_kind SEARCH_JOB = {
    .name = "search_fill", .run = fill, .every_ms = 24 * (int64_t)3600 * 1000};

/* Where the fill stands, as the place of a kind; behind all: it is done. */
static enum err stands_at(struct call *c, const struct search_kinds *kinds, size_t *ret_place)
{
    const char *now = NULL;
    int64_t last = 0;
    bool started = false;
    enum err e = search_store_progress(c, &started, &now, &last);
    if (e == ERR_OK)
        *ret_place = !started ? 0 : now == NULL ? kinds->n : place_of(kinds, now);
    return e;
}

enum err search_again(struct call *c, const char *kind)
{
    struct search_kinds kinds = search_kinds_of(c, c->app);
    size_t wanted = kind == NULL ? 0 : place_of(&kinds, kind);
    size_t now = 0;
    const struct job_new job = {.kind = SEARCH_JOB.name, .unique_key = "search_fill"};
    struct uuid uid;
    enum err e = stands_at(c, &kinds, &now);
    if (e == ERR_OK)
        e = search_store_set_progress(c, kinds.list[wanted < now ? wanted : now].name, 0);
    return e != ERR_OK ? e : job_add(c, &job, &uid);
}
