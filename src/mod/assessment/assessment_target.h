/* Internal to the module: all target levels of a period at once. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_TARGET_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_TARGET_H

#include "kernel/call.h"

#include <jansson.h>

/* `body`: shape TargetLevels, checked. Creates, changes or removes the targets of its period, each
 * with its audit entry. Inside the caller's write transaction. ERR_INVALID: no such sheet or
 * section, a level outside the sheet's bounds. */
enum err assessment_set_targets(struct call *c, const json_t *body);

#endif
