/* SQL of signed heads. Every function works in the connection's organisation. */
#ifndef KANAME_KERNEL_AUDIT_SIGN_STORE_H
#define KANAME_KERNEL_AUDIT_SIGN_STORE_H

#include "kernel/audit/sign.h"
#include "kernel/auth/keys.h"
#include "kernel/call.h"

struct signature {
    struct sign_head head;
    char key_id[KEYS_ID_TEXT_SIZE];
    uint8_t bytes[KEYS_SIGNATURE_SIZE];
};

/* The end of the chain and whether it is signed. ERR_NOT_FOUND: no chain. */
enum err sign_store_head(struct call *c, struct sign_head *ret_head, bool *ret_signed);
/* Inside a write transaction. Harmless when the head has been signed meanwhile. */
enum err sign_store_add(struct call *c, const struct signature *s);
/* All of them in order of number, under c; `most` at once, after `after_seq`. */
enum err sign_store_page(
    struct call *c, int64_t after_seq, int most, struct signature **ret_list, size_t *ret_n);

#endif
