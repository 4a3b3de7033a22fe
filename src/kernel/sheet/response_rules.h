/* States of a response, which step leads from which to which, and the digest that a submission
 * leaves in the audit. Pure. */
#ifndef KANAME_KERNEL_SHEET_RESPONSE_RULES_H
#define KANAME_KERNEL_SHEET_RESPONSE_RULES_H

#include "base/digest.h"
#include "base/uuid.h"
#include "kernel/sheet/sheet_rules.h"

#define RESPONSE_STATE_LIST(X)         \
    X(RESPONSE_DRAFT, "draft")         \
    X(RESPONSE_SUBMITTED, "submitted") \
    X(RESPONSE_RETURNED, "returned")   \
    X(RESPONSE_ACCEPTED, "accepted")

#define RESPONSE_STATE_ENUM(name, key) name,
enum response_state { RESPONSE_STATE_LIST(RESPONSE_STATE_ENUM) RESPONSE_STATE_MAX };
#undef RESPONSE_STATE_ENUM

const char *response_state_key(enum response_state state);
enum response_state response_state_of(const char *key); /* of the database; unknown: draft */

enum response_step { STEP_SUBMIT, STEP_WITHDRAW, STEP_RETURN, STEP_ACCEPT, STEP_MAX };

/* Whether the step is possible in a state, and where it leads. Only accepting is possible when the
 * campaign is closed. */
bool response_step_to(enum response_state from, enum response_step step, bool campaign_open,
    enum response_state *ret_to);
/* Answers may change. */
bool response_editable(enum response_state state, bool campaign_open);

/* One answer as the digest covers it. */
struct digest_answer {
    const char *item;                        /* key */
    const char *value, *na_reason, *comment; /* NULL: none */
    const struct digest *files;              /* SHA-256 of each evidence file, in ascending order */
    size_t n_files;
};

/* SHA-256 over the JSON text, without spaces and with members in this order:
 *   {"response":"<uuid>","sheet":"<hex>","answers":[{"item":"2-2","value":"4","na_reason":null,
 *    "comment":"…","files":["<hex>"]}, …]}
 * answers in the order of the items, only those that were given. */
struct digest response_digest(const struct uuid *response, const struct digest *sheet,
    const struct digest_answer *answers, size_t n);

/* Scores of all items in one line, for results: comma-separated by item number, empty without a
 * score, "n" for does not apply. Under ctx. */
const char *response_scores_format(const void *ctx, const struct sheet_doc *doc,
    const struct sheet_answer *answers, const struct sheet_asked *asked);

enum item_score { ITEM_NO_SCORE, ITEM_NA, ITEM_SCORE };

/* Reads the next item's score from such a line and moves *line behind it. */
enum item_score response_scores_next(const char **line, int *ret_score);

/* The total of a sheet that has one. */
struct response_total {
    int64_t points;
    int64_t most; /* what the same items could have given */
};

/* Adds up such a line, weight × score over the items that count; what does not apply gives the
 * sheet's points for it, or is left out. Unanswered items are not told from hidden ones: a total
 * with missing items (sheet_sum) is none. false: the sheet has no total, or nothing counts. */
bool response_total(
    const struct sheet_doc *doc, const char *item_scores, struct response_total *ret_total);

#endif
