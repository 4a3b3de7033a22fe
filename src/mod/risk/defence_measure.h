/* Inside the module: a layer that nothing holds becomes a measure. */
#ifndef KANAME_MOD_RISK_DEFENCE_MEASURE_H
#define KANAME_MOD_RISK_DEFENCE_MEASURE_H

#include "kernel/http/req.h"

/* POST /defence-in-depth/measures: a measure, linked to what it protects, and the protection that
 * waits for it, planned; both or neither. */
enum err defence_measure_make(struct req *r);
extern const struct shape SHAPE_DEFENCE_MEASURE_BODY, SHAPE_DEFENCE_MEASURE;

#endif
