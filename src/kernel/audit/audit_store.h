/* SQL of the audit chain. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_AUDIT_AUDIT_STORE_H
#define KANAME_KERNEL_AUDIT_AUDIT_STORE_H

#include "kernel/audit/chain.h"
#include "kernel/call.h"

/* The chain of a new organisation: an empty head. */
enum err audit_store_start(struct call *c);

struct audit_locked {
    int64_t first;                /* of the numbers taken */
    struct digest head;           /* the hash before it */
    struct chain_numbers numbers; /* what hashes are over */
    int64_t listeners;            /* who goes on from new entries; 0: nobody */
};

/* Takes `n` numbers of the chain and holds its head until the transaction ends. */
enum err audit_store_lock(struct call *c, int64_t n, struct audit_locked *ret_locked);
/* Holds the head, too. *ret_seq: the last number taken: listeners go on behind it. */
enum err audit_store_listeners(struct call *c, int64_t n, int64_t *ret_seq);
enum err audit_store_append(
    struct call *c, const struct chain_entry *entry, const struct digest *hash);
enum err audit_store_payload(
    struct call *c, int64_t seq, const uint8_t salt[CHAIN_SALT_SIZE], const char *payload);
enum err audit_store_head_set(struct call *c, const struct digest *head);

#endif
