/* Defence in depth (practice 5-1): which layer of which system is held by what, and what is left
 * when the first layers have been passed. A protection stands at a system, at a network segment,
 * or, with neither, for the whole company. */
#ifndef KANAME_MOD_RISK_DEFENCE_H
#define KANAME_MOD_RISK_DEFENCE_H

#include "kernel/auth/perm.h"
#include "mod/risk/risk.h"

/* Where nothing stands is not for everybody's eyes. */
extern const struct perm PERM_PROTECTION_READ, PERM_PROTECTION_WRITE;

/* In place, planned or missing, by enum protection_status. */
extern const struct option_set OPTIONS_PROTECTION;
/* What a problem found is about, A to D of table 2-5.2: end points, separation of the network,
 * servers, backups. */
extern const struct option_set OPTIONS_DEFENCE_CONCERN;

extern const struct module module_defence;

#endif
