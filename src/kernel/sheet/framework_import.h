/* Frameworks from elsewhere become sheets of our own format, kaname-sheet/1, with a report that
 * names every part that cannot be represented. Read: libraries of CISO Assistant (YAML, gzip too),
 * catalogs of NIST OSCAL (JSON) and kaname-sheet/1 itself. Pure: no SQL, no HTTP; storing a sheet
 * is sheet_store.h's work. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_IMPORT_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_IMPORT_H

#include "base/problem.h"

#include <jansson.h>
#include <stddef.h>

/* Reads a file of at most LIMIT_IMPORT bytes (inflated, too). Both results live as long as `ctx`;
 * the sheets are valid. No sheet at all is no error: the report says why.
 * ERR_MALFORMED: the file is broken or of no known kind; ERR_TOO_LARGE: a limit. The problem says
 * where.
 *
 * Report: { "file", "format": "ciso_assistant" | "oscal" | "kaname_sheet", "library": {urn,
 * version, locale}, "sheets": [{key, sections, items, axes, languages}], "counts": {info, warning,
 * refused}, "more": rows beyond those kept, "rows": [{severity, code, message, line?, urn?,
 * ref_id?, path?, args: {name: text or number}}] } `message` is a message id (po/, import.row.*)
 * whose placeholders are the args. Severity: "info" says how something was represented, "warning"
 * that something is lost or changed, "refused" that the thing named was left out as a whole. */
enum err framework_import(void *ctx, const char *data, size_t len, const char *file_name,
    struct problem *problem, json_t **ret_sheets, json_t **ret_report);

#endif
