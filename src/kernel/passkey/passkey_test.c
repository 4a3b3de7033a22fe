#include "kernel/passkey/passkey_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

/* ---- vectors ---- */

struct vector {
    int algorithm;
    const char *attestation, *auth_data, *signature; /* hexadecimal */
};

/* Made with Node's own cryptography: present and verified, counter 7 when made and 8 when used. */
static const struct vector es256 = {
    .algorithm = PASSKEY_ES256,
    .attestation =
        "a363666d74646e6f6e656761747453746d74a068617574684461746158947f45b72496ae6ac9b274c024e051e0"
        "e2e52d5b080c3a4b8184d191a0f0c2424345000000070000000000000000000000000000000000101940c3b757"
        "70548ed1dfb15d85833226a50102032620012158207255fb05ee2f0486044d2f9c38929b34dd0ad95052611269"
        "a5cc9dd0112b398222582068eb8b90b43910ab560524bfa14fb33f8cd4a27839e719f438ebf988eba4456c",
    .auth_data = "7f45b72496ae6ac9b274c024e051e0e2e52d5b080c3a4b8184d191a0f0c242430500000008",
    .signature =
        "3045022100cad014a07c1ee971b71239761b033566dd126c156974fa7ba94eb83fb51b0c5a022064ff4eeaafc6"
        "2b367def6d661b832cff29cea9f5170cca10f5c7e1ef3afcf905",
};

static const struct vector eddsa = {
    .algorithm = PASSKEY_EDDSA,
    .attestation =
        "a363666d74646e6f6e656761747453746d74a068617574684461746158717f45b72496ae6ac9b274c024e051e0"
        "e2e52d5b080c3a4b8184d191a0f0c2424345000000070000000000000000000000000000000000103c2f9cf715"
        "83d31d423c0d6bbd3494f5a40101032720062158204700db803ca3282363d7ac25c1b1c5a75dd7055f1d2513cf"
        "05e329d2b5e53634",
    .auth_data = "7f45b72496ae6ac9b274c024e051e0e2e52d5b080c3a4b8184d191a0f0c242430500000008",
    .signature =
        "5d6a26ad2ce54fad9d3234e683d7d3a49aad4fdbfbf32c1f20ca57c06c892541d84cb0cc56a54cb9b13fe9e678"
        "1d87af2f80b893210919914420cf85e4a54503",
};

static const struct vector rs256 = {
    .algorithm = PASSKEY_RS256,
    .attestation =
        "a363666d74646e6f6e656761747453746d74a06861757468446174615901577f45b72496ae6ac9b274c024e051"
        "e0e2e52d5b080c3a4b8184d191a0f0c24243450000000700000000000000000000000000000000001099109c35"
        "5f2141ea22d643f91a66db26a401030339010020590100aeb408f65aa4956ee0588035efb1a4c24907d55768ea"
        "85f07d8b3bbf731bf3a02b20ef6df4e85cbb7810ea2caf92d6761f8404500585b6d116b448e65efb67651cda13"
        "001b1d58dc8907303816b529b59d0099e49758bb51c7dad8b8b5854f91b77625b372dfe780dc3f1c9ea37334a4"
        "1e1f4c5280efda7758f7a6007084cce8f869565aeb35553640f441833afafcf15a24eae613708d9fec80c46939"
        "0d111275531544bc95b2bb1193be66f1f8b611a3ae14e972847cd6c1455257039722ba84428cfae7f40cac7725"
        "eaa0ed0056e7e518e01cd35ed9393260d609a63ca31373d1ddeb30a0675810465184ba942d67e6041093943345"
        "4a0b9ac3cee29afa112143010001",
    .auth_data = "7f45b72496ae6ac9b274c024e051e0e2e52d5b080c3a4b8184d191a0f0c242430500000008",
    .signature =
        "61499c119d9a8679a6f47fe5ffa56241f85814583a65c334ed24d6ea1c7631431098ac416fa9c0d77b69b15755"
        "11b5a3d815f6da81467757a23eaa37c5a99119e7112953721f5fd585d95c6e6941b63a6a11b232627b2299f178"
        "3a3be9c2ba17dc6f714ecef828f8f4b016dbf1df0b22c58e0ae4a55ffc845263c8d9df47c81b527c163c3be169"
        "83685f958274189485253ed5b85710f1874f5110878bd9016a737efccfbb1f75c8068e41c964f641538c0e2650"
        "561963dd39c0eaafb755da0a3729804801ac467a06ddb5ed85a755efbbe8fae2857b5de354769b556d17f40226"
        "58f5edd5680141b097433b5bdc5bca46420915bd2db8b00fd8ea76e59571e7",
};

