/* Signed heads: "up to entry N the chain was this". The signed text is
 *
 *     kaname-audit-head-1 LF <organisation id> LF <seq> LF <hash in hex> LF <at in ms> LF
 *
 * Pure. Whoever rewrites a chain that was signed would need the key file; what was added after the
 * last signature is protected by nothing but the chain itself. */
#ifndef KANAME_KERNEL_AUDIT_SIGN_H
#define KANAME_KERNEL_AUDIT_SIGN_H

#include "base/digest.h"

enum { SIGN_TEXT_SIZE = 192 };

struct sign_head {
    int64_t org_id;
    int64_t seq;
    struct digest hash;
    int64_t at_ms;
};

void sign_text(const struct sign_head *head, char ret_text[SIGN_TEXT_SIZE]);

#endif
