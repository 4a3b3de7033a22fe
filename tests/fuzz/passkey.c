/* What a browser sends of a passkey: the first byte says which part the rest is. A key that was
 * read must be usable: checking with it may fail, never crash. */
#include "base/mem.h"
#include "kernel/passkey/passkey_rules.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct passkey_site site = {"https://kaname.example", "kaname.example"};

static void use(const struct passkey_key *key, struct passkey_bytes auth_data)
{
    static const uint8_t signature[] = {0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01};
    struct passkey_answer answer = {
        .client_data = {signature, sizeof signature},
        .auth_data = auth_data,
        .signature = {signature, sizeof signature},
    };
    int64_t count = 0;
    (void)passkey_check(key, &site, &answer, &count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t zeros[64] = {0};
    struct passkey_key key = {.algorithm = PASSKEY_ES256, .key = {zeros, sizeof zeros}};
    struct passkey_bytes challenge;
    if (size < 1)
        return 0;
    void *ctx = mem_context(NULL, 0);
    struct passkey_bytes rest = {mem_dup(ctx, data + 1, size - 1), size - 1};
    switch (data[0] % 3) {
    case 0:
        if (passkey_new(ctx, rest, &site, &key) == PASSKEY_GOOD)
            use(&key, rest);
        break;
    case 1:
        (void)passkey_client_data(ctx, rest, PASSKEY_GET, &site, &challenge);
        break;
    default:
        use(&key, rest);
        break;
    }
    mem_free(ctx);
    return 0;
}
