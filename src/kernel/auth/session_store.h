/* SQL of sessions and one-time links. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_AUTH_SESSION_STORE_H
#define KANAME_KERNEL_AUTH_SESSION_STORE_H

#include "base/digest.h"
#include "base/jw.h"
#include "kernel/call.h"

struct session_row {
    int64_t id;
    int64_t account_id;
    const char *csrf;
    int64_t created_at_ms, seen_at_ms, expires_at_ms;
};

/* A session by its token's hash with account and organisation: fills *who with its grants, *org and
 * the account's language (NULL: none). Texts under c. ERR_NOT_FOUND: none, or the account is
 * disabled. */
enum err session_store_find(struct call *c, const struct digest *token, struct who *who,
    struct org_settings *org, const char **ret_lang, struct session_row *ret_row);
/* The same by an API token: its scopes too, no session and no CSRF token. seen_at_ms 0: never used.
 */
enum err session_store_find_token(struct call *c, const struct digest *token, struct who *who,
    struct org_settings *org, const char **ret_lang, struct session_row *ret_row);
/* A write of its own. */
enum err session_store_touch(struct call *c, int64_t session_id);

struct session_new {
    int64_t account_id;
    const char *kind;      /* "session", "link" */
    const char *opened_by; /* "password", "link", "setup" */
    const struct digest *token;
    const char *csrf;
    int64_t expires_at_ms;
    const char *address; /* NULL: unknown */
    const char *agent;   /* NULL: unknown */
    bool must_enrol;
};

/* The rest needs an open transaction where it writes. */
enum err session_store_add(
    struct call *c, const struct session_new *s, int64_t *ret_id, struct uuid *ret_uid);
/* A new token for a session that goes on. */
enum err session_store_rotate(
    struct call *c, int64_t session_id, const struct digest *token, const char *csrf);
/* Ends the sessions of an account but `keep_id`, and its unused links; 0: all. */
enum err session_store_end_others(
    struct call *c, int64_t account_id, int64_t keep_id, int64_t *ret_ended);
/* Keeps the `most` sessions used last. */
enum err session_store_end_oldest(struct call *c, int64_t account_id, int64_t most);
enum err session_store_end_links(struct call *c, int64_t account_id);
/* ERR_NOT_FOUND: not (any more). */
enum err session_store_end(struct call *c, int64_t session_id);
/* Spends a link: *ret_account_id is its account. ERR_NOT_FOUND: none, spent or out of time. */
enum err session_store_spend_link(
    struct call *c, const struct digest *token, int64_t *ret_account_id);
/* A session by the id people see. `account_id` 0: anybody's. ERR_NOT_FOUND. */
enum err session_store_by_uid(struct call *c, const struct uuid *uid, int64_t account_id,
    int64_t *ret_id, int64_t *ret_account_id);
/* How and until when the caller's session lasts. ERR_NOT_FOUND. */
enum err session_store_mine(
    struct call *c, struct uuid *ret_uid, const char **ret_opened_by, int64_t *ret_expires_at_ms);
/* Writes the live sessions of an account as Session objects into an open array. */
enum err session_store_list(struct call *c, int64_t account_id, struct jw *w);
enum err session_store_purge(struct call *c, int64_t *ret_removed);

#endif
