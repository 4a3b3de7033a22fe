/* Slows down guessing: counts failures by account name and by address, in memory. Bounded: when it
 * is full the oldest counts of a few go, so it never refuses by itself. Names are kept as keyed
 * hashes only. A restart forgets; an account's own failures are in its row as well. */
#ifndef KANAME_KERNEL_AUTH_THROTTLE_H
#define KANAME_KERNEL_AUTH_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

struct throttle; /* safe to use from all threads */

/* Lives under ctx. `wait_ms`: how long one waits after too many failures, and after how long
 * without a failure they are forgotten. */
struct throttle *throttle_new(const void *ctx, int64_t wait_ms);

/* Counts one attempt of `name` as failed until throttle_forget says otherwise: many attempts at
 * once cannot exceed the limit. False: not to be tried now; *ret_wait_ms says how long. */
bool throttle_try(
    struct throttle *t, const char *name, int limit, int64_t now_ms, int64_t *ret_wait_ms);

/* The attempt was good: all failures of the name are forgotten. */
void throttle_forget(struct throttle *t, const char *name);
/* The attempt was good, others' were not: takes back one. */
void throttle_take_back(struct throttle *t, const char *name);

#endif
