/* Transactions of the domain: every change carries its audit entries, written with it.
 *
 * tx_commit locks the organisation's chain head last, appends the entries and commits: so a change
 * without its entry, or an entry without its change, cannot exist. The edge (router, job runner,
 * CLI) calls tx_abort after every piece of work, so a handler may simply return an error. */
#ifndef KANAME_KERNEL_AUDIT_TX_H
#define KANAME_KERNEL_AUDIT_TX_H

#include "kernel/call.h"

#include <jansson.h>

/* A read transaction: one consistent view over several queries. */
enum err tx_begin_read(struct call *c);
/* For the router: a read transaction in which a request that only reads is authenticated, and which
 * the handler's tx_begin_read takes over. A tx_begin ends it first. */
enum err tx_begin_ahead(struct call *c);
/* A write transaction. ERR_BUSY, ERR_UNAVAILABLE. */
enum err tx_begin(struct call *c);
/* Ends either. A write transaction without an audit entry is a programming error and aborts the
 * process in debug builds; see tx_commit_unaudited. */
enum err tx_commit(struct call *c);
/* For the few writes that are no business change: session use, drafts of answers (kept in their
 * own history), job progress. */
enum err tx_commit_unaudited(struct call *c);
/* For a write that is a business change only sometimes: as tx_commit when there are entries. */
enum err tx_commit_any(struct call *c);
void tx_abort(struct call *c); /* harmless when none is open */

/* A part of the open write transaction that can be undone alone, its audit entries with it, also
 * after an error: one row of an import. Not nestable. */
enum err tx_part_begin(struct call *c);
enum err tx_part_keep(struct call *c);
enum err tx_part_undo(struct call *c);

/* Has `done` called once when the open write transaction has been committed. One at a time. */
void tx_on_commit(struct call *c, void (*done)(void));

struct audit_entry {
    const char *action;  /* "create", "update", "submit", … : message "audit.action.<action>" */
    const char *subject; /* register or thing: "measure", "response", "session" */
    int64_t subject_id;  /* internal id; 0: none */
    const struct uuid *subject_uid; /* the same record as the API names it; NULL: none */
    int64_t unit_id;    /* unit the record belongs to, for who may read it; 0: organisation */
    json_t *before;     /* borrowed; NULL: none. Only the changed members. */
    json_t *after;      /* borrowed; NULL: none */
    const char *reason; /* NULL: none */
};

/* Remembers the entry until commit; everything is copied. */
void audit_add(struct call *c, const struct audit_entry *entry);
/* The same about the account of who acts. Both borrowed; NULL: none. */
void audit_add_own(struct call *c, const char *action, json_t *before, json_t *after);

#endif
