/* SQL that reads entries back with names. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_AUDIT_AUDIT_READ_STORE_H
#define KANAME_KERNEL_AUDIT_AUDIT_READ_STORE_H

#include "kernel/audit/audit_row.h"

/* What to list, newest first. */
struct audit_filter {
    const char *subject;            /* NULL: any */
    const struct uuid *subject_uid; /* NULL: any */
    bool by_account;                /* only what account_id did (0: the system) */
    int64_t account_id;
    int64_t from_ms, to_ms; /* from_ms ≤ at < to_ms; to_ms 0: no end */
    int64_t before_seq;     /* 0: from the newest */
};

/* Up to `limit` rows, texts under c. */
enum err audit_read_store_list(struct call *c, const struct audit_filter *filter, int limit,
    struct audit_row *ret_rows, size_t *ret_n);
enum err audit_read_store_history(struct call *c, const char *subject, int64_t subject_id,
    int64_t before_seq, int limit, struct audit_row *ret_rows, size_t *ret_n);
/* The other way round: entries after a number, for the change feed and webhooks. Without payloads,
 * and without records that are kept from `reader`. */
struct reader;
enum err audit_read_store_since(struct call *c, const struct reader *reader, int64_t since_seq,
    int limit, struct audit_row *ret_rows, size_t *ret_n);
/* The number of the last entry; 0: none. */
enum err audit_read_store_last(struct call *c, int64_t *ret_seq);
/* The internal id of an account; ERR_NOT_FOUND. */
enum err audit_read_store_account(struct call *c, const struct uuid *uid, int64_t *ret_id);

#endif
