/* HTTP to others: identity providers. Libcurl with everything narrow: https only (plain http to
 * this machine when the configuration says so), certificates checked, no redirects, deadlines, a
 * limit on what comes back, and few at once, so that a slow provider cannot hold every worker.
 *
 * Blocks the calling thread: only from workers and jobs, and never with a transaction open. Who may
 * set the addresses may reach what this machine reaches; what came back is never shown to them. */
#ifndef KANAME_KERNEL_NET_FETCH_H
#define KANAME_KERNEL_NET_FETCH_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

struct app;

struct fetch {
    const char *url;
    const char *form; /* body of a POST, application/x-www-form-urlencoded; NULL: GET */
    const char *user; /* basic authentication; NULL: none */
    const char *password;
    const char *bearer;   /* token of an Authorization header; NULL: none */
    const char *ret_body; /* under ctx, ends in a NUL */
    size_t ret_len;
    long ret_status;
};

/* Whether the program may speak to this address at all: https, or http to the machine itself where
 * config.plain_sign_in says "loopback". `scheme`: "http" or "ldap". */
bool fetch_address_ok(const struct app *app, const char *scheme, const char *url);

/* ERR_OK: there was an answer, whatever its status. ERR_UNAVAILABLE: none in time, too long, a
 * certificate that is not believed, or too many at once; the log says which. ERR_INVALID: not an
 * address to speak to. */
enum err fetch_run(const void *ctx, struct app *app, struct fetch *f);

/* A place among the few that may wait for others at once; false: none came free in a second. */
bool fetch_enter(void);
void fetch_leave(void);

/* Text percent-encoded for a query or form, under ctx. */
char *fetch_escape(const void *ctx, const char *text);

#endif
