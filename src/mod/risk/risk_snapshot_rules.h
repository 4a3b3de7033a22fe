/* Which quarter a snapshot of the register stands for, and why a risk is another one than it was.
 * Pure: no database, no clock. */
#ifndef KANAME_MOD_RISK_RISK_SNAPSHOT_RULES_H
#define KANAME_MOD_RISK_RISK_SNAPSHOT_RULES_H

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A quarter of a fiscal year. */
struct risk_quarter {
    struct date end;                /* its last day */
    char period[QUARTER_TEXT_SIZE]; /* "FY2026-Q2" */
};

/* The quarter that has ended last before a day, of fiscal years that begin on the first of
 * `first_month` (1 to 12). */
struct risk_quarter risk_quarter_ended(struct date day, int first_month);

/* Whether the register may still be kept as that of the quarter's end: only so soon after it, since
 * later it would be the register of another time. */
bool risk_quarter_is_fresh(const struct risk_quarter *quarter, struct date day);

/* A risk at one time; 0: not known. */
struct risk_standing {
    uint8_t likelihood, importance, value;
    uint8_t residual_likelihood, residual_importance, residual_value, value_now;
    bool accepted;
};

/* X(name, key): why a risk stands elsewhere; "enum.risk_why.<key>". */
#define RISK_WHY_LIST(X)                  \
    X(RISK_WHY_LIKELIHOOD, "likelihood")  \
    X(RISK_WHY_IMPORTANCE, "importance")  \
    X(RISK_WHY_MEASURES, "measures")      \
    X(RISK_WHY_METHOD, "method")          \
    X(RISK_WHY_ACCEPTED, "accepted")      \
    X(RISK_WHY_ENDED, "acceptance_ended") \
    X(RISK_WHY_CREATED, "created")        \
    X(RISK_WHY_REOPENED, "reopened")      \
    X(RISK_WHY_CLOSED, "closed")          \
    X(RISK_WHY_DELETED, "deleted")        \
    X(RISK_WHY_UNIT, "unit") /* out of, or into, the units that are looked at */

#define RISK_WHY_ENUM(name, key) name,
enum risk_why { RISK_WHY_LIST(RISK_WHY_ENUM) RISK_WHY_MAX };
#undef RISK_WHY_ENUM

/* What of a risk that stands in both differs, in the order of the list. What the measures leave
 * follows the likelihood and importance before them: it is named only where those stayed, or where
 * it is told at one time alone. The method is named when nothing of the risk explains its value.
 * Returns how many. */
size_t risk_why_of(const struct risk_standing *from, const struct risk_standing *to,
    bool same_method, enum risk_why ret_whys[RISK_WHY_MAX]);

#endif
