/* Statements on the chain of suppliers: the steps from firm to firm, and what stands at its ends.
 */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_STORE_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_STORE_H

#include "kernel/sheet/out.h"
#include "mod/supplier/supplier_private.h"

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

#endif
