/* Random numbers of the loss simulation: Philox4x32-10, a counter-based generator (J. K. Salmon,
 * M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11).
 * A number depends on where it is used – seed, year, what happens, which draw – and on nothing that
 * came before, so years can be simulated in any order by any number of threads with the same
 * result, and a scenario keeps its years when another is added.
 * Not for secrets: keys and tokens come from libsodium. */
#ifndef KANAME_MOD_LOSS_LOSS_RANDOM_H
#define KANAME_MOD_LOSS_LOSS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* One block: four random words of a counter under a key. */
void loss_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t ret_words[4]);

/* A sequence of uniform numbers of its own. */
struct loss_stream {
    uint32_t counter[4];
    uint32_t key[2];
    double spare; /* the second number of the last block; 0: there is none */
};

/* What a stream of an event is for; below, three for each loss item by number. */
enum loss_draw {
    LOSS_DRAW_AMOUNT = 0,
    LOSS_DRAW_UNITS = 1,
    LOSS_DRAW_OCCURS = 2,
    LOSS_DRAWS_OF_ITEM = 3,
    LOSS_DRAW_KEEP = 0xfd,
    LOSS_DRAW_RATE = 0xfe,
    LOSS_DRAW_COUNT = 0xff
};

enum { LOSS_YEAR = (1 << 24) - 1 }; /* the event number of what is drawn for a year as a whole */

/* A name for a source of events that does not depend on its place among others: 56 bits of FNV-1a
 * over the key, then over `second` unless it is NULL. */
uint64_t loss_source(const char *key, const char *second);

/* The stream of a draw of an event, the first of the year being 0. Streams of different arguments
 * are independent; each holds 512 numbers. */
struct loss_stream loss_stream(
    uint64_t seed, uint32_t year, uint64_t source, uint32_t event, uint32_t draw);

/* The next number, above 0 and below 1, in steps of 2^-52. */
double loss_uniform(struct loss_stream *s);

enum { LOSS_EVENTS = 1024 };

/* Events of one source that are worked on together, which processors do several at a time. */
struct loss_events {
    uint64_t seed, source;
    size_t n;
    uint32_t year[LOSS_EVENTS], no[LOSS_EVENTS];
};

/* The first two numbers of each event's stream. */
void loss_uniform_pairs(
    const struct loss_events *events, uint32_t draw, double *ret_first, double *ret_second);

#endif
