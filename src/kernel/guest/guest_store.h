/* SQL of guests and their sessions. Each function runs inside the caller's transaction. */
#ifndef KANAME_KERNEL_GUEST_GUEST_STORE_H
#define KANAME_KERNEL_GUEST_GUEST_STORE_H

#include "kernel/guest/guest.h"

/* Texts under c. ERR_NOT_FOUND: none, or its campaign was deleted. `lock`: others who try the same
 * invitation wait for the end of the transaction. */
enum err guest_store_by_token(
    struct call *c, const struct digest *token, bool lock, struct guest *ret_guest);
enum err guest_store_by_uid(
    struct call *c, const struct uuid *uid, bool lock, struct guest *ret_guest);
/* All of one response, oldest first. */
enum err guest_store_of(
    struct call *c, int64_t response_id, struct guest **ret_guests, size_t *ret_n);

/* Of a campaign's responses that are not submitted and are not given more time than `today`, by id
 * above `after`: guests that live and were sent nothing since `sent_before_ms`. */
enum err guest_store_waiting(struct call *c, int64_t campaign_id, const char *today,
    int64_t sent_before_ms, int64_t after, int limit, struct guest **ret_guests, size_t *ret_n);

struct guest_new {
    int64_t response_id;
    const char *name, *address, *lang;
    const struct digest *token;
    int64_t expires_at_ms;
    int64_t delegated_from; /* 0: nobody */
    int64_t created_by;     /* who asks, also where a guest named a colleague */
};
/* Fills id and uid of *ret_guest, nothing else. */
enum err guest_store_add(struct call *c, const struct guest_new *g, struct guest *ret_guest);
/* Of the response: those who are not ended, whoever invited them; and all whom guests ever named,
 * so that what guests can have sent stays bounded. */
enum err guest_store_count(
    struct call *c, int64_t response_id, int64_t *ret_living, int64_t *ret_named);
/* An account ended somebody with this address. */
enum err guest_store_was_ended(
    struct call *c, int64_t response_id, const char *address, bool *ret_ended);
/* Not revoked, with this address. ERR_NOT_FOUND: none. */
enum err guest_store_by_address(
    struct call *c, int64_t response_id, const char *address, int64_t *ret_id);

/* A new link instead of the old one, which is dead with its code; unlocks. */
enum err guest_store_link(
    struct call *c, int64_t id, const struct digest *token, int64_t expires_at_ms);
enum err guest_store_opened(struct call *c, int64_t id);
enum err guest_store_refused(struct call *c, const struct digest *token);
enum err guest_store_code(struct call *c, const struct guest *g, const struct digest *code,
    int64_t expires_at_ms, bool new_window);
/* A wrong code: counts, and locks at `limit`. *ret_locked: now. */
enum err guest_store_wrong(struct call *c, int64_t id, int limit, bool *ret_locked);
enum err guest_store_entered(struct call *c, int64_t id); /* the code is spent */
/* Ends the invitation and those of colleagues whom this guest named, with their sessions. */
enum err guest_store_revoke(struct call *c, int64_t response_id, int64_t id);

/* All invitations of whoever the one with this UUID is, to whatever answers: those with its
 * address, ended ones and those of deleted campaigns too. They are locked. None: it was erased. */
struct guest_trace {
    int64_t id, response_id;
    struct uuid response_uid;
    const char *name, *address; /* as written */
};
enum err guest_store_traces(
    struct call *c, const struct uuid *uid, struct guest_trace **ret_traces, size_t *ret_n);
/* Of an ended one: name and address are nothing from now on. */
enum err guest_store_blank(struct call *c, int64_t id);

/* Links of a response that are alive live until then. */
enum err guest_store_extend(struct call *c, int64_t response_id, int64_t expires_at_ms);

/* Invitations of a respondent, to whatever campaign, that open something now. */
enum err guest_store_live_of(
    struct call *c, const char *kind, int64_t respondent_id, int64_t *ret_n);

/* ---- sessions ---- */

struct guest_session {
    int64_t id, seen_at_ms, expires_at_ms;
};
/* Fills what `who` says of the guest. ERR_NOT_FOUND: no such session, the invitation was ended, or
 * its time is over. */
enum err guest_session_find(
    struct call *c, const struct digest *token, struct who *who, struct guest_session *ret_session);
enum err guest_session_touch(struct call *c, int64_t id);
enum err guest_session_add(struct call *c, int64_t guest_id, const struct digest *token,
    const char *csrf, int64_t expires_at_ms);
enum err guest_session_end(struct call *c, int64_t id);
/* All but the `most` used last. */
enum err guest_session_end_oldest(struct call *c, int64_t guest_id, int64_t most);
enum err guest_session_purge(struct call *c, int64_t idle_since_ms);

#endif
