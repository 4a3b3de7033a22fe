/* Checks an audit chain as it streams by: entries in order, with their payloads, against the
 * signed heads and the head. Pure; where the rows come from (a database, an export) is the
 * caller's affair.
 *
 * What it cannot see: entries added or rewritten after the last signature by somebody who can write
 * the database; and a history whose key file was in the same hands. Compare the head with one that
 * was printed or kept elsewhere. */
#ifndef KANAME_KERNEL_AUDIT_VERIFY_H
#define KANAME_KERNEL_AUDIT_VERIFY_H

#include "kernel/audit/chain.h"
#include "kernel/audit/sign_store.h"

/* X(name, key): told as message "verify.<key>". */
#define VERIFY_FAULT_LIST(X)                                                                \
    X(VERIFY_ENTRY_CHANGED, "entry_changed")     /* does not hash to what is stored */      \
    X(VERIFY_ENTRY_MISSING, "entry_missing")     /* a number is not there */                \
    X(VERIFY_ENTRY_MALFORMED, "entry_malformed") /* holds what no entry can */              \
    X(VERIFY_PAYLOAD_CHANGED, "payload_changed")                                            \
    X(VERIFY_PAYLOAD_MISSING, "payload_missing")     /* gone, and no entry names a law */   \
    X(VERIFY_PAYLOAD_EXTRA, "payload_extra")         /* there, though the entry has none */ \
    X(VERIFY_HEAD_DIFFERS, "head_differs")           /* the end is not the last entry */    \
    X(VERIFY_SIGNATURE_WRONG, "signature_wrong")     /* not by the key it names */          \
    X(VERIFY_SIGNATURE_DIFFERS, "signature_differs") /* another chain was signed */         \
    X(VERIFY_SIGNATURE_BEYOND, "signature_beyond")   /* entries were cut off at the end */  \
    X(VERIFY_KEY_UNKNOWN, "key_unknown")             /* signed by a key that was not given */

#define VERIFY_FAULT_ENUM(name, key) name,
enum verify_fault { VERIFY_FAULT_LIST(VERIFY_FAULT_ENUM) VERIFY_FAULT_MAX };
#undef VERIFY_FAULT_ENUM

const char *verify_fault_key(enum verify_fault fault);

/* Told at once, in order of number. */
typedef void verify_tell_fn(void *arg, enum verify_fault fault, int64_t seq);

struct verify_row {
    struct chain_entry entry; /* entry.payload NULL: it has none */
    struct digest hash;       /* as stored */
    const uint8_t *salt;      /* NULL: no payload is there */
    size_t salt_len;
    const char *payload;
    size_t payload_len;
};

struct verify_result {
    int64_t entries;
    int64_t erased; /* payloads taken out by law */
    int64_t faults;
    int64_t signatures; /* good ones */
    int64_t signed_seq; /* the chain is signed up to here; 0: not */
    struct digest head; /* hash of the last entry */
    int64_t head_seq;
};

struct verifier;

/* Lives under ctx. `keys`: public keys that signatures may be by. */
struct verifier *verifier_new(const void *ctx, const uint8_t (*keys)[KEYS_PUBLIC_SIZE],
    size_t n_keys, verify_tell_fn *tell, void *arg);

/* Signatures, all before the first entry, in order of number. */
void verifier_signature(struct verifier *v, const struct signature *s);
void verifier_entry(struct verifier *v, const struct verify_row *row);
/* After the last entry, with the head as stored. */
struct verify_result verifier_end(struct verifier *v, int64_t head_seq, const struct digest *head);

#endif
