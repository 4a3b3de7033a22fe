/* The key file: what must not lie in the database or its backup. It holds the Ed25519 key that
 * signs the heads of the audit chain and a secret key for values that are stored encrypted.
 *
 * It protects the history from somebody who can write the database but not read this file; not
 * from somebody who has both. Losing it loses no data: older signatures are then checked with the
 * public key that `kaname verify` printed. */
#ifndef KANAME_KERNEL_AUTH_KEYS_H
#define KANAME_KERNEL_AUTH_KEYS_H

#include "base/digest.h"
#include "base/problem.h"

enum {
    KEYS_PUBLIC_SIZE = 32,
    KEYS_SIGNATURE_SIZE = 64,
    KEYS_ID_TEXT_SIZE = 17,     /* first 8 bytes of the public key's SHA-256 in hex */
    KEYS_PUBLIC_TEXT_SIZE = 65, /* hex */
};

struct keys;

/* Reads the file, or makes it (0600) when it is missing and `create` says so. ERR_INTERNAL with a
 * detail: readable by others, damaged, cannot be written. Shared by all threads; freed with ctx. */
enum err keys_open(const void *ctx, const char *path, bool create, struct problem *problem,
    struct keys **ret_keys);

const char *keys_id(const struct keys *keys);
void keys_public(const struct keys *keys, uint8_t ret_public[KEYS_PUBLIC_SIZE]);

void keys_sign(const struct keys *keys, const void *data, size_t len,
    uint8_t ret_signature[KEYS_SIGNATURE_SIZE]);

/* Values that are stored encrypted (XChaCha20-Poly1305, a random nonce before it). `of` says what
 * the value is and whose: a sealed value put into another's row does not open. Against whoever has
 * database or backup without this file. */
enum { KEYS_SEAL_SIZE = 40 }; /* bytes that sealing adds */
void keys_seal(
    const struct keys *keys, const char *of, const void *data, size_t len, uint8_t *ret_sealed);
/* *ret_data has room for len - KEYS_SEAL_SIZE bytes. False: another key, or not what was sealed. */
bool keys_unseal(
    const struct keys *keys, const char *of, const uint8_t *sealed, size_t len, void *ret_data);

/* Proof that a text that went out comes back as we wrote it. `of` says what it is for: a MAC of one
 * kind is none of another. Compare with sodium_memcmp; may be cut short. */
enum { KEYS_MAC_SIZE = 32 };
void keys_mac(const struct keys *keys, const char *of, const void *data, size_t len,
    uint8_t ret_mac[KEYS_MAC_SIZE]);

/* What a public key is called, and whether it signed. Pure. */
void keys_id_of(const uint8_t public_key[KEYS_PUBLIC_SIZE], char ret_id[KEYS_ID_TEXT_SIZE]);
bool keys_signed(const uint8_t public_key[KEYS_PUBLIC_SIZE], const void *data, size_t len,
    const uint8_t signature[KEYS_SIGNATURE_SIZE]);

#endif
