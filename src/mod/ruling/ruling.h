/* Decisions asked for in a case: who decides follows from the decision matrix, is asked, answers in
 * time or is gone ahead without, which he looks at afterwards (practice 8-1, docs/adr/0050). Not
 * the matrix (mod/response), nor the case itself (mod/incident). */
#ifndef KANAME_MOD_RULING_RULING_H
#define KANAME_MOD_RULING_RULING_H

#include "kernel/app.h"

extern const struct module module_ruling;

#endif
