#include "kernel/passkey/passkey_rules.h"

#include "base/base64url.h"
#include "base/digest.h"
#include "base/json_in.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <cbor.h>
#include <ctype.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <string.h>

const int passkey_algorithms[PASSKEY_ALGORITHMS] = {PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256};

/* Authenticator data (§6.1): SHA-256 of the relying party's id, flags, counter. */
enum {
    AUTH_DATA_MIN = 37,
    FLAGS_AT = 32,
    FLAG_PRESENT = 1 << 0,
    FLAG_VERIFIED = 1 << 2,
    FLAG_MAY_SYNC = 1 << 3,
    FLAG_SYNCED = 1 << 4,
    ID_LENGTH_AT = 53, /* of a new key: two bytes, its id, the key as a CBOR map */
    ID_AT = 55,
    CBOR_OPENED_MAX = 64,
};

/* ---- the site ---- */

static bool is_address(const char *host)
{
    struct in_addr four;
    return inet_pton(AF_INET, host, &four) == 1;
}

static bool is_local(const char *host)
{
    static const char LOCAL[] = "localhost", BELOW[] = ".localhost";
    size_t n = strlen(host), below = strlen(BELOW);
    return strcmp(host, LOCAL) == 0 || (n > below && strcmp(host + n - below, BELOW) == 0);
}

