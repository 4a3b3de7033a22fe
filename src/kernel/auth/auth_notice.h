/* What a person is told about the safety of their account; always by mail too. Inside the caller's
 * open write transaction. */
#ifndef KANAME_KERNEL_AUTH_AUTH_NOTICE_H
#define KANAME_KERNEL_AUTH_AUTH_NOTICE_H

#include "kernel/notice/notice.h"

/* A log-in unlike the earlier ones; `agent`: the browser's words, NULL: unknown. */
enum err auth_notice_odd(
    struct call *c, int64_t account_id, const char *agent, const char *address);
/* The password was set anew, from this address. */
enum err auth_notice_password(struct call *c, int64_t account_id, const char *address);
/* An administrator has taken the second factor away. */
enum err auth_notice_factor_reset(struct call *c, int64_t account_id);

/* A passkey of this name can open the account from now on; or its counter told of a copy. */
enum auth_passkey { AUTH_PASSKEY_ADDED, AUTH_PASSKEY_COPIED };
enum err auth_notice_passkey(
    struct call *c, int64_t account_id, enum auth_passkey what, const char *name);

extern const struct module module_auth_notice;

#endif
