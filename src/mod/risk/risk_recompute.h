/* The values of many risks computed anew and stored as one step: by another method, or because the
 * importance that a ledger gives has changed. Only risks whose figures differ are written; the step
 * has one audit entry, and what moved is kept for whoever asks (docs/adr/0021). */
#ifndef KANAME_MOD_RISK_RISK_RECOMPUTE_H
#define KANAME_MOD_RISK_RISK_RECOMPUTE_H

#include "kernel/call.h"
#include "mod/risk/risk_private.h"

#define RISK_CAUSE_LIST(X)         \
    X(RISK_CAUSE_METHOD, "method") \
    X(RISK_CAUSE_SYSTEM, "system") \
    X(RISK_CAUSE_ASSET, "asset")

#define RISK_CAUSE_ENUM(name, key) name,
enum risk_cause { RISK_CAUSE_LIST(RISK_CAUSE_ENUM) RISK_CAUSE_MAX };
#undef RISK_CAUSE_ENUM

extern const struct option_set OPTIONS_RISK_CAUSE;

struct risk_move {
    int64_t risk_id;
    uint8_t value_before, value_after, now_before, now_after; /* 0: no value */
};

/* What a step would do or has done. */
struct risk_recompute {
    int64_t id; /* 0: nothing was stored */
    struct uuid uid;
    enum risk_cause cause;
    struct risk_choice method;
    int64_t rows, moved, up, down; /* up, down: by the value now */
    int64_t at_ms, by;
    const struct risk_move *moves; /* in the order told: what rises most first */
};

/* What would move, nothing written. */
enum err risk_recompute_look(
    struct call *c, const struct risk_choice *method, struct risk_recompute *ret_recompute);

/* For all risks by the method that is now in force. In a write transaction. */
enum err risk_recompute_all(struct call *c, struct risk_recompute *ret_recompute);

/* For the risks of a system or of information. In a write transaction. */
enum err risk_recompute_of(struct call *c, enum risk_cause cause, int64_t id);

/* The same as a ledger's `apply`, where the importance of the record has changed: risks that take
 * theirs from it are worth another value. */
enum err risk_recompute_by_importance(
    struct call *c, const struct reg_record *record, enum risk_cause cause);

#endif
