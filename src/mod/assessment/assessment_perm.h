/* Internal to the module: who may see results and set what they are compared with. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_PERM_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_PERM_H

#include "kernel/auth/perm.h"
#include "kernel/shape.h"

extern const struct perm PERM_RESULT_READ; /* the company's means; rows of units by scope */
extern const struct perm PERM_TARGET_READ, PERM_TARGET_WRITE;
extern const struct perm PERM_AVERAGE_READ, PERM_AVERAGE_WRITE;

extern const struct option_set OPTIONS_LEVEL_LINE; /* by enum level_line */

#endif
