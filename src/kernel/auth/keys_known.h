/* Public keys that heads of an audit chain may be signed by, and whose chain: the key file's own
 * signs for every organisation here; those of installations that an organisation was brought from
 * are good for that organisation alone, since whoever made the archive may have chosen them. The
 * latter stand in a file beside the key file ("<key file>.known"), one a line: the key in
 * hexadecimal, a blank, the organisation's UUID; not in the database, where whoever rewrites a
 * history could add his own. */
#ifndef KANAME_KERNEL_AUTH_KEYS_KNOWN_H
#define KANAME_KERNEL_AUTH_KEYS_KNOWN_H

#include "base/uuid.h"
#include "kernel/auth/keys.h"

struct keys_known_one {
    uint8_t key[KEYS_PUBLIC_SIZE];
    bool all; /* of every organisation; else of `org` */
    struct uuid org;
};

struct keys_known {
    struct keys_known_one *at;
    size_t n, room;
};

/* Adds one to the list, which grows under ctx. `org` NULL: it signs for every organisation. */
void keys_known_put(const void *ctx, struct keys_known *list, const uint8_t key[KEYS_PUBLIC_SIZE],
    const struct uuid *org);

/* Those that are believed of an organisation (NULL: of one that nobody knows), under ctx. */
const uint8_t (*keys_known_of(const void *ctx, const struct keys_known *list,
    const struct uuid *org, size_t *ret_n))[KEYS_PUBLIC_SIZE];

/* Adds what the key file and its list hold; one that is not there holds none. Lines without an
 * organisation are nobody's. ERR_INTERNAL with a detail: one of them is damaged. */
enum err keys_known_read(
    const void *ctx, const char *key_file, struct problem *problem, struct keys_known *list);

/* Puts an organisation's keys that are not known for it yet on the list (0600). ERR_INTERNAL with a
 * detail: not written. */
enum err keys_known_add(const void *ctx, const char *key_file, struct problem *problem,
    const struct uuid *org, const uint8_t (*keys)[KEYS_PUBLIC_SIZE], size_t n);

#endif
