#include "kernel/passkey/passkey_challenge.h"

#include "base/base64url.h"
#include "base/limits.h"
#include "kernel/app.h"
#include "kernel/auth/keys.h"

#include <sodium.h>
#include <string.h>

enum {
    RANDOM_SIZE = 16,
    NUMBERS = 3,
    PLAIN_SIZE = NUMBERS * (int)sizeof(int64_t) + RANDOM_SIZE,
    SEALED_SIZE = PLAIN_SIZE + KEYS_SEAL_SIZE,
};

static const int64_t LIFE_MS = LIMIT_PASSKEY_MINUTES * 60LL * 1000;

static const char *const seals[PASSKEY_PURPOSE_MAX] = {
    [PASSKEY_SIGN_IN] = "passkey sign_in",
    [PASSKEY_SECOND] = "passkey second",
    [PASSKEY_CONFIRM] = "passkey confirm",
    [PASSKEY_ENROL] = "passkey enrol",
};

const char *passkey_challenge_new(struct call *c, enum passkey_purpose purpose, int64_t account_id)
{
    const int64_t numbers[NUMBERS] = {db_org(c->db), account_id, c->now_ms + LIFE_MS};
    uint8_t plain[PLAIN_SIZE], sealed[SEALED_SIZE];
    memcpy(plain, numbers, sizeof numbers);
    randombytes_buf(plain + sizeof numbers, RANDOM_SIZE);
    keys_seal(c->app->keys, seals[purpose], plain, sizeof plain, sealed);
    return base64url_format(c, sealed, sizeof sealed);
}

bool passkey_challenge_open(struct call *c, enum passkey_purpose purpose,
    struct passkey_bytes challenge, struct passkey_challenge *ret_challenge)
{
    uint8_t plain[PLAIN_SIZE];
    int64_t numbers[NUMBERS];
    if (challenge.len != SEALED_SIZE ||
        !keys_unseal(c->app->keys, seals[purpose], challenge.data, challenge.len, plain))
        return false;
    memcpy(numbers, plain, sizeof numbers);
    if (c->now_ms >= numbers[2])
        return false;
    *ret_challenge = (struct passkey_challenge){
        .org_id = numbers[0],
        .account_id = numbers[1],
        .expires_ms = numbers[2],
        .once = digest_of(challenge.data, challenge.len),
    };
    return true;
}
