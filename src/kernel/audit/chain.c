#include "kernel/audit/chain.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

const struct digest CHAIN_START;

bool chain_text_ok(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            return false;
    }
    return true;
}

static void line(crypto_hash_sha256_state *state, const char *text)
{
    crypto_hash_sha256_update(state, (const unsigned char *)text, strlen(text));
    crypto_hash_sha256_update(state, (const unsigned char *)"\n", 1);
}

static void line_number(crypto_hash_sha256_state *state, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, value);
    line(state, text);
}

static void line_digest(crypto_hash_sha256_state *state, const struct digest *d)
{
    char text[DIGEST_TEXT_SIZE] = "-";
    if (d != NULL)
        digest_format(d, text);
    line(state, text);
}

static void line_uuid(crypto_hash_sha256_state *state, const struct uuid *id)
{
    char text[UUID_TEXT_SIZE] = "-";
    if (id != NULL)
        uuid_format(id, text);
    line(state, text);
}

static int64_t own(int64_t id, int64_t shift)
{
    return id > 0 ? id - shift : id;
}

struct chain_entry chain_own(const struct chain_entry *entry, const struct chain_numbers *numbers)
{
    struct chain_entry e = *entry;
    e.org_id = numbers->org_id;
    e.account_id = own(e.account_id, numbers->shift);
    e.subject_id = own(e.subject_id, numbers->shift);
    e.unit_id = own(e.unit_id, numbers->shift);
    return e;
}

struct digest chain_hash(const struct digest *previous, const struct chain_entry *entry)
{
    struct digest hash;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    line(&state, "kaname-audit-1");
    line_digest(&state, previous);
    line_number(&state, entry->org_id);
    line_number(&state, entry->seq);
    line_number(&state, entry->at_ms);
    line_number(&state, entry->account_id);
    line(&state, entry->via);
    line(&state, entry->action);
    line(&state, entry->subject);
    line_number(&state, entry->subject_id);
    line_uuid(&state, entry->subject_uid);
    line_number(&state, entry->unit_id);
    line_digest(&state, entry->payload);
    crypto_hash_sha256_final(&state, hash.bytes);
    return hash;
}

struct digest chain_payload_digest(
    const uint8_t salt[CHAIN_SALT_SIZE], const char *payload, size_t len)
{
    struct digest d;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, salt, CHAIN_SALT_SIZE);
    crypto_hash_sha256_update(&state, (const unsigned char *)payload, len);
    crypto_hash_sha256_final(&state, d.bytes);
    return d;
}
