/* Rows of receivers and deliveries. Each function runs inside the caller's transaction. */
#ifndef KANAME_KERNEL_WEBHOOK_WEBHOOK_STORE_H
#define KANAME_KERNEL_WEBHOOK_WEBHOOK_STORE_H

#include "kernel/call.h"

#include <jansson.h>

/* X(name, key): the label is message "enum.webhook_state.<key>". */
#define WEBHOOK_STATE_LIST(X)         \
    X(WEBHOOK_STATE_QUEUED, "queued") \
    X(WEBHOOK_STATE_SENT, "sent")     \
    X(WEBHOOK_STATE_FAILED, "failed")

#define WEBHOOK_STATE_ENUM(name, key) name,
enum webhook_state { WEBHOOK_STATE_LIST(WEBHOOK_STATE_ENUM) WEBHOOK_STATE_MAX };
#undef WEBHOOK_STATE_ENUM

const char *webhook_state_key(enum webhook_state state);

struct webhook {
    int64_t id;
    struct uuid uid;
    const char *name, *url;
    const char *description; /* NULL: none */
    const json_t *events;    /* array of types */
    bool active;
    const char *off;      /* why the program switched it off; NULL: it did not */
    int64_t old_until_ms; /* 0: the secret before this one no longer signs */
    int64_t ok_at_ms;     /* 0: nothing has been accepted yet */
    int64_t version, created_at_ms;
    int64_t waiting, failed; /* deliveries */
    int failures;            /* in a row, without an answer */
    int64_t told_at_ms;      /* when administrators last heard of failures; 0: never */
};

/* In the order they were made. */
enum err webhook_store_list(struct call *c, struct webhook **ret_hooks, size_t *ret_n);
enum err webhook_store_by_uid(struct call *c, const struct uuid *uid, struct webhook *ret_hook);
enum err webhook_store_by_id(struct call *c, int64_t id, struct webhook *ret_hook);

/* Fills id, uid, version and created_at_ms. */
enum err webhook_store_add(struct call *c, struct webhook *hook, const char *secret);
/* ERR_STALE: another version is there. The version goes up. */
enum err webhook_store_change(struct call *c, struct webhook *hook);
/* With all its deliveries. */
enum err webhook_store_remove(struct call *c, int64_t id);
/* The secret there is goes on signing for `overlap_ms`. */
enum err webhook_store_rotate(
    struct call *c, struct webhook *hook, const char *secret, int64_t overlap_ms);
/* Both under c; *ret_old NULL: none signs any more. ERR_INTERNAL: sealed by another key file. */
enum err webhook_store_secrets(
    struct call *c, const struct webhook *hook, const char **ret_secret, const char **ret_old);
/* Has the audit chain's head say whether somebody listens. */
enum err webhook_store_listen(struct call *c);
/* As it, and `hook` is told of what happens from now on only. */
enum err webhook_store_begin(struct call *c, const struct webhook *hook);

/* Where the receiver has got to in the audit chain; *ret_found false: it is off, or another node
 * is at it. Held until the transaction ends. */
enum err webhook_store_place(struct call *c, int64_t id, int64_t *ret_seq, bool *ret_found);
enum err webhook_store_place_set(struct call *c, int64_t id, int64_t seq);

/* What an attempt has said about the receiver. */
enum err webhook_store_good(struct call *c, int64_t id);
enum err webhook_store_rest(struct call *c, int64_t id, int failures, int64_t until_ms);
enum err webhook_store_off(struct call *c, int64_t id, const char *why);
enum err webhook_store_told(struct call *c, int64_t id);

struct webhook_delivery {
    int64_t id;
    struct uuid uid;
    int64_t webhook_id;
    const char *type, *subject;
    int64_t subject_id;
    const char *number, *path; /* NULL: none */
    const char *body;
    const char *state;
    int attempts;
    int64_t next_at_ms, created_at_ms, tried_at_ms, ended_at_ms;
    int64_t status, ms; /* of the last attempt; 0: none */
    const char *fault;  /* NULL: none */
};

/* `uid` and `body` are given. */
enum err webhook_store_queue(struct call *c, const struct webhook_delivery *d);
/* Takes what is due for longest and counts an attempt; it is due again at `until_ms` unless one of
 * the functions below says otherwise. */
enum err webhook_store_claim(
    struct call *c, int64_t until_ms, struct webhook_delivery *ret_delivery, bool *ret_found);
/* Ends it for good, or has it tried again at `next_at_ms`, with what the attempt was like. */
enum err webhook_store_end(
    struct call *c, const struct webhook_delivery *d, enum webhook_state state);
enum err webhook_store_again(struct call *c, const struct webhook_delivery *d, int64_t at_ms);
/* When the next one is due; 0: none waits. */
enum err webhook_store_next(struct call *c, int64_t *ret_at_ms);

/* Whether a test of this receiver has not ended yet. */
enum err webhook_store_test_waits(struct call *c, int64_t webhook_id, bool *ret_waits);

/* Newest first, of one state (NULL: all), with an id below `before` (0: all). Without bodies. */
enum err webhook_store_deliveries(struct call *c, int64_t webhook_id, const char *state,
    int64_t before, int limit, struct webhook_delivery **ret_rows, size_t *ret_n);
enum err webhook_store_delivery(
    struct call *c, const struct uuid *uid, struct webhook_delivery *ret_delivery);
/* Those that were given up are queued anew: one, or (id 0) all of the receiver. *ret_n: how many.
 */
enum err webhook_store_resend(struct call *c, int64_t webhook_id, int64_t id, int64_t *ret_n);

/* Ended before then, and all but the newest `most` ended ones of each receiver. */
enum err webhook_store_purge(struct call *c, enum webhook_state state, int64_t before_ms);
enum err webhook_store_purge_beyond(struct call *c, int64_t webhook_id, int most);
/* What has waited since before then, of receivers that are switched off, is given up. */
enum err webhook_store_give_up(struct call *c, int64_t before_ms);

#endif
