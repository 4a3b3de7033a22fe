/* Internal to the module: shapes of its answers. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_SHAPE_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_SHAPE_H

#include "kernel/shape.h"
#include "kernel/sheet/sheet.h"

#include "base/jw.h"

extern const struct shape SHAPE_RESULTS, SHAPE_GAPS, SHAPE_UNIT_ITEMS, SHAPE_CLAIMS;
extern const struct shape SHAPE_RESULTS_QUERY, SHAPE_UNIT_ITEMS_QUERY;
extern const struct shape SHAPE_AVERAGE_IMPORT_QUERY, SHAPE_AVERAGE_IMPORT;
extern const struct shape SHAPE_AVERAGE_SET_QUERY, SHAPE_AVERAGE_SETS;
extern const struct shape SHAPE_TARGET_LEVELS;
extern const struct shape SHAPE_TREND, SHAPE_TREND_QUERY;

/* A member with a sheet's texts by language; null: it has none. */
void assessment_write_texts(
    struct jw *w, const char *key, const struct sheet_doc *doc, const struct sheet_texts *texts);

enum { UNIT_ITEMS_MAX = 500 }; /* rows of good practices or floors in one answer */

#endif
