/* Signing in, and the sessions that come of it. Internal to kernel/auth. */
#ifndef KANAME_KERNEL_AUTH_SIGNIN_H
#define KANAME_KERNEL_AUTH_SIGNIN_H

#include "kernel/auth/account_store.h"
#include "kernel/http/req.h"

/* By login and password: opens a session, puts its cookie into the answer and the account into the
 * call. ERR_UNAUTHENTICATED without saying which of the two was wrong, after the same work;
 * ERR_TOO_MANY after too many failures, with the time to wait. A session the request came with
 * ends. */
enum err signin_password(struct req *r, const char *login, const char *password, const char *code);

/* By a one-time link. ERR_UNAUTHENTICATED: spent, out of time, or never made.
 *
 * Both: an account with a second factor needs its `code` too (NULL: none came). ERR_INVALID names
 * /code: code_needed, when everything else is right, or code_wrong, counted like a wrong password;
 * a link is not spent then. */
enum err signin_link(struct req *r, const char *text, const char *code);

/* Inside an open write transaction: a session of the account for the browser of `r`, with its
 * cookie in the answer, and the account in the call from here on. `by`: "password", "link",
 * "setup", "oidc". The audit entry is added here. */
enum err signin_open(struct req *r, int64_t account_id, const char *by);

/* Somebody whom an identity provider, a directory or a key of theirs has vouched for. */
struct vouched {
    int64_t account_id;
    const char *by;   /* as signin_open's */
    const char *code; /* of the second factor; NULL: none came */
    bool factor_done; /* a second factor was asked for there */
};
/* Inside an open write transaction, which the caller commits: opens a session as signin_open does;
 * the one the request came with ends. Accounts that are disabled or wait are refused. ERR_INVALID
 * names /code as above: after code_needed the transaction is still open, after code_wrong it has
 * ended. */
enum err signin_vouched(struct req *r, const struct vouched *v);

/* Counts an attempt by the caller's network that is no log-in by name; ERR_TOO_MANY. A good one is
 * taken back. */
enum err signin_count(struct req *r);
void signin_count_back(struct req *r);
/* Ends the transaction, writes an attempt that was refused to log and trail and gives back `why`.
 * `account_id` 0: nobody we know. */
enum err signin_refused(struct req *r, int64_t account_id, const char *what, enum err why);

/* Inside an open write transaction, after a change of what the account may do or of its password:
 * its other sessions and its links end; if it is the caller's own, the session goes on under a new
 * cookie. */
enum err signin_renew(struct req *r, int64_t account_id);

/* Whether this is the signed-in caller's present password, for what asks it once more. Counted like
 * log-ins: ERR_TOO_MANY after too many wrong ones. */
enum err signin_confirm(
    struct call *c, const struct account *account, const char *password, bool *ret_right);

/* Whether this is a good code of the signed-in caller's second factor; then it is spent in the
 * transaction that this begins. Counted like log-ins; ERR_INVALID names /code. */
enum err signin_confirm_code(struct call *c, const struct account *account, const char *code);

/* Ends the caller's session. Own transaction. */
enum err signin_out(struct req *r);

/* Inside an open write transaction: makes a one-time link for the account (an older one ends).
 * *ret_url is under c; the token stands in its fragment, which browsers do not send to servers. */
enum err signin_link_new(
    struct call *c, const struct account *account, const char **ret_url, int64_t *ret_expires_ms);

#endif