/* "host:port" in lower case; NULL: neither https nor http, or with a name to log in by. */
static char *authority_of(const void *ctx, const char *url, bool *ret_tls)
{
    bool tls = strncasecmp(url, "https://", 8) == 0;
    if (!tls && strncasecmp(url, "http://", 7) != 0)
        return NULL;
    const char *at = url + (tls ? 8 : 7);
    char *authority = mem_strndup(ctx, at, strcspn(at, "/?#"));
    for (char *p = authority; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    *ret_tls = tls;
    return strchr(authority, '@') == NULL ? authority : NULL;
}

static bool host_serves(const char *host, bool tls)
{
    return host[0] != '\0' && !is_address(host) && (tls || is_local(host));
}

bool passkey_site_of(const void *ctx, const char *public_url, struct passkey_site *ret_site)
{
    bool tls = false;
    char *authority = public_url == NULL ? NULL : authority_of(ctx, public_url, &tls);
    if (authority == NULL || authority[0] == '[') /* of a version 6 address */
        return false;
    char *host = mem_strdup(ctx, authority);
    char *colon = strrchr(host, ':');
    if (colon != NULL) {
        *colon = '\0';
        if (strcmp(colon + 1, tls ? "443" : "80") == 0)
            authority = host; /* browsers leave out the usual port */
    }
    if (!host_serves(host, tls))
        return false;
    *ret_site = (struct passkey_site){
        .origin = mem_printf(ctx, "%s://%s", tls ? "https" : "http", authority), .id = host};
    return true;
}

/* ---- what the browser says ---- */

static const char *text_of(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text == NULL ? "" : text;
}

static bool decode(const void *ctx, const char *text, struct passkey_bytes *ret_bytes)
{
    uint8_t *data = NULL;
    size_t len = 0;
    if (!base64url_parse(ctx, text, &data, &len))
        return false;
    *ret_bytes = (struct passkey_bytes){data, len};
    return true;
}

enum passkey_fault passkey_client_data(const void *ctx, struct passkey_bytes text,
    enum passkey_ceremony ceremony, const struct passkey_site *site,
    struct passkey_bytes *ret_challenge)
{
    const char *type = ceremony == PASSKEY_CREATE ? "webauthn.create" : "webauthn.get";
    struct passkey_bytes challenge;
    json_t *json = NULL;
    if (text.len > PASSKEY_CLIENT_DATA_MAX ||
        json_in_parse(ctx, (const char *)text.data, text.len, JSON_IN_DEPTH, problem_new(ctx),
            &json) != ERR_OK ||
        !json_is_object(json) || !decode(ctx, text_of(json, "challenge"), &challenge))
        return PASSKEY_FORM;
    if (strcmp(text_of(json, "type"), type) != 0)
        return PASSKEY_TYPE;
    if (strcmp(text_of(json, "origin"), site->origin) != 0 ||
        json_is_true(json_object_get(json, "crossOrigin")) ||
        json_object_get(json, "topOrigin") != NULL)
        return PASSKEY_ORIGIN;
    *ret_challenge = challenge;
    return PASSKEY_GOOD;
}

/* ---- what the device says ---- */

static bool of_site(struct passkey_bytes auth_data, const struct passkey_site *site)
{
    struct digest id = digest_of(site->id, strlen(site->id));
    return memcmp(auth_data.data, id.bytes, DIGEST_SIZE) == 0;
}

/* §7.1 steps 14 to 18, §7.2 steps 16 to 20. */
static enum passkey_fault check_flags(struct passkey_bytes auth_data)
{
    uint8_t flags = auth_data.data[FLAGS_AT];
    if ((flags & FLAG_SYNCED) != 0 && (flags & FLAG_MAY_SYNC) == 0)
        return PASSKEY_FORM;
    bool both = (flags & FLAG_PRESENT) != 0 && (flags & FLAG_VERIFIED) != 0;
    return both ? PASSKEY_GOOD : PASSKEY_UNVERIFIED;
}

static struct passkey_bytes copy(const void *ctx, const void *data, size_t len)
{
    return (struct passkey_bytes){mem_dup(ctx, data, len), len};
}

/* libcbor takes memory for as many members as are announced, and recurses into them: both are
 * looked at before it runs, here and inside libfido2. */
struct scan {
    size_t left; /* bytes from the item on */
    int opened;  /* maps, lists and tags so far */
    bool bad;
};

static void see_members(void *arg, size_t n)
{
    struct scan *scan = arg;
    scan->bad = scan->bad || n > scan->left || ++scan->opened > CBOR_OPENED_MAX;
}

static void see_tag(void *arg, uint64_t tag)
{
    (void)tag;
    see_members(arg, 0);
}

static void refuse_item(void *arg)
{
    ((struct scan *)arg)->bad = true;
}

/* Whether a sequence of CBOR items (RFC 8742) can be given to libcbor. */
static bool is_harmless(struct passkey_bytes cbor)
{
    struct cbor_callbacks callbacks = cbor_empty_callbacks;
    struct scan scan = {.opened = 0};
    callbacks.map_start = see_members;
    callbacks.array_start = see_members;
    callbacks.tag = see_tag;
    callbacks.indef_map_start = refuse_item; /* CTAP2's form of CBOR has lengths */
    callbacks.indef_array_start = refuse_item;
    callbacks.byte_string_start = refuse_item;
    callbacks.string_start = refuse_item;
    for (size_t at = 0; at < cbor.len;) {
        scan.left = cbor.len - at;
        struct cbor_decoder_result result =
            cbor_stream_decode(cbor.data + at, scan.left, &callbacks, &scan);
        if (result.status != CBOR_DECODER_FINISHED || scan.bad)
            return false;
        at += result.read;
    }
    return true;
}

static struct passkey_bytes from(struct passkey_bytes bytes, size_t at)
{
    return (struct passkey_bytes){bytes.data + at, bytes.len - at};
}

static void free_item(cbor_item_t **item)
{
    if (*item != NULL)
        cbor_decref(item);
}

/* The member "authData" of the attestation object's map, §6.5.4. */
static bool find_auth_data(
    const void *ctx, const cbor_item_t *map, struct passkey_bytes *ret_auth_data)
{
    static const char KEY[] = "authData";
    if (!cbor_isa_map(map))
        return false;
    const struct cbor_pair *pairs = cbor_map_handle(map);
    for (size_t i = 0; i < cbor_map_size(map); i++) {
        const cbor_item_t *key = pairs[i].key, *value = pairs[i].value;
        if (!cbor_isa_string(key) || !cbor_string_is_definite(key) ||
            cbor_string_length(key) != strlen(KEY) ||
            memcmp(cbor_string_handle(key), KEY, strlen(KEY)) != 0)
            continue;
        if (!cbor_isa_bytestring(value) || !cbor_bytestring_is_definite(value))
            return false;
        *ret_auth_data = copy(ctx, cbor_bytestring_handle(value), cbor_bytestring_length(value));
        return true;
    }
    return false;
}

static bool read_attestation(
    const void *ctx, struct passkey_bytes attestation, struct passkey_bytes *ret_auth_data)
{
    struct cbor_load_result result;
    if (attestation.len == 0 || attestation.len > PASSKEY_ATTESTATION_MAX ||
        !is_harmless(attestation))
        return false;
    __attribute__((cleanup(free_item))) cbor_item_t *map =
        cbor_load(attestation.data, attestation.len, &result);
    return map != NULL && result.read == attestation.len &&
           find_auth_data(ctx, map, ret_auth_data) && ret_auth_data->len >= AUTH_DATA_MIN;
}

static bool has_key(struct passkey_bytes auth_data)
{
    if (auth_data.len < ID_AT)
        return false;
    size_t id_len = (size_t)auth_data.data[ID_LENGTH_AT] << 8 | auth_data.data[ID_LENGTH_AT + 1];
    return id_len <= auth_data.len - ID_AT && is_harmless(from(auth_data, ID_AT + id_len));
}

/* The key in the authenticator data, if it is of this algorithm. */
static bool read_key(
    const void *ctx, struct passkey_bytes auth_data, int algorithm, struct passkey_key *ret_key)
{
    fido_cred_t *cred = fido_cred_new();
    bool read = cred != NULL && fido_cred_set_type(cred, algorithm) == FIDO_OK &&
                fido_cred_set_authdata_raw(cred, auth_data.data, auth_data.len) == FIDO_OK &&
                fido_cred_id_len(cred) > 0 && fido_cred_id_len(cred) <= PASSKEY_ID_MAX &&
                fido_cred_pubkey_len(cred) > 0 && fido_cred_pubkey_len(cred) <= PASSKEY_KEY_MAX;
    if (read)
        *ret_key = (struct passkey_key){
            .id = copy(ctx, fido_cred_id_ptr(cred), fido_cred_id_len(cred)),
            .algorithm = algorithm,
            .key = copy(ctx, fido_cred_pubkey_ptr(cred), fido_cred_pubkey_len(cred)),
            .count = fido_cred_sigcount(cred),
            .synced = (auth_data.data[FLAGS_AT] & FLAG_MAY_SYNC) != 0,
        };
    fido_cred_free(&cred);
    return read;
}

enum passkey_fault passkey_new(const void *ctx, struct passkey_bytes attestation,
    const struct passkey_site *site, struct passkey_key *ret_key)
{
    struct passkey_bytes auth_data;
    struct passkey_key key;
    bool read = false;
    fido_init(0);
    if (!read_attestation(ctx, attestation, &auth_data))
        return PASSKEY_FORM;
    if (!of_site(auth_data, site))
        return PASSKEY_SITE;
    if (!has_key(auth_data))
        return PASSKEY_FORM;
    for (int i = 0; i < PASSKEY_ALGORITHMS && !read; i++)
        read = read_key(ctx, auth_data, passkey_algorithms[i], &key);
    if (!read)
        return PASSKEY_ALGORITHM;
    enum passkey_fault fault = check_flags(auth_data);
    if (fault == PASSKEY_GOOD)
        *ret_key = key;
    return fault;
}

/* ---- a use ---- */

static int verify_es256(const fido_assert_t *given, const struct passkey_key *key)
{
    es256_pk_t *pk = es256_pk_new();
    int r = pk == NULL ? FIDO_ERR_INTERNAL : es256_pk_from_ptr(pk, key->key.data, key->key.len);
    if (r == FIDO_OK)
        r = fido_assert_verify(given, 0, COSE_ES256, pk);
    es256_pk_free(&pk);
    return r;
}

static int verify_eddsa(const fido_assert_t *given, const struct passkey_key *key)
{
    eddsa_pk_t *pk = eddsa_pk_new();
    int r = pk == NULL ? FIDO_ERR_INTERNAL : eddsa_pk_from_ptr(pk, key->key.data, key->key.len);
    if (r == FIDO_OK)
        r = fido_assert_verify(given, 0, COSE_EDDSA, pk);
    eddsa_pk_free(&pk);
    return r;
}

static int verify_rs256(const fido_assert_t *given, const struct passkey_key *key)
{
    rs256_pk_t *pk = rs256_pk_new();
    int r = pk == NULL ? FIDO_ERR_INTERNAL : rs256_pk_from_ptr(pk, key->key.data, key->key.len);
    if (r == FIDO_OK)
        r = fido_assert_verify(given, 0, COSE_RS256, pk);
    rs256_pk_free(&pk);
    return r;
}

static int verify_by(const fido_assert_t *given, const struct passkey_key *key)
{
    switch (key->algorithm) {
    case PASSKEY_ES256:
        return verify_es256(given, key);
    case PASSKEY_EDDSA:
        return verify_eddsa(given, key);
    case PASSKEY_RS256:
        return verify_rs256(given, key);
    default:
        return FIDO_ERR_UNSUPPORTED_ALGORITHM;
    }
}

/* Presence and verification are asked afterwards, so that their fault has its own name. */
static bool verify(const struct passkey_key *key, const struct passkey_site *site,
    const struct passkey_answer *a, int64_t *ret_count)
{
    fido_assert_t *given = fido_assert_new();
    struct digest hash = digest_of(a->client_data.data, a->client_data.len);
    bool good =
        given != NULL && fido_assert_set_count(given, 1) == FIDO_OK &&
        fido_assert_set_clientdata_hash(given, hash.bytes, DIGEST_SIZE) == FIDO_OK &&
        fido_assert_set_rp(given, site->id) == FIDO_OK &&
        fido_assert_set_up(given, FIDO_OPT_OMIT) == FIDO_OK &&
        fido_assert_set_uv(given, FIDO_OPT_OMIT) == FIDO_OK &&
        fido_assert_set_authdata_raw(given, 0, a->auth_data.data, a->auth_data.len) == FIDO_OK &&
        fido_assert_set_sig(given, 0, a->signature.data, a->signature.len) == FIDO_OK &&
        verify_by(given, key) == FIDO_OK;
    if (good)
        *ret_count = fido_assert_sigcount(given, 0);
    fido_assert_free(&given);
    return good;
}

enum passkey_fault passkey_check(const struct passkey_key *key, const struct passkey_site *site,
    const struct passkey_answer *answer, int64_t *ret_count)
{
    int64_t count = 0;
    fido_init(0);
    if (answer->auth_data.len < AUTH_DATA_MIN || answer->auth_data.len > PASSKEY_AUTH_DATA_MAX ||
        answer->signature.len == 0 || answer->signature.len > PASSKEY_SIGNATURE_MAX ||
        !is_harmless(from(answer->auth_data, AUTH_DATA_MIN)))
        return PASSKEY_FORM;
    if (!of_site(answer->auth_data, site))
        return PASSKEY_SITE;
    if (!verify(key, site, answer, &count))
        return PASSKEY_SIGNATURE;
    enum passkey_fault fault = check_flags(answer->auth_data);
    if (fault == PASSKEY_GOOD)
        *ret_count = count;
    return fault;
}

bool passkey_copied(int64_t last, int64_t now)
{
    return (last != 0 || now != 0) && now <= last;
}
