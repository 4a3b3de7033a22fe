#include "kernel/audit/chain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The expected values were computed with Python's hashlib from the description in chain.h. */
static const char payload[] = "{\"after\":{\"name\":\"佐藤\"}}";
static const char payload_hex[] =
    "87364657b99000342ac7abbb4434fae0bfd60b517d0acf42c32ece2f44386b1c";
static const char first_hex[] = "3e49b2d1f187a5ed6d937ff80ee1e4dc687eb2701b9668574717de90e32755ad";
static const char second_hex[] = "4a0bbfc16aabd40070a29b382d939f48182d2dd8b833d61fe5983199b1c6d33c";

static struct digest payload_digest(void)
{
    uint8_t salt[CHAIN_SALT_SIZE];
    for (int i = 0; i < CHAIN_SALT_SIZE; i++)
        salt[i] = (uint8_t)i;
    return chain_payload_digest(salt, payload, strlen(payload));
}

static struct uuid person(void)
{
    struct uuid id;
    assert_true(uuid_parse("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b", &id));
    return id;
}

static struct digest first(int64_t at_ms)
{
    struct digest digest = payload_digest();
    struct uuid uid = person();
    struct chain_entry entry = {
        .org_id = 1,
        .seq = 1,
        .at_ms = at_ms,
        .account_id = 7,
        .via = "http 203.0.113.4",
        .action = "create",
        .subject = "person",
        .subject_id = 42,
        .subject_uid = &uid,
        .unit_id = 3,
        .payload = &digest,
    };
    return chain_hash(&CHAIN_START, &entry);
}

static void assert_hex(const struct digest *d, const char *hex)
{
    char text[DIGEST_TEXT_SIZE];
    digest_format(d, text);
    assert_string_equal(text, hex);
}

static void a_payload_is_digested_behind_its_salt(void **state)
{
    (void)state;
    struct digest d = payload_digest();
    assert_hex(&d, payload_hex);
}

static void the_first_entry_follows_zeros(void **state)
{
    (void)state;
    struct digest d = first(1795132800000);
    assert_hex(&d, first_hex);
}

static void an_entry_without_payload_or_record_has_dashes(void **state)
{
    (void)state;
    struct digest previous = first(1795132800000);
    struct chain_entry entry = {
        .org_id = 1,
        .seq = 2,
        .at_ms = 1795132800001,
        .via = "cli:root",
        .action = "sign_in",
        .subject = "session",
    };
    struct digest d = chain_hash(&previous, &entry);
    assert_hex(&d, second_hex);
}

static void another_time_is_another_hash(void **state)
{
    (void)state;
    struct digest a = first(1795132800000);
    struct digest b = first(1795132800001);
    assert_false(digest_equal(&a, &b));
}

static void a_text_of_several_lines_is_refused(void **state)
{
    (void)state;
    assert_true(chain_text_ok("cli:山田"));
    assert_false(chain_text_ok("cli:a\nb"));
    assert_false(chain_text_ok("\x7f"));
}

static void a_digest_reads_back_from_its_text(void **state)
{
    (void)state;
    struct digest d = first(0), back;
    char text[DIGEST_TEXT_SIZE];
    digest_format(&d, text);
    assert_true(digest_parse(text, &back));
    assert_true(digest_equal(&d, &back));
    text[3] = 'x';
    assert_false(digest_parse(text, &back));
    assert_false(digest_parse("00", &back));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_payload_is_digested_behind_its_salt),
        cmocka_unit_test(the_first_entry_follows_zeros),
        cmocka_unit_test(an_entry_without_payload_or_record_has_dashes),
        cmocka_unit_test(another_time_is_another_hash),
        cmocka_unit_test(a_text_of_several_lines_is_refused),
        cmocka_unit_test(a_digest_reads_back_from_its_text),
    };
    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
