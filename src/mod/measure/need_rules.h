/* What measures need together: people by skill and from when, money from – to and yearly. Pure: no
 * SQL, no HTTP, no clock. Amounts are minor units of one currency. */
#ifndef KANAME_MOD_MEASURE_NEED_RULES_H
#define KANAME_MOD_MEASURE_NEED_RULES_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

struct need_people {
    const char *skills; /* NULL: not said */
    int64_t n;
    const char *from; /* the earliest day, "2026-10-01"; NULL: not said */
};

struct need_sum {
    int64_t n;                /* measures */
    int64_t without_cost;     /* of them, those that state none */
    int64_t other_currencies; /* of them, those whose money is in no sum; their people are */
    int64_t low, high; /* initial cost: the range, or twice the estimate where there is none */
    int64_t yearly;
    int64_t people;
    struct need_people *by_skill; /* in the order in which they first come */
    size_t n_skills;
};

/* Adds what a measure states: a record of the register, or what a request has kept of one. Texts
 * are borrowed from it; what grows lives under `ctx`. */
void need_add(const void *ctx, struct need_sum *to, const json_t *measure, const char *currency);

#endif
