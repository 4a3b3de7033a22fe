/* The sheets built into the program (catalog/frameworks). */
#ifndef KANAME_KERNEL_SHEET_SHEET_BUILTIN_H
#define KANAME_KERNEL_SHEET_SHEET_BUILTIN_H

#include "base/problem.h"
#include "kernel/db/db.h"

/* At start, after the schema is current: stores every built-in sheet in organisation 0, as a new
 * version when its content has changed. Several nodes may do this at once. ERR_INVALID: a
 * catalogue file is wrong (`problem` tells where). */
enum err sheet_builtin_load(struct db *db, struct problem *problem);

#endif
