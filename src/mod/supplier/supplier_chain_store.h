/* Statements on the chain of suppliers: the steps from firm to firm, and what stands at its ends.
 */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_STORE_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_STORE_H

#include "kernel/sheet/out.h"
#include "mod/supplier/supplier_private.h"
#include "mod/supplier/supplier_rules.h"

/* A live firm by its internal id, under c. */
enum err supplier_store_ref(struct call *c, int64_t id, struct ref *ret_firm);

/* The live firm with the corporate number (NULL: not known); else those whose names agree in the
 * form in which names are compared and that have no other number. *ret_n: how many, 2 meaning some;
 * *ret_firm: the one, under c. */
enum err supplier_store_match(struct call *c, const char *corporate_number, const char *match_name,
    struct ref *ret_firm, int *ret_n);

struct supplier_step {
    int64_t id; /* of the record; 0: none yet */
    int64_t supplier_id, subcontractor_id;
    const char *work;
};

/* The number (SB-…) of another live record of the same step that has not ended; NULL: none. */
enum err supplier_store_same_step(
    struct call *c, const struct supplier_step *step, const char **ret_number);

/* ---- the whole chain ---- */

struct chain_firm {
    int64_t id;
    bool trusted; /* tiers below are assured by the contract */
    bool with_risk;
    enum supplier_answer gives_on; /* as entered for the firm, else as those above declared */
};

struct chain_business {
    struct ref ref;
    bool important;
};

/* All live firms in the order of their names, at most `most`. */
enum err supplier_store_chain_firms(
    struct call *c, int most, struct chain_firm **ret_firms, int *ret_n);

struct chain_row {
    int64_t id;                    /* of a subcontracting */
    int64_t supplier_id, other_id; /* 0: none */
    enum supplier_answer further;
};
/* Subcontractings that have not ended, in the order of their ids. */
enum err supplier_store_chain_steps(
    struct call *c, int most, struct chain_row **ret_rows, size_t *ret_n);

struct chain_served {
    int64_t step_id, business_id;
};
/* Which businesses subcontractings serve, also those that have ended, in the order of their ids. */
enum err supplier_store_chain_served(
    struct call *c, int most, struct chain_served **ret_rows, size_t *ret_n);
/* Work that we give out, as far as the caller may read it, once for each business that stops with
 * it (other_id), or once alone. *ret_all: none was left out because there is more than `most`. */
enum err supplier_store_chain_needs(
    struct call *c, int most, struct chain_row **ret_rows, size_t *ret_n, bool *ret_all);

/* In the order of their names. */
enum err supplier_store_chain_businesses(
    struct call *c, int most, struct chain_business **ret_list, int *ret_n);

/* ---- what is shown of some ---- */

struct chain_face {
    struct ref firm;
    const char *state, *risk, *grade, *concern, *surveyed_on, *assured_reason; /* NULL: none */
};

/* Of the firms with these ids, in their order, under c. One that is gone since has id 0. */
enum err supplier_store_chain_faces(
    struct call *c, const int64_t *ids, size_t n, struct chain_face **ret_faces);

struct chain_work {
    struct uuid uid;
    const char *number, *work, *state, *name; /* name: as declared; NULL: none */
    const char *serves;                       /* names of businesses, a list of JSON; NULL: none */
    int64_t supplier_id, subcontractor_id;    /* 0: none */
};

/* Subcontractings of a firm that have not ended, in the order of the names of those below, `most`
 * after the first `skip`; *ret_total: how many there are. */
enum err supplier_store_chain_below(struct call *c, int64_t supplier_id, int skip, int most,
    struct chain_work **ret_works, size_t *ret_n, int64_t *ret_total);

/* Subcontractings between these firms that have not ended. */
enum err supplier_store_chain_between(struct call *c, const int64_t *ids, size_t n, int most,
    struct chain_work **ret_works, size_t *ret_n);

#endif
