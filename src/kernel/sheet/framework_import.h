/* Frameworks from elsewhere become sheets of our own format, kaname-sheet/1, with a report that
 * names every part that cannot be represented. Read: libraries of CISO Assistant (YAML, gzip too),
 * catalogs of NIST OSCAL (JSON) and kaname-sheet/1 itself; mappings between frameworks out of such
 * libraries, and kaname-mapping/1. Pure: no SQL, no HTTP; storing a sheet is sheet_store.h's work,
 * a mapping kernel/mapping's. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_IMPORT_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_IMPORT_H

#include "base/problem.h"

#include <jansson.h>
#include <stddef.h>

struct framework_found {
    json_t *sheets;   /* list of kaname-sheet/1, valid */
    json_t *mappings; /* list of kaname-mapping/1; those of our own format are not checked yet */
    json_t *report;
};

/* Reads a file of at most LIMIT_IMPORT bytes (inflated, too). What is found lives as long as `ctx`.
 * Nothing at all is no error: the report says why.
 * ERR_MALFORMED: the file is broken or of no known kind; ERR_TOO_LARGE: a limit. The problem says
 * where.
 *
 * Report: { "file", "format": "ciso_assistant" | "oscal" | "kaname_sheet" | "kaname_mapping",
 * "library": {urn, version, locale}, "sheets": [{key, sections, items, axes, languages}], "counts":
 * {info, warning, refused}, "more": rows beyond those kept, "rows": [{severity, code, message,
 * line?, urn?, ref_id?, path?, args: {name: text or number}}] } `message` is a message id (po/,
 * import.row.*) whose placeholders are the args. Severity: "info" says how something was
 * represented, "warning" that something is lost or changed, "refused" that the thing named was left
 * out as a whole. */
enum err framework_import(void *ctx, const char *data, size_t len, const char *file_name,
    struct problem *problem, struct framework_found *ret_found);

#endif
