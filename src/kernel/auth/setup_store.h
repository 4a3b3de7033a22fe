/* SQL of the first set-up. */
#ifndef KANAME_KERNEL_AUTH_SETUP_STORE_H
#define KANAME_KERNEL_AUTH_SETUP_STORE_H

#include "base/digest.h"
#include "kernel/call.h"

/* Whether there is no organisation yet. */
enum err setup_store_open(struct call *c, bool *ret_open);
/* Whether the link with this token would be taken now. */
enum err setup_store_live(struct call *c, const struct digest *token, bool *ret_live);

/* The rest is for open write transactions. */

/* In place of an older link. */
enum err setup_store_link(struct call *c, const struct digest *token, int64_t expires_ms);
/* ERR_NOT_FOUND: not this link, spent, or out of time. */
enum err setup_store_spend(struct call *c, const struct digest *token);
/* A new organisation by its settings. */
enum err setup_store_org(
    struct call *c, const struct org_settings *org, const char *industry, int64_t *ret_org_id);

#endif
