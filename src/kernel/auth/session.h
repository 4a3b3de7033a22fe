/* Who a request comes from. Sessions are rows; the cookie holds a random value whose SHA-256 alone
 * is stored. It names the organisation too, so the row is looked up inside it: "1.<43 characters>".
 *
 * The cookie is `kaname_session`, or `__Host-kaname_session` with Secure when people reach the
 * program by https (config.public_url): then the other name is not believed. */
#ifndef KANAME_KERNEL_AUTH_SESSION_H
#define KANAME_KERNEL_AUTH_SESSION_H

#include "kernel/app.h"

/* The router's hook before anything else of the request (authenticate_fn of kernel/http/http.h):
 * `cookie` is the Cookie field, `bearer` the token of an Authorization field (kaname_…; then the
 * cookie is not looked at), `csrf` is not looked at (the router compares it with who->csrf). A
 * valid session fills call.who, call.org, call.lang and the connection's organisation. One prepared
 * statement; once a minute a session one write of a single column. ERR_UNAUTHENTICATED: no session
 * or token, or one that has ended; ERR_UNAVAILABLE. */
enum err session_authenticate(
    struct req *r, const char *cookie, const char *bearer, const char *csrf);

/* Routes of log-in and sessions, of accounts, of the first set-up. */
extern const struct module module_session, module_account, module_setup;
/* Of second factors, and of the rules of signing in. */
extern const struct module module_factor, module_sign_in_rule;
/* Of personal API tokens, and of the log of log-ins. */
extern const struct module module_api_token, module_sign_in;
/* Of what goes by mail: forgotten passwords, invitations. */
extern const struct module module_password_reset, module_invitation;

#endif
