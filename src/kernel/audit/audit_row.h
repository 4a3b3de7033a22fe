/* Entries as they are shown. Internal to kernel/audit. */
#ifndef KANAME_KERNEL_AUDIT_AUDIT_ROW_H
#define KANAME_KERNEL_AUDIT_AUDIT_ROW_H

#include "base/jw.h"
#include "kernel/call.h"

struct audit_row {
    int64_t seq;
    int64_t at_ms;
    int64_t account_id;
    struct uuid account_uid;
    const char *account_name; /* NULL: the system, or the account is gone */
    const char *via;
    const char *action;
    const char *subject;
    bool has_uid;
    struct uuid subject_uid;
    int64_t unit_id;
    struct uuid unit_uid;
    const char *unit_number, *unit_name, *unit_path; /* NULL: the organisation */
    const char *payload;                             /* NULL: none, or erased */
    int64_t erased_by_seq;                           /* 0: not erased */
    int64_t subject_id;                              /* internal; 0: none */
};

/* Writes an AuditEntry object. */
void audit_row_write(struct jw *w, const struct audit_row *row);

#endif
