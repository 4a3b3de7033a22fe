#include "mod/supplier/supplier_chain.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define KEY(name, key) key,
static const char *const below_keys[] = {CHAIN_BELOW_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_CHAIN_BELOW = {"supplier_chain_below", below_keys};

static int by_id(const void *a, const void *b)
{
    const struct chain_id *x = a;
    const struct chain_id *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int place_of(const struct chain_id *places, int n, int64_t id)
{
    struct chain_id key = {.id = id};
    const struct chain_id *found = bsearch(&key, places, (size_t)n, sizeof *places, by_id);
    return found == NULL ? -1 : found->at;
}

static struct chain_id *places_of_firms(struct call *c, const struct supplier_chain *chain)
{
    struct chain_id *places = mem_array(c, struct chain_id, chain->n + 1);
    for (int i = 0; i < chain->n; i++)
        places[i] = (struct chain_id){chain->firms[i].id, i};
    qsort(places, (size_t)chain->n, sizeof *places, by_id);
    return places;
}

static struct chain_id *places_of_businesses(struct call *c, const struct supplier_chain *chain)
{
    struct chain_id *places = mem_array(c, struct chain_id, chain->n_businesses + 1);
    for (int i = 0; i < chain->n_businesses; i++)
        places[i] = (struct chain_id){chain->businesses[i].ref.id, i};
    qsort(places, (size_t)chain->n_businesses, sizeof *places, by_id);
    return places;
}

/* What those above declare of a firm counts where nothing is entered for it; yes before no. */
static void declare(struct chain_firm *firm, enum supplier_answer said, bool *told)
{
    if (said == SUPPLIER_UNKNOWN || (firm->gives_on != SUPPLIER_UNKNOWN && !*told))
        return;
    *told = true;
    if (firm->gives_on != SUPPLIER_YES)
        firm->gives_on = said;
}

/* What each step serves: both lists are in the order of steps. NULL where it names no business, or
 * none that is looked at. */
static void name_businesses(struct call *c, const struct supplier_chain *chain,
    const struct chain_served *served, size_t n_served, const struct chain_row *rows, size_t n,
    uint64_t **ret_sets)
{
    const struct chain_id *businesses = places_of_businesses(c, chain);
    int words = chain_words(chain->n_businesses);
    size_t at = 0;
    for (size_t i = 0; i < n_served; i++) {
        int b = place_of(businesses, chain->n_businesses, served[i].business_id);
        while (at < n && rows[at].id < served[i].step_id)
            at++;
        if (at == n || rows[at].id != served[i].step_id || b < 0)
            continue;
        if (ret_sets[at] == NULL)
            ret_sets[at] = mem_array(c, uint64_t, words);
        ret_sets[at][b / 64] |= UINT64_C(1) << (b % 64);
    }
}

static enum err load_served(struct call *c, struct supplier_chain *chain,
    const struct chain_row *rows, size_t n, uint64_t **ret_sets)
{
    struct chain_served *served = NULL;
    size_t n_served = 0;
    enum err e = supplier_store_chain_served(c, LIMIT_CHAIN_NEEDS + 1, &served, &n_served);
    if (e != ERR_OK)
        return e;
    chain->complete &= n_served <= LIMIT_CHAIN_NEEDS;
    name_businesses(c, chain, served, n_served, rows, n, ret_sets);
    return ERR_OK;
}

static enum err load_steps(struct call *c, struct supplier_chain *chain)
{
    struct chain_row *rows = NULL;
    size_t n = 0;
    size_t kept = 0;
    enum err e = supplier_store_chain_steps(c, LIMIT_CHAIN_STEPS + 1, &rows, &n);
    if (e != ERR_OK)
        return e;
    chain->complete &= n <= LIMIT_CHAIN_STEPS;
    struct chain_step *steps = mem_array(c, struct chain_step, n + 1);
    uint64_t **serves = mem_array(c, uint64_t *, n + 1);
    bool *told = mem_array(c, bool, chain->n + 1);
    e = load_served(c, chain, rows, n, serves);
    if (e != ERR_OK)
        return e;
    chain->unnamed = mem_array(c, struct chain_step, n + 1);
    for (size_t i = 0; i < n; i++) {
        int from = supplier_chain_place(chain, rows[i].supplier_id);
        int to = supplier_chain_place(chain, rows[i].other_id);
        struct chain_step step = {from, to, serves[i]};
        if (from >= 0 && to >= 0) {
            steps[kept++] = step;
            declare(&chain->firms[to], rows[i].further, &told[to]);
        } else if (from >= 0) {
            chain->unnamed[chain->n_unnamed++] = step;
        }
    }
    chain->graph = chain_new(c, chain->n, chain->n_businesses, steps, kept);
    return ERR_OK;
}

static enum err load_needs(struct call *c, struct supplier_chain *chain)
{
    struct chain_row *rows = NULL;
    size_t n = 0;
    const struct chain_id *businesses = places_of_businesses(c, chain);
    bool all = true;
    enum err e = supplier_store_chain_needs(c, LIMIT_CHAIN_NEEDS, &rows, &n, &all);
    if (e != ERR_OK)
        return e;
    chain->complete &= all;
    chain->needs = mem_array(c, struct chain_need, n + 1);
    chain->direct = mem_array(c, bool, chain->n + 1);
    for (size_t i = 0; i < n; i++) {
        int firm = supplier_chain_place(chain, rows[i].supplier_id);
        int business = place_of(businesses, chain->n_businesses, rows[i].other_id);
        if (firm < 0)
            continue;
        chain->direct[firm] = true;
        if (business >= 0)
            chain->needs[chain->n_needs++] = (struct chain_need){firm, business};
    }
    return ERR_OK;
}

static struct chain_track track_new(
    struct call *c, const struct supplier_chain *chain, const bool *direct, int business)
{
    struct chain_track track = {
        business, mem_array(c, int, chain->n + 1), mem_array(c, int, chain->n + 1)};
    chain_tiers(&chain->graph, direct, business, LIMIT_CHAIN_TIERS, track.tiers);
    for (size_t i = 0; i < chain->n_unnamed; i++)
        track.unknown[chain->unnamed[i].from] += chain_serves(chain->unnamed[i].serves, business);
    return track;
}

struct chain_track supplier_chain_follow(
    struct call *c, const struct supplier_chain *chain, int business)
{
    bool *direct = mem_array(c, bool, chain->n + 1);
    for (size_t i = 0; i < chain->n_needs; i++)
        if (chain->needs[i].business == business)
            direct[chain->needs[i].firm] = true;
    return track_new(c, chain, direct, business);
}

static void follow_all(struct call *c, struct supplier_chain *chain)
{
    chain->all = track_new(c, chain, chain->direct, CHAIN_ANY);
    chain->load = chain_load_new(c, &chain->graph, chain->needs, chain->n_needs, LIMIT_CHAIN_TIERS);
    chain->own = chain_load_new(c, &chain->graph, chain->needs, chain->n_needs, 1);
    chain->important = mem_array(c, uint64_t, chain->load.words + 1);
    for (int i = 0; i < chain->n_businesses; i++)
        if (chain->businesses[i].important)
            chain->important[i / 64] |= UINT64_C(1) << (i % 64);
}

static void cut(int *n, int most, bool *complete)
{
    *complete &= *n <= most;
    *n = *n <= most ? *n : most;
}

enum err supplier_chain_load(struct call *c, struct supplier_chain *ret_chain)
{
    struct supplier_chain chain = {.complete = true};
    enum err e = supplier_store_chain_firms(c, LIMIT_CHAIN_FIRMS + 1, &chain.firms, &chain.n);
    if (e == ERR_OK)
        e = supplier_store_chain_businesses(
            c, LIMIT_CHAIN_BUSINESSES + 1, &chain.businesses, &chain.n_businesses);
    if (e != ERR_OK)
        return e;
    cut(&chain.n, LIMIT_CHAIN_FIRMS, &chain.complete);
    cut(&chain.n_businesses, LIMIT_CHAIN_BUSINESSES, &chain.complete);
    chain.places = places_of_firms(c, &chain);
    e = load_steps(c, &chain);
    if (e == ERR_OK)
        e = load_needs(c, &chain);
    if (e != ERR_OK)
        return e;
    follow_all(c, &chain);
    *ret_chain = chain;
    return ERR_OK;
}

int supplier_chain_place(const struct supplier_chain *chain, int64_t id)
{
    return place_of(chain->places, chain->n, id);
}

enum chain_below supplier_chain_below(
    const struct supplier_chain *chain, const struct chain_track *track, int place)
{
    const struct chain_firm *firm = &chain->firms[place];
    if (chain_count(&chain->graph.below, place, track->business) > 0 || track->unknown[place] > 0)
        return BELOW_DECLARED;
    if (firm->trusted)
        return BELOW_ASSURED;
    return firm->gives_on == SUPPLIER_NO ? BELOW_NONE : BELOW_MISSING;
}

/* ---- ranking ---- */

struct rank {
    int place, businesses, important, above;
};

static int by_weight(const void *a, const void *b)
{
    const struct rank *x = a;
    const struct rank *y = b;
    if (x->businesses != y->businesses)
        return y->businesses - x->businesses;
    if (x->important != y->important)
        return y->important - x->important;
    return x->above != y->above ? y->above - x->above : x->place - y->place;
}

int *supplier_chain_ranked(struct call *c, const struct supplier_chain *chain, int *ret_n)
{
    struct rank *ranks = mem_array(c, struct rank, chain->n + 1);
    int *places = mem_array(c, int, chain->n + 1);
    int n = 0;
    for (int i = 0; i < chain->n; i++) {
        int businesses = chain_load_count(&chain->load, i, NULL);
        if (businesses > 0)
            ranks[n++] =
                (struct rank){i, businesses, chain_load_count(&chain->load, i, chain->important),
                    chain_count(&chain->graph.above, i, CHAIN_ANY)};
    }
    qsort(ranks, (size_t)n, sizeof *ranks, by_weight);
    for (int i = 0; i < n; i++)
        places[i] = ranks[i].place;
    *ret_n = n;
    return places;
}
