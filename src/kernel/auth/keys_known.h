/* Public keys that heads of an audit chain may be signed by: the key file's own, and those of
 * installations that an organisation was brought from. The latter stand in a file beside the key
 * file ("<key file>.known"), one a line in hexadecimal; not in the database, where whoever rewrites
 * a history could add his own. */
#ifndef KANAME_KERNEL_AUTH_KEYS_KNOWN_H
#define KANAME_KERNEL_AUTH_KEYS_KNOWN_H

#include "kernel/auth/keys.h"

/* Up to `most` keys; a key file or list that is not there is none. ERR_INTERNAL with a detail: one
 * of them is damaged. */
enum err keys_known(const void *ctx, const char *key_file, struct problem *problem, size_t most,
    uint8_t (*ret_keys)[KEYS_PUBLIC_SIZE], size_t *ret_n);

/* Puts those that are not known yet on the list (0600). ERR_INTERNAL with a detail: not written. */
enum err keys_known_add(const void *ctx, const char *key_file, struct problem *problem,
    const uint8_t (*keys)[KEYS_PUBLIC_SIZE], size_t n);

#endif
