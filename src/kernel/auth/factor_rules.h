/* Second factors: the arithmetic. Codes by time (RFC 6238, SHA-1, six digits, 30 seconds, as every
 * authenticator knows them; liboath), recovery codes, and what an authenticator is given. Pure but
 * for random bits. */
#ifndef KANAME_KERNEL_AUTH_FACTOR_RULES_H
#define KANAME_KERNEL_AUTH_FACTOR_RULES_H

#include "base/digest.h"

enum {
    FACTOR_SECRET_SIZE = 20, /* bytes; RFC 4226 asks for 16, names 20 */
    FACTOR_RECOVERY_CODES = 10,
    FACTOR_RECOVERY_TEXT_SIZE = 20, /* "abcd-efgh-jkmn-pqrs" */
};

/* Whether the code is the one of now, of the 30 seconds before or after; *ret_step numbers its 30
 * seconds, so that the caller can refuse one that was used. */
bool factor_code_ok(
    const uint8_t secret[FACTOR_SECRET_SIZE], const char *code, int64_t now_ms, int64_t *ret_step);

/* What people type as code: "123 456" → "123456"; anything else is a recovery code: lower case
 * without spaces and hyphens. Under ctx; *ret_recovery says which. */
const char *factor_code_clean(const void *ctx, const char *typed, bool *ret_recovery);

/* 79 random bits (31 letters) in four groups of four letters and digits without those that look
 * alike. */
void factor_recovery_new(char ret_text[FACTOR_RECOVERY_TEXT_SIZE]);

/* In base 32, as authenticators take it. Under ctx. */
char *factor_secret_format(const void *ctx, const uint8_t secret[FACTOR_SECRET_SIZE]);

/* "otpauth://totp/…": what the QR code holds. Under ctx. */
char *factor_uri(const void *ctx, const char *secret, const char *organisation, const char *login);

#endif
