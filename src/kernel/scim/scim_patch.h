/* What a provider sends, taken into a document: bodies of POST and PUT, and the operations of PATCH
 * (RFC 7644 §3.5.2) as the RFC and as Entra ID and Okta write them – names and operations in any
 * case, truths as "True" and "False", several attributes without a path, paths as names of members,
 * members to be removed in `value`. Pure. */
#ifndef KANAME_KERNEL_SCIM_SCIM_PATCH_H
#define KANAME_KERNEL_SCIM_SCIM_PATCH_H

#include "kernel/scim/scim_schema.h"

/* Sets what `body` (an object) says in `doc`. What may only be read is passed over; so are names
 * that do not exist. ERR_MALFORMED: scim_value with the attribute's name (wrong type, too long, too
 * many). */
enum err scim_take(const void *ctx, const struct scim_resource *resource, json_t *doc,
    const json_t *body, struct problem *problem);

/* Applies { "Operations": [...] } to `doc`, in order; after an error the document is of no use.
 * ERR_MALFORMED: scim_syntax, scim_path, scim_read_only, scim_no_target, scim_value,
 * scim_password. */
enum err scim_patch(const void *ctx, const struct scim_resource *resource, json_t *doc,
    const json_t *body, struct problem *problem);

/* A member by its name in any case. */
json_t *scim_member(const json_t *object, const char *name);

#endif
