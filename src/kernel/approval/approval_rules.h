/* Rules of rounds of approval (稟議): who may decide now, what follows a decision, which route a
 * record takes, whom a step asks. Pure: no SQL, no clock; today is an argument, dates are
 * "YYYY-MM-DD". Accounts are internal ids.
 *
 * A round goes through steps 1..n one after the other; in a step its seats (those asked) decide
 * side by side. Step 0 is the drafter, to whom a round may be sent back. */
#ifndef KANAME_KERNEL_APPROVAL_RULES_H
#define KANAME_KERNEL_APPROVAL_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    APPROVAL_STEPS = 10,    /* steps of a route */
    APPROVAL_ASKED = 5,     /* selectors of a step */
    APPROVAL_SEATS = 50,    /* people asked in a step */
    APPROVAL_DAYS_MAX = 90, /* working days of a step */
};

#define APPROVAL_STATE_LIST(X)         \
    X(APPROVAL_OPEN, "open")           \
    X(APPROVAL_RETURNED, "returned")   \
    X(APPROVAL_APPROVED, "approved")   \
    X(APPROVAL_REJECTED, "rejected")   \
    X(APPROVAL_WITHDRAWN, "withdrawn") \
    X(APPROVAL_CHANGED, "changed") /* ended because the subject was changed or deleted */

#define APPROVAL_NEED_LIST(X) \
    X(NEED_ALL, "all")        \
    X(NEED_ANY, "any")        \
    X(NEED_COUNT, "count")

#define APPROVAL_DECISION_LIST(X)  \
    X(DECISION_NONE, "none")       \
    X(DECISION_APPROVE, "approve") \
    X(DECISION_RETURN, "return")   \
    X(DECISION_REJECT, "reject")

/* In what capacity somebody decides. */
#define APPROVAL_AS_LIST(X) \
    X(AS_SELF, "self")      \
    X(AS_DEPUTY, "deputy")  \
    X(AS_ESCALATED, "escalated")

#define APPROVAL_ENUM(name, key) name,
enum approval_state { APPROVAL_STATE_LIST(APPROVAL_ENUM) APPROVAL_STATE_MAX };
enum approval_need { APPROVAL_NEED_LIST(APPROVAL_ENUM) APPROVAL_NEED_MAX };
enum approval_decision { APPROVAL_DECISION_LIST(APPROVAL_ENUM) APPROVAL_DECISION_MAX };
enum approval_as { APPROVAL_AS_LIST(APPROVAL_ENUM) APPROVAL_AS_MAX };
#undef APPROVAL_ENUM

struct rule_seat {
    int64_t account_id;
    bool escalated; /* asked in place of those who let the deadline pass */
    enum approval_decision decision;
    int64_t decided_by; /* the account itself or a deputy; 0: undecided */
};

struct rule_step {
    enum approval_need need;
    int count; /* NEED_COUNT: so many different people, or all when fewer were asked */
    const struct rule_seat *seats;
    size_t n_seats;
};

struct rule_round {
    enum approval_state state;
    int step; /* 1..n_steps; 0: with the drafter */
    const struct rule_step *steps;
    size_t n_steps;
    int64_t drafter_id;
    bool alone; /* nobody else could decide when it was sent: the drafter may */
};

/* Somebody who acts for somebody else, on the days first..last; NULL: without that end. */
struct rule_deputy {
    int64_t account_id, deputy_id;
    const char *first, *last;
};

bool approval_deputy_on(const struct rule_deputy *d, const char *today);

/* Whether a step has the approvals it needs. One who was asked by escalation suffices alone. */
bool approval_step_done(const struct rule_step *step);

/* What holds after a decision in the round's step has been entered. */
enum approval_next { NEXT_WAIT, NEXT_STEP, NEXT_APPROVED };
enum approval_next approval_next(const struct rule_round *round);

enum approval_right {
    RIGHT_YES,
    RIGHT_ENDED,      /* the round is not open */
    RIGHT_DRAFTER,    /* four eyes: not one's own */
    RIGHT_NOT_ASKED,  /* has no seat in it and is nobody's deputy */
    RIGHT_NOT_TURN,   /* a later step */
    RIGHT_ALREADY,    /* has decided */
    RIGHT_DEPUTY_OUT, /* deputy, but not on this day */
};

/* Whether `actor` may decide now; if so for which seat of the current step (index) and as what. A
 * deputy is never the drafter. One's own seat goes before those one stands in for. */
enum approval_right approval_right(const struct rule_round *round, int64_t actor,
    const struct rule_deputy *deputies, size_t n_deputies, const char *today, size_t *ret_seat,
    enum approval_as *ret_as);

/* A step to which it may be sent back: the drafter or one before the current. */
bool approval_return_ok(const struct rule_round *round, int to_step);

/* When a route is taken: all that is said must hold. */
struct rule_condition {
    const char *path;      /* of a unit: records in it and below; NULL: all */
    bool has_amount;       /* from this amount on, in this currency */
    int64_t amount;        /* minor units */
    const char *currency;  /* ISO 4217 */
    const char *class_key; /* value of the subject's class field; NULL: any */
};

/* What is known of a record. */
struct rule_facts {
    const char *path; /* of its unit; "/": the whole organisation */
    bool has_amount;
    int64_t amount;
    const char *currency;
    const char *class_key;
};

/* The route taken, by index; -1: none fits. The one for the highest amount goes first, then one for
 * a class, then the one of the nearest unit, then the first in the list. */
int approval_route_choose(
    const struct rule_condition *routes, size_t n, const struct rule_facts *facts);

/* Who has written what is to be decided on since it was last approved, and when last. */
struct rule_writer {
    int64_t account_id;
    int64_t at_ms;
};
bool approval_wrote(const struct rule_writer *writers, size_t n, int64_t account_id);

/* Four eyes: who may decide on what some of them have written. */
struct rule_eyes {
    const struct rule_writer *writers;
    size_t n_writers;
    const int64_t *deciders; /* all who could decide by their roles */
    size_t n_deciders;
    int64_t sender_id; /* of a round: does not decide in it; 0: none */
};
/* Those who decide rather than `actor`: who have not written, or, where all have, whose writing
 * lies further back. None: `actor` may, alone if need be. A sender who has not written counts:
 * nothing keeps him or her from deciding instead of sending. Fills up to APPROVAL_SEATS. */
size_t approval_rather(
    const struct rule_eyes *eyes, int64_t actor, int64_t ret_ids[APPROVAL_SEATS]);

/* Somebody who fits a role or post, with the path of the unit in which. */
struct rule_candidate {
    int64_t account_id;
    const char *path;
};

/* Accounts. */
struct rule_ids {
    const int64_t *ids;
    size_t n;
};
bool approval_among(const struct rule_ids *ids, int64_t id);

/* Those of the unit nearest at or above `path` that has somebody other than `but`, each once. Fills
 * up to APPROVAL_SEATS; returns how many. */
size_t approval_nearest(const struct rule_candidate *all, size_t n, const char *path,
    const struct rule_ids *but, int64_t ret_ids[APPROVAL_SEATS]);

#endif