static const char MADE_CLIENT[] =
    "{\"type\":\"webauthn.get\",\"challenge\":\"AAECAwQFBgcICQoLDA0ODw\","
    "\"origin\":\"https://kaname.example\",\"crossOrigin\":false}";

/* W3C Web Authentication Level 3, §16.2: ES256 without attestation, for https://example.org. The
 * device of this vector has not checked who holds it. */
static const struct vector w3c = {
    .algorithm = PASSKEY_ES256,
    .attestation =
        "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9"
        "c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4"
        "c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d"
        "23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c1"
        "2cc68ed73290af2e2664796b9220",
    .auth_data = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
    .signature =
        "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b"
        "93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87",
};
static const char W3C_KEY[] = "afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61"
                              "930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220";
static const char W3C_CLIENT[] =
    "{\"type\":\"webauthn.get\",\"challenge\":\"OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag\","
    "\"origin\":\"https://example.org\",\"crossOrigin\":false}";

static const struct passkey_site ours = {"https://kaname.example", "kaname.example"};
static const struct passkey_site w3c_site = {"https://example.org", "example.org"};

static int set_up(void **state)
{
    if (sodium_init() < 0)
        return 1;
    *state = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static struct passkey_bytes bytes_of(const void *ctx, const char *hex)
{
    size_t n = strlen(hex) / 2, len = 0;
    uint8_t *bytes = mem_zalloc(ctx, n + 1, "bytes");
    assert_int_equal(sodium_hex2bin(bytes, n, hex, strlen(hex), NULL, &len, NULL), 0);
    return (struct passkey_bytes){bytes, len};
}

static struct passkey_bytes text_bytes(const char *text)
{
    return (struct passkey_bytes){(const uint8_t *)text, strlen(text)};
}

static struct passkey_key key_of(const void *ctx, const struct vector *v)
{
    struct passkey_key key;
    assert_int_equal(passkey_new(ctx, bytes_of(ctx, v->attestation), &ours, &key), PASSKEY_GOOD);
    return key;
}

static struct passkey_answer answer_of(const void *ctx, const struct vector *v, const char *client)
{
    return (struct passkey_answer){
        text_bytes(client), bytes_of(ctx, v->auth_data), bytes_of(ctx, v->signature)};
}

static uint8_t *writable(struct passkey_bytes bytes)
{
    return (uint8_t *)(uintptr_t)bytes.data;
}

/* ---- the site ---- */

static void the_site_is_the_public_url_as_browsers_write_its_origin(void **state)
{
    static const struct {
        const char *url, *origin, *id;
    } sites[] = {
        {"https://Kaname.Example/", "https://kaname.example", "kaname.example"},
        {"https://kaname.example:443", "https://kaname.example", "kaname.example"},
        {"https://kaname.example:8443/x", "https://kaname.example:8443", "kaname.example"},
        {"http://localhost:8080", "http://localhost:8080", "localhost"},
    };
    for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++) {
        struct passkey_site site;
        assert_true(passkey_site_of(*state, sites[i].url, &site));
        assert_string_equal(site.origin, sites[i].origin);
        assert_string_equal(site.id, sites[i].id);
    }
}

static void there_is_no_site_where_browsers_offer_no_passkeys(void **state)
{
    static const char *const urls[] = {"http://kaname.example", "https://192.0.2.7:8443",
        "http://127.0.0.1:8080", "https://[2001:db8::1]/", "https://", "ftp://kaname.example",
        "https://a@kaname.example", "http://notlocalhost"};
    struct passkey_site site;
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
        assert_false(passkey_site_of(*state, urls[i], &site));
    assert_false(passkey_site_of(*state, NULL, &site));
}

/* ---- what the browser says ---- */

static enum passkey_fault client(void **state, const char *text)
{
    struct passkey_bytes challenge;
    return passkey_client_data(*state, text_bytes(text), PASSKEY_GET, &ours, &challenge);
}

static void the_challenge_is_what_was_asked(void **state)
{
    struct passkey_bytes challenge;
    assert_int_equal(
        passkey_client_data(*state, text_bytes(MADE_CLIENT), PASSKEY_GET, &ours, &challenge),
        PASSKEY_GOOD);
    assert_int_equal(challenge.len, 16);
    for (size_t i = 0; i < challenge.len; i++)
        assert_int_equal(challenge.data[i], i);
}

