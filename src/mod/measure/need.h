/* What measures need together, as the API shows it: for pages that plan, and requests. */
#ifndef KANAME_MOD_MEASURE_NEED_H
#define KANAME_MOD_MEASURE_NEED_H

#include "base/jw.h"
#include "kernel/shape.h"
#include "mod/measure/need_rules.h"

extern const struct shape SHAPE_PEOPLE_NEEDED, SHAPE_NEED_SUM;

void need_write(struct jw *w, const char *key, const struct need_sum *sum, const char *currency);

#endif
