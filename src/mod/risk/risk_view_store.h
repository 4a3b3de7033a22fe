/* SQL of what is counted over many risks. Closed and deleted risks do not count; `units` as
 * risk_snapshot_units writes them. */
#ifndef KANAME_MOD_RISK_RISK_VIEW_STORE_H
#define KANAME_MOD_RISK_RISK_VIEW_STORE_H

#include "kernel/call.h"
#include "mod/risk/risk_method_rules.h"

/* How many risks stand at a likelihood and importance, from 0 ("not known"). */
struct risk_heat {
    int64_t inherent[RISK_STEPS_MAX + 1][RISK_STEPS_MAX + 1];
    int64_t residual[RISK_STEPS_MAX + 1][RISK_STEPS_MAX + 1];
};
/* Of the register as it stands (0) or as a snapshot has it. Adds to what is there. */
enum err risk_view_store_heat(
    struct call *c, const char *units, int64_t snapshot_id, struct risk_heat *heat);

/* X(name, key): what figures are counted by. */
#define RISK_BY_LIST(X)         \
    X(RISK_BY_UNIT, "unit")     \
    X(RISK_BY_THREAT, "threat") \
    X(RISK_BY_GROUP, "group")   \
    X(RISK_BY_SYSTEM, "system") \
    X(RISK_BY_OWNER, "owner")   \
    X(RISK_BY_DIRECTIVE, "directive") /* of its measures; once for each of them */

#define RISK_BY_ENUM(name, key) name,
enum risk_by { RISK_BY_LIST(RISK_BY_ENUM) RISK_BY_MAX };
#undef RISK_BY_ENUM

/* The risks of one unit, threat, … */
struct risk_figure {
    struct uuid uid; /* of what they are counted by; none: groups, directives, or not told */
    bool has_uid;
    const char *number; /* NULL: none */
    const char *name;   /* of a group or directive its key; NULL: not told */
    int64_t count, unknown, bands[RISK_COLOUR_MAX];
    int highest; /* value now; 0: none is known */
};

/* One figure for each thing, of its bands together, under c. */
enum err risk_view_store_figures(struct call *c, enum risk_by by, const char *units,
    struct risk_figure **ret_figures, size_t *ret_n);

#endif
