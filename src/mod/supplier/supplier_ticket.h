/* Inside mod/supplier only: what suppliers ask us. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_TICKET_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_TICKET_H

#include "kernel/sheet/response.h"
#include "mod/supplier/supplier_private.h"

extern const struct perm PERM_TICKET_READ, PERM_TICKET_WRITE;
extern const struct option_set OPTIONS_TICKET_KIND;

/* ---- ticket_reg.c: what struct respondent_kind wants to be told of threads ---- */

enum err supplier_ticket_asked(struct call *c, const struct response *response);
enum err supplier_ticket_replied(struct call *c, const struct response *response);

/* ---- ticket_store.c ---- */

/* The newest ticket of a response (uid as text): its uid and state under c; untouched: there is
 * none. */
enum err ticket_store_of(
    struct call *c, const char *response, const char **ret_ticket, const char **ret_state);

struct ticket_open {
    int64_t n, late;
    const char *oldest; /* day under c; NULL: none is open */
};
enum err ticket_store_open(struct call *c, const char *today, struct ticket_open *ret_open);

/* Tickets of one kind from suppliers of one class. */
struct ticket_cell {
    const char *kind, *class; /* under c; NULL: not said */
    int64_t n, open, firms;
};
/* Of those asked since a day. */
enum err ticket_store_cells(
    struct call *c, const char *since, struct ticket_cell **ret_cells, size_t *ret_n);

#endif
