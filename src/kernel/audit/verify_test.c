#include "kernel/audit/verify.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

enum { N = 6 };

/* A chain of six entries, the last but one an erasure of the second, signed at three and six. */
struct world {
    struct verify_row rows[N];
    struct digest digests[N];
    char payloads[N][120];
    uint8_t salts[N][CHAIN_SALT_SIZE];
    struct signature signatures[2];
    size_t n_signatures;
    uint8_t public_key[1][KEYS_PUBLIC_SIZE];
    size_t n_keys;
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    size_t skip; /* index of a row that is left out; N: none */
    size_t n;    /* rows shown */
    int64_t head_seq;
    struct digest head;
    char told[400];
};

static void sign(struct world *w, size_t i, int64_t seq)
{
    struct signature *s = &w->signatures[i];
    char text[SIGN_TEXT_SIZE];
    s->head = (struct sign_head){1, seq, w->rows[seq - 1].hash, 1000 + seq};
    sign_text(&s->head, text);
    crypto_sign_detached(s->bytes, NULL, (const uint8_t *)text, strlen(text), w->secret);
    keys_id_of(w->public_key[0], s->key_id);
}

/* Hashes everything anew, as one does who can write the database. */
static void rehash(struct world *w)
{
    struct digest previous = CHAIN_START;
    for (int i = 0; i < N; i++) {
        struct verify_row *r = &w->rows[i];
        w->digests[i] = chain_payload_digest(w->salts[i], w->payloads[i], strlen(w->payloads[i]));
        r->payload_len = strlen(w->payloads[i]);
        r->hash = previous = chain_hash(&previous, &r->entry);
    }
    w->head = previous;
    w->head_seq = N;
}

