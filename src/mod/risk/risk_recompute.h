/* The values of many risks computed anew and stored as one step: by another method, or because the
 * importance that a ledger gives has changed. Only risks whose figures differ are written; the step
 * has one audit entry, and what moved is kept for whoever asks (docs/adr/0021). */
#ifndef KANAME_MOD_RISK_RISK_RECOMPUTE_H
#define KANAME_MOD_RISK_RISK_RECOMPUTE_H

#include "kernel/call.h"
#include "mod/risk/risk_accept_rules.h"
#include "mod/risk/risk_private.h"

#define RISK_CAUSE_LIST(X)         \
    X(RISK_CAUSE_METHOD, "method") \
    X(RISK_CAUSE_SYSTEM, "system") \
    X(RISK_CAUSE_ASSET, "asset")

#define RISK_CAUSE_ENUM(name, key) name,
enum risk_cause { RISK_CAUSE_LIST(RISK_CAUSE_ENUM) RISK_CAUSE_MAX };
#undef RISK_CAUSE_ENUM

extern const struct option_set OPTIONS_RISK_CAUSE;

/* How a risk moves; bytes alone, so that two compare as memory. */
struct risk_figures {
    uint8_t returns;                                          /* enum risk_return */
    uint8_t now_after, value_after, value_before, now_before; /* 0: no value */
    uint8_t band_after, band_before; /* enum risk_colour, of the value now; RISK_COLOUR_MAX: none */
};

struct risk_move {
    int64_t risk_id;
    int8_t growth; /* not stored */
    struct risk_figures figures;
};

/* NULL: no band; its acceptance, if there is one, holds. */
const char *risk_band_key(uint8_t band);
const char *risk_return_key(uint8_t returns);

/* What a step would do or has done. */
struct risk_recompute {
    int64_t id; /* 0: nothing was stored */
    struct uuid uid;
    enum risk_cause cause;
    struct risk_choice method;
    /* up, down: by the value now; of two methods by its band, as their numbers cannot be compared
     */
    int64_t rows, moved, up, down;
    int64_t returned; /* acceptances that come back */
    int64_t at_ms, by;
    const struct risk_move *moves; /* in the order told: what comes back, then what rises most */
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
