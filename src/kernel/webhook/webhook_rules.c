#include "kernel/webhook/webhook_rules.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char PREFIX[] = "whsec_";

void webhook_secret_new(char ret_text[WEBHOOK_SECRET_SIZE])
{
    uint8_t key[WEBHOOK_KEY_SIZE];
    randombytes_buf(key, sizeof key);
    memcpy(ret_text, PREFIX, sizeof PREFIX);
    sodium_bin2base64(ret_text + strlen(PREFIX), WEBHOOK_SECRET_SIZE - strlen(PREFIX), key,
        sizeof key, sodium_base64_VARIANT_ORIGINAL);
    sodium_memzero(key, sizeof key);
}

static bool key_of(const char *secret, uint8_t ret_key[WEBHOOK_KEY_MOST], size_t *ret_len)
{
    const char *end = NULL;
    if (strncmp(secret, PREFIX, strlen(PREFIX)) != 0)
        return false;
    const char *text = secret + strlen(PREFIX);
    return sodium_base642bin(ret_key, WEBHOOK_KEY_MOST, text, strlen(text), NULL, ret_len, &end,
               sodium_base64_VARIANT_ORIGINAL) == 0 &&
           *end == '\0';
}

bool webhook_sign(const char *secret, const char *id, int64_t seconds, const char *body,
    char ret_signature[WEBHOOK_SIGNATURE_SIZE])
{
    uint8_t key[WEBHOOK_KEY_MOST], mac[crypto_auth_hmacsha256_BYTES];
    size_t len = 0;
    char number[24];
    if (!key_of(secret, key, &len))
        return false;
    snprintf(number, sizeof number, ".%" PRId64 ".", seconds);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, len);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)id, strlen(id));
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)number, strlen(number));
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)body, strlen(body));
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_memzero(key, sizeof key);
    memcpy(ret_signature, "v1,", sizeof "v1,");
    sodium_bin2base64(ret_signature + strlen("v1,"), WEBHOOK_SIGNATURE_SIZE - strlen("v1,"), mac,
        sizeof mac, sodium_base64_VARIANT_ORIGINAL);
    return true;
}

/* In the first pause's length. With 30 seconds: 30 s, 2 min, 10 min, 30 min, 1, 2, 4, 8, 12, 16 and
 * 24 hours: twelve attempts in not quite three days. */
static const int pauses[] = {1, 4, 20, 60, 120, 240, 480, 960, 1440, 1920, 2880};

enum { N_PAUSES = sizeof pauses / sizeof pauses[0], REST_MOST = 30 /* a quarter of an hour */ };

int64_t webhook_pause_ms(int attempts, int64_t first_ms, uint32_t chance)
{
    int at = attempts < 1 ? 0 : attempts > N_PAUSES ? N_PAUSES - 1 : attempts - 1;
    int64_t pause = pauses[at] * first_ms;
    int64_t tenth = pause / 10;
    return pause - tenth + (int64_t)((uint64_t)chance * (uint64_t)(2 * tenth) / UINT32_MAX);
}

int64_t webhook_rest_ms(int failures, int64_t first_ms)
{
    int64_t rest = first_ms;
    for (int i = 1; i < failures && rest < REST_MOST * first_ms; i++)
        rest *= 2;
    return rest < REST_MOST * first_ms ? rest : REST_MOST * first_ms;
}
