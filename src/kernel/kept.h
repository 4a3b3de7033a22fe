/* What a module has looked up once for a piece of work of many parts: the method by which each row
 * of an import is valued. Kept in the work's memory from kept_begin to kept_end, and only what
 * nothing can change meanwhile: the work is one transaction. */
#ifndef KANAME_KERNEL_KEPT_H
#define KANAME_KERNEL_KEPT_H

#include "kernel/call.h"

void kept_begin(struct call *c);
void kept_end(struct call *c);

/* What was kept under the address of a constant of the module's own; NULL: nothing. */
const void *kept_of(const struct call *c, const void *key);

/* The memory to look it up in: the work's, or the call's own where nothing is kept. */
const void *kept_context(const struct call *c);

/* `value`: below kept_context. Does nothing where nothing is kept. */
void kept_put(struct call *c, const void *key, const void *value);

#endif
