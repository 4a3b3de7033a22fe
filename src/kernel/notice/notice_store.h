/* Rows of notices. Each function runs inside the caller's transaction. */
#ifndef KANAME_KERNEL_NOTICE_NOTICE_STORE_H
#define KANAME_KERNEL_NOTICE_NOTICE_STORE_H

#include "kernel/notice/notice.h"

const char *notice_delivery_key(enum notice_delivery delivery);

/* Who is to be told of a kind, and how. */
struct notice_receiver {
    int64_t account_id;
    const char *name;
    const char *lang;     /* NULL: the organisation's */
    const char *delivery; /* what was chosen for the kind; NULL: nothing */
};

/* ERR_NOT_FOUND: no such account, or disabled. Texts under c. */
enum err notice_store_receiver(
    struct call *c, int64_t account_id, const char *kind, struct notice_receiver *ret_receiver);
enum err notice_store_accounts_of(
    struct call *c, int64_t person_id, int64_t **ret_accounts, size_t *ret_n);
/* Those with a role of `perm` in the unit with this path or above it, each once. */
enum err notice_store_holders(struct call *c, const struct perm *perm, const char *unit_path,
    int64_t **ret_accounts, size_t *ret_n);

/* `digest`: "daily", "weekly", "" none. */
enum err notice_store_add(struct call *c, const struct notice_new *notice, const char *args,
    int64_t account_id, const char *digest, int64_t *ret_id);

struct notice_row {
    int64_t id;
    struct uuid uid;
    int64_t account_id;
    const char *kind;
    const char *subject;     /* NULL: none */
    struct uuid subject_uid; /* zeros: none */
    const char *path;
    const char *args; /* JSON */
    int64_t created_at_ms;
    bool read;
};

/* Newest first, those with an id below `before` (0: all). */
enum err notice_store_list(struct call *c, int64_t account_id, bool unread, int64_t before,
    int limit, struct notice_row **ret_rows, size_t *ret_n);
/* Counted to `most`. */
enum err notice_store_unread(struct call *c, int64_t account_id, int most, int64_t *ret_n);
/* ERR_NOT_FOUND. One that is read stays as it is. */
enum err notice_store_read(struct call *c, int64_t account_id, const struct uuid *uid);
/* The notice and all before it. ERR_NOT_FOUND. */
enum err notice_store_read_to(struct call *c, int64_t account_id, const struct uuid *uid);
/* Those of a kind about a record. */
enum err notice_store_forget(
    struct call *c, const char *kind, const char *subject, const struct uuid *subject_uid);
enum err notice_store_purge(struct call *c, int64_t before_ms);

/* ---- choices ---- */

struct notice_choice {
    const char *kind, *delivery;
};
enum err notice_store_choices(
    struct call *c, int64_t account_id, struct notice_choice **ret_choices, size_t *ret_n);
enum err notice_store_choose(
    struct call *c, int64_t account_id, const struct notice_choice *choice);

/* ---- collected mails ---- */

/* Accounts with notices of this digest from before `before_ms`. */
enum err notice_store_digest_accounts(
    struct call *c, const char *digest, int64_t before_ms, int64_t **ret_accounts, size_t *ret_n);
/* An account's unread ones, oldest first, at most `limit`; *ret_all: how many there are. */
enum err notice_store_digest_rows(struct call *c, const char *digest, int64_t account_id,
    int64_t before_ms, int limit, struct notice_row **ret_rows, size_t *ret_n, int64_t *ret_all);
/* They have been mailed, or read before that. */
enum err notice_store_digest_done(
    struct call *c, const char *digest, int64_t account_id, int64_t before_ms);

#endif
