/* SQL of what is counted over many risks. Closed and deleted risks do not count; a path is that of
 * a unit and stands for all below it. */
#ifndef KANAME_MOD_RISK_RISK_VIEW_STORE_H
#define KANAME_MOD_RISK_RISK_VIEW_STORE_H

#include "kernel/call.h"
#include "mod/risk/risk_method_rules.h"

/* How many risks stand at a likelihood and importance, from 0 ("not known"). */
struct risk_heat {
    int64_t inherent[RISK_STEPS_MAX + 1][RISK_STEPS_MAX + 1];
    int64_t residual[RISK_STEPS_MAX + 1][RISK_STEPS_MAX + 1];
};
/* Adds to what is there. */
enum err risk_view_store_heat(struct call *c, const char *path, struct risk_heat *heat);

/* X(name, key): what figures are counted by. */
#define RISK_BY_LIST(X)         \
    X(RISK_BY_UNIT, "unit")     \
    X(RISK_BY_THREAT, "threat") \
    X(RISK_BY_GROUP, "group")   \
    X(RISK_BY_SYSTEM, "system") \
    X(RISK_BY_OWNER, "owner")

#define RISK_BY_ENUM(name, key) name,
enum risk_by { RISK_BY_LIST(RISK_BY_ENUM) RISK_BY_MAX };
#undef RISK_BY_ENUM

/* The risks of one unit, threat, … */
struct risk_figure {
    struct uuid uid; /* of what they are counted by; none: RISK_BY_GROUP, or not told */
    bool has_uid;
    const char *number; /* NULL: none */
    const char *name;   /* of RISK_BY_GROUP the key; NULL: not told */
    int64_t count, unknown, bands[RISK_COLOUR_MAX];
    int highest; /* value now; 0: none is known */
};

/* Adds the risks below a path to the figures, one for each thing, of its bands together. `*figures`
 * grows under c and may have those of other paths already. */
enum err risk_view_store_figures(
    struct call *c, enum risk_by by, const char *path, struct risk_figure **figures, size_t *n);

#endif
