/* Checking the chains of a database or of an export, and writing such an export. */
#ifndef KANAME_KERNEL_AUDIT_VERIFY_RUN_H
#define KANAME_KERNEL_AUDIT_VERIFY_RUN_H

#include "kernel/app.h"
#include "kernel/audit/verify.h"
#include "kernel/auth/keys_known.h"

#include <stdio.h>

struct verify_run {
    const struct keys_known *keys; /* that signatures may be by */
    FILE *copy;                    /* an export is written here; NULL: none */
    /* Told of each organisation: its name, then its faults, then the result. */
    void (*begin)(void *arg, const char *organisation);
    verify_tell_fn *tell;
    void (*end)(void *arg, const struct verify_result *result);
    void *arg;
};

/* The chain of the call's organisation, in one read transaction. ERR_STORAGE_FULL: the copy cannot
 * be written. */
enum err verify_run_database(struct call *c, const struct verify_run *run);

/* The same in the caller's open transaction, before it is committed. */
enum err verify_run_open(struct call *c, const struct verify_run *run);

/* The chains of an export. ERR_MALFORMED with the line in c's problem: it is none. */
enum err verify_run_export(FILE *in, const struct verify_run *run, struct problem *problem);

#endif
