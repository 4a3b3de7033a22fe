#include "mod/casework/casework_rules.h"

#include <string.h>

bool cause_needed(const char *const *severities, const char *severity, const char *from)
{
    bool needed = false;
    for (size_t i = 0; severities[i] != NULL; i++) {
        needed = needed || (severity != NULL && strcmp(severities[i], severity) == 0);
        if (strcmp(severities[i], from) == 0)
            return needed;
    }
    return false;
}

enum cause_fault cause_check(const struct cause *cause)
{
    if (!cause->needed || cause->waived)
        return CAUSE_OK;
    if (!cause->threat)
        return CAUSE_NO_THREAT;
    if (cause->lines == 0)
        return CAUSE_NO_PLAN;
    return cause->done < cause->lines ? CAUSE_OPEN : CAUSE_OK;
}
