/* Passkeys: what a browser sends when one is made or used (W3C Web Authentication Level 3, §7.1
 * and §7.2), read and checked. Signatures and keys are libfido2's. Pure.
 *
 * Whether the challenge is one of ours is passkey_challenge.h's to say; whose passkey it is,
 * passkey.h's. Attestation is not asked for, so nothing is known about the maker of a device. */
#ifndef KANAME_KERNEL_PASSKEY_PASSKEY_RULES_H
#define KANAME_KERNEL_PASSKEY_PASSKEY_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PASSKEY_ID_MAX = 1023,           /* bytes of a credential's id, §4 */
    PASSKEY_KEY_MAX = 512,           /* bytes of a public key as it is kept */
    PASSKEY_CLIENT_DATA_MAX = 4096,  /* bytes of what the browser signs */
    PASSKEY_ATTESTATION_MAX = 16384, /* bytes of what comes with a new one */
    PASSKEY_AUTH_DATA_MAX = 1024,    /* bytes of what the device says when it is used */
    PASSKEY_SIGNATURE_MAX = 512,
};

/* COSE algorithms (RFC 9053, RFC 8812) that are taken, in the order in which they are offered. */
enum { PASSKEY_ES256 = -7, PASSKEY_EDDSA = -8, PASSKEY_RS256 = -257, PASSKEY_ALGORITHMS = 3 };
extern const int passkey_algorithms[PASSKEY_ALGORITHMS];

enum passkey_fault {
    PASSKEY_GOOD,
    PASSKEY_FORM,       /* not what a browser sends */
    PASSKEY_TYPE,       /* made instead of used, or the other way round */
    PASSKEY_ORIGIN,     /* made or used on another page, or in a frame of another site */
    PASSKEY_SITE,       /* of another relying party */
    PASSKEY_ALGORITHM,  /* a key that is not taken */
    PASSKEY_SIGNATURE,  /* not signed by that key */
    PASSKEY_UNVERIFIED, /* the device has not checked who holds it (PIN, finger, face) */
    PASSKEY_FAULT_MAX
};

/* Where people reach the program: the relying party. */
struct passkey_site {
    const char *origin; /* "https://kaname.example:8443", as browsers write it */
    const char *id;     /* "kaname.example" */
};
/* Of config.public_url; under ctx. False: browsers offer no passkeys there (neither https nor
 * localhost, or an address instead of a name). */
bool passkey_site_of(const void *ctx, const char *public_url, struct passkey_site *ret_site);

struct passkey_bytes {
    const uint8_t *data;
    size_t len;
};

enum passkey_ceremony { PASSKEY_CREATE, PASSKEY_GET };

/* What the browser says was asked, by which page: checks type and origin. *ret_challenge is under
 * ctx. */
enum passkey_fault passkey_client_data(const void *ctx, struct passkey_bytes text,
    enum passkey_ceremony ceremony, const struct passkey_site *site,
    struct passkey_bytes *ret_challenge);

struct passkey_key {
    struct passkey_bytes id; /* the credential's, chosen by the device */
    int algorithm;
    struct passkey_bytes key; /* ES256: x ‖ y; EdDSA: 32 bytes; RS256: modulus ‖ exponent */
    int64_t count;            /* of the uses the device has counted; 0: it counts none */
    bool synced;              /* may be copied to its owner's other devices by its maker */
};

/* A new passkey, from its attestation object (CBOR); under ctx. */
enum passkey_fault passkey_new(const void *ctx, struct passkey_bytes attestation,
    const struct passkey_site *site, struct passkey_key *ret_key);

struct passkey_answer {
    struct passkey_bytes client_data, auth_data, signature;
};
/* A use of a passkey: signed by its key, for this site, by somebody whom the device has checked.
 * *ret_count is the counter it told. */
enum passkey_fault passkey_check(const struct passkey_key *key, const struct passkey_site *site,
    const struct passkey_answer *answer, int64_t *ret_count);

/* Whether the counter says that there are two of a device that counts (§6.1.1). */
bool passkey_copied(int64_t last, int64_t now);

#endif
