/* How a webhook is signed, and when it is tried again. Pure. The form is that of Standard Webhooks
 * (https://www.standardwebhooks.com), so that receivers need no code of their own. */
#ifndef KANAME_KERNEL_WEBHOOK_WEBHOOK_RULES_H
#define KANAME_KERNEL_WEBHOOK_WEBHOOK_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WEBHOOK_KEY_SIZE = 32,
    WEBHOOK_KEY_MOST = 64,
    WEBHOOK_SECRET_SIZE = 51,    /* "whsec_" and the key in base64, with the NUL */
    WEBHOOK_SIGNATURE_SIZE = 48, /* "v1," and 32 bytes in base64, with the NUL */
};

/* A secret is a random key, written as receivers keep it. */
void webhook_secret_new(char ret_text[WEBHOOK_SECRET_SIZE]);

/* "v1,…": HMAC-SHA256 with the secret's key over "<id>.<seconds>.<body>". False: not a secret. */
bool webhook_sign(const char *secret, const char *id, int64_t seconds, const char *body,
    char ret_signature[WEBHOOK_SIGNATURE_SIZE]);

/* The pause after so many attempts, with the first one as long as `first_ms`. `chance`: any random
 * number; moves the pause by a tenth either way, so that what failed together does not come back
 * together. */
int64_t webhook_pause_ms(int attempts, int64_t first_ms, uint32_t chance);

/* After so many failures without an answer the receiver itself is left alone for this long. */
int64_t webhook_rest_ms(int failures, int64_t first_ms);

#endif
