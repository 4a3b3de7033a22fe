#include "mod/risk/risk_accept_rules.h"

enum risk_return risk_acceptance_return(const struct risk_acceptance *given, int value, int band)
{
    if (given->same_method)
        return value > given->value ? RISK_RETURN_RISEN : RISK_STAYS;
    if (value == 0)
        return RISK_RETURN_UNVALUED;
    return band > given->band ? RISK_RETURN_BAND : RISK_STAYS;
}
