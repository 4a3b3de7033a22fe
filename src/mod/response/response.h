/* Being ready before something happens: per threat who leads, who acts and what staff do first, as
 * cards that are read without an account. Not the incidents themselves (mod/incident), nor what
 * threats are worth (mod/risk). */
#ifndef KANAME_MOD_RESPONSE_RESPONSE_H
#define KANAME_MOD_RESPONSE_RESPONSE_H

#include "kernel/register/register.h"
#include "mod/response/response_starter.h" /* records to begin with, from the catalogue */

extern const struct reg_def REG_THREAT_RESPONSES, REG_RESPONSE_DECISIONS, REG_ANALYSIS_PLANS;
extern const struct module module_threat_response, module_response_card, module_response_decision,
    module_analysis_plan;

/* X(name, key): who takes part in a decision, the lowest first; message
 * "enum.decision_rank.<key>". */
#define DECISION_RANK_LIST(X)            \
    X(DECISION_STAFF, "staff")           \
    X(DECISION_HEAD, "head")             \
    X(DECISION_MANAGEMENT, "management") \
    X(DECISION_HEADQUARTERS, "headquarters")

/* X(name, key): what a rank does in it; message "enum.decision_part.<key>". */
#define DECISION_PART_LIST(X)                                    \
    X(DECISION_FINAL, "final")   /* decides; always one rank */  \
    X(DECISION_FIRST, "first")   /* judges first; at most one */ \
    X(DECISION_BEFORE, "before") /* is consulted before */       \
    X(DECISION_AFTER, "after")   /* is told afterwards */        \
    X(DECISION_NONE, "none")

#define DECISION_ENUM(name, key) name,
enum decision_rank { DECISION_RANK_LIST(DECISION_ENUM) DECISION_RANK_MAX };
enum decision_part { DECISION_PART_LIST(DECISION_ENUM) DECISION_PART_MAX };
#undef DECISION_ENUM

extern const struct option_set OPTIONS_DECISION_RANK, OPTIONS_DECISION_PART;
/* Of steps ("stop_system", "restrict_mail" …) and of what they touch ("none", "trade", "whole"). */
extern const struct option_set OPTIONS_DECISION_ACTION, OPTIONS_DECISION_IMPACT;

struct response_decider {
    const char *id, *number, *title; /* of the row of the matrix */
    enum decision_part parts[DECISION_RANK_MAX];
};
/* Who decides on a step with that impact, whoever asks; texts under c. ERR_NOT_FOUND: the matrix
 * does not say. */
enum err response_decider(
    struct call *c, const char *action, const char *impact, struct response_decider *ret_decider);

/* A line of what is planned for a threat. Texts under the call. */
struct response_work {
    const char *kind; /* "first": what staff do first; "own", "vendor": of an analysis plan */
    const char *source, *number, *title; /* of the record in which it stands; source: its UUID */
    const char *line;
    const char *department; /* who does it, as the table of threats names them; NULL: nobody */
    const char *vendor;     /* name; NULL: none */
};
enum { RESPONSE_WORKS_MOST = 200 };
struct response_plan {
    struct response_work *works; /* in the order of the plans; at most RESPONSE_WORKS_MOST */
    size_t n;
    size_t n_plans; /* analysis plans there are, with or without lines */
};
/* What is planned for a threat (a key of OPTIONS_THREAT_KEY), for whoever may read such plans. */
enum err response_plan_of(struct call *c, const char *threat_key, struct response_plan *ret_plan);

/* Where staff report; NULL: nothing is said. */
struct response_window {
    int64_t version; /* 0: never set */
    const char *name, *phone, *email, *chat, *hours, *note;
};

/* Says it anew, whoever asks. window->version: the one it follows; ERR_STALE: it was another. In
 * the caller's open write transaction. */
enum err response_window_set(struct call *c, const struct response_window *window);

#endif
