/* Evidence as answers of the API. */
#ifndef KANAME_KERNEL_EVIDENCE_EVIDENCE_SHAPE_H
#define KANAME_KERNEL_EVIDENCE_EVIDENCE_SHAPE_H

#include "kernel/shape.h"

extern const struct shape SHAPE_RESPONSE_EVIDENCE;
extern const struct shape SHAPE_EVIDENCE_RULE_RESULT;
extern const struct option_set OPTIONS_EVIDENCE_STATE;

#endif
