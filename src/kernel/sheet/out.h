/* Internal to kernel/sheet and the modules above it: members that many answers have. */
#ifndef KANAME_KERNEL_SHEET_OUT_H
#define KANAME_KERNEL_SHEET_OUT_H

#include "base/digest.h"
#include "base/jw.h"
#include "base/uuid.h"
#include "kernel/call.h"
#include "kernel/db/db.h"

/* Something named in an answer: { id, number, title }. */
struct ref {
    int64_t id; /* 0: none */
    struct uuid uid;
    const char *number; /* NULL: has none */
    const char *title;
};

/* Columns id, uid, title from `col`; NULL reads as none. Texts under ctx. */
struct ref ref_columns(const void *ctx, struct db_query *q, int col);

/* The same of an account; none for a guest, who is told no names of ours. */
struct ref ref_account_columns(struct call *c, struct db_query *q, int col);

void out_uuid(struct jw *w, const char *key, const struct uuid *id);
void out_ref(struct jw *w, const char *key, const struct ref *ref); /* none: null */
void out_digest(struct jw *w, const char *key, const struct digest *digest);

#endif
