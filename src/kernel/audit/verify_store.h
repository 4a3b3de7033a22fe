/* SQL that streams a chain to whoever checks or copies it. */
#ifndef KANAME_KERNEL_AUDIT_VERIFY_STORE_H
#define KANAME_KERNEL_AUDIT_VERIFY_STORE_H

#include "kernel/audit/verify.h"
#include "kernel/call.h"

/* The rows' texts and bytes are borrowed from the statement: good until `take` returns. */
typedef void verify_take_fn(void *arg, const struct verify_row *row);

/* All entries of the connection's organisation in order, page by page. */
enum err verify_store_entries(struct call *c, verify_take_fn *take, void *arg);

#endif
