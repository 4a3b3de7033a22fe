/* What those see who ask. Each function runs inside the caller's transaction. */
#ifndef KANAME_KERNEL_GUEST_GUEST_LIST_STORE_H
#define KANAME_KERNEL_GUEST_GUEST_LIST_STORE_H

#include "kernel/guest/guest.h"

struct respondent_row {
    int64_t id;
    struct uuid uid;
    struct ref respondent;
    const char *kind, *class, *state, *due;
    int64_t version, asked, answered, submitted_at_ms;
    int64_t guests; /* not ended */
    int64_t opens, opened_at_ms, entered_at_ms, locked;
    int64_t bounced; /* of those, whose mail comes back */
    int64_t asking;  /* questions that nobody has answered */
};

/* Which are shown. X(name, key): message "enum.respondent_wanted.<key>". Up to "late" of those that
 * have not submitted. */
#define RESPONDENT_WANTED_LIST(X)    \
    X(WANTED_UNSENT, "unsent")       \
    X(WANTED_BOUNCED, "bounced")     \
    X(WANTED_SENT, "sent")           \
    X(WANTED_OPENED, "opened")       \
    X(WANTED_ANSWERING, "answering") \
    X(WANTED_RETURNED, "returned")   \
    X(WANTED_LATE, "late")           \
    X(WANTED_LOCKED, "locked")       \
    X(WANTED_ASKING, "asking") X(WANTED_SUBMITTED, "submitted") X(WANTED_ACCEPTED, "accepted")
extern const struct option_set OPTIONS_RESPONDENT_WANTED;

struct respondent_filter {
    int64_t campaign_id;
    const char *wanted; /* a key of the list; NULL: all */
    const char *name;   /* stands in the respondent's name, in any case and width; NULL: any */
    const char *today;
    int64_t before; /* ids below it */
    int limit;
};
/* Newest first, at most limit + 1. */
enum err guest_store_respondents(struct call *c, const struct respondent_filter *filter,
    struct respondent_row **ret_rows, size_t *ret_n);

struct respondent_counts {
    int64_t all, contacted, opened, answering, submitted, accepted;
    int64_t late, bounced; /* of those that have not submitted */
};
enum err guest_store_counts(
    struct call *c, int64_t campaign_id, const char *today, struct respondent_counts *ret_counts);

/* Guests of a response whose address takes no mail. */
struct guest_bounce {
    int64_t guest_id, at_ms;
    const char *status; /* RFC 3463; NULL: unknown */
};
enum err guest_store_bounces(
    struct call *c, int64_t response_id, struct guest_bounce **ret_bounces, size_t *ret_n);

#endif
