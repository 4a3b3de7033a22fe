/* The register of risks kept as it stands at one moment: at the end of each quarter of the fiscal
 * year by a job, and when somebody who may says so. A snapshot is never changed afterwards; what it
 * is for is comparing (risk_movement.h). */
#ifndef KANAME_MOD_RISK_RISK_SNAPSHOT_H
#define KANAME_MOD_RISK_RISK_SNAPSHOT_H

#include "mod/risk/risk_movement.h"
#include "mod/risk/risk_private.h"
#include "mod/risk/risk_snapshot_rules.h"

extern const struct perm PERM_RISK_SNAPSHOT; /* takes and removes those by hand */

/* risk_movement_load without the counts. */
enum err risk_movement_find(struct call *c, const char *from, const char *to, const char *unit,
    struct risk_movement *ret_movement);

#endif
