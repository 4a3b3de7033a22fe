/* HTTP to others: identity providers and the receivers of webhooks. Libcurl with everything narrow:
 * https only (plain http where the configuration says so), certificates checked, no redirects,
 * deadlines, a limit on what comes back, no connection to an address that nobody serves from
 * (reach.h), and few workers at once, so that a slow provider cannot hold them all.
 *
 * Blocks the calling thread: only from workers and jobs, and never with a transaction open. Who may
 * set the addresses may reach what this machine reaches; what came back is never shown to them. */
#ifndef KANAME_KERNEL_NET_FETCH_H
#define KANAME_KERNEL_NET_FETCH_H

#include "base/problem.h"
#include "kernel/net/reach.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* One POST to a receiver that an administrator has set: never by a proxy of the environment, and
 * only to addresses within `reach`, asked of the very address that the connection is made to. What
 * comes back is counted and thrown away; the status alone is of interest. */
struct fetch_post {
    const char *url;
    enum reach reach;
    const char *const *headers; /* "Name: value", NULL-terminated */
    const char *body;
    bool (*stop)(void *arg); /* asked while waiting */
    void *arg;
    long ret_status;       /* 0: no answer */
    int64_t ret_ms;        /* how long it took */
    const char *ret_fault; /* why there is no answer: a key of FETCH_FAULTS; NULL: there is one */
};
void fetch_post(struct app *app, struct fetch_post *post);

/* A name that no address is known of, an address that is out of reach, nobody there, a certificate
 * that is not believed, no answer in time, an answer that is none, and the program stops. */
#define FETCH_FAULTS(X)   \
    X(NAME, "name")       \
    X(REACH, "reach")     \
    X(CONNECT, "connect") \
    X(TLS, "tls")         \
    X(TIME, "time")       \
    X(BROKEN, "broken")   \
    X(STOPPED, "stopped")

/* Whether such an address may be set at all: https (or http where `plain`), a host that is not
 * written as an address out of reach, no name or password in front of it, no fragment. */
bool fetch_receiver_ok(const char *url, enum reach reach, bool plain);

/* Text percent-encoded for a query or form, under ctx. */
char *fetch_escape(const void *ctx, const char *text);

#endif
