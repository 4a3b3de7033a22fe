/* Inside the module: sections on what a survey of suppliers has shown. Pure. */
#ifndef KANAME_MOD_REPORT_REPORT_SUPPLIER_RULES_H
#define KANAME_MOD_REPORT_REPORT_SUPPLIER_RULES_H

#include "mod/supplier/supplier.h"

#include <jansson.h>

enum { REPORT_SUPPLIERS = 50 }; /* listed */

/* How many carry a risk, and in how many of these there is a concern. */
void report_supplier_share(const void *ctx, const struct supplier_survey *s, json_t *blocks);
void report_supplier_concern(const void *ctx, const struct supplier_survey *s, json_t *blocks);
/* Those with a concern, and what is planned. */
void report_supplier_list(const void *ctx, const struct supplier_survey *s,
    const struct supplier_concerned *list, size_t n, json_t *blocks);

#endif
