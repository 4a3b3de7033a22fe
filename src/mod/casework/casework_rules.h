/* Whether a case may leave containment. Pure. */
#ifndef KANAME_MOD_CASEWORK_CASEWORK_RULES_H
#define KANAME_MOD_CASEWORK_CASEWORK_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a case of that severity needs its analysis: keys from the gravest on, `from` the lowest
 * that needs it or anything else for none. */
bool cause_needed(const char *const *severities, const char *severity, const char *from);

enum cause_fault {
    CAUSE_OK,
    CAUSE_NO_THREAT, /* the case names none, so there is no plan */
    CAUSE_NO_PLAN,   /* nothing is planned for the threat */
    CAUSE_OPEN,      /* lines of the plan are not done */
};

struct cause {
    bool needed, waived, threat;
    size_t lines; /* of the analysis plans */
    size_t done;  /* of these, those whose task is done; what was dropped is not */
};
enum cause_fault cause_check(const struct cause *cause);

#endif
