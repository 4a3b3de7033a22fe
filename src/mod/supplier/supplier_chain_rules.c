#include "mod/supplier/supplier_chain_rules.h"

#include "base/mem.h"

#include <stdlib.h>

static int by_from(const void *a, const void *b)
{
    const struct chain_step *x = a;
    const struct chain_step *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->to > y->to) - (x->to < y->to);
}

int chain_words(int n_businesses)
{
    return (n_businesses + 63) / 64;
}

/* Where each firm's part of the list begins, from how many stand in each: counts become starts. */
static void add_up(int *start, int n)
{
    for (int i = 0; i < n; i++)
        start[i + 1] += start[i];
}

/* The first of sorted steps serves what the others serve, too. */
static void serve_both(struct chain_step *into, const struct chain_step *step, int words)
{
    if (into->serves == NULL || step->serves == NULL) {
        into->serves = NULL;
        return;
    }
    for (int i = 0; i < words; i++)
        into->serves[i] |= step->serves[i];
}

/* Each step once, none from a firm to itself. How many. */
static size_t once(struct chain_step *steps, size_t n_steps, int words)
{
    size_t n = 0;
    qsort(steps, n_steps, sizeof *steps, by_from);
    for (size_t i = 0; i < n_steps; i++) {
        if (steps[i].from == steps[i].to)
            continue;
        if (n > 0 && by_from(&steps[n - 1], &steps[i]) == 0)
            serve_both(&steps[n - 1], &steps[i], words);
        else
            steps[n++] = steps[i];
    }
    return n;
}

static struct chain_side side_new(const void *ctx, int n_firms, size_t n_steps)
{
    return (struct chain_side){mem_array(ctx, int, n_firms + 1), mem_array(ctx, int, n_steps + 1),
        mem_array(ctx, const uint64_t *, n_steps + 1)};
}

static void put(struct chain_side *side, int at, int firm, const uint64_t *serves)
{
    side->list[at] = firm;
    side->serves[at] = serves;
}

struct chain chain_new(
    const void *ctx, int n_firms, int n_businesses, struct chain_step *steps, size_t n_steps)
{
    size_t n = once(steps, n_steps, chain_words(n_businesses));
    struct chain chain = {
        n_firms, n_businesses, side_new(ctx, n_firms, n), side_new(ctx, n_firms, n)};
    int *filled = mem_array(ctx, int, n_firms + 1);
    for (size_t i = 0; i < n; i++) {
        chain.below.start[steps[i].from + 1]++;
        chain.above.start[steps[i].to + 1]++;
    }
    add_up(chain.below.start, n_firms);
    add_up(chain.above.start, n_firms);
    for (size_t i = 0; i < n; i++) {
        int to = steps[i].to;
        put(&chain.below, (int)i, to, steps[i].serves);
        put(&chain.above, chain.above.start[to] + filled[to]++, steps[i].from, steps[i].serves);
    }
    return chain;
}

bool chain_serves(const uint64_t *serves, int business)
{
    return serves == NULL || business == CHAIN_ANY ||
           ((serves[business / 64] >> (business % 64)) & 1) != 0;
}

int chain_count(const struct chain_side *side, int firm, int business)
{
    int n = 0;
    for (int k = side->start[firm]; k < side->start[firm + 1]; k++)
        n += chain_serves(side->serves[k], business);
    return n;
}

void chain_tiers(
    const struct chain *chain, const bool *direct, int business, int most, int *ret_tiers)
{
    int *queue = mem_array(NULL, int, chain->n + 1);
    int n = 0;
    for (int i = 0; i < chain->n; i++) {
        ret_tiers[i] = direct[i] ? 1 : 0;
        if (direct[i])
            queue[n++] = i;
    }
    for (int at = 0; at < n && ret_tiers[queue[at]] < most; at++)
        for (int k = chain->below.start[queue[at]]; k < chain->below.start[queue[at] + 1]; k++) {
            int to = chain->below.list[k];
            if (ret_tiers[to] != 0 || !chain_serves(chain->below.serves[k], business))
                continue;
            ret_tiers[to] = ret_tiers[queue[at]] + 1;
            queue[n++] = to;
        }
    mem_free(queue);
}

/* ---- businesses carried down ---- */

/* One tier of 64 businesses: firms with what reached them last, to be handed to those below. */
struct wave {
    int *firms;
    int n;
    uint64_t *fresh; /* of each firm of the chain */
};

static void reach(struct wave *wave, uint64_t *bits, uint64_t reached, int firm)
{
    uint64_t fresh = reached & ~*bits;
    if (fresh == 0)
        return;
    *bits |= fresh;
    if (wave->fresh[firm] == 0)
        wave->firms[wave->n++] = firm;
    wave->fresh[firm] |= fresh;
}

