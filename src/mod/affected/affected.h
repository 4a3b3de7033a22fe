/* What a case touches, pulled from the ledgers: systems it names, information in them, and firms
 * that are connected with them. Not whether they are harmed: people find that out. */
#ifndef KANAME_MOD_AFFECTED_AFFECTED_H
#define KANAME_MOD_AFFECTED_AFFECTED_H

#include "kernel/app.h"

extern const struct module module_affected;

#endif
