#include "mod/loss/loss_random.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { ROUNDS = 10, BLOCK_BITS = 8, LANES = 32 };

#define MULTIPLIER_0 UINT64_C(0xD2511F53)
#define MULTIPLIER_1 UINT64_C(0xCD9E8D57)
#define WEYL_0 UINT32_C(0x9E3779B9) /* golden ratio */
#define WEYL_1 UINT32_C(0xBB67AE85) /* sqrt(3) - 1 */
#define FNV_OFFSET UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

void loss_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret_words[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p0 = MULTIPLIER_0 * c0;
        uint64_t p1 = MULTIPLIER_1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
    ret_words[0] = c0;
    ret_words[1] = c1;
    ret_words[2] = c2;
    ret_words[3] = c3;
}

static uint64_t fnv(uint64_t hash, const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * FNV_PRIME;
    return (hash ^ 0xff) * FNV_PRIME; /* an end that no text holds: "ab", "c" is not "a", "bc" */
}

uint64_t loss_source(const char *key, const char *second)
{
    uint64_t hash = fnv(FNV_OFFSET, key);
    if (second != NULL)
        hash = fnv(hash, second);
    return hash >> BLOCK_BITS;
}

struct loss_stream loss_stream(
    uint64_t seed, uint32_t year, uint64_t source, uint32_t event, uint32_t draw)
{
    return (struct loss_stream){
        .counter = {year, (uint32_t)source, event << BLOCK_BITS | draw,
            (uint32_t)(source >> 32) << BLOCK_BITS},
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
    };
}

/* 52 bits and a half: neither 0 nor 1 can come out, and every value is exact. */
static double unit(uint32_t high, uint32_t low)
{
    uint64_t bits = (uint64_t)high << 32 | low;
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

double loss_uniform(struct loss_stream *s)
{
    uint32_t words[4];
    double u = s->spare;
    s->spare = 0;
    if (u > 0)
        return u;
    loss_philox(s->counter, s->key, words);
    s->counter[3]++;
    s->spare = unit(words[2], words[3]);
    return unit(words[0], words[1]);
}

/* Philox on several counters at once: the same integers as loss_philox, in loops of fixed length
 * that the compiler turns into vector instructions. */
static void philox_lanes(uint32_t c[4][LANES], const uint32_t key[2])
{
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < ROUNDS; round++) {
        for (int l = 0; l < LANES; l++) {
            uint64_t p0 = MULTIPLIER_0 * c[0][l];
            uint64_t p1 = MULTIPLIER_1 * c[2][l];
            c[0][l] = (uint32_t)(p1 >> 32) ^ c[1][l] ^ k0;
            c[1][l] = (uint32_t)p1;
            c[2][l] = (uint32_t)(p0 >> 32) ^ c[3][l] ^ k1;
            c[3][l] = (uint32_t)p0;
        }
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
}

/* From the event `i` on. */
static void pairs_from(size_t i, const struct loss_events *events, const struct loss_stream *base,
    double *ret_first, double *ret_second)
{
    for (; i < events->n; i += LANES) {
        uint32_t c[4][LANES];
        size_t n = events->n - i < LANES ? events->n - i : LANES;
        for (size_t l = 0; l < LANES; l++) {
            size_t at = l < n ? i + l : i;
            c[0][l] = events->year[at];
            c[1][l] = base->counter[1];
            c[2][l] = events->no[at] << BLOCK_BITS | base->counter[2];
            c[3][l] = base->counter[3];
        }
        philox_lanes(c, base->key);
        for (size_t l = 0; l < n; l++) {
            ret_first[i + l] = unit(c[0][l], c[1][l]);
            ret_second[i + l] = unit(c[2][l], c[3][l]);
        }
    }
}

#if defined(__x86_64__)
/* For processors with vectors of 256 bits: each word of a counter in a lane of 64, where a product
 * needs no shuffling. The same integers, and conversions that are exact: the same numbers. */
enum { WIDE = 4, BOTH = 2 * WIDE };

__attribute__((target("avx2"))) static inline __m256d wide_unit(__m256i high, __m256i low)
{
    const __m256i exponent = _mm256_set1_epi64x(0x4330000000000000); /* of 2^52 */
    __m256i bits = _mm256_or_si256(_mm256_slli_epi64(high, 32), low);
    __m256i whole = _mm256_or_si256(_mm256_srli_epi64(bits, 12), exponent);
    __m256d n = _mm256_sub_pd(_mm256_castsi256_pd(whole), _mm256_set1_pd(0x1p52));
    return _mm256_mul_pd(_mm256_add_pd(n, _mm256_set1_pd(0.5)), _mm256_set1_pd(0x1p-52));
}

__attribute__((target("avx2"))) static inline __m256i wide_load(const uint32_t *four)
{
    return _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)four));
}

