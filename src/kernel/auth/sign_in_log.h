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
    bool locked;       /* refused, and the account is closed for a while by it */
};

/* Inside an open write transaction: adds an entry; a good one is compared with earlier ones. */
enum err sign_in_log_add(struct call *c, const struct sign_in_new *s);

/* What was out of the ordinary within a time, without names: log-ins that were odd, that closed the
 * account, and that were refused; of how many accounts each. What is older than
 * LIMIT_SIGN_IN_DAYS is gone. */
struct sign_in_count {
    int64_t n, accounts;
};
struct sign_in_counts {
    struct sign_in_count odd, locked, refused;
};
enum err sign_in_counts(
    struct call *c, int64_t from_ms, int64_t before_ms, struct sign_in_counts *ret_counts);

#endif
