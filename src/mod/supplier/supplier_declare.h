/* To whom suppliers give work on, as they declare it while they answer a survey (docs/adr/0038): a
 * list beside the sheet, written by guests or by one of ours on the telephone, and nothing but what
 * was written. Comparing it with the ledger, and taking it into the register of subcontracting, is
 * for a person of ours, once the answers have been accepted. Internal to mod/supplier. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_DECLARE_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_DECLARE_H

#include "kernel/sheet/response.h"
#include "mod/supplier/supplier_private.h"

/* Whom a campaign asks. */
#define DECLARING_LIST(X)                                                                  \
    X(DECLARING_IMPORTANT, "important") /* class A or B, or an important business stops */ \
    X(DECLARING_ALL, "all")                                                                \
    X(DECLARING_NOBODY, "nobody")
extern const struct option_set OPTIONS_DECLARING;

/* Texts under the call, NULL: not said. */
struct declared {
    const char *name; /* NULL: nothing is given on; all else is NULL then */
    const char *corporate_number, *country, *work, *serves;
    int64_t employees;   /* -1: not said */
    const char *further; /* "yes", "no" */
    /* What we made of it. */
    struct uuid uid;
    const char *outcome; /* NULL: it waits */
    struct ref subcontract;
};

struct declaration {
    bool asked;
    int64_t version; /* 0: nothing was ever declared */
    int64_t declared_at_ms;
    struct declared *rows;
    size_t n;
    const char *last_on; /* date of the last declaration before, NULL: there is none */
    struct declared *last;
    size_t n_last;
};

/* ---- supplier_declare_store.c ---- */

enum err declare_store_load(
    struct call *c, const struct response *response, struct declaration *ret_declaration);
/* Instead of the rows before. What a person has made of a row that stays as it was, remains. */
enum err declare_store_put(struct call *c, const struct response *response,
    const struct declaration *before, const struct declared *rows, size_t n);
bool declared_same(const struct declared *a, const struct declared *b);
/* The date of an instant where the organisation is, under c. */
const char *declare_store_day(struct call *c, int64_t at_ms);

enum err declare_store_whom(struct call *c, int64_t campaign_id, const char **ret_whom);
enum err declare_store_whom_set(struct call *c, int64_t campaign_id, const char *whom);

/* Steps on record for the supplier, live and declared by it, that the list does not name. */
enum err declare_store_gone(
    struct call *c, const struct response *response, struct ref **ret_steps, size_t *ret_n);

/* ---- supplier_declare.c ---- */

/* struct respondent_kind: whom is asked has to declare something, if only that there is none. */
enum err supplier_declaration_complete(struct call *c, const struct response *response);

/* ---- supplier_declared_store.c: what waits to be placed ---- */

struct declared_waiting {
    int64_t id;
    struct declared what;
    const char *match_name;
    struct uuid response_uid;
    int64_t response_id, unit_id;
    struct ref supplier;
    const char *declared_on;
    const char *business; /* of ours that has the name of what the work is said to serve, or NULL */
    struct ref known;     /* a step on record of the same firm; id 0: none */
    const char *known_state;
    bool known_same_work;
};
/* Of accepted answers, oldest first, at most LIMIT_DECLARED_SHOWN; *ret_total of all. */
enum err declared_store_waiting(
    struct call *c, struct declared_waiting **ret_list, size_t *ret_n, int64_t *ret_total);
/* One that waits; ERR_NOT_FOUND: none, or it was placed meanwhile. */
enum err declared_store_find(struct call *c, const char *id, struct declared_waiting *ret_waiting);

/* Firms of the ledger that a declared name may be: by corporate number, else by name. */
struct declared_offer {
    int64_t declared_id;
    struct ref firm;
    const char *corporate_number; /* NULL: none */
    bool by_number;
};
enum err declared_store_offers(struct call *c, struct declared_offer **ret_offers, size_t *ret_n);

enum err declared_store_settle(
    struct call *c, int64_t id, const char *outcome, int64_t subcontract_id /* 0: none */);

#endif