static void hand_down(const struct chain *chain, struct chain_load *load, int word,
    struct wave *wave, struct wave *next)
{
    for (int i = 0; i < wave->n; i++) {
        int firm = wave->firms[i];
        uint64_t fresh = wave->fresh[firm];
        wave->fresh[firm] = 0;
        for (int k = chain->below.start[firm]; k < chain->below.start[firm + 1]; k++) {
            int to = chain->below.list[k];
            const uint64_t *serves = chain->below.serves[k];
            reach(next, &load->bits[(size_t)to * (size_t)load->words + (size_t)word],
                serves == NULL ? fresh : fresh & serves[word], to);
        }
    }
    wave->n = 0;
}

struct chain_load chain_load_new(const void *ctx, const struct chain *chain,
    const struct chain_need *needs, size_t n_needs, int most)
{
    struct chain_load load = {.words = chain_words(chain->n_businesses)};
    size_t n = (size_t)chain->n;
    struct wave waves[2];
    load.bits = mem_array(ctx, uint64_t, n * (size_t)load.words + 1);
    void *work = mem_context(ctx, 0);
    for (int i = 0; i < 2; i++)
        waves[i] = (struct wave){mem_array(work, int, n + 1), 0, mem_array(work, uint64_t, n + 1)};
    for (int word = 0; word < load.words; word++) {
        for (size_t i = 0; i < n_needs; i++)
            if (needs[i].business / 64 == word)
                reach(&waves[0],
                    &load.bits[(size_t)needs[i].firm * (size_t)load.words + (size_t)word],
                    UINT64_C(1) << (needs[i].business % 64), needs[i].firm);
        for (int tier = 1; waves[(tier + 1) % 2].n > 0; tier++) {
            struct wave *wave = &waves[(tier + 1) % 2];
            if (tier >= most) { /* what goes further is not followed */
                for (int i = 0; i < wave->n; i++)
                    wave->fresh[wave->firms[i]] = 0;
                wave->n = 0;
            } else {
                hand_down(chain, &load, word, wave, &waves[tier % 2]);
            }
        }
    }
    mem_free(work);
    return load;
}

int chain_load_count(const struct chain_load *load, int firm, const uint64_t *among)
{
    const uint64_t *bits = &load->bits[(size_t)firm * (size_t)load->words];
    int n = 0;
    for (int word = 0; word < load->words; word++)
        n += __builtin_popcountll(among == NULL ? bits[word] : bits[word] & among[word]);
    return n;
}

bool chain_load_has(const struct chain_load *load, int firm, int business)
{
    uint64_t word = load->bits[(size_t)firm * (size_t)load->words + (size_t)(business / 64)];
    return ((word >> (business % 64)) & 1) != 0;
}

/* ---- around one firm ---- */

struct walk {
    bool *seen;
    struct chain_place *places;
    size_t n;
};

struct range {
    size_t from, to;
};

/* Adds who stands on one side of places that are of one level, up to `most` in all. */
static struct range step_out(
    const struct chain_side *side, struct walk *walk, struct range last, int level, size_t most)
{
    struct range next = {walk->n, walk->n};
    for (size_t i = last.from; i < last.to; i++) {
        int firm = walk->places[i].firm;
        for (int k = side->start[firm]; k < side->start[firm + 1] && walk->n < most; k++) {
            int to = side->list[k];
            if (walk->seen[to])
                continue;
            walk->seen[to] = true;
            walk->places[walk->n++] = (struct chain_place){to, level};
        }
    }
    next.to = walk->n;
    return next;
}

size_t chain_around(const void *ctx, const struct chain *chain, int firm, int up, int down,
    size_t most, struct chain_place *ret_places)
{
    struct walk walk = {mem_array(ctx, bool, chain->n + 1), ret_places, 1};
    struct range above = {0, 1};
    struct range below = {0, 1};
    ret_places[0] = (struct chain_place){firm, 0};
    walk.seen[firm] = true;
    for (int i = 1; i <= up || i <= down; i++) {
        size_t half = i <= down ? walk.n + (most - walk.n) / 2 : most; /* neither side takes all */
        if (i <= up)
            above = step_out(&chain->above, &walk, above, -i, half);
        if (i <= down)
            below = step_out(&chain->below, &walk, below, i, most);
    }
    return walk.n;
}

int chain_way(const void *ctx, const struct chain *chain, const int *tiers, int firm, int **ret_way)
{
    int n = tiers[firm];
    int *way = mem_array(ctx, int, n + 1);
    for (int tier = n; tier > 0; tier--) {
        way[tier - 1] = firm;
        for (int k = chain->above.start[firm]; k < chain->above.start[firm + 1]; k++)
            if (tiers[chain->above.list[k]] == tier - 1 && tier > 1) {
                firm = chain->above.list[k];
                break;
            }
    }
    *ret_way = way;
    return n;
}
