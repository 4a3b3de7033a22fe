/* Adding a sheet to the organisation, with its audit entry: for the API, jobs and commands. */
#ifndef KANAME_KERNEL_SHEET_SHEET_ADD_H
#define KANAME_KERNEL_SHEET_SHEET_ADD_H

#include "kernel/call.h"
#include "kernel/sheet/sheet_store.h"

/* Inside a write transaction. *ret_added false: the newest version has the same content; it is
 * found, nothing is written and no entry made. */
enum err sheet_add(struct call *c, const struct sheet_doc *doc, struct sheet_version *ret_version,
    bool *ret_added);

#endif
