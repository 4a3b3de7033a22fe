/* Who a request comes from. Sessions are rows; the cookie holds a random value whose SHA-256 alone
 * is stored. It names the organisation too, so the row is looked up inside it: "1.<43 characters>".
 *
 * The cookie is `kaname_session`, or `__Host-kaname_session` with Secure when people reach the
 * program by https (config.public_url): then the other name is not believed. */
#ifndef KANAME_KERNEL_AUTH_SESSION_H
#define KANAME_KERNEL_AUTH_SESSION_H

#include "kernel/app.h"

/* Sent with every unsafe request that a cookie authenticates; the value is who->csrf. */
#define SESSION_CSRF_HEADER "X-CSRF-Token"

/* The router's hook before anything else of the request: `cookie` and `authorization` are header
 * fields as they came, NULL when absent. A valid session fills call.who, call.org, call.lang and
 * the connection's organisation; without one call.who is NULL and the connection has none, which
 * is ERR_OK (the route's permission decides). Two or three prepared statements; once a minute a
 * session one write of a single column. ERR_UNAUTHENTICATED: an Authorization field, which no
 * route takes; ERR_UNAVAILABLE. */
enum err session_authenticate(struct req *r, const char *cookie, const char *authorization);

/* Routes of log-in, sessions, accounts and first set-up. */
extern const struct module module_auth;

#endif
