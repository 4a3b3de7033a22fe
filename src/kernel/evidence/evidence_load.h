/* The rules of catalog/evidence, read. */
#ifndef KANAME_KERNEL_EVIDENCE_EVIDENCE_LOAD_H
#define KANAME_KERNEL_EVIDENCE_EVIDENCE_LOAD_H

#include "kernel/evidence/evidence_rules.h"
#include "kernel/shape.h"

extern const struct shape SHAPE_CATALOG_EVIDENCE;
extern const struct shape SHAPE_EVIDENCE_CONDITION; /* one of a list of conditions */

/* A list of conditions that fits the shape, into at most EVIDENCE_CONDITIONS; how many. */
size_t evidence_read_conditions(
    const void *ctx, const json_t *list, struct evidence_condition *ret_conditions);

/* From a document that fits the shape; its texts are shared, not copied. */
struct evidence_set *evidence_read(const void *ctx, const json_t *json);

/* The built-in rules about a sheet, under ctx; NULL: there are none. */
const struct evidence_set *evidence_for_sheet(const void *ctx, const char *sheet_key);

#endif
