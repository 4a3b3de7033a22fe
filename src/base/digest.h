/* SHA-256 (CRYPTREC list), through libsodium. */
#ifndef KANAME_BASE_DIGEST_H
#define KANAME_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_TEXT_SIZE = 65 /* hex with the NUL */ };

struct digest {
    uint8_t bytes[DIGEST_SIZE];
};

struct digest digest_of(const void *data, size_t len);
void digest_format(const struct digest *d, char ret_text[DIGEST_TEXT_SIZE]);
bool digest_parse(const char *text, struct digest *ret_digest);    /* 64 hexadecimal digits */
bool digest_equal(const struct digest *a, const struct digest *b); /* in equal time */

#endif
