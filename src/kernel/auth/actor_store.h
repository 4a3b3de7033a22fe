/* SQL of organisations, and of accounts as actors. */
#ifndef KANAME_KERNEL_AUTH_ACTOR_STORE_H
#define KANAME_KERNEL_AUTH_ACTOR_STORE_H

#include "kernel/call.h"

/* The connection's organisation. Texts under c. ERR_NOT_FOUND. */
enum err actor_store_org(struct call *c, struct org_settings *ret_org);
enum err actor_store_org_uid(struct call *c, struct uuid *ret_uid);
enum err actor_store_orgs(struct call *c, int64_t **ret_ids, size_t *ret_n);

/* Fills account_uid, person_id, login, name of `who` by its account_id, and the account's language
 * (NULL: none). ERR_NOT_FOUND: none, or disabled. */
enum err actor_store_account(struct call *c, struct who *who, const char **ret_lang);
/* Fills the grants of `who` by its account_id. Roles at the top unit reach the organisation ("/").
 */
enum err actor_store_grants(struct call *c, struct who *who);
/* Adds the grant of a row: role, unit and path from column `col`. A NULL unit (deleted) gives none.
 */
void actor_grant_add(struct call *c, struct who *who, struct db_query *q, int col);
/* By path and name of the role: the order in which people see them. */
void actor_grants_sort(struct who *who);

#endif