static void another_page_or_a_frame_of_another_site_is_refused(void **state)
{
    assert_int_equal(client(state, W3C_CLIENT), PASSKEY_ORIGIN);
    assert_int_equal(client(state, "{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\","
                                   "\"origin\":\"https://kaname.example\",\"crossOrigin\":true}"),
        PASSKEY_ORIGIN);
    assert_int_equal(client(state, "{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\","
                                   "\"origin\":\"https://kaname.example\","
                                   "\"topOrigin\":\"https://evil.example\"}"),
        PASSKEY_ORIGIN);
    assert_int_equal(client(state, "{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\","
                                   "\"origin\":\"https://kaname.example.evil.example\"}"),
        PASSKEY_ORIGIN);
}

static void making_is_no_using(void **state)
{
    struct passkey_bytes challenge;
    assert_int_equal(
        passkey_client_data(*state, text_bytes(MADE_CLIENT), PASSKEY_CREATE, &ours, &challenge),
        PASSKEY_TYPE);
}

static void what_is_no_client_data_is_refused(void **state)
{
    static const char *const texts[] = {"", "[]", "{", "{\"type\":\"webauthn.get\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"a+/b\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":7}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(client(state, texts[i]), PASSKEY_FORM);
}

/* ---- a new one ---- */

static void keys_of_three_algorithms_are_read(void **state)
{
    static const struct vector *const vectors[] = {&es256, &eddsa, &rs256};
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        struct passkey_key key = key_of(*state, vectors[i]);
        assert_int_equal(key.algorithm, vectors[i]->algorithm);
        assert_int_equal(key.id.len, 16);
        assert_int_equal(key.count, 7);
        assert_false(key.synced);
    }
}

static void a_key_for_another_site_is_refused(void **state)
{
    struct passkey_key key;
    assert_int_equal(
        passkey_new(*state, bytes_of(*state, es256.attestation), &w3c_site, &key), PASSKEY_SITE);
}

static void an_attestation_that_is_cut_or_has_a_tail_is_refused(void **state)
{
    struct passkey_bytes whole = bytes_of(*state, es256.attestation);
    struct passkey_key key;
    for (size_t n = 0; n < whole.len; n++)
        assert_int_not_equal(
            passkey_new(*state, (struct passkey_bytes){whole.data, n}, &ours, &key), PASSKEY_GOOD);
    whole.len++; /* the 0 behind it */
    assert_int_equal(passkey_new(*state, whole, &ours, &key), PASSKEY_FORM);
}

/* Found by the fuzzer: libcbor would take 16 bytes for each of the announced members. */
static void more_members_announced_than_there_are_bytes_take_no_memory(void **state)
{
    static const char *const texts[] = {"ba7fffffff", "9a7fffffff", "bf6161ff", "5fff", "d9d9f7a0"};
    struct passkey_key key;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(
            passkey_new(*state, bytes_of(*state, texts[i]), &ours, &key), PASSKEY_FORM);
    struct passkey_bytes whole = bytes_of(*state, es256.attestation);
    uint8_t *at = memmem(writable(whole), whole.len, "\xa5\x01\x02", 3); /* the key's map */
    assert_non_null(at);
    at[0] = 0xb8; /* 255 members instead of 5 */
    at[1] = 0xff;
    assert_int_equal(passkey_new(*state, whole, &ours, &key), PASSKEY_FORM);
}

static void a_key_of_another_algorithm_is_refused(void **state)
{
    struct passkey_bytes whole = bytes_of(*state, es256.attestation);
    struct passkey_key key;
    uint8_t *at = memmem(writable(whole), whole.len, "\x03\x26\x20", 3); /* alg: -7 */
    assert_non_null(at);
    at[1] = 0x2e; /* -15 */
    assert_int_equal(passkey_new(*state, whole, &ours, &key), PASSKEY_ALGORITHM);
}

static void a_device_that_has_not_checked_its_holder_makes_no_passkey(void **state)
{
    struct passkey_key key;
    assert_int_equal(passkey_new(*state, bytes_of(*state, w3c.attestation), &w3c_site, &key),
        PASSKEY_UNVERIFIED);
}

/* ---- a use ---- */

