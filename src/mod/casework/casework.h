/* What a case takes from what was planned for its threat: its tasks, and that nobody recovers while
 * the cause is not known (practice 7-3, docs/adr/0047). Not the plans (mod/response), nor the case
 * itself (mod/incident). */
#ifndef KANAME_MOD_CASEWORK_CASEWORK_H
#define KANAME_MOD_CASEWORK_CASEWORK_H

#include "kernel/app.h"

extern const struct module module_casework;

#endif