static int set_up(void **state)
{
    if (sodium_init() < 0)
        return 1;
    struct world *w = mem_new(NULL, struct world);
    for (int i = 0; i < N; i++) {
        memset(w->salts[i], i, CHAIN_SALT_SIZE);
        snprintf(w->payloads[i], sizeof w->payloads[i], "{\"after\":{\"n\":%d}}", i);
        w->rows[i] = (struct verify_row){.entry = {.org_id = 1,
                                             .seq = i + 1,
                                             .at_ms = 1000 + i,
                                             .via = "http 203.0.113.4",
                                             .action = "update",
                                             .subject = "measure",
                                             .payload = &w->digests[i]},
            .salt = w->salts[i],
            .salt_len = CHAIN_SALT_SIZE,
            .payload = w->payloads[i]};
    }
    snprintf(w->payloads[4], sizeof w->payloads[4],
        "{\"after\":{\"entries\":[2],\"law\":\"個人情報保護法第35条\"}}");
    w->rows[4].entry.action = "erase";
    w->rows[4].entry.subject = "audit";
    rehash(w);
    w->rows[1].salt = NULL;
    w->rows[1].payload = NULL;
    crypto_sign_keypair(w->public_key[0], w->secret);
    sign(w, 0, 3);
    sign(w, 1, 6);
    w->n_signatures = 2;
    w->n_keys = 1;
    w->skip = w->n = N;
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static void note(void *arg, enum verify_fault fault, int64_t seq)
{
    struct world *w = arg;
    size_t used = strlen(w->told);
    snprintf(w->told + used, sizeof w->told - used, "%s#%d ", verify_fault_key(fault), (int)seq);
}

static struct verify_result check(struct world *w)
{
    struct verifier *v = verifier_new(w, w->public_key, w->n_keys, note, w);
    for (size_t i = 0; i < w->n_signatures; i++)
        verifier_signature(v, &w->signatures[i]);
    for (size_t i = 0; i < w->n; i++) {
        if (i != w->skip)
            verifier_entry(v, &w->rows[i]);
    }
    return verifier_end(v, w->head_seq, &w->head);
}

static void assert_told(struct world *w, const char *what)
{
    struct verify_result result = check(w);
    assert_string_equal(w->told, what);
    assert_int_equal(result.faults > 0, what[0] != '\0');
}

static void a_sound_chain_tells_how_far_it_is_signed_and_what_is_erased(void **state)
{
    struct world *w = *state;
    struct verify_result result = check(w);
    assert_string_equal(w->told, "");
    assert_int_equal(result.entries, 6);
    assert_int_equal(result.erased, 1);
    assert_int_equal(result.signatures, 2);
    assert_int_equal(result.signed_seq, 6);
    assert_true(digest_equal(&result.head, &w->head));
}

static void a_changed_entry_is_named_and_only_that(void **state)
{
    struct world *w = *state;
    w->rows[3].entry.account_id = 9;
    assert_told(w, "entry_changed#4 ");
}

static void a_changed_payload_is_named(void **state)
{
    struct world *w = *state;
    w->payloads[3][12]++;
    assert_told(w, "payload_changed#4 ");
}

static void an_entry_taken_out_is_missed(void **state)
{
    struct world *w = *state;
    w->skip = 3;
    assert_told(w, "entry_missing#4 ");
}

static void a_payload_taken_out_without_a_law_is_missed(void **state)
{
    struct world *w = *state;
    w->rows[3].salt = NULL;
    w->rows[3].payload = NULL;
    assert_told(w, "payload_missing#4 ");
}

static void an_erasure_that_names_no_law_erases_nothing(void **state)
{
    struct world *w = *state;
    snprintf(w->payloads[4], sizeof w->payloads[4], "{\"after\":{\"entries\":[2],\"law\":\"\"}}");
    rehash(w);
    sign(w, 1, 6);
    assert_told(w, "payload_missing#2 ");
}

static void a_payload_that_came_back_without_its_salt_is_not_believed(void **state)
{
    struct world *w = *state;
    w->rows[1].salt = w->salts[0];
    w->rows[1].payload = w->payloads[1];
    assert_told(w, "payload_changed#2 ");
}

static void a_chain_rewritten_as_a_whole_is_told_by_its_signatures(void **state)
{
    struct world *w = *state;
    w->rows[3].entry.account_id = 9;
    rehash(w);
    assert_told(w, "signature_differs#6 ");
}

static void entries_cut_off_at_the_end_are_told_by_the_signatures(void **state)
{
    struct world *w = *state;
    w->n = 5;
    w->head_seq = 5;
    w->head = w->rows[4].hash;
    assert_told(w, "signature_beyond#6 ");
}

static void a_head_that_is_not_the_last_entry_is_told(void **state)
{
    struct world *w = *state;
    w->head.bytes[0] ^= 1;
    assert_told(w, "head_differs#6 ");
}

static void a_forged_signature_is_told(void **state)
{
    struct world *w = *state;
    w->signatures[1].bytes[5] ^= 1;
    assert_told(w, "signature_wrong#6 ");
}

static void a_signature_by_another_key_is_not_believed(void **state)
{
    struct world *w = *state;
    w->n_keys = 0;
    assert_told(w, "key_unknown#3 key_unknown#6 ");
}

static void an_empty_chain_is_sound(void **state)
{
    struct world *w = *state;
    w->n = w->n_signatures = 0;
    w->head_seq = 0;
    w->head = CHAIN_START;
    assert_told(w, "");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(a_sound_chain_tells_how_far_it_is_signed_and_what_is_erased),
        EACH(a_changed_entry_is_named_and_only_that),
        EACH(a_changed_payload_is_named),
        EACH(an_entry_taken_out_is_missed),
        EACH(a_payload_taken_out_without_a_law_is_missed),
        EACH(an_erasure_that_names_no_law_erases_nothing),
        EACH(a_payload_that_came_back_without_its_salt_is_not_believed),
        EACH(a_chain_rewritten_as_a_whole_is_told_by_its_signatures),
        EACH(entries_cut_off_at_the_end_are_told_by_the_signatures),
        EACH(a_head_that_is_not_the_last_entry_is_told),
        EACH(a_forged_signature_is_told),
        EACH(a_signature_by_another_key_is_not_believed),
        EACH(an_empty_chain_is_sound),
    };
    return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
