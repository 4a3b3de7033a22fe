/* SQL of the audit chain. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_AUDIT_AUDIT_STORE_H
#define KANAME_KERNEL_AUDIT_AUDIT_STORE_H

#include "kernel/audit/chain.h"
#include "kernel/call.h"

/* The chain of a new organisation: an empty head. */
enum err audit_store_start(struct call *c);

/* Takes `n` numbers of the chain and holds its head until the transaction ends: *ret_first is the
 * first of them, *ret_head the hash before it, *ret_numbers what hashes are over. */
enum err audit_store_lock(struct call *c, int64_t n, int64_t *ret_first, struct digest *ret_head,
    struct chain_numbers *ret_numbers);
enum err audit_store_append(
    struct call *c, const struct chain_entry *entry, const struct digest *hash);
enum err audit_store_payload(
    struct call *c, int64_t seq, const uint8_t salt[CHAIN_SALT_SIZE], const char *payload);
enum err audit_store_head_set(struct call *c, const struct digest *head);

#endif
