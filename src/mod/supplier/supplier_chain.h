/* The chain of suppliers as it stands, loaded at once: firms of all tiers, who gives work to whom,
 * and which of our businesses stop with whom. Of work given out by us the caller sees what they may
 * read; so two people may see different figures. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_H

#include "mod/supplier/supplier_chain_rules.h"
#include "mod/supplier/supplier_chain_store.h"

/* X(name, key): what is known of the tiers below a firm. */
#define CHAIN_BELOW_LIST(X)                                                          \
    X(BELOW_DECLARED, "declared")                                                    \
    X(BELOW_ASSURED, "assured") /* by the contract of a firm of high public trust */ \
    X(BELOW_NONE, "none")       /* it gives nothing on */                            \
    X(BELOW_MISSING, "missing")
#define CHAIN_BELOW_ENUM(name, key) name,
enum chain_below { CHAIN_BELOW_LIST(CHAIN_BELOW_ENUM) CHAIN_BELOWS };
#undef CHAIN_BELOW_ENUM
extern const struct option_set OPTIONS_CHAIN_BELOW;

struct chain_id {
    int64_t id;
    int at; /* its place */
};

/* The chain as it serves one business, or CHAIN_ANY: all. */
struct chain_track {
    int business;
    int *tiers;   /* [n] 0: no way leads there from us */
    int *unknown; /* [n] names declared below a firm that are no firm of the register yet */
};

/* Firms stand in the order of their names: a place in `firms` is a firm of the graph. */
struct supplier_chain {
    struct chain_firm *firms;
    int n;
    struct chain_business *businesses;
    int n_businesses;
    struct chain_need *needs;
    size_t n_needs;
    const struct chain_id *places; /* [n] by their internal ids */
    struct chain graph;
    struct chain_step *unnamed; /* steps to names that are no firm of the register: to is -1 */
    size_t n_unnamed;
    bool *direct; /* [n] we give work to it ourselves */
    struct chain_track all;
    struct chain_load load; /* what stops with each firm, by way of others too */
    struct chain_load own;  /* what stops with its own work for us */
    uint64_t *important;    /* businesses of high importance, as a set of `load.words` words */
    bool complete;          /* false: there is more than the limits let in */
};

/* Under c. */
enum err supplier_chain_load(struct call *c, struct supplier_chain *ret_chain);

/* The place of a firm by its internal id; -1: none. */
int supplier_chain_place(const struct supplier_chain *chain, int64_t id);

/* One business followed: it begins with the firms with which it stops. Under c. */
struct chain_track supplier_chain_follow(
    struct call *c, const struct supplier_chain *chain, int business);

enum chain_below supplier_chain_below(
    const struct supplier_chain *chain, const struct chain_track *track, int place);

/* Places of firms with which a business stops, the most first, then the most important ones, then
 * those with the most suppliers above; under c. */
int *supplier_chain_ranked(struct call *c, const struct supplier_chain *chain, int *ret_n);

/* The ranking as a table, under c, and as a book in *ret_fd, the caller's. ERR_STORAGE_FULL. */
enum err supplier_chain_csv(
    struct call *c, const struct supplier_chain *chain, struct buf **ret_csv);
enum err supplier_chain_book(
    struct call *c, const struct supplier_chain *chain, int *ret_fd, int64_t *ret_size);

#endif
