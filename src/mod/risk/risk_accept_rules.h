/* Whether an acceptance still covers what a risk is worth (docs/adr/0030). Pure. Values of one
 * method are compared as numbers; those of two methods are not, there the bands are, by which
 * routes ask approvers too. */
#ifndef KANAME_MOD_RISK_RISK_ACCEPT_RULES_H
#define KANAME_MOD_RISK_RISK_ACCEPT_RULES_H

#include "mod/risk/risk_method_rules.h"

/* Why an acceptance comes back. */
#define RISK_RETURN_LIST(X)                                                      \
    X(RISK_RETURN_RISEN, "risen")       /* by the same method worth more */      \
    X(RISK_RETURN_BAND, "band")         /* by another method in a higher band */ \
    X(RISK_RETURN_UNVALUED, "unvalued") /* another method gives it no value at all */

#define RISK_RETURN_ENUM(name, key) name,
enum risk_return { RISK_STAYS, RISK_RETURN_LIST(RISK_RETURN_ENUM) RISK_RETURN_MAX };
#undef RISK_RETURN_ENUM

struct risk_acceptance {
    int value;
    int band;         /* enum risk_colour; RISK_COLOUR_MAX: not known, and nothing is higher */
    bool same_method; /* given under the method that the risk is valued by now */
};

/* value 0, band RISK_COLOUR_MAX: it has none. */
enum risk_return risk_acceptance_return(const struct risk_acceptance *given, int value, int band);

#endif
