/* Signing in, and the sessions that come of it. Internal to kernel/auth. */
#ifndef KANAME_KERNEL_AUTH_SIGNIN_H
#define KANAME_KERNEL_AUTH_SIGNIN_H

#include "kernel/auth/account_store.h"
#include "kernel/http/req.h"
#include "kernel/passkey/passkey.h"

/* The members of a body that bring a proof of the second factor. */
#define PROOF_FIELDS                                                                     \
    {.key = "code", .type = FIELD_TEXT, .flags = FIELD_CONFIDENTIAL, .max = LIMIT_CODE}, \
    {                                                                                    \
        .key = "passkey", .type = FIELD_OBJECT, .flags = FIELD_CONFIDENTIAL,             \
        .shape = &SHAPE_PASSKEY_ANSWER                                                   \
    }

/* What comes as second factor beside it; NULL where one is taken: nothing came. */
struct proof {
    const char *code;      /* by time or of recovery; NULL, "": none */
    const json_t *passkey; /* a PasskeyAnswer; NULL: none */
};

struct proof signin_proof(const json_t *body);

/* By login and password: opens a session, puts its cookie into the answer and the account into the
 * call. ERR_UNAUTHENTICATED without saying which of the two was wrong, after the same work;
 * ERR_TOO_MANY after too many failures, with the time to wait. A session the request came with
 * ends. */
enum err signin_password(
    struct req *r, const char *login, const char *password, const struct proof *proof);

/* By a one-time link. ERR_UNAUTHENTICATED: spent, out of time, or never made.
 *
 * Both: an account with a second factor needs a proof of it too. ERR_INVALID names /code:
 * code_needed, when everything else is right (then the problem's "passkey" is what to ask a
 * passkey, if the account has one), or code_wrong, or /passkey: passkey_wrong, both counted like a
 * wrong password; a link is not spent then. */
enum err signin_link(struct req *r, const char *text, const struct proof *proof);

/* Inside an open write transaction: a session of the account for the browser of `r`, with its
 * cookie in the answer, and the account in the call from here on. `by`: "password", "link",
 * "setup", "oidc", "passkey". The audit entry is added here. */
enum err signin_open(struct req *r, int64_t account_id, const char *by);

/* Somebody whom an identity provider, a directory or a key of theirs has vouched for. */
struct vouched {
    int64_t account_id;
    const char *by; /* as signin_open's */
    struct proof proof;
    bool factor_done; /* a second factor was asked for there */
};
/* Inside an open write transaction, which the caller commits: opens a session as signin_open does;
 * the one the request came with ends. Accounts that are disabled or wait are refused. ERR_INVALID
 * names /code or /passkey as above: after code_needed the transaction is still open, else it has
 * ended. */
enum err signin_vouched(struct req *r, const struct vouched *v);

/* ERR_UNAUTHENTICATED sso_only: the account comes in by the identity provider and in no other way.
 */
enum err signin_check_way(struct call *c, int64_t account_id);

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

/* The signed-in caller's password asked for once more: ERR_INVALID names /current. One who came by
 * a link or has none need not know it. */
enum err signin_confirm_current(struct call *c, const struct account *account, const char *current);

/* The signed-in caller proves a second factor once more, in the transaction that this begins.
 * Counted like log-ins; ERR_INVALID names /code or /passkey, as at the log-in. */
enum err signin_confirm_factor(
    struct call *c, const struct account *account, const struct proof *proof);
/* The same with a code of the secret that is being set up. */
enum err signin_confirm_new(struct call *c, const struct account *account, const char *code);

/* Ends the caller's session. Own transaction. */
enum err signin_out(struct req *r);

/* Inside an open write transaction: makes a one-time link for the account (an older one ends).
 * *ret_url is under c; the token stands in its fragment, which browsers do not send to servers. */
enum err signin_link_new(
    struct call *c, const struct account *account, const char **ret_url, int64_t *ret_expires_ms);

#endif
