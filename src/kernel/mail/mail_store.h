/* Rows of the outbox and of refused addresses. Each function runs inside the caller's transaction.
 */
#ifndef KANAME_KERNEL_MAIL_MAIL_STORE_H
#define KANAME_KERNEL_MAIL_MAIL_STORE_H

#include "kernel/mail/mail.h"

/* X(name, key): the label is message "enum.mail_state.<key>". */
#define MAIL_STATE_LIST(X)                                                  \
    X(MAIL_STATE_QUEUED, "queued")                                          \
    X(MAIL_STATE_SENT, "sent")                                              \
    X(MAIL_STATE_FAILED, "failed")                                          \
    X(MAIL_STATE_EXPIRED, "expired")                                        \
    X(MAIL_STATE_HELD, "held")         /* its address does not take mail */ \
    X(MAIL_STATE_RETURNED, "returned") /* was sent and came back */

#define MAIL_STATE_ENUM(name, key) name,
enum mail_state { MAIL_STATE_LIST(MAIL_STATE_ENUM) MAIL_STATE_MAX };
#undef MAIL_STATE_ENUM

const char *mail_state_key(enum mail_state state);

struct mail_row {
    int64_t id;
    struct uuid uid;
    int64_t account_id;
    const char *account_name; /* NULL: nobody's */
    struct uuid account_uid;  /* zeros: nobody's */
    const char *address, *lang, *kind, *state;
    const void *body; /* sealed; NULL: away */
    size_t body_len;
    int attempts;
    int64_t next_at_ms, expires_at_ms, created_at_ms, ended_at_ms;
    const char *fault; /* NULL: none */
};

/* Texts under c. ERR_NOT_FOUND: no such account, or it has no address. */
enum err mail_store_address(struct call *c, int64_t account_id, const char **ret_address);

/* row->id and row->uid are filled; body NULL: given by mail_store_body, which needs them. */
enum err mail_store_add(struct call *c, struct mail_row *row);
enum err mail_store_body(struct call *c, int64_t id, const void *body, size_t len);

/* Takes the mail that is due for longest and counts an attempt; it is due again at `until_ms`
 * unless mail_store_end or _again says otherwise. *ret_found false: none is due. */
enum err mail_store_claim(
    struct call *c, int64_t until_ms, struct mail_row *ret_row, bool *ret_found);
/* Ends it for good; a body is kept of failed ones only. */
enum err mail_store_end(struct call *c, int64_t id, enum mail_state state, const char *fault);
enum err mail_store_again(struct call *c, int64_t id, int64_t at_ms, const char *fault);
/* When the next one is due; 0: none waits. */
enum err mail_store_next(struct call *c, int64_t *ret_at_ms);

/* Newest first, of one state ("": all), with an id below `before` (0: all). Without bodies. */
enum err mail_store_list(struct call *c, const char *state, int64_t before, int limit,
    struct mail_row **ret_rows, size_t *ret_n);
enum err mail_store_count(struct call *c, enum mail_state state, int64_t *ret_n);
enum err mail_store_hold(struct call *c);
enum err mail_store_since(
    struct call *c, const char *kind, const char *address, int64_t since_ms, int64_t *ret_n);
enum err mail_store_last_sent(struct call *c, int64_t *ret_at_ms);
/* A failed or held one is queued anew, and its address is tried again. ERR_NOT_FOUND: none such. */
enum err mail_store_retry(struct call *c, const struct uuid *uid, struct mail_row *ret_row);
enum err mail_store_purge(struct call *c, enum mail_state state, int64_t before_ms);

struct mail_bounce {
    struct uuid uid;
    const char *address, *fault;
    const char *status; /* RFC 3463; NULL: unknown */
    int64_t at_ms;
};
enum err mail_store_bounced(
    struct call *c, const char *address, const char *status, const char *fault);
/* *ret_bounce is filled when *ret_found. */
enum err mail_store_bounce_of(
    struct call *c, const char *address, struct mail_bounce *ret_bounce, bool *ret_found);
/* As mail_bounced. */
enum err mail_store_bounced_of(
    struct call *c, const char *const *addresses, size_t n, bool ret_bounced[MAIL_BOUNCED_MOST]);
/* Accounts whose address takes no mail, in order. */
enum err mail_store_undelivered(struct call *c, int64_t **ret_accounts, size_t *ret_n);
/* What was held for an account goes to its new address: mail_wake. */
enum err mail_store_readdress(struct call *c, int64_t account_id, const char *address);
/* What was held for it is queued: mail_wake. */
enum err mail_store_forgive(struct call *c, const char *address);

/* Without body. ERR_NOT_FOUND. */
enum err mail_store_find(struct call *c, const struct uuid *uid, struct mail_row *ret_row);
/* One that was sent came back. */
enum err mail_store_returned(struct call *c, int64_t id, const char *fault);
/* Remembers a report on it. *ret_fresh false: the same message has been here before. */
struct digest;
enum err mail_store_return_add(struct call *c, const struct mail_row *row, bool failed,
    const char *status, const struct digest *message, bool *ret_fresh);
/* How often mail to the address was late since `since_ms`. */
enum err mail_store_late(struct call *c, const char *address, int64_t since_ms, int64_t *ret_n);
enum err mail_store_return_purge(struct call *c, int64_t before_ms);
/* Everything kept of an address that is no account's: mails, reports, that it takes none. In any
 * letters' case. */
enum err mail_store_forget(struct call *c, const char *address);
/* The person an account belongs to. *ret_found false: none. */
enum err mail_store_person(
    struct call *c, int64_t account_id, struct uuid *ret_uid, bool *ret_found);

#endif
