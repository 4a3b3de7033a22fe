/* Philox against the known answers of Random123 1.14.0 (tests/kat_vectors, "philox4x32 10"). */
#include "mod/loss/loss_random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void philox_gives_the_known_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff},
            {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0},
            {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        uint32_t words[4];
        loss_philox(known[i].counter, known[i].key, words);
        assert_memory_equal(words, known[i].words, sizeof words);
    }
}

static void a_stream_is_the_words_of_its_blocks_in_order(void **state)
{
    (void)state;
    struct loss_stream s = loss_stream(0, 0, 0, 0, 0);
    uint64_t first = (UINT64_C(0x6627e8d5) << 32 | 0xe169c58d) >> 12;
    uint64_t second = (UINT64_C(0xbc57ac4c) << 32 | 0x9b00dbd8) >> 12;
    assert_true(loss_uniform(&s) == ((double)first + 0.5) / 0x1p52);
    assert_true(loss_uniform(&s) == ((double)second + 0.5) / 0x1p52);
    assert_int_equal(s.counter[3], 1);
}

static void streams_of_other_years_sources_events_and_draws_differ(void **state)
{
    (void)state;
    uint64_t a = loss_source("ransomware", NULL);
    struct loss_stream streams[] = {
        loss_stream(7, 3, a, 2, 1),
        loss_stream(8, 3, a, 2, 1),
        loss_stream(7, 4, a, 2, 1),
        loss_stream(7, 3, loss_source("ransomwarf", NULL), 2, 1),
        loss_stream(7, 3, a, 3, 1),
        loss_stream(7, 3, a, 2, 2),
        loss_stream(UINT64_C(7) << 32, 3, a, 2, 1),
    };
    size_t n = sizeof streams / sizeof streams[0];
    double first[sizeof streams / sizeof streams[0]];
    for (size_t i = 0; i < n; i++) {
        first[i] = loss_uniform(&streams[i]);
        for (size_t k = 0; k < i; k++)
            assert_true(first[i] != first[k]);
    }
}

/* Numbers done several at a time are those of each stream, whatever their number and place. */
static void pairs_are_the_first_two_numbers_of_each_stream(void **state)
{
    static struct loss_events e = {.seed = 0xfedcba9876543210, .source = 0xabcdef0123456};
    static double first[LOSS_EVENTS], second[LOSS_EVENTS];
    (void)state;
    for (uint32_t i = 0; i < LOSS_EVENTS; i++) {
        e.year[i] = i * 4099;
        e.no[i] = i % 7 == 0 ? LOSS_YEAR : i % 5;
    }
    for (e.n = 1; e.n <= LOSS_EVENTS; e.n = 3 * e.n + 1) {
        loss_uniform_pairs(&e, LOSS_DRAW_KEEP, first, second);
        for (size_t i = 0; i < e.n; i++) {
            struct loss_stream s =
                loss_stream(e.seed, e.year[i], e.source, e.no[i], LOSS_DRAW_KEEP);
            assert_true(first[i] == loss_uniform(&s));
            assert_true(second[i] == loss_uniform(&s));
        }
    }
}

static void sources_keep_two_keys_apart(void **state)
{
    (void)state;
    assert_true(loss_source("ab", "c") != loss_source("a", "bc"));
    assert_true(loss_source("ab", NULL) != loss_source("a", "b"));
    assert_true(loss_source("ab", NULL) >> 56 == 0);
}

static void uniforms_have_the_mean_and_variance_of_uniforms(void **state)
{
    (void)state;
    enum { N = 200000 };
    double sum = 0;
    double squares = 0;
    for (uint32_t i = 0; i < N; i++) {
        struct loss_stream s = loss_stream(1, i, 99, 0, 0);
        double u = loss_uniform(&s);
        assert_true(u > 0 && u < 1);
        sum += u;
        squares += (u - 0.5) * (u - 0.5);
    }
    assert_true(fabs(sum / N - 0.5) < 4 * sqrt(1.0 / 12 / N));
    assert_true(fabs(squares / N - 1.0 / 12) < 4 * sqrt(1.0 / 180 / N));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_the_known_answers),
        cmocka_unit_test(a_stream_is_the_words_of_its_blocks_in_order),
        cmocka_unit_test(streams_of_other_years_sources_events_and_draws_differ),
        cmocka_unit_test(pairs_are_the_first_two_numbers_of_each_stream),
        cmocka_unit_test(sources_keep_two_keys_apart),
        cmocka_unit_test(uniforms_have_the_mean_and_variance_of_uniforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
