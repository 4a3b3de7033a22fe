/* The clocks of a case: what happened when, in which order, and which of it can be known in which
 * phase (table 2-7.1 of the practice collection: detect, report, contain, recover). Pure. */
#ifndef KANAME_MOD_INCIDENT_INCIDENT_RULES_H
#define KANAME_MOD_INCIDENT_INCIDENT_RULES_H

#include <stddef.h>
#include <stdint.h>

/* X(name, field of the register). */
#define INCIDENT_CLOCK_LIST(X)           \
    X(CLOCK_DETECTED, "detected_at")     \
    X(CLOCK_REPORTED, "reported_at")     \
    X(CLOCK_STARTED, "investigation_at") \
    X(CLOCK_CONTAINED, "contained_at")   \
    X(CLOCK_RECOVERED, "recovered_at")

#define INCIDENT_CLOCK_ENUM(name, key) name,
enum incident_clock { INCIDENT_CLOCK_LIST(INCIDENT_CLOCK_ENUM) INCIDENT_CLOCK_MAX };
#undef INCIDENT_CLOCK_ENUM

/* X(name, key): the phases in their order; "enum.incident_state.<key>". */
#define INCIDENT_PHASE_LIST(X)          \
    X(PHASE_REPORT, "report")           \
    X(PHASE_CONTAINMENT, "containment") \
    X(PHASE_RECOVERY, "recovery")       \
    X(PHASE_LESSONS, "lessons")         \
    X(PHASE_CLOSED, "closed")           \
    X(PHASE_WITHDRAWN, "withdrawn") /* it turned out to be no incident */

#define INCIDENT_PHASE_ENUM(name, key) name,
enum incident_phase { INCIDENT_PHASE_LIST(INCIDENT_PHASE_ENUM) INCIDENT_PHASE_MAX };
#undef INCIDENT_PHASE_ENUM

/* PHASE_MAX: no such key. */
enum incident_phase incident_phase_of(const char *key);
const char *incident_clock_key(enum incident_clock clock);

enum incident_fault {
    CLOCKS_OK,
    CLOCK_AHEAD, /* later than now */
    CLOCK_ORDER, /* before what must come before it */
    CLOCK_PHASE, /* the case has not come so far */
};

/* at_ms: 0 is not known. What is wrong first, and with which of them. People's clocks may go a
 * little ahead of the server's. */
enum incident_fault incident_clocks_check(const int64_t at_ms[INCIDENT_CLOCK_MAX],
    enum incident_phase phase, int64_t now_ms, enum incident_clock *ret_clock);

/* The first line of what somebody wrote, at most so many characters; what is left out shows as
 * "…". Under ctx. */
const char *incident_title_of(const void *ctx, const char *what, size_t most);

#endif
