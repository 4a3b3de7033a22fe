/* A provider's groups, and the roles that they give: those that an administrator has mapped a group
 * to, and only while one is in it. Roles given by hand stay untouched (docs/adr/0019).
 *
 * All that writes runs inside the caller's open write transaction and adds its audit entries. */
#ifndef KANAME_KERNEL_SCIM_SCIM_GROUP_H
#define KANAME_KERNEL_SCIM_SCIM_GROUP_H

#include "kernel/scim/scim_group_store.h"

#include <jansson.h>

/* The document, under c; without members it is cheap. */
enum err scim_group_doc(
    struct call *c, const struct scim_group *group, bool members, json_t **ret_doc);

/* ERR_CONFLICT scim_taken: there is a group of that name; last_admin; ERR_INVALID: a member is no
 * account that the provider finds. */
enum err scim_group_create(struct call *c, const json_t *doc, struct scim_group *ret_group);
enum err scim_group_change(struct call *c, const struct scim_group *group, const json_t *doc);
enum err scim_group_delete(struct call *c, const struct scim_group *group);

/* What the group gives from now on: a list of { role, unit }. ERR_STALE: another version;
 * ERR_INVALID as account_set_roles. */
enum err scim_group_map(struct call *c, const struct scim_group *group, const json_t *list);

/* The account leaves all groups. */
enum err scim_group_leave_all(struct call *c, int64_t account_id);

/* Puts "groups" into an account's document. */
enum err scim_group_put_of(struct call *c, int64_t account_id, json_t *doc);

#endif
