/* SQL of telephone calls and of what guests ask. Each function runs inside the caller's
 * transaction. */
#ifndef KANAME_KERNEL_GUEST_GUEST_TALK_STORE_H
#define KANAME_KERNEL_GUEST_GUEST_TALK_STORE_H

#include "kernel/guest/guest.h"

struct guest_call {
    struct uuid uid;
    const char *spoken_with; /* "": erased by law */
    const char *held_on;
    struct ref by;
    int64_t at_ms;
    bool open; /* whoever took it may still write answers */
};
/* Newest first. */
enum err guest_store_calls(
    struct call *c, int64_t response_id, struct guest_call **ret_calls, size_t *ret_n);
/* By who acts; ends any other that is open. */
enum err guest_store_call_add(
    struct call *c, int64_t response_id, const char *spoken_with, const char *held_on);
/* With whom one spoke is taken out of all calls of a response: the name was typed as it was heard.
 */
enum err guest_store_calls_forget(struct call *c, int64_t response_id);

struct guest_message {
    struct uuid uid;
    int item_no; /* 0: in general */
    const char *text;
    struct ref by;     /* one of ours; id 0: a guest */
    const char *guest; /* NULL: one of ours; "": erased by law */
    int64_t at_ms;
    bool open; /* a guest's, which nobody has answered */
};
/* Oldest first. */
enum err guest_store_messages(
    struct call *c, int64_t response_id, struct guest_message **ret_messages, size_t *ret_n);
/* By who acts: a guest's is open. item_no 0: in general. */
enum err guest_store_message_add(
    struct call *c, int64_t response_id, int item_no, const char *text);
enum err guest_store_message_count(struct call *c, int64_t response_id, int64_t *ret_n);
/* Those open are so no more. */
enum err guest_store_messages_answered(struct call *c, int64_t response_id);
/* Guests whose message is open, each once. */
enum err guest_store_askers(
    struct call *c, int64_t response_id, int64_t **ret_guests, size_t *ret_n);

#endif
