/* NIST OSCAL (pages.nist.gov/OSCAL, models 1.0 and 1.1): catalogs, as JSON. Controls become
 * requirements of a library as CISO Assistant writes them, so that keys, sections, scales and
 * limits are worked out in one place. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_OSCAL_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_OSCAL_H

#include "kernel/sheet/framework_report.h"

/* Which document of OSCAL this is ("catalog", "profile", …); NULL: none. */
const char *framework_oscal_kind(const json_t *json);

/* The library made of a catalog, living as long as ctx. What is left out or changed is told in the
 * report. */
json_t *framework_oscal_library(void *ctx, const json_t *catalog, struct framework_report *report);

#endif
