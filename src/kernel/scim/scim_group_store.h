/* SQL of a provider's groups. Internal to kernel/scim. */
#ifndef KANAME_KERNEL_SCIM_SCIM_GROUP_STORE_H
#define KANAME_KERNEL_SCIM_SCIM_GROUP_STORE_H

#include "kernel/auth/account_store.h"

struct scim_group {
    int64_t id;
    struct uuid uid;
    const char *name;
    const char *external_id; /* NULL: none */
    int64_t version, created_at_ms, updated_at_ms;
    int64_t members;
};

struct scim_member {
    int64_t account_id;
    struct uuid uid;
    const char *name;
};

/* All groups, by name. */
enum err scim_group_store_list(struct call *c, struct scim_group **ret_groups, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err scim_group_store_by_uid(
    struct call *c, const struct uuid *uid, struct scim_group *ret_group);
enum err scim_group_store_members(
    struct call *c, int64_t group_id, struct scim_member **ret_members, size_t *ret_n);
/* Groups of an account, their members not counted. */
enum err scim_group_store_of(
    struct call *c, int64_t account_id, struct scim_group **ret_groups, size_t *ret_n);

/* What groups give; account_id is the group's id. `group_id` 0: all groups. */
enum err scim_group_store_roles(
    struct call *c, int64_t group_id, struct account_role **ret_roles, size_t *ret_n);
/* What an account's groups give it, each once; and what they gave it when last looked at. */
enum err scim_group_store_wanted(
    struct call *c, int64_t account_id, struct account_role **ret_roles, size_t *ret_n);
enum err scim_group_store_given(
    struct call *c, int64_t account_id, struct account_role **ret_roles, size_t *ret_n);

/* The rest is for open write transactions. */

/* Holds the group. ERR_NOT_FOUND. */
enum err scim_group_store_lock(struct call *c, int64_t id);
/* Fills id, uid, version and times. ERR_UNIQUE: the name is taken. */
enum err scim_group_store_add(struct call *c, struct scim_group *group);
/* Name and external id; version + 1. ERR_UNIQUE. */
enum err scim_group_store_change(struct call *c, const struct scim_group *group);
enum err scim_group_store_remove(struct call *c, int64_t id); /* with members and roles */
enum err scim_group_store_member_add(struct call *c, int64_t id, int64_t account_id);
enum err scim_group_store_member_remove(struct call *c, int64_t id, int64_t account_id);
enum err scim_group_store_roles_clear(struct call *c, int64_t id);
enum err scim_group_store_role_add(struct call *c, int64_t id, const struct account_role *role);
enum err scim_group_store_given_clear(struct call *c, int64_t account_id);
enum err scim_group_store_given_add(
    struct call *c, int64_t account_id, const struct account_role *role);

#endif
