/* What is known of attacks: on other firms (cases, with what they mean here) and on ourselves
 * (counts by month). Incidents with their course are not kept here. */
#ifndef KANAME_MOD_INTEL_INTEL_H
#define KANAME_MOD_INTEL_INTEL_H

#include "kernel/register/register.h"

extern const struct reg_def REG_OUTSIDE_CASES;
extern const struct reg_def REG_ATTACK_COUNTS;
extern const struct module module_intel;

/* Is there that much to say of when a thing happened: "2025", "2025-03", "2025-03-14"? The text of
 * a day in the calendar; pure. */
bool intel_when_ok(const char *text);
/* That form of what a list says: 2026年10月, 2026/10, 令和8年10月3日. Under ctx; NULL: cannot be
 * read. */
const char *intel_when_of(const void *ctx, const char *text);

#endif
