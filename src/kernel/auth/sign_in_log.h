/* The log of log-ins: what came of each, from where, with what, and whether it was odd. Kept for
 * LIMIT_SIGN_IN_DAYS; the audit trail keeps that somebody logged in, without browser. */
#ifndef KANAME_KERNEL_AUTH_SIGN_IN_LOG_H
#define KANAME_KERNEL_AUTH_SIGN_IN_LOG_H

#include "base/jw.h"
#include "kernel/call.h"

struct sign_in_new {
    int64_t account_id;    /* 0: there is no such login */
    const char *result;    /* "ok", "password", "code", "provider", "passkey" */
    const char *opened_by; /* "password", "link", "setup"; NULL: it was refused */
    const char *address;
    const char *agent; /* NULL: unknown */
};

/* Inside an open write transaction: adds an entry; a good one is compared with earlier ones. */
enum err sign_in_log_add(struct call *c, const struct sign_in_new *s);

#endif
