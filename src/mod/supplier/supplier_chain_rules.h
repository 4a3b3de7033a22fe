/* The chain of suppliers as a graph: who stands below whom, on which tier, and how many of our
 * businesses stop with each firm. Pure. Firms and businesses are places in lists of the caller's,
 * from 0. Firms may stand above themselves by way of others (two firms that give each other work):
 * every walk marks where it has been. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_RULES_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One firm gives work to another: for what hangs on the firm above, or for some of it. Sets of
 * businesses are bits, `chain_words` words of 64. */
struct chain_step {
    int from, to;
    uint64_t *serves; /* NULL: whatever hangs on the firm above */
};
int chain_words(int n_businesses);

/* A business of ours stops with a firm that we ourselves give work to. */
struct chain_need {
    int firm, business;
};

/* Those on one side of each firm: list[start[i]] up to list[start[i + 1]] of firm i, each once, in
 * the order of firms; serves[k]: for what the firm below serves the one above. */
struct chain_side {
    int *start, *list;
    const uint64_t **serves;
};

struct chain {
    int n; /* firms */
    int n_businesses;
    struct chain_side below, above;
};

/* Under ctx. Steps that stand twice count once, serving what either serves; those from a firm to
 * itself not at all. The list is sorted in place, and its sets are written to. */
struct chain chain_new(
    const void *ctx, int n_firms, int n_businesses, struct chain_step *steps, size_t n_steps);

/* Steps that serve a business, or CHAIN_ANY. */
enum { CHAIN_ANY = -1 };
bool chain_serves(const uint64_t *serves, int business);
int chain_count(const struct chain_side *side, int firm, int business);

/* The tier of each firm when those in `direct` are on the first, by steps that serve the business
 * (CHAIN_ANY: by all): the shortest way counts; 0: on none up to `most`. */
void chain_tiers(const struct chain *chain, const bool *direct, int business, int most,
    int *ret_tiers /* [n] */);

/* Which businesses stop with which firm: what stops with a firm stops with those below it that
 * serve it, down to the tier `most`. Sets of bits, `words` of 64 a firm, under ctx. */
struct chain_load {
    int words;
    uint64_t *bits; /* [n * words] */
};
struct chain_load chain_load_new(const void *ctx, const struct chain *chain,
    const struct chain_need *needs, size_t n_needs, int most);
/* How many of a firm's businesses are in `among` (`words` words); NULL: of all. */
int chain_load_count(const struct chain_load *load, int firm, const uint64_t *among);
bool chain_load_has(const struct chain_load *load, int firm, int business);

/* What is around a firm: those above within `up` steps and below within `down`, nearest first, the
 * firm itself first of all, at most `most`. A firm on both sides stands where it was met first. */
struct chain_place {
    int firm;
    int level; /* below 0: above the firm */
};
size_t chain_around(const void *ctx, const struct chain *chain, int firm, int up, int down,
    size_t most, struct chain_place *ret_places /* [most] */);

/* The shortest way from a firm of the first tier to the firm, both included, by the tiers that
 * chain_tiers told of any business. *ret_way under ctx; how long it is, 0: there is none. */
int chain_way(
    const void *ctx, const struct chain *chain, const int *tiers, int firm, int **ret_way);

#endif
