#include "base/digest.h"

#include <sodium.h>
#include <string.h>

struct digest digest_of(const void *data, size_t len)
{
    struct digest d;
    crypto_hash_sha256(d.bytes, data, len);
    return d;
}

void digest_format(const struct digest *d, char ret_text[DIGEST_TEXT_SIZE])
{
    sodium_bin2hex(ret_text, DIGEST_TEXT_SIZE, d->bytes, DIGEST_SIZE);
}

bool digest_parse(const char *text, struct digest *ret_digest)
{
    struct digest d;
    size_t len = 0;
    if (strlen(text) != DIGEST_TEXT_SIZE - 1)
        return false;
    if (sodium_hex2bin(d.bytes, sizeof d.bytes, text, DIGEST_TEXT_SIZE - 1, NULL, &len, NULL) != 0)
        return false;
    if (len != DIGEST_SIZE)
        return false;
    *ret_digest = d;
    return true;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return sodium_memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}