static void a_use_is_checked_with_each_algorithm(void **state)
{
    static const struct vector *const vectors[] = {&es256, &eddsa, &rs256};
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        struct passkey_key key = key_of(*state, vectors[i]);
        struct passkey_answer answer = answer_of(*state, vectors[i], MADE_CLIENT);
        int64_t count = 0;
        assert_int_equal(passkey_check(&key, &ours, &answer, &count), PASSKEY_GOOD);
        assert_int_equal(count, 8);
    }
}

static void one_bit_of_signature_words_or_counter_changed_is_refused(void **state)
{
    static const struct vector *const vectors[] = {&es256, &eddsa, &rs256};
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        struct passkey_key key = key_of(*state, vectors[i]);
        struct passkey_answer answer = answer_of(*state, vectors[i], MADE_CLIENT);
        int64_t count = 0;
        writable(answer.signature)[answer.signature.len - 1] ^= 1;
        assert_int_equal(passkey_check(&key, &ours, &answer, &count), PASSKEY_SIGNATURE);
        answer = answer_of(*state, vectors[i], MADE_CLIENT);
        writable(answer.auth_data)[answer.auth_data.len - 1] ^= 1;
        assert_int_equal(passkey_check(&key, &ours, &answer, &count), PASSKEY_SIGNATURE);
        answer = answer_of(*state, vectors[i], W3C_CLIENT);
        assert_int_equal(passkey_check(&key, &ours, &answer, &count), PASSKEY_SIGNATURE);
    }
}

static void another_key_has_not_signed(void **state)
{
    struct passkey_key key = key_of(*state, &es256);
    struct passkey_key other = key_of(*state, &eddsa);
    struct passkey_answer answer = answer_of(*state, &eddsa, MADE_CLIENT);
    int64_t count = 0;
    assert_int_equal(passkey_check(&key, &ours, &answer, &count), PASSKEY_SIGNATURE);
    other.algorithm = PASSKEY_RS256;
    assert_int_equal(passkey_check(&other, &ours, &answer, &count), PASSKEY_SIGNATURE);
    other.algorithm = 0;
    assert_int_equal(passkey_check(&other, &ours, &answer, &count), PASSKEY_SIGNATURE);
}

static void a_use_for_another_site_is_refused(void **state)
{
    struct passkey_key key = key_of(*state, &es256);
    struct passkey_answer answer = answer_of(*state, &es256, MADE_CLIENT);
    int64_t count = 0;
    assert_int_equal(passkey_check(&key, &w3c_site, &answer, &count), PASSKEY_SITE);
}

/* The published vector is signed well; all that is wrong with it is that nobody was checked. */
static void a_use_whose_holder_was_not_checked_is_refused(void **state)
{
    struct passkey_key key = {.algorithm = PASSKEY_ES256, .key = bytes_of(*state, W3C_KEY)};
    struct passkey_answer answer = answer_of(*state, &w3c, W3C_CLIENT);
    int64_t count = 0;
    assert_int_equal(passkey_check(&key, &w3c_site, &answer, &count), PASSKEY_UNVERIFIED);
    writable(answer.signature)[answer.signature.len - 1] ^= 1;
    assert_int_equal(passkey_check(&key, &w3c_site, &answer, &count), PASSKEY_SIGNATURE);
}

static void a_counter_that_does_not_rise_tells_of_a_copy(void **state)
{
    (void)state;
    assert_false(passkey_copied(0, 0)); /* a device that counts nothing */
    assert_false(passkey_copied(0, 1));
    assert_false(passkey_copied(7, 8));
    assert_true(passkey_copied(7, 7));
    assert_true(passkey_copied(8, 7));
    assert_true(passkey_copied(7, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_site_is_the_public_url_as_browsers_write_its_origin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            there_is_no_site_where_browsers_offer_no_passkeys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_challenge_is_what_was_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            another_page_or_a_frame_of_another_site_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(making_is_no_using, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_client_data_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_of_three_algorithms_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_for_another_site_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            an_attestation_that_is_cut_or_has_a_tail_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            more_members_announced_than_there_are_bytes_take_no_memory, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_of_another_algorithm_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_device_that_has_not_checked_its_holder_makes_no_passkey, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_use_is_checked_with_each_algorithm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            one_bit_of_signature_words_or_counter_changed_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_key_has_not_signed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_use_for_another_site_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_use_whose_holder_was_not_checked_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_counter_that_does_not_rise_tells_of_a_copy, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
