#include "kernel/auth/keys.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Text of the file, one member a line: "kaname-keys-1", "sign <base64 of 32 bytes>" (the Ed25519
 * seed), "secret <base64 of 32 bytes>". */
enum { FILE_MAX = 1024, SEED_SIZE = 32, SECRET_SIZE = 32, BASE64_SIZE = 45 };

static_assert(KEYS_SEAL_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                    crypto_aead_xchacha20poly1305_ietf_ABYTES,
    "the size of a seal");

struct keys {
    uint8_t sign_public[crypto_sign_PUBLICKEYBYTES];
    uint8_t sign_secret[crypto_sign_SECRETKEYBYTES];
    uint8_t secret[SECRET_SIZE];
    char id[KEYS_ID_TEXT_SIZE];
};

static int wipe(struct keys *keys)
{
    sodium_memzero(keys, sizeof *keys);
    return 0;
}

static void encode(const uint8_t bytes[32], char ret_text[BASE64_SIZE])
{
    sodium_bin2base64(ret_text, BASE64_SIZE, bytes, 32, sodium_base64_VARIANT_ORIGINAL);
}

static bool decode_line(const char *text, const char *name, uint8_t ret_bytes[32])
{
    const char *at = strstr(text, name);
    size_t len = 0;
    if (at == NULL)
        return false;
    at += strlen(name);
    return sodium_base642bin(ret_bytes, 32, at, strcspn(at, "\n"), NULL, &len, NULL,
               sodium_base64_VARIANT_ORIGINAL) == 0 &&
           len == 32;
}

static struct keys *derive(
    const void *ctx, const uint8_t seed[SEED_SIZE], const uint8_t secret[SECRET_SIZE])
{
    struct keys *keys = mem_new(ctx, struct keys);
    talloc_set_destructor(keys, wipe);
    crypto_sign_seed_keypair(keys->sign_public, keys->sign_secret, seed);
    memcpy(keys->secret, secret, SECRET_SIZE);
    keys_id_of(keys->sign_public, keys->id);
    return keys;
}

static bool write_whole(int fd, const char *text)
{
    size_t len = strlen(text);
    return write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
}

/* Written beside and linked into place: it is whole or not there, and never replaces another. */
static bool create_file(const void *ctx, const char *path)
{
    uint8_t seed[SEED_SIZE], secret[SECRET_SIZE];
    char seed_text[BASE64_SIZE], secret_text[BASE64_SIZE];
    randombytes_buf(seed, sizeof seed);
    randombytes_buf(secret, sizeof secret);
    encode(seed, seed_text);
    encode(secret, secret_text);
    char *text = mem_printf(ctx, "kaname-keys-1\nsign %s\nsecret %s\n", seed_text, secret_text);
    char *beside = mem_printf(ctx, "%s.XXXXXX", path);
    int fd = mkstemp(beside);
    bool made = false;
    if (fd >= 0) {
        made = fchmod(fd, 0600) == 0 && write_whole(fd, text) &&
               (link(beside, path) == 0 || errno == EEXIST);
        unlink(beside);
        close(fd);
    }
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(text, strlen(text));
    return made;
}

static enum err read_file(
    const char *path, int fd, struct problem *problem, char ret_text[FILE_MAX])
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return problem_set_arg(problem, ERR_INTERNAL, "keys_damaged", path);
    if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return problem_set_arg(problem, ERR_INTERNAL, "keys_open_to_others", path);
    ssize_t n = read(fd, ret_text, FILE_MAX - 1);
    ret_text[n < 0 ? 0 : n] = '\0';
    if (n < 0 || strncmp(ret_text, "kaname-keys-1\n", 14) != 0)
        return problem_set_arg(problem, ERR_INTERNAL, "keys_damaged", path);
    return ERR_OK;
}

static enum err parse(const void *ctx, const char *path, const char *text, struct problem *problem,
    struct keys **ret_keys)
{
    uint8_t seed[SEED_SIZE], secret[SECRET_SIZE];
    if (!decode_line(text, "\nsign ", seed) || !decode_line(text, "\nsecret ", secret))
        return problem_set_arg(problem, ERR_INTERNAL, "keys_damaged", path);
    *ret_keys = derive(ctx, seed, secret);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return ERR_OK;
}

enum err keys_open(
    const void *ctx, const char *path, bool create, struct problem *problem, struct keys **ret_keys)
{
    char text[FILE_MAX];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT && create) {
        if (!create_file(problem, path))
            return problem_set_arg(problem, ERR_INTERNAL, "keys_not_written", path);
        fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    if (fd < 0)
        return problem_set_arg(problem, ERR_INTERNAL, "keys_not_read", path);
    enum err e = read_file(path, fd, problem, text);
    close(fd);
    if (e == ERR_OK)
        e = parse(ctx, path, text, problem, ret_keys);
    sodium_memzero(text, sizeof text);
    return e;
}

const char *keys_id(const struct keys *keys)
{
    return keys->id;
}

void keys_public(const struct keys *keys, uint8_t ret_public[KEYS_PUBLIC_SIZE])
{
    memcpy(ret_public, keys->sign_public, KEYS_PUBLIC_SIZE);
}

void keys_sign(const struct keys *keys, const void *data, size_t len,
    uint8_t ret_signature[KEYS_SIGNATURE_SIZE])
{
    crypto_sign_detached(ret_signature, NULL, data, len, keys->sign_secret);
}

/* BLAKE2b with a key of its own, made of the secret one; the kind and the NUL behind it first. */
void keys_mac(const struct keys *keys, const char *of, const void *data, size_t len,
    uint8_t ret_mac[KEYS_MAC_SIZE])
{
    uint8_t key[crypto_kdf_KEYBYTES];
    crypto_generichash_state state;
    crypto_kdf_derive_from_key(key, sizeof key, 1, "returned", keys->secret);
    crypto_generichash_init(&state, key, sizeof key, KEYS_MAC_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)of, strlen(of) + 1);
    crypto_generichash_update(&state, data, len);
    crypto_generichash_final(&state, ret_mac, KEYS_MAC_SIZE);
    sodium_memzero(key, sizeof key);
}

void keys_id_of(const uint8_t public_key[KEYS_PUBLIC_SIZE], char ret_id[KEYS_ID_TEXT_SIZE])
{
    struct digest d = digest_of(public_key, KEYS_PUBLIC_SIZE);
    sodium_bin2hex(ret_id, KEYS_ID_TEXT_SIZE, d.bytes, (KEYS_ID_TEXT_SIZE - 1) / 2);
}

bool keys_signed(const uint8_t public_key[KEYS_PUBLIC_SIZE], const void *data, size_t len,
    const uint8_t signature[KEYS_SIGNATURE_SIZE])
{
    return crypto_sign_verify_detached(signature, data, len, public_key) == 0;
}

void keys_seal(
    const struct keys *keys, const char *of, const void *data, size_t len, uint8_t *ret_sealed)
{
    uint8_t *nonce = ret_sealed;
    randombytes_buf(nonce, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        ret_sealed + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, NULL, data, len,
        (const unsigned char *)of, strlen(of), NULL, nonce, keys->secret);
}

bool keys_unseal(
    const struct keys *keys, const char *of, const uint8_t *sealed, size_t len, void *ret_data)
{
    const size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    return len >= KEYS_SEAL_SIZE &&
           crypto_aead_xchacha20poly1305_ietf_decrypt(ret_data, NULL, NULL, sealed + nonce,
               len - nonce, (const unsigned char *)of, strlen(of), sealed, keys->secret) == 0;
}
