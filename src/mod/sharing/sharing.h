/* What is shared and published of damage by attacks (practice 10-2, docs/adr/0051): points of
 * dispute with the stance of each department and the rule agreed on; whether a case, or a stop that
 * is none, is published; and rumours. What a case holds is mod/marking; telling partners is
 * mod/telling. */
#ifndef KANAME_MOD_SHARING_SHARING_H
#define KANAME_MOD_SHARING_SHARING_H

#include "kernel/register/register.h"

extern const struct reg_def REG_SHARING_POINTS, REG_SHARING_STANCES, REG_PUBLICATION_DECISIONS,
    REG_RUMOURS;
extern const struct module module_sharing;

#endif
