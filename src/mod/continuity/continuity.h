/* Going on and coming back (practices 5-1 D, 8-1, W16): what businesses bear, which systems they
 * need, how these are recovered in which scenario, and the backups. Not the businesses and systems
 * themselves (mod/supplier, mod/risk), nor the exercises (mod/incident). */
#ifndef KANAME_MOD_CONTINUITY_CONTINUITY_H
#define KANAME_MOD_CONTINUITY_CONTINUITY_H

#include "kernel/register/register.h"

extern const struct reg_def REG_BUSINESS_NEEDS, REG_RECOVERY_PROCEDURES, REG_BACKUPS;
extern const struct module module_continuity;

#endif
