/* Reading, signing, checking and erasing the audit chain. Writing is tx.h. */
#ifndef KANAME_KERNEL_AUDIT_AUDIT_H
#define KANAME_KERNEL_AUDIT_AUDIT_H

#include "kernel/app.h"

/* The history of a record, newest first: writes AuditEntry objects (audit_entry_shape) into an
 * open array. `before_seq`: 0 from the newest; *ret_next: what to pass for the next page, 0 at the
 * end. The caller has seen to it that the record may be read. */
enum err audit_history(struct call *c, const char *subject, int64_t subject_id, int limit,
    int64_t before_seq, struct jw *w, int64_t *ret_next);
extern const struct shape audit_entry_shape;

/* Signs the head of the call's organisation when it is not signed yet. Own transaction. */
enum err audit_sign_head(struct call *c);
/* The same for every organisation; told to the log when it fails (at stop). */
void audit_sign_all(struct app *app);

/* Deletes payloads and salts of all entries about a subject and adds an entry that names the law
 * and the entries emptied. `subject`: "person:P-2026-0001" or, also when the record is gone,
 * "person:<uuid>"; with a person go the entries about the person's accounts. A subject that is a
 * row of a module (erase_kind) is named by its UUID, and goes with what the row says. Own
 * transaction. ERR_NOT_FOUND: no such record, or nothing left to erase; ERR_INVALID: malformed
 * subject, or no law. */
enum err audit_erase(struct call *c, const char *subject, const char *law, int64_t *ret_erased);

/* Whose own rows tell of a person and go with the entries. A constant row of a module. */
struct erase_list; /* erase_store.h */
struct erase_kind {
    const char *subject; /* "guest" */
    /* In the open write transaction: takes the person out of the rows, then collects the entries
     * (erase_store_entries). Nothing collected: there is nobody, or they are erased already. */
    enum err (*erase)(struct call *c, const struct uuid *uid, struct erase_list *list);
};

extern const struct module module_audit;

#endif
