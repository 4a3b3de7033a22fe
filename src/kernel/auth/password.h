/* Passwords: Argon2id by libsodium (two passes over 19 MiB, some 20 ms), at most four at once so
 * that a flood of log-ins cannot take the machine's memory. Blocks: never on an I/O thread. */
#ifndef KANAME_KERNEL_AUTH_PASSWORD_H
#define KANAME_KERNEL_AUTH_PASSWORD_H

#include <stdbool.h>

/* The hash to be stored, under ctx. */
char *password_hash(const void *ctx, const char *password);

/* Whether the password is the one of the hash. `hash` NULL (no such account, none set): false
 * after the same work, so that the time tells nothing. */
bool password_ok(const char *hash, const char *password);

#endif
