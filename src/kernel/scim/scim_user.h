/* Accounts as a provider keeps them: the document of a row, and what becomes of a document that the
 * provider has written. What may be wanted and why not: docs/adr/0019.
 *
 * All that writes runs inside the caller's open write transaction and adds its audit entries. */
#ifndef KANAME_KERNEL_SCIM_SCIM_USER_H
#define KANAME_KERNEL_SCIM_SCIM_USER_H

#include "kernel/scim/scim_schema.h"
#include "kernel/scim/scim_user_store.h"

/* "https://kaname.example/scim/v2" */
const char *scim_base(struct call *c);

/* The document, without groups; under c. */
json_t *scim_user_doc(struct call *c, const struct scim_row *row);
/* Its version, as in W/"…" but without either. */
const char *scim_user_version(struct call *c, const struct scim_row *row);

/* A new account, or one that the provider had deleted before. ERR_CONFLICT scim_taken: there is an
 * account with this login, external id or address. `password`: the body had one, which the audit
 * says was not taken. */
enum err scim_user_create(
    struct call *c, const json_t *doc, bool password, struct scim_row *ret_row);

/* `doc`: the row's document, changed. ERR_MALFORMED scim_admin, scim_by_hand: login and address of
 * an administrator, and of who has a password and a role given by hand, are changed by hand;
 * ERR_CONFLICT last_admin, scim_taken, scim_off: it was disabled by hand. */
enum err scim_user_change(struct call *c, const struct scim_row *row, const json_t *doc);

/* Disabled, sessions and tokens ended, out of all groups, found no more; person and history stay.
 */
enum err scim_user_delete(struct call *c, const struct scim_row *row);

#endif
