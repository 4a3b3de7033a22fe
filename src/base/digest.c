#include "base/digest.h"

#include <sodium.h>

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
