/* Inside the module: records as reg_list gives them, put together by what they refer to. */
#ifndef KANAME_MOD_RISK_RISK_RECORD_H
#define KANAME_MOD_RISK_RISK_RECORD_H

#include "base/jw.h"

#include <jansson.h>

/* The id of a record, or of a reference; NULL: none. */
const char *record_id(const json_t *record);
/* The id that a record's reference holds; NULL: it is empty. */
const char *record_ref(const json_t *record, const char *key);

/* A reference to a record whose title is its name. */
void record_write_ref(struct jw *w, const json_t *record);

/* Lists of the records by the id that reference `key` holds, in their order; under "" those with
 * none. The caller's to let go. */
json_t *records_by(const json_t *records, const char *key);

#endif