/* The words of four counters. */
struct wide {
    __m256i w0, w1, w2, w3;
};

__attribute__((target("avx2"))) static inline struct wide wide_counters(
    const struct loss_stream *base, const uint32_t *years, const uint32_t *nos)
{
    __m256i event = _mm256_slli_epi64(wide_load(nos), BLOCK_BITS);
    return (struct wide){
        wide_load(years),
        _mm256_set1_epi64x(base->counter[1]),
        _mm256_or_si256(event, _mm256_set1_epi64x(base->counter[2])),
        _mm256_set1_epi64x(base->counter[3]),
    };
}

__attribute__((target("avx2"))) static inline struct wide wide_round(
    struct wide c, __m256i key0, __m256i key1)
{
    const __m256i low = _mm256_set1_epi64x(UINT32_MAX);
    __m256i p0 = _mm256_mul_epu32(_mm256_set1_epi64x(MULTIPLIER_0), c.w0);
    __m256i p1 = _mm256_mul_epu32(_mm256_set1_epi64x(MULTIPLIER_1), c.w2);
    return (struct wide){
        _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p1, 32), c.w1), key0),
        _mm256_and_si256(p1, low),
        _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p0, 32), c.w3), key1),
        _mm256_and_si256(p0, low),
    };
}

__attribute__((target("avx2"))) static inline void wide_store(
    struct wide c, double *ret_first, double *ret_second)
{
    _mm256_storeu_pd(ret_first, wide_unit(c.w0, c.w1));
    _mm256_storeu_pd(ret_second, wide_unit(c.w2, c.w3));
}

/* How many events it has done: all but a rest that does not fill two vectors, which are worked on
 * side by side. */
__attribute__((target("avx2"))) static size_t wide_pairs(const struct loss_events *events,
    const struct loss_stream *base, double *ret_first, double *ret_second)
{
    size_t i = 0;
    for (; i + BOTH <= events->n; i += BOTH) {
        const uint32_t *year = events->year + i, *no = events->no + i;
        struct wide a = wide_counters(base, year, no);
        struct wide b = wide_counters(base, year + WIDE, no + WIDE);
        uint32_t k0 = base->key[0], k1 = base->key[1];
        for (int round = 0; round < ROUNDS; round++) {
            const __m256i key0 = _mm256_set1_epi64x(k0), key1 = _mm256_set1_epi64x(k1);
            a = wide_round(a, key0, key1);
            b = wide_round(b, key0, key1);
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        wide_store(a, ret_first + i, ret_second + i);
        wide_store(b, ret_first + i + WIDE, ret_second + i + WIDE);
    }
    return i;
}
#endif

void loss_uniform_pairs(
    const struct loss_events *events, uint32_t draw, double *ret_first, double *ret_second)
{
    const struct loss_stream base = loss_stream(events->seed, 0, events->source, 0, draw);
    size_t done = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        done = wide_pairs(events, &base, ret_first, ret_second);
#endif
    pairs_from(done, events, &base, ret_first, ret_second);
}
