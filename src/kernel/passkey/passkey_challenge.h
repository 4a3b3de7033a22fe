/* What a browser is asked to sign. A challenge is a sealed text of its own (key file's key): what
 * for, in which organisation, for whom, until when, and random bits. Nothing of it is stored before
 * it is answered; that it is answered once only is once_store's. */
#ifndef KANAME_KERNEL_PASSKEY_PASSKEY_CHALLENGE_H
#define KANAME_KERNEL_PASSKEY_PASSKEY_CHALLENGE_H

#include "base/digest.h"
#include "kernel/call.h"
#include "kernel/passkey/passkey_rules.h"

enum passkey_purpose {
    PASSKEY_SIGN_IN, /* a log-in by the passkey alone */
    PASSKEY_SECOND,  /* the second factor of a log-in */
    PASSKEY_CONFIRM, /* the signed-in person confirms a change of their log-in */
    PASSKEY_ENROL,   /* a new passkey */
    PASSKEY_PURPOSE_MAX
};

struct passkey_challenge {
    int64_t org_id;
    int64_t account_id; /* 0: whoever answers */
    int64_t expires_ms;
    struct digest once; /* of the challenge, to be taken once */
};

/* A new one in the connection's organisation, in base64url; under c. */
const char *passkey_challenge_new(struct call *c, enum passkey_purpose purpose, int64_t account_id);

/* False: not ours, for something else, out of time. */
bool passkey_challenge_open(struct call *c, enum passkey_purpose purpose,
    struct passkey_bytes challenge, struct passkey_challenge *ret_challenge);

#endif
